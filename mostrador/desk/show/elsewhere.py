"""What happened outside of us or before our time: its sentences in a contact's history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.decisions.models import Instruction
from mostrador.desk.dossier import Dossier
from mostrador.rules.money import Money

Facts = Mapping[str, Any]


def _done(_who: str, facts: Facts, _dossier: Dossier) -> str:
    said = {
        "refund": _("The marketplace has paid the buyer back."),
        "cancel": _("The marketplace has cancelled the order."),
        "change_address": _("The marketplace has changed the address."),
        "change_item": _("The marketplace has changed the item."),
        "change_payment": _("The marketplace has changed the payment."),
        "return": _("The marketplace knows of the return."),
        "replacement": _("The marketplace sends a replacement."),
        "exchange": _("The marketplace knows of the exchange."),
        "repair": _("The marketplace knows of the repair."),
        "goodwill": _("The marketplace has given the gesture of goodwill."),
        "recharge": _("The marketplace has charged the buyer again."),
    }.get(str(facts["kind"]), str(facts["kind"]))
    if not facts.get("said"):
        return said
    other = _("%(done)s It says %(said)s where %(ordered)s was ordered.")
    return other % {"done": said, "said": facts["said"], "ordered": facts["ordered"]}


def _refused(_who: str, facts: Facts, _dossier: Dossier) -> str:
    said = {
        "refund": _("The marketplace could not pay the buyer back. Decide again."),
        "cancel": _("The marketplace could not cancel the order. Decide again."),
        "return": _("The marketplace could not take in the return. Decide again."),
        "replacement": _("The marketplace could not send a replacement. Decide again."),
    }.get(facts["kind"]) or _("The marketplace could not do it. Decide again.")
    why = _reason(facts["instruction"])
    return _("%(said)s It says: %(why)s") % {"said": said, "why": why} if why else said


def _reason(key: str) -> str:
    """Its words stay with the instruction: a history has none."""
    rows = Instruction.objects.filter(pk=key).values_list("acknowledgement", flat=True)
    return str((rows.first() or {}).get("reason") or "")


def _claimed(_who: str, facts: Facts, _dossier: Dossier) -> str:
    if facts["kind"] == "chargeback":
        return _("The buyer's bank asks for the money back. Nothing is paid beside it.")
    return _("A claim was filed with the marketplace. Nothing is paid beside it.")


def _claim_over(_who: str, facts: Facts, _dossier: Dossier) -> str:
    if facts["kind"] == "chargeback":
        return _("The buyer's bank no longer asks for the money.")
    return _("The claim with the marketplace is over.")


def _refunded(_who: str, facts: Facts, _dossier: Dossier) -> str:
    amount = _amount(facts)
    if not amount:
        return _("The buyer was paid back elsewhere.")
    return _("The buyer was paid back %(amount)s elsewhere.") % {"amount": amount}


def _amount(facts: Facts) -> str:
    try:
        return Money.of(facts["amount"], facts["currency"]).text()
    except (TypeError, ValueError):
        return ""


def _imported(_who: str, facts: Facts, _dossier: Dossier) -> str:
    count = facts["messages"]
    said = ngettext(
        "Taken in from before our time, with %(count)s message.",
        "Taken in from before our time, with %(count)s messages.",
        count,
    )
    return said % {"count": count}


def _imported_again(_who: str, facts: Facts, _dossier: Dossier) -> str:
    count = facts["messages"]
    said = ngettext(
        "A later load knew more of it: %(count)s message now.",
        "A later load knew more of it: %(count)s messages now.",
        count,
    )
    return said % {"count": count}


SENTENCES: Mapping[str, Callable[[str, Facts, Dossier], str]] = {
    "instruction_done": _done,
    "instruction_refused": _refused,
    "claim_told": _claimed,
    "claim_over": _claim_over,
    "refunded_elsewhere": _refunded,
    "contact_imported": _imported,
    "contact_imported_again": _imported_again,
}
ICONS: Mapping[str, str] = {
    "instruction_done": "check-check",
    "instruction_refused": "circle-x",
    "claim_told": "shield-alert",
    "claim_over": "shield-check",
    "refunded_elsewhere": "banknote",
    "contact_imported": "archive",
    "contact_imported_again": "archive",
}
