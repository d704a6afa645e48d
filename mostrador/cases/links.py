"""Links that answer one question without signing in: signed, good once, and of one seller's era.

Nothing is kept of a link. It names the question, how often it was answered before, and the era of
the seller's links; an answer makes the first stale, a person who leaves the second.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core import signing
from django.db import transaction

from mostrador.cases import log
from mostrador.cases.models import Question
from mostrador.contacts.handover import lock
from mostrador.sellers.reach_models import Reach

SALT = "mostrador.answer"
# A day to answer, and a few more in which a late answer may still be read in time (E11). As every
# link of ours it ages on the machine's time, and each reminder brings a younger one.
GOOD_FOR = timedelta(days=6)


class State(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens. `answered_at`: when it was used, or the question answered otherwise."""

    question: Question
    state: State
    answered_at: datetime | None = None


class UsedError(Exception):
    """The question was answered meanwhile, or needs no answer any more."""


def seal(question: Question) -> str:
    """The part of an address that answers this question, once."""
    said = f"{question.pk}.{question.answers.count()}.{_era(question)}"
    return _signer().sign(said)


def open_seal(sealed: str) -> Opened | None:
    """What the link is good for now; None for one that is altered, too old or of an earlier era."""
    try:
        key, turn, era = _signer().unsign(sealed, max_age=GOOD_FOR).rsplit(".", 2)
    except signing.BadSignature:
        return None
    known = Question.objects.select_related(
        "text", "seller", "part__seller", "contact__store", "contact__buyer", "contact__product",
        "contact__order__buyer", "contact__address_text",
    )  # fmt: skip
    question = known.filter(pk=key).first()
    if question is None or era != str(_era(question)):
        return None
    return _opened(question, int(turn))


@transaction.atomic
def answer(sealed: str, said: log.Said, *, now: datetime) -> Question:
    """The seller answers by link; it counts as his (E7, E55). UsedError the second time."""
    opened = open_seal(sealed)
    if opened is None:
        raise UsedError
    # Whoever else answers at this moment waits here, and is counted or waits for us.
    lock(opened.question.contact_id)
    opened = open_seal(sealed)
    if opened is None or opened.state is not State.OPEN:
        raise UsedError
    try:
        key = opened.question.pk
        return log.answer(key, said, by=f"seller:{opened.question.seller_id}", now=now)
    except log.AlreadyAnsweredError:
        raise UsedError from None


def _opened(question: Question, turn: int) -> Opened:
    given = list(question.answers.order_by("pk").values_list("at", flat=True)[: turn + 1])
    if len(given) > turn:
        return Opened(question, State.ANSWERED, given[turn])
    if question.state == Question.State.WITHDRAWN:
        return Opened(question, State.WITHDRAWN)
    if question.state == Question.State.ANSWERED:
        return Opened(question, State.ANSWERED, question.answered_at)
    return Opened(question, State.OPEN)


def _era(question: Question) -> int:
    found = Reach.objects.filter(seller=question.seller_id).values_list("links_era", flat=True)
    return found.first() or 0


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT, sep="~")
