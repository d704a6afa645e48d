"""The facts a decision rests on, each with its name and its value in words."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mostrador.pages import policy_words
from mostrador.pages.shapes import Fact
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.entitlement_facts import Cause, Claim, Facts, Remedy, Stage, Terms
from mostrador.rules.law import LawTable
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition

CAUSES: Mapping[str, str | Promise] = {
    Cause.NO_REASON: gettext_lazy("No reason given"),
    Cause.CHANGED_MIND: gettext_lazy("Changed their mind"),
    Cause.ORDERED_BY_MISTAKE: gettext_lazy("Ordered by mistake"),
    Cause.BETTER_PRICE: gettext_lazy("Found a better price"),
    Cause.NOT_COMPATIBLE: gettext_lazy("Does not go with what it is for"),
    Cause.QUALITY: gettext_lazy("Quality not as hoped for"),
    Cause.POOR_FIT: gettext_lazy("Does not fit"),
    Cause.NOT_RECEIVED: gettext_lazy("Has not arrived"),
    Cause.LATE: gettext_lazy("Arrives too late"),
    Cause.DAMAGED: gettext_lazy("Arrived damaged"),
    Cause.DEFECTIVE: gettext_lazy("Does not work"),
    Cause.WRONG_ITEM: gettext_lazy("The wrong article arrived"),
    Cause.MISSING_PARTS: gettext_lazy("Parts are missing"),
    Cause.NOT_AS_DESCRIBED: gettext_lazy("Not as described"),
    Cause.UNSAFE: gettext_lazy("Not safe"),
}
STAGES: Mapping[str, str | Promise] = {
    Stage.NOT_SHIPPED: pgettext_lazy("how far goods have come", "Not sent yet"),
    Stage.ON_THE_WAY: pgettext_lazy("how far goods have come", "On the way"),
    Stage.DELIVERED: pgettext_lazy("how far goods have come", "Delivered"),
    Stage.CANCELLED: pgettext_lazy("how far goods have come", "Cancelled"),
}
CLAIMS: Mapping[str, str | Promise] = {
    Claim.A_TO_Z: gettext_lazy("A claim under the marketplace's guarantee"),
    Claim.CHARGEBACK: gettext_lazy("A chargeback of the bank"),
}
REMEDIES: Mapping[str, str | Promise] = {
    Remedy.EXPLAIN: gettext_lazy("Explain"),
    Remedy.CANCEL: gettext_lazy("Cancel the order"),
    Remedy.CHANGE_ADDRESS: gettext_lazy("Change the address"),
    Remedy.CHANGE_ITEM: gettext_lazy("Change the item"),
    Remedy.CHANGE_PAYMENT: gettext_lazy("Change the way of paying"),
    Remedy.RETURN: gettext_lazy("Return"),
    Remedy.REFUND_ON_PROOF: gettext_lazy("Refund on proof of dispatch"),
    Remedy.REFUND_AFTER_RETURN: gettext_lazy("Refund after the return"),
    Remedy.REFUND_RETURNLESS: gettext_lazy("Refund without return"),
    Remedy.PARTIAL_REFUND: gettext_lazy("Partial refund"),
    Remedy.REPLACEMENT: gettext_lazy("Replacement"),
    Remedy.EXCHANGE: pgettext_lazy("remedy", "Exchange"),
    Remedy.REPAIR: gettext_lazy("Repair or spare part"),
    Remedy.GOODWILL: gettext_lazy("Goodwill"),
    Remedy.REFUSE: gettext_lazy("Refuse"),
}
LABELS: Mapping[str, str | Promise] = {
    "order": gettext_lazy("Order number"),
    "line": gettext_lazy("Line"),
    "quantity": gettext_lazy("Units"),
    "unit_price": gettext_lazy("Price of a unit"),
    "shipping": gettext_lazy("Paid for delivery"),
    "express": gettext_lazy("Of that, for a faster one"),
    "paid": gettext_lazy("Paid in all"),
    "refunded": gettext_lazy("Refunded or promised already"),
    "promised": gettext_lazy("Of that, promised and not paid out yet"),
    "category": gettext_lazy("Kind of goods"),
    "stage": gettext_lazy("How far it has come"),
    "ordered_on": gettext_lazy("Ordered on"),
    "asked_on": gettext_lazy("The buyer asked on"),
    "cause": gettext_lazy("What happened"),
    "standard": gettext_lazy("Standard policy"),
    "own": gettext_lazy("The seller's policy"),
    "law": gettext_lazy("Law table"),
    "promised_by": gettext_lazy("Promised by"),
    "delivered_on": gettext_lazy("Delivered on"),
    "all_delivered_on": gettext_lazy("The last of the order arrived on"),
    "condition": gettext_lazy("Condition"),
    "customised": gettext_lazy("Made to the buyer's wishes"),
    "withdraws": gettext_lazy("The buyer declares a withdrawal"),
    "instructed": gettext_lazy("Was told of the right to withdraw"),
    "consumer": gettext_lazy("Buys as a consumer"),
    "store_country": gettext_lazy("Country of the store"),
    "seller_country": gettext_lazy("Country of the seller"),
    "return_address_here": gettext_lazy("The seller takes back at an address in this country"),
    "prepaid_label": gettext_lazy("The seller pays for an international label"),
    "claim": gettext_lazy("Claim elsewhere"),
    "sent_back_on": gettext_lazy("Sent back on"),
    "came_back_on": gettext_lazy("Came back on"),
    "inspected_on": gettext_lazy("Inspected on"),
    "loss_percent": gettext_lazy("Loss of value shown, in percent"),
    "seller_grants": gettext_lazy("The seller grants"),
    "seller_silent": gettext_lazy("The seller was asked and stayed silent"),
    "seller_rules_out": gettext_lazy("The seller has shown it cannot be had"),
    "defect_shown_on": gettext_lazy("The defect showed on"),
    "repaired": gettext_lazy("Repaired before"),
    "repair_failed": gettext_lazy("A repair was in vain"),
    "returnless_up_to": gettext_lazy("Abroad: refund without return up to"),
    "way_back_overdue": gettext_lazy("Abroad: the days to offer a way back are over"),
    "agreed_guarantee_months": gettext_lazy("Used: months of guarantee that were agreed"),
    "closed": gettext_lazy("Public holidays"),
}
# What a reader of a decision is not helped by: the calendar that days were counted in.
UNTOLD = {"closed", "order", "line"}


def label(name: str) -> str:
    return str(LABELS.get(name, name.replace("_", " ")))


def value(said: Any) -> str:
    """A fact's value; nothing that is known stands as a dash."""
    match said:
        case None | "":
            return "–"
        case bool():
            return _("yes") if said else _("no")
        case Money():
            return money(said)
        case Terms() | LawTable():
            return said.version
        case date():
            return policy_words.full_day(said)
        case frozenset() | tuple() | list():
            return _listed(said)
    return _word(said)


def _listed(said: Collection[Any]) -> str:
    return ", ".join(value(one) for one in sorted(said)) or "–"


def _word(said: Any) -> str:
    if isinstance(said, Condition):
        return str(policy_words.CONDITIONS[said])
    for words in (CAUSES, STAGES, CLAIMS, REMEDIES):
        if type(said) is type(next(iter(words))):
            return str(words[said])
    return str(said)


def told(facts: Facts, names: Collection[str]) -> list[Fact]:
    """These of the facts, in the order of the record."""
    wanted = set(names) - UNTOLD
    return [
        Fact(label(one.name), _of(facts, one.name)) for one in fields(Facts) if one.name in wanted
    ]


def _of(facts: Facts, name: str) -> str:
    said = getattr(facts, name)
    return policy_words.category(said) if name == "category" and said else value(said)
