"""Reminding sellers of open questions, each time once, however many workers look (R16, E4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from mostrador.cases import bots
from mostrador.cases.models import Question
from mostrador.contacts import deliveries
from mostrador.contacts.models import Contact
from mostrador.rules import reminders
from mostrador.rules.reminders import QuietHours
from mostrador.sellers import reach
from mostrador.sellers.reach_models import Reach

A_BATCH = 200


def next_at() -> datetime | None:
    """When the next seller is to be reminded."""
    planned = Question.objects.filter(reminds_at__isnull=False).order_by("reminds_at")
    return planned.values_list("reminds_at", flat=True).first()


def next_at_of(question: Question, wishes: Reach | None, *, after: datetime) -> datetime | None:
    """The first reminder of this question after that moment, as its seller wishes now."""
    return _next(question, reach.quiet_hours(wishes), after)


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """Remind of what is due; returns how many questions were looked at.

    A worker that was away reminds once of what it missed, and in quiet hours not at all.
    """
    due = Question.objects.filter(reminds_at__lte=now, state=Question.State.OPEN)
    found = list(due.select_related("part__seller").order_by("reminds_at", "pk")[:A_BATCH])
    if not found:
        return 0
    wishes = {one.seller_id: one for one in Reach.objects.filter(seller__in=_sellers(found))}
    quiet = {key: reach.quiet_hours(one) for key, one in wishes.items()}
    ours = [one for one in found if _claimed(one, quiet.get(one.seller_id), now)]
    heard = [one for one in ours if _is_heard(one, quiet.get(one.seller_id), now)]
    _remind(heard, wishes, now=now)
    return len(found)


def _claimed(question: Question, quiet: QuietHours | None, now: datetime) -> bool:
    """Whoever moves it on to its next reminder sends this one."""
    as_seen = Question.objects.filter(
        pk=question.pk, state=Question.State.OPEN, reminds_at=question.reminds_at
    )
    return bool(as_seen.update(reminds_at=_next(question, quiet, now)))


def _is_heard(question: Question, quiet: QuietHours | None, now: datetime) -> bool:
    return now < question.due_at and not (quiet and quiet.around(now))


def _next(question: Question, quiet: QuietHours | None, after: datetime) -> datetime | None:
    return reminders.next_after(after, question.asked_at, question.due_at, quiet)


def _sellers(asked: Sequence[Question]) -> set[str]:
    return {one.seller_id for one in asked}


def _remind(asked: Sequence[Question], wishes: Mapping[str, Reach], *, now: datetime) -> None:
    contacts = Contact.objects.select_related("store").in_bulk({one.contact_id for one in asked})
    mails = []
    for question in asked:
        question.contact = question.part.contact = contacts[question.contact_id]
        facts = {"question": question.pk}
        mails.append(
            deliveries.unsaved(
                question.contact, "seller/reminder", to="seller", lane="seller",
                part=question.part, facts=facts,
            )
        )  # fmt: skip
        bots.owe(question, "reminder", wishes.get(question.seller_id), now=now)
    deliveries.owe_all(mails, now=now)
