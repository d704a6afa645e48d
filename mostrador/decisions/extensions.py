"""More time for a seller, as far as the buyer's promise and the law leave any (E10)."""

from datetime import UTC, datetime, time

from django.db import transaction

from mostrador.cases import more_time
from mostrador.cases.models import Question
from mostrador.contacts.models import Contact
from mostrador.decisions.models import Withdrawal
from mostrador.rules import case_clock
from mostrador.rules.case_clock import Extension


class RefusedError(Exception):
    """No more time can be given; `reasons` says every reason why."""

    def __init__(self, reasons: tuple[case_clock.NotExtended, ...]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


def offer(question: Question, *, now: datetime) -> Extension:
    """Until when it could be due: a day more, or what is left of the promise or the law."""
    contact = question.contact
    return case_clock.extension(
        question.due_at,
        case_clock.QUESTION_TIME,
        now=now,
        extended_already=question.more_time_given_at is not None,
        promised_at=_promised(contact, now),
        statutory_at=_statutory(contact),
    )


@transaction.atomic
def grant(question_id: str, *, by: str, now: datetime) -> Question:
    """Give the seller as much as there is, once; he is told the new moment."""
    question = Question.objects.select_related("contact__store").get(pk=question_id)
    offered = offer(question, now=now)
    if not offered:
        raise RefusedError(offered.reasons)
    try:
        return more_time.give(question_id, offered.due_at, by=by, now=now)
    except more_time.OverError:
        raise RefusedError((case_clock.NotExtended.LAPSED_ALREADY,)) from None


def _promised(contact: Contact, now: datetime) -> datetime | None:
    """While we wait for the buyer his promise stands still (E14)."""
    if contact.promise_left is not None:
        return case_clock.resumed(contact.promise_left, now)
    return contact.answer_due_at


def _statutory(contact: Contact) -> datetime | None:
    """The money of a withdrawal must leave on its last day, so the answer is there before it."""
    days = Withdrawal.objects.filter(contact=contact).values_list("refund_due", flat=True)
    first = min(days, default=None)
    if first is None:
        return None
    return datetime.combine(first, time.min, contact.store.zone).astimezone(UTC)
