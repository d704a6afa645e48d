"""What a rule refuses, in the agent's language."""

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
}


def sentence(error: Refused) -> str:
    """The rule's reason; what has no words here yet says it in the rule's own."""
    return str(SENTENCES.get(error.code, error))
