"""What a rule refuses, in the agent's language."""

from collections.abc import Mapping
from typing import Protocol

from django.utils.translation import gettext_lazy as _


class Refused(Protocol):
    code: str


SENTENCES = {
    "ALREADY_ASKED": _("This question is open already; wait for its answer or ask another."),
    "SELLER_REQUIRED": _("Several sellers share this order: name one."),
    "NO_SELLER": _("No seller's covered line belongs to this contact."),
    "CONTACT_CLOSED": _("The contact is closed; a new word opens it again."),
    "NOT_VERIFIED": _("Make sure first that this is the order's buyer."),
    "NOTHING_CONSULTED": _("Say what you looked at before asking the seller."),
    "TEXT_REQUIRED": _("Write the question."),
    "NOT_OURS": _("The service does not answer this contact, so it cannot decide or close it."),
    "QUESTION_OPEN": _(
        "A question to the seller is open: wait for the answer, or withdraw the question."
    ),
    "NOTHING_LAPSED": _("Best judgement needs a question that the seller left unanswered."),
    "REASON_REQUIRED": _("Give the reason in one sentence."),
    # What stands in the way of a decision; what is in brackets is filled in.
    "NOT_ENTITLED": _("By law and policy the buyer cannot have this; as goodwill he can."),
    "OTHER_GROUND": _("The buyer can have this, but on another ground."),
    "STILL_ENTITLED": _("This cannot be refused: the buyer can have something."),
    "ABOVE_WHAT_WAS_PAID": _("No more can go back than was paid and is not refunded yet."),
    "ABOVE_THE_OPTION": _("No rule gives the buyer so much."),
    "AMOUNT_REQUIRED": _("Say how much of the price goes back."),
    "OTHER_CURRENCY": _("The order was paid in another currency."),
    "ORDER_REQUIRED": _("Find the order first; then decide about it."),
    "NOT_IN_THIS_ORDER": _("Line %(line)s is none of this order."),
    "NOT_SO_MANY_UNITS": _("Line %(line)s has %(most)s units."),
    "ONE_SELLER": _("These lines are several sellers': decide about each one's alone."),
    "UNIT_HELD": _("Line %(line)s is given back already: %(reference)s."),
    "UNIT_REPLACED": _("Line %(line)s is replaced already: %(reference)s."),
    "CHANGE_OPEN": _("Line %(line)s is being changed already: %(reference)s."),
    "ALREADY_SHIPPED": _("Line %(line)s has left already; before that it could be done."),
    "NOT_DELIVERED": _("Line %(line)s has not arrived yet; it can be done once it has."),
    "ORDER_CANCELLED": _("The order is cancelled."),
    "CLAIM_OPEN": _("A claim elsewhere decides about line %(line)s: %(reference)s."),
    "NOTHING_LEFT": _("What was paid for line %(line)s has gone back already: %(reference)s."),
    "CHANGES_REQUIRED": _("Say for each line which item it becomes."),
    "SAME_ITEM": _("It is that item already."),
    "OTHER_PRODUCT": _("That item is no variant of what line %(line)s is."),
    "NOT_AVAILABLE": _("That item is not available."),
    "METHOD_REQUIRED": _("Say how it is to be paid."),
    "METHOD_DID_NOT_PAY": _("This did not pay the order and is no gift card of the buyer's."),
    "METHOD_CANNOT_PAY": _("This is not the buyer's, or does not hold enough."),
    "SAME_METHOD": _("This pays the order already."),
    "ADDRESS_REQUIRED": _("Say where it is to go."),
    "NOTHING_ANSWERED": _("No seller has answered anything about this order."),
    "SAME_PERSON": _("Somebody else than who proposed it approves it."),
    "NOT_PROPOSED": _("It does not wait for anybody's approval."),
    "TOO_LATE": _("It has been carried out already."),
    "LATE_ANSWER": _("The seller has answered since it was decided; decide again."),
}


def sentence(error: Refused) -> str:
    """The rule's reason; what has no words here yet says it in the rule's own."""
    words = SENTENCES.get(error.code)
    values: Mapping[str, str] = getattr(error, "values", {})
    try:
        return str(words) % values if words else str(error)
    except KeyError:
        # An older sentence names what this refusal does not say.
        return str(error)
