"""What the shadow run's codes are called when the operator reads them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mostrador.rules.topics import Topic
from mostrador.shadow.models import Observation

TOPICS: Mapping[str, str | Promise] = {
    Topic.DELIVERY: _("Delivery"),
    Topic.ITEM: _("The item itself"),
    Topic.RETURN: _("Return"),
    Topic.REFUND: _("Refund"),
    Topic.WITHDRAWAL: _("Withdrawal from the purchase"),
    Topic.CANCELLATION: _("Cancellation"),
    Topic.WARRANTY: _("Warranty"),
    Topic.PRODUCT_USE: _("Using the product"),
    Topic.PAYMENT: _("Payment"),
    Topic.INVOICE: _("Invoice"),
    Topic.CUSTOMISATION: _("Customisation"),
    Topic.PRE_ORDER: _("Question before an order"),
    Topic.ACCOUNT: _("Account"),
    Topic.COMPLAINT: _("Complaint"),
    Topic.OTHER: _("Something else"),
}
KINDS: Mapping[str, str] = {
    Observation.Agreement.AGREES: "ok",
    Observation.Agreement.OFFERED: "brand",
    Observation.Agreement.DIFFERS: "warn",
}
# What the list can be narrowed to, in the order of the table's columns.
NARROWED: Mapping[str, str | Promise] = {
    "": pgettext_lazy("matters of a shadow run", "All"),
    Observation.Agreement.AGREES: _("Agrees"),
    Observation.Agreement.OFFERED: _("Offered, too"),
    Observation.Agreement.DIFFERS: _("Differs"),
    Observation.Agreement.OPEN: _("Too early to say"),
    Observation.Agreement.NOT_OURS: _("Not ours"),
}
REASONS: Mapping[str, str | Promise] = {
    "NOT_ENROLLED_WHEN_PLACED": _("The seller was not enrolled when the order was placed."),
    "OTHER_STORE": _("The seller was enrolled in another store alone."),
    "OPERATOR_FULFILLED": _("The marketplace ships it itself."),
    "TOPIC_INVOICE": _("Invoices are the seller's."),
    "TOPIC_CUSTOMISATION": _("Customisation is the seller's."),
    "PRE_ORDER": _("What is asked before an order is the seller's."),
    "PAST_COVERAGE_END": _("The time in which the order is covered is over."),
}
HANDLERS: Mapping[str, str | Promise] = {
    "service": _("Covered: the service answers"),
    "seller": _("Not covered: the seller answers"),
    "operator": _("Not covered: the marketplace answers"),
}
PROPOSALS: Mapping[str, str | Promise] = {
    Observation.Proposal.DECIDE: _("We would have decided."),
    Observation.Proposal.ANSWER: _("We would have answered in words; there is nothing to decide."),
    Observation.Proposal.ASK_ORDER: _("We would have asked which order it is about."),
    Observation.Proposal.PASS_ON: _("We would have passed it on, and told the buyer."),
    Observation.Proposal.SUPPORT: _("We would have answered the seller ourselves."),
}
IN_SHORT: Mapping[str, str | Promise] = {
    Observation.Proposal.DECIDE: _("a decision"),
    Observation.Proposal.ANSWER: _("an answer in words"),
    Observation.Proposal.ASK_ORDER: _("asking for the order"),
    Observation.Proposal.PASS_ON: _("passing it on"),
    Observation.Proposal.SUPPORT: _("an answer to the seller"),
}
WHO: Mapping[str, str | Promise] = {
    "buyer": _("The buyer"),
    "service": pgettext_lazy("somebody who acts", "The service"),
    "seller": _("The seller"),
    "unknown": _("Somebody unknown"),
}


def topic(code: str) -> str:
    """By its first level; a second one of the marketplace's own stands behind it."""
    first, _point, second = code.partition(".")
    said = str(TOPICS.get(first, first))
    return f"{said} ({second})" if second else said
