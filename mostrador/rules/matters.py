"""What a buyer's words are probably about, where nobody has read them: for a shadow run alone.

A contact that we answer is read by a person, who says what it is about. Of one that we only observe
nobody does, and without a guess every mail would be "something else".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mostrador.rules import matter_words as words
from mostrador.rules.entitlement_facts import Cause
from mostrador.rules.phrases import folded, pattern
from mostrador.rules.topics import LONGEST_TEXT, Topic


@dataclass(frozen=True, slots=True)
class Matter:
    topic: Topic = Topic.OTHER
    cause: Cause | None = None


# The plainest signs first: who withdraws says so, whatever else he says.
SIGNS = (
    (Matter(Topic.WITHDRAWAL, Cause.CHANGED_MIND), pattern(words.WITHDRAWAL)),
    (Matter(Topic.CANCELLATION, Cause.CHANGED_MIND), pattern(words.CANCELLATION)),
    (Matter(Topic.REFUND), pattern(words.REFUND)),
    (Matter(Topic.ITEM, Cause.DAMAGED), pattern(words.DAMAGED)),
    (Matter(Topic.ITEM, Cause.WRONG_ITEM), pattern(words.WRONG_ITEM)),
    (Matter(Topic.ITEM, Cause.MISSING_PARTS), pattern(words.MISSING_PARTS)),
    (Matter(Topic.WARRANTY, Cause.DEFECTIVE), pattern(words.DEFECTIVE)),
    (Matter(Topic.RETURN, Cause.CHANGED_MIND), pattern(words.RETURN)),
    (Matter(Topic.DELIVERY, Cause.NOT_RECEIVED), pattern(words.DELIVERY)),
    (Matter(Topic.PRODUCT_USE), pattern(words.PRODUCT_USE)),
)
# What a topic says of the cause where the words say nothing.
CAUSES: Mapping[Topic, Cause] = {
    Topic.DELIVERY: Cause.NOT_RECEIVED,
    Topic.ITEM: Cause.NOT_AS_DESCRIBED,
    Topic.WARRANTY: Cause.DEFECTIVE,
    Topic.RETURN: Cause.CHANGED_MIND,
    Topic.WITHDRAWAL: Cause.CHANGED_MIND,
    Topic.CANCELLATION: Cause.CHANGED_MIND,
}


def supposed(subject: str, text: str) -> Matter:
    """The first sign that is found; nothing in what is longer than anybody reads for one sign."""
    if len(subject) + len(text) > LONGEST_TEXT:
        return Matter()
    said = folded(f"{subject} . {text}")
    return next((matter for matter, sign in SIGNS if sign.search(said)), Matter())


def of_topic(topic: Topic, supposed: Matter) -> Matter:
    """A person's word for the topic stands; the buyer's own words may say the cause of it."""
    if topic is Topic.OTHER:
        return supposed
    cause = supposed.cause if supposed.topic is topic else None
    return Matter(topic, cause or CAUSES.get(topic))
