"""The desk's words for what the records name by a code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mostrador.pages import fact_words

TOPICS: Mapping[str, Promise] = {
    "delivery": _("Delivery"),
    "item": _("The item itself"),
    "return": _("Return"),
    "refund": _("Refund"),
    "withdrawal": _("Withdrawal from the purchase"),
    "cancellation": _("Cancellation"),
    "warranty": _("Warranty"),
    "product_use": _("Using the product"),
    "payment": _("Payment"),
    "invoice": _("Invoice"),
    "customisation": _("Customisation"),
    "pre_order": _("Question before an order"),
    "account": _("Account"),
    "complaint": _("Complaint"),
    "other": _("Something else"),
}

STATES: Mapping[str, Promise] = {
    "open": _("Wants an answer"),
    "waiting_for_seller": _("Waiting for the seller"),
    "waiting_for_buyer": _("Waiting for the buyer"),
    "resolved": _("Resolved"),
    "handed_over": _("Handed over"),
    "merged": _("Merged"),
}
STATE_KINDS: Mapping[str, str] = {"open": "brand", "resolved": "ok"}

CHANNELS: Mapping[str, Promise] = {
    "mail": _("by e-mail"),
    "web": _("through the web form"),
    "api": _("through a program"),
    "chat": _("in the chat"),
    "voice": _("by telephone"),
    "thread": _("in the marketplace's messages"),
}

GROUNDS: Mapping[str, Promise] = {
    "standard_policy": _("Standard policy"),
    "seller_policy": _("The seller's policy"),
    "law": _("Law"),
    "seller_answer": _("The seller's answer"),
    "best_judgement": _("Best judgement"),
    "goodwill": _("Goodwill"),
}

SOURCES: Mapping[str, Promise] = {
    "order": _("The order"),
    "product_page": _("The product page"),
    "records": _("Earlier contacts"),
}

QUESTION_STATES: Mapping[str, tuple[str, Promise]] = {
    "open": ("brand", _("Waiting for an answer")),
    "answered": ("ok", _("Answered")),
    "lapsed": ("late", _("Not answered in time")),
    "withdrawn": ("plain", pgettext_lazy("a question to the seller", "Withdrawn")),
}

# What stands in the way of a remedy whatever the rules say.
OBSTACLES: Mapping[str, Promise] = {
    "ALREADY_SHIPPED": _("It has left already; before that it could be done."),
    "NOT_DELIVERED": _("It has not arrived yet; it can be done once it has."),
    "ORDER_CANCELLED": _("The order is cancelled."),
    "CLAIM_OPEN": _("A claim elsewhere decides about it."),
    "NOTHING_LEFT": _("What was paid for it has gone back already."),
}

# Why a seller gets no more time (E10).
NOT_EXTENDED: Mapping[str, Promise] = {
    "EXTENDED_ALREADY": _("The seller has been given more time once; there is no second time."),
    "LAPSED_ALREADY": _("The question is not open any more."),
    "NO_TIME_LEFT_TO_GIVE": _(
        "The promise to the buyer or a date of the law leaves no more time to give."
    ),
}


def topic(code: str) -> str:
    """The first level's word, and the second level as the marketplace named it."""
    first, _point, second = code.partition(".")
    word = str(TOPICS.get(first, first))
    return f"{word}: {second}" if second else word


def remedy(code: str) -> str:
    return str(fact_words.REMEDIES.get(code) or code.replace("_", " "))
