"""What the service's codes are called when a seller reads them."""

from collections.abc import Iterable, Mapping
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy, to_locale

from mostrador.cases.models import Question
from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision
from mostrador.pages import moments
from mostrador.rules.asking import Source
from mostrador.rules.coverage import Reason
from mostrador.rules.masking import masked

REMEDIES: Mapping[str, Promise] = {
    Decision.Remedy.EXPLAIN: _("The buyer was given an explanation."),
    Decision.Remedy.CANCEL: _("The order is cancelled."),
    Decision.Remedy.CHANGE_ADDRESS: _("The delivery address is changed."),
    Decision.Remedy.CHANGE_ITEM: _("The item is changed."),
    Decision.Remedy.CHANGE_PAYMENT: _("The way of paying is changed."),
    Decision.Remedy.RETURN: _("The buyer may send the item back."),
    Decision.Remedy.REFUND_ON_PROOF: _("The buyer is refunded once he proves the return."),
    Decision.Remedy.REFUND_AFTER_RETURN: _("The buyer is refunded when the item has come back."),
    Decision.Remedy.REFUND_RETURNLESS: _("The buyer is refunded without a return."),
    Decision.Remedy.PARTIAL_REFUND: _("The buyer is refunded a part of the price."),
    Decision.Remedy.REPLACEMENT: _("The buyer gets a replacement."),
    Decision.Remedy.EXCHANGE: _("The item is exchanged."),
    Decision.Remedy.REPAIR: _("The item is repaired."),
    Decision.Remedy.GOODWILL: _("The buyer gets a goodwill payment."),
    Decision.Remedy.REFUSE: _("The buyer's request is refused."),
}
GROUNDS: Mapping[str, Promise] = {
    Decision.Ground.STANDARD_POLICY: _("Standard policy"),
    Decision.Ground.SELLER_POLICY: _("Your return policy"),
    Decision.Ground.LAW: pgettext_lazy("ground of a decision", "Law"),
    Decision.Ground.SELLER_ANSWER: pgettext_lazy("ground of a decision", "Your answer"),
    Decision.Ground.BEST_JUDGEMENT: _("Best judgement"),
    Decision.Ground.GOODWILL: _("Goodwill"),
}
# Why a buyer's message is the seller's to answer.
REASONS: Mapping[str, Promise] = {
    Reason.NOT_ENROLLED_WHEN_PLACED: _(
        "The order was placed while you did not take part in the service."
    ),
    Reason.OTHER_STORE: _("The order was placed in a store where you do not take part."),
    Reason.OPERATOR_FULFILLED: _("The marketplace ships this item, so the service leaves it out."),
    Reason.TOPIC_INVOICE: _("The buyer asks for an invoice; only you can issue it."),
    Reason.TOPIC_CUSTOMISATION: _("The buyer asks about an item made to order."),
    Reason.PRE_ORDER: _("The buyer asks before placing an order."),
    Reason.PAST_COVERAGE_END: _(
        "You have left the service, and its time to answer for this order is over."
    ),
}
STATES: Mapping[str, tuple[Promise, str]] = {
    Question.State.OPEN: (pgettext_lazy("state of a question", "Open"), "brand"),
    Question.State.ANSWERED: (pgettext_lazy("state of a question", "Answered"), "ok"),
    Question.State.LAPSED: (pgettext_lazy("state of a question", "Lapsed"), "late"),
    Question.State.WITHDRAWN: (pgettext_lazy("state of a question", "Withdrawn"), "plain"),
}
CONSULTED: Mapping[str, Promise] = {
    Source.ORDER: pgettext_lazy("looked at before asking", "the order"),
    Source.PRODUCT_PAGE: pgettext_lazy("looked at before asking", "the product page"),
    Source.RECORDS: pgettext_lazy("looked at before asking", "our records"),
}
PARCELS: Mapping[str, Promise] = {
    "label_created": pgettext_lazy("state of a parcel", "Label created"),
    "shipped": pgettext_lazy("state of a parcel", "Shipped"),
    "in_transit": pgettext_lazy("state of a parcel", "On its way"),
    "out_for_delivery": pgettext_lazy("state of a parcel", "Out for delivery"),
    "delivered": pgettext_lazy("state of a parcel", "Delivered"),
    "returned": pgettext_lazy("state of a parcel", "Sent back"),
    "lost": pgettext_lazy("state of a parcel", "Lost"),
}


def named(codes: Iterable[str], words: Mapping[str, Promise]) -> list[str]:
    """Each code in words; one that we have no words for stays as it is."""
    return [str(words.get(code, code)) for code in codes]


def listed(words: Iterable[str], *, style: Literal["standard", "or"] = "standard") -> str:
    """“a, b and c”, as the reader's language puts it; with `style="or"`, “a, b or c”."""
    return format_list(list(words), style=style, locale=moments.reader())


def language(code: str) -> str:
    """A language's name in the reader's own."""
    try:
        found = Locale.parse(to_locale(code)).get_display_name(moments.reader())
    except (UnknownLocaleError, ValueError):
        found = None
    return found or code


def country(code: str) -> str:
    return str(moments.reader().territories.get(code.upper(), code))


def for_seller(text: str, contact: Contact) -> str:
    """Somebody else's words without the buyer's address and number (E75, E79)."""
    return masked(text, secrets=_secrets(contact))


def _secrets(contact: Contact) -> list[str]:
    order = contact.order
    buyers = [one for one in (contact.buyer, order.buyer if order else None) if one]
    snapshot = (order.body.get("buyer") or {}) if order else {}
    known = [
        contact.address_text.body if contact.address_text else "",
        order.buyer_email if order else "",
        *(one.email for one in buyers),
        *(one.body.get("phone") for one in buyers),
        snapshot.get("email"),
        snapshot.get("phone"),
    ]
    return [str(one) for one in known if one]
