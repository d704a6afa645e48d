"""Withdrawals on the desk: what reads like one, and how one that was recorded stands (E58)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.contacts.models import Message
from mostrador.decisions import withdrawal_standing, withdrawals
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.desk.dossier import Dossier
from mostrador.pages import moments, shapes
from mostrador.pages.policy_words import full_day
from mostrador.rules.withdrawal import Standing
from mostrador.rules.withdrawal_words import reads_like_withdrawal

# How loud it is, and what it says: a proposal to whoever decides.
STANDINGS: Mapping[str, tuple[str, Promise]] = {
    Standing.IN_TIME: ("ok", gettext_lazy("By the law it is in time.")),
    Standing.BEFORE_DELIVERY: (
        "ok", gettext_lazy("By the law it is in time: nothing has arrived yet."),
    ),
    Standing.TOO_LATE: ("warn", gettext_lazy("By the law it is too late.")),
    Standing.EXCLUDED: (
        "warn", gettext_lazy("By the law such goods are without a right of withdrawal."),
    ),
    Standing.NO_CONSUMER: ("warn", gettext_lazy("By the law only consumers have this right.")),
    Standing.UNKNOWN: (
        "info", gettext_lazy("No law table was entered for this country; the policy alone says."),
    ),
    withdrawal_standing.MIXED: (
        "info", gettext_lazy("By the law it is in time for some of the items and not for others."),
    ),
    "": ("info", gettext_lazy("How it stands is known once the order and the buyer are.")),
}  # fmt: skip

Notice = tuple[str, str, shapes.Action | None]


def notices(dossier: Dossier) -> Iterator[Notice]:
    """Kind, words and the button, for what stands above the conversation."""
    recorded = withdrawals.of_contact(dossier.contact)
    unread = _reads_like_one(dossier, recorded)
    if unread:
        yield _proposal(dossier, unread)
    for one in recorded:
        yield _recorded(one)


def sentence(who: str, facts: Mapping[str, Any], dossier: Dossier) -> str:
    declared = moments.day_and_hour(datetime.fromisoformat(facts["declared_at"]), dossier.zone)
    said = _("%(who)s recorded a withdrawal, declared on %(declared)s. Money due back by %(due)s.")
    return said % {"who": who, "declared": declared, "due": _day(facts["refund_due"])}


def _reads_like_one(dossier: Dossier, recorded: list[Withdrawal]) -> Message | None:
    """The newest words of the buyer that withdraw and came after what was recorded."""
    last = max((one.declared_at for one in recorded), default=None)
    subject = dossier.contact.subject_text
    title = subject.body if subject else ""
    theirs = [one for one in dossier.messages if one.lane == "buyer" and _not_ours(one)]
    for at, message in reversed(list(enumerate(theirs))):
        later = last is None or message.at > last
        if later and reads_like_withdrawal(title if at == 0 else "", message.text.body):
            return message
    return None


def _not_ours(message: Message) -> bool:
    return message.author.startswith(("buyer:", "unknown"))


def _proposal(dossier: Dossier, message: Message) -> Notice:
    at = moments.day_and_hour(message.at, dossier.zone)
    text = _(
        "What was written on %(at)s reads like a withdrawal. Recorded, it counts from then, and "
        "the buyer gets the confirmation that the law asks for."
    )
    action = shapes.Action(
        _("Record the withdrawal"),
        icon="undo-2",
        name="message",
        value=str(message.pk),
        post=reverse("desk:withdrawals", args=[dossier.contact.pk]),
    )
    return "warn", text % {"at": at}, action


def _recorded(made: Withdrawal) -> Notice:
    kind, standing = STANDINGS.get(made.judged, STANDINGS[""])
    text = _("Withdrawn on %(at)s. %(standing)s The money is due back by %(due)s.")
    said = {
        "at": moments.day_and_hour(made.declared_at, made.store.time_zone),
        "standing": standing,
        "due": full_day(made.refund_due),
    }
    return kind, text % said, None


def _day(said: str) -> str:
    return full_day(date.fromisoformat(said))
