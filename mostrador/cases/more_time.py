"""More time for a seller to answer: asked for once, given once (E10)."""

from datetime import datetime

from django.db import transaction

from mostrador.cases import log, reminders
from mostrador.cases.models import Question
from mostrador.contacts import deliveries
from mostrador.rules import case_clock
from mostrador.sellers.reach_models import Reach


class AskedAlreadyError(Exception):
    """He has asked once, and once it is."""


class OverError(Exception):
    """The question is not open any more."""


@transaction.atomic
def ask(question_id: str, *, by: str, now: datetime) -> Question:
    """The seller would like more time; his clock runs on until somebody gives it to him."""
    question = log.lock_question(question_id)
    if not _is_open(question, now):
        raise OverError(question.pk)
    if question.more_time_asked_at or question.more_time_given_at:
        raise AskedAlreadyError(question.pk)
    _save(question, more_time_asked_at=now)
    log.note(question.contact, "more_time_asked", question, by=by, at=now)
    return question


@transaction.atomic
def give(question_id: str, until: datetime, *, by: str, now: datetime) -> Question:
    """The question is due `until` then; whether that is right is `decisions.extensions`' to say."""
    question = log.lock_question(question_id)
    if not _is_open(question, now) or question.more_time_given_at:
        raise OverError(question.pk)
    before, question.due_at = question.due_at, until
    _save(
        question,
        more_time_given_at=now,
        due_at=until,
        wakes_at=until,
        reminds_at=_next(question, now),
    )
    log.note(
        question.contact, "more_time_given", question, by=by, at=now, before=before, due_at=until
    )
    facts = {"question": question.pk}
    deliveries.owe_seller(question.part, "seller/more_time", facts=facts, now=now)
    return question


def _is_open(question: Question, now: datetime) -> bool:
    return question.state == Question.State.OPEN and case_clock.in_time(now, question.due_at)


def _next(question: Question, now: datetime) -> datetime | None:
    wishes = Reach.objects.filter(seller=question.seller_id).first()
    return reminders.next_at_of(question, wishes, after=now)


def _save(question: Question, **changes: datetime | None) -> None:
    for name, value in changes.items():
        setattr(question, name, value)
    question.save(update_fields=list(changes))
