"""The desk's words for what the records name by a code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
}

GROUNDS: Mapping[str, Promise] = {
    "standard_policy": _("Standard policy"),
    "seller_policy": _("The seller's policy"),
    "law": _("Law"),
    "seller_answer": _("The seller's answer"),
    "best_judgement": _("Best judgement"),
    "goodwill": _("Goodwill"),
}

# What is decided, and what it means for the buyer.
REMEDIES: Mapping[str, tuple[Promise, Promise]] = {
    "explain": (_("Explain"), _("The buyer gets an explanation; nothing is sent or paid.")),
    "replacement": (_("Replacement"), _("The buyer gets the same item once more, free of charge.")),
    "repair": (_("Repair or spare part"), _("The seller repairs the item or sends the part.")),
    "refund_returnless": (
        _("Refund without return"),
        _("The buyer gets the money back and keeps what has arrived."),
    ),
    "refund_after_return": (
        _("Refund after the return"),
        _("The buyer sends the item back and then gets the money."),
    ),
    "refund_on_proof": (
        _("Refund on proof"),
        _("The buyer shows a photo or a receipt and then gets the money."),
    ),
    "return": (_("Return"), _("The buyer may send the item back; a refund follows the policy.")),
    "cancel": (_("Cancel the order"), _("The order is cancelled before it is sent.")),
    "refuse": (_("Refuse"), _("The buyer does not get what was asked for, and reads why.")),
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


def topic(code: str) -> str:
    """The first level's word, and the second level as the marketplace named it."""
    first, _point, second = code.partition(".")
    word = str(TOPICS.get(first, first))
    return f"{word}: {second}" if second else word


def remedy(code: str) -> str:
    return str(REMEDIES[code][0]) if code in REMEDIES else code.replace("_", " ")
