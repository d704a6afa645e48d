"""Telling a seller's group that something waits: a word and a link, and nothing about a person."""

from collections.abc import Callable
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador import wallclock
from mostrador.cases.models import Question
from mostrador.outbox.models import Owed
from mostrador.pages import moments, zones
from mostrador.rules import group_bots
from mostrador.rules.group_bots import Webhook
from mostrador.sellers import reach

PATIENCE = 10
# They answer in a few bytes; whatever says more is not read to its end.
READ_AT_MOST = 10_000


class NotTakenError(Exception):
    """The platform did not take it; the outbox tries again later."""


def deliver(owed: Owed, now: datetime) -> None:
    """Tell the group, unless the question is over or the group is not to be told any more.

    A crash in between tells it twice: better a word too many than one too few.
    """
    known = Question.objects.select_related("seller", "contact__store", "part")
    question = known.get(pk=owed.payload["question"])
    wishes = reach.of(question.seller)
    address = wishes.bot_url
    hook = group_bots.webhook(address, loopback=settings.DEMO) if address else None
    if hook is None or question.state != Question.State.OPEN or now > question.due_at:
        return
    words = group_bots.body(hook.platform, said(question))
    # The platforms compare it with their own clock, which no demo moves.
    _post(*group_bots.signed(hook, words, secret=wishes.bot_secret, at=wallclock.machine_now()))


def said(question: Question) -> str:
    """In the language of the mails to this seller; whoever opens the link signs in."""
    store, seller = question.contact.store, question.seller
    with override(store.language_with(seller.language)):
        due = moments.with_city(question.due_at, zones.zone_of(seller.country, store.time_zone))
        order = question.part.order_id
        about = (
            _("%(store)s: one question about order %(order)s is due %(due)s.")
            if order
            else _("%(store)s: one question is due %(due)s.")
        )
        words = about % {"store": store, "order": order, "due": due}
    return f"{words}\n{settings.BASE_URL}/portal/cases/{question.pk}/"


def _post(hook: Webhook, body: bytes) -> None:
    connect: Callable[..., HTTPConnection] = HTTPSConnection if hook.secure else HTTPConnection
    connection = connect(hook.host, hook.port, timeout=PATIENCE)
    try:
        # A redirection is no answer: nothing is followed to another host.
        headers = {"Content-Type": "application/json; charset=utf-8"}
        connection.request("POST", hook.path, body=body, headers=headers)
        response = connection.getresponse()
        answer = response.read(READ_AT_MOST)
    except (OSError, HTTPException) as error:
        raise NotTakenError(f"{hook.platform}: {error}") from error
    finally:
        connection.close()
    if not group_bots.is_accepted(hook.platform, response.status, answer):
        raise NotTakenError(f"{hook.platform}: {response.status} {answer[:200]!r}")
