"""A mail of ours to ourselves: does what we send leave, and does what is sent to us come in?"""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from mostrador.channels.email import server
from mostrador.channels.email.compose import NotAnAddressError, Outgoing, compose
from mostrador.connectors.base import Finding
from mostrador.intake.models import Inbound
from mostrador.outbox import owing
from mostrador.outbox.models import Owed
from mostrador.people.models import User
from mostrador.stores.models import Store

KIND = "trial_mail"
# To the store's own address, which leads back to us; or to the operator who wants to see it.
IN, OUT = "in", "out"


class RefusedForEverError(Exception):
    """The mail server will never take it."""


def send(store: Store, way: str, user: User, *, now: datetime) -> Finding:
    """Owe one. A new one takes the place of the last, whatever became of that."""
    if way == OUT and not user.email:
        return Finding(
            fine=False,
            sentence=_(
                "Your sign-in has no e-mail address to send it to. Give it one:"
                " mostrador user email NAME ADDRESS"
            ),
        )
    mail_id = f"<{secrets.token_hex(16)}@{store.mail_domain}>"
    payload = {"store": store.pk, "way": way, "user": user.pk, "mail_id": mail_id}
    owing.owe_again(KIND, _key(store, way), payload, now=now)
    return look(store, way)


def look(store: Store, way: str) -> Finding:
    """What became of the last one."""
    owed = Owed.objects.filter(key=_key(store, way)).first()
    if owed is None:
        return Finding(fine=False, sentence=_("Not tried yet."))
    if owed.done_at is None:
        return Finding(fine=False, sentence=_on_its_way(owed))
    if not settings.SMTP_URL:
        sentence = _("No mail leaves this machine. Set MOSTRADOR_SMTP to your mail server.")
        return Finding(fine=False, sentence=sentence)
    return _came_in(owed, store) if way == IN else _left()


def deliver(owed: Owed, now: datetime) -> None:
    """Straight to the server. Its loop mark makes what comes back an echo and no new request."""
    store = Store.objects.get(pk=owed.payload["store"])
    to = store.service_address if owed.payload["way"] == IN else _address(owed.payload)
    if not settings.SMTP_URL or not to:
        return
    try:
        with override(store.language):
            raw = compose(_written(store, to, owed.payload["mail_id"], now))
    except NotAnAddressError:
        raise RefusedForEverError from None
    if server.refuses(raw, sender=store.service_address, recipient=to):
        raise RefusedForEverError


def _written(store: Store, to: str, mail_id: str, now: datetime) -> Outgoing:
    return Outgoing(
        message_id=mail_id,
        sender_name=store.name,
        sender=store.service_address,
        recipient=to,
        subject=_("Test mail of %(store)s") % {"store": store.name},
        text=_("This mail shows that mail leaves. Nobody has to answer it.") + "\n",
        automatic=True,
        loop_mark=store.service_address,
        date=now,
    )


def _key(store: Store, way: str) -> str:
    return f"{KIND}:{way}:{hashlib.sha256(store.pk.encode()).hexdigest()}"


def _address(payload: dict[str, Any]) -> str:
    user = User.objects.filter(pk=payload["user"]).first()
    return user.email if user else ""


def _on_its_way(owed: Owed) -> str:
    if not owed.attempts:
        return _("The test mail waits for the worker. Look again in a moment.")
    if owed.error.startswith(RefusedForEverError.__name__):
        return _("The mail server refuses the address for ever.")
    return _("The mail server did not take it: %(error)s") % {"error": owed.error}


def _left() -> Finding:
    sentence = _("The mail server has taken it. Does it lie in your inbox, and not among spam?")
    return Finding(fine=True, sentence=sentence)


def _came_in(owed: Owed, store: Store) -> Finding:
    came = Inbound.objects.filter(mail_id=owed.payload["mail_id"]).order_by("pk").first()
    if came is None:
        sentence = _(
            "It has left and has not come back yet. Mail for %(address)s must lead to"
            " “mostrador receive” or “mostrador mail -”."
        )
        return Finding(fine=False, sentence=sentence % {"address": store.service_address})
    n = max(0, round((came.received_at - owed.owed_at).total_seconds()))
    words = ngettext("It came back after %(n)s second.", "It came back after %(n)s seconds.", n)
    return Finding(fine=True, sentence=words % {"n": n})
