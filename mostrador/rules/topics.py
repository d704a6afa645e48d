"""What a contact is about, and what a mail's own words propose."""

from enum import StrEnum
from typing import Self

from mostrador.rules import topic_words
from mostrador.rules.phrases import Pattern, folded, pattern

# Whoever writes more than this does not ask for one thing only.
LONGEST_TEXT = 8_000


class Topic(StrEnum):
    DELIVERY = "delivery"
    ITEM = "item"
    RETURN = "return"
    REFUND = "refund"
    WITHDRAWAL = "withdrawal"
    CANCELLATION = "cancellation"
    WARRANTY = "warranty"
    PRODUCT_USE = "product_use"
    PAYMENT = "payment"
    INVOICE = "invoice"
    CUSTOMISATION = "customisation"
    PRE_ORDER = "pre_order"
    ACCOUNT = "account"
    COMPLAINT = "complaint"
    OTHER = "other"

    @classmethod
    def of(cls, text: str) -> Self:
        """The first level of a topic such as `delivery.lost`; a ValueError if there is none."""
        first, point, second = text.partition(".")
        if first not in set(cls) or bool(point) != bool(second):
            raise ValueError(f"{text[:40]!r} is not a topic such as delivery or delivery.lost")
        return cls(first)


EXCLUDED = (Topic.INVOICE, Topic.CUSTOMISATION, Topic.PRE_ORDER)


def excluded(topic: str) -> bool:
    """Invoices, customisation and anything before the order are the seller's (R37-R39)."""
    return Topic.of(topic) in EXCLUDED


def proposed_topic(subject: str, text: str, *, has_order: bool) -> Topic:
    """An uncovered topic only if the mail asks for that alone; everything else starts as other.

    Any sign of a covered matter wins (E38), since a buyer who is sent to the seller by mistake
    waits, and an agent who reads an invoice mail loses a minute. Somebody who has an order asks
    before an order only where the words are plain (E41).
    """
    if len(subject) + len(text) > LONGEST_TEXT:
        return Topic.OTHER
    words = folded(f"{subject} . {text}")
    signs = SIGNS_WITH_ORDER if has_order else SIGNS
    found = [topic for topic, sign in signs.items() if sign.search(words)]
    if len(found) != 1:
        return Topic.OTHER
    topic = found[0]
    # What the topic's own phrases say is taken out first: "invoice not received" is no lost parcel.
    rest = PHRASES[topic].sub(" . ", words)
    return Topic.OTHER if _covered(topic, words, has_order=has_order).search(rest) else topic


def _covered(topic: Topic, words: str, *, has_order: bool) -> Pattern:
    if topic is not Topic.PRE_ORDER:
        return HAPPENED_OR_MATTER
    # "Before I order: how long is delivery?" is still a question before an order.
    plain = not has_order and PLAIN_PRE_ORDER.search(words)
    return HAPPENED_OR_BOUGHT if plain else HAPPENED_OR_MATTER_OR_BOUGHT


PLAIN_PRE_ORDER = pattern(topic_words.PLAIN_PRE_ORDER)
SIGNS_WITH_ORDER = {
    Topic.INVOICE: pattern(topic_words.INVOICE),
    Topic.CUSTOMISATION: pattern(topic_words.CUSTOMISATION),
    Topic.PRE_ORDER: PLAIN_PRE_ORDER,
}
SIGNS = SIGNS_WITH_ORDER | {
    Topic.PRE_ORDER: pattern(topic_words.PLAIN_PRE_ORDER, topic_words.LIKELY_PRE_ORDER)
}
# Words of any kind within a phrase may be the very sign that is looked for, so they stay.
PHRASES = {
    Topic.INVOICE: pattern(topic_words.INVOICE, but=".."),
    Topic.CUSTOMISATION: pattern(topic_words.CUSTOMISATION, but=".."),
    Topic.PRE_ORDER: pattern(topic_words.PLAIN_PRE_ORDER, but=".."),
}
HAPPENED_OR_MATTER = pattern(topic_words.HAPPENED, topic_words.MATTER, topic_words.USE)
HAPPENED_OR_BOUGHT = pattern(topic_words.HAPPENED, topic_words.BOUGHT)
HAPPENED_OR_MATTER_OR_BOUGHT = pattern(topic_words.HAPPENED, topic_words.MATTER, topic_words.BOUGHT)
