"""What a contact is about, and what a mail's own words propose."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Self

from mostrador.rules import topic_words

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
    words = _folded(f"{subject} . {text}")
    signs = SIGNS_WITH_ORDER if has_order else SIGNS
    found = [topic for topic, sign in signs.items() if sign.search(words)]
    if len(found) != 1:
        return Topic.OTHER
    topic = found[0]
    # What the topic's own phrases say is taken out first: "invoice not received" is no lost parcel.
    rest = PHRASES[topic].sub(" . ", words)
    return Topic.OTHER if _covered(topic, words, has_order=has_order).search(rest) else topic


def _covered(topic: Topic, words: str, *, has_order: bool) -> re.Pattern[str]:
    if topic is not Topic.PRE_ORDER:
        return HAPPENED_OR_MATTER
    # "Before I order: how long is delivery?" is still a question before an order.
    plain = not has_order and PLAIN_PRE_ORDER.search(words)
    return HAPPENED_OR_BOUGHT if plain else HAPPENED_OR_MATTER_OR_BOUGHT


def _folded(text: str) -> str:
    """One spelling of everything: no capitals, accents or apostrophes; ä, ae and a are one."""
    plain = re.sub("['’‘`´]", "", text.casefold())
    marked = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in marked if not unicodedata.combining(letter))
    ended = re.sub(r"[.!?;:…。！？；]|\n\s*\n", " . ", bare)
    spaced = re.sub(r"[^\w.]+", " ", ended)
    return re.sub("([aou])e", r"\1", spaced)


def _pattern(*lists: Mapping[str, str], but: str = "never") -> re.Pattern[str]:
    lines = (line for words in lists for line in words.values())
    entries = {entry for line in lines for entry in _entries(line) if but not in entry}
    begin_a_word = {entry for entry in entries if entry[0] != "*" and _folded(entry).isascii()}
    # One look at where words begin for all of them together: ten times as fast as one for each.
    begins = "(?<![a-z0-9])(?:" + _any_of(begin_a_word) + ")"
    return re.compile("|".join(filter(None, (begins, _any_of(entries - begin_a_word)))))


def _entries(line: str) -> Iterable[str]:
    return (entry.strip() for entry in line.split(","))


def _any_of(entries: Iterable[str]) -> str:
    # The longest first, so that a phrase is taken before the word it begins with.
    return "|".join(_one(entry) for entry in sorted(entries, key=lambda each: (-len(each), each)))


def _one(entry: str) -> str:
    """A word or phrase of topic_words.py as a pattern on folded text."""
    parts = "".join(GAPS.get(part) or " " + _folded(part).strip() for part in entry.split())
    # Chinese puts no blanks between words, so nothing ends there.
    open_end = entry.endswith("*") or not parts.isascii()
    return parts.lstrip() + ("" if open_end else "(?![a-z0-9])")


GAPS: dict[str, str] = {}
GAPS["~"] = f"(?: (?:{_any_of(_entries(', '.join(topic_words.FILLERS.values())))})){{0,4}}"
GAPS[".."] = "(?: [^ .]+){0,4}"
PLAIN_PRE_ORDER = _pattern(topic_words.PLAIN_PRE_ORDER)
SIGNS_WITH_ORDER = {
    Topic.INVOICE: _pattern(topic_words.INVOICE),
    Topic.CUSTOMISATION: _pattern(topic_words.CUSTOMISATION),
    Topic.PRE_ORDER: PLAIN_PRE_ORDER,
}
SIGNS = SIGNS_WITH_ORDER | {
    Topic.PRE_ORDER: _pattern(topic_words.PLAIN_PRE_ORDER, topic_words.LIKELY_PRE_ORDER)
}
# Words of any kind within a phrase may be the very sign that is looked for, so they stay.
PHRASES = {
    Topic.INVOICE: _pattern(topic_words.INVOICE, but=".."),
    Topic.CUSTOMISATION: _pattern(topic_words.CUSTOMISATION, but=".."),
    Topic.PRE_ORDER: _pattern(topic_words.PLAIN_PRE_ORDER, but=".."),
}
HAPPENED_OR_MATTER = _pattern(topic_words.HAPPENED, topic_words.MATTER, topic_words.USE)
HAPPENED_OR_BOUGHT = _pattern(topic_words.HAPPENED, topic_words.BOUGHT)
HAPPENED_OR_MATTER_OR_BOUGHT = _pattern(
    topic_words.HAPPENED, topic_words.MATTER, topic_words.BOUGHT
)
