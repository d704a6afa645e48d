"""What a message that came in is: the first verdict that fits, and one sentence that says why."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"
    OWN_ECHO = "own_echo"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    SPAM = "spam"
    HANDED_OVER = "handed_over"
    SELLER_MESSAGE = "seller_message"
    FOLLOW_UP = "follow_up"
    NEW = "new"


class Evidence(StrEnum):
    """What ties a message to a thread. An order number or a sender alone never does."""

    REPLY_HEADER = "reply header"
    MASKED_ADDRESS = "masked address"
    SUBJECT_TOKEN = "subject token"  # noqa: S105 - the mark in a subject line, nothing secret


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFacts:
    readable: bool = True
    seen_before: bool = False
    own_message_id_or_loop_mark: bool = False
    is_delivery_report: bool = False
    is_automatic_reply: bool = False
    spam_by_filter: bool = False
    to_hand_over: bool = False
    from_seller: bool = False
    carries_buyers_mail: bool = False
    thread_evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: Verdict
    why: str


def verdict(facts: MailFacts) -> Judged:
    """The first verdict that fits, in the order in which they are listed (R43, E43, E82)."""
    return next(_fitting(facts))


def _fitting(facts: MailFacts) -> Iterator[Judged]:
    yield from _machines(facts)
    yield from _sellers(facts)
    if facts.thread_evidence is not None:
        why = f"It belongs to a conversation we have: the {facts.thread_evidence.value} says so."
        yield Judged(Verdict.FOLLOW_UP, why)
    yield Judged(Verdict.NEW, "Nothing ties it to a conversation we have, so it opens one.")


def _machines(facts: MailFacts) -> Iterator[Judged]:
    if not facts.readable:
        yield Judged(Verdict.QUARANTINED, "It cannot be read; the original is kept for a person.")
    if facts.seen_before:
        yield Judged(Verdict.DUPLICATE, "The same message was taken in before.")
    if facts.own_message_id_or_loop_mark:
        yield Judged(Verdict.OWN_ECHO, "We sent it ourselves and it came back.")
    if facts.is_delivery_report:
        yield Judged(Verdict.BOUNCE, "A mail server reports on a message that we sent.")
    if facts.is_automatic_reply:
        yield Judged(Verdict.AUTO_REPLY, "A machine answered, and a machine is not answered back.")
    if facts.spam_by_filter:
        yield Judged(Verdict.SPAM, "The mail filter in front of us marked it as spam.")


def _sellers(facts: MailFacts) -> Iterator[Judged]:
    if not (facts.to_hand_over and facts.from_seller):
        return
    if facts.carries_buyers_mail:
        yield Judged(Verdict.HANDED_OVER, "A seller forwarded a buyer's mail to the service.")
    yield Judged(Verdict.SELLER_MESSAGE, "A seller wrote to the hand-over address himself.")
