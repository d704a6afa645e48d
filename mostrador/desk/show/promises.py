"""The two clocks as the desk shows them: ours to the buyer, and the seller's to us."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.cases.models import Question
from mostrador.contacts.models import Contact
from mostrador.pages import clocks
from mostrador.pages.shapes import ClockFace
from mostrador.rules.case_clock import PROMISE_TIME


def to_buyer(contact: Contact, *, now: datetime) -> tuple[ClockFace, ...]:
    """The promise that runs, if one does. Resumed after a pause, it still is one of 48 hours."""
    due_at = contact.answer_due_at
    if due_at is None:
        return ()
    face = clocks.face(
        min(contact.promise_started_at, due_at - PROMISE_TIME),
        due_at,
        now=now,
        zones=(contact.store.time_zone,),
        label=_("Answer to the buyer"),
        letter=pgettext("clock of the buyer", "B"),
    )
    return (face,)


def of_seller(question: Question, *, now: datetime, zones: tuple[str, ...]) -> ClockFace:
    return clocks.face(
        question.asked_at,
        question.due_at,
        now=now,
        zones=zones,
        label=_("Answer of the seller"),
        letter=pgettext("clock of the seller", "S"),
    )
