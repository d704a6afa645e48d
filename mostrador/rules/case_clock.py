"""The two clocks: the seller's day to answer a question, and the buyer's promise of two days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mostrador.rules.calendar import utc

QUESTION_TIME = timedelta(hours=24)
PROMISE_TIME = timedelta(hours=48)
ASK_WITHIN = timedelta(hours=4)
WARN_AFTER = timedelta(hours=24)
# The ring on the page turns amber when less than this part of the time is left.
A_QUARTER = 0.25


def question_due_at(asked_at: datetime) -> datetime:
    """A seller has 24 clock hours from the moment the Case Log shows the question (R16, E1, E4)."""
    return utc(asked_at) + QUESTION_TIME


def in_time(answered_at: datetime, due_at: datetime) -> bool:
    """An answer at the very moment it is due is in time (E2), whenever a program looks (E13)."""
    return utc(answered_at) <= utc(due_at)


def has_lapsed(due_at: datetime, *, answered_at: datetime | None, now: datetime) -> bool:
    """A question lapses when its time is over and no answer came within it (R17, E13)."""
    if answered_at is not None and in_time(answered_at, due_at):
        return False
    return not in_time(now, due_at)


def shifted(due_at: datetime, *, began_at: datetime, ended_at: datetime) -> datetime:
    """An incident that the operator posts moves every open due time by its length (E6)."""
    lasted = utc(ended_at) - utc(began_at)
    if lasted < timedelta(0):
        raise ValueError("An incident cannot end before it began")
    return utc(due_at) + lasted


class NotExtended(StrEnum):
    EXTENDED_ALREADY = "EXTENDED_ALREADY"
    LAPSED_ALREADY = "LAPSED_ALREADY"
    NO_TIME_LEFT_TO_GIVE = "NO_TIME_LEFT_TO_GIVE"


@dataclass(frozen=True, slots=True)
class Extension:
    """When the answer is due now, and every reason why that is not later."""

    due_at: datetime
    reasons: tuple[NotExtended, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons


def extension(
    due_at: datetime,
    by: timedelta,
    *,
    now: datetime,
    extended_already: bool,
    promised_at: datetime | None,
    statutory_at: datetime | None = None,
) -> Extension:
    """More time for the seller: once, and never beyond the buyer's promise or the law (E10)."""
    caps = [utc(cap) for cap in (promised_at, statutory_at) if cap is not None]
    later = min([utc(due_at) + by, *caps])
    found = {
        NotExtended.EXTENDED_ALREADY: extended_already,
        NotExtended.LAPSED_ALREADY: not in_time(now, due_at),
        NotExtended.NO_TIME_LEFT_TO_GIVE: later <= utc(due_at),
    }
    reasons = tuple(reason for reason, present in found.items() if present)
    return Extension(utc(due_at) if reasons else later, reasons)


def promise_due_at(started_at: datetime) -> datetime:
    """A buyer is answered within 48 hours of the first message, or of a follow-up (R47, E14)."""
    return utc(started_at) + PROMISE_TIME


def paused(due_at: datetime, now: datetime) -> timedelta:
    """What is left of a promise while we wait for the buyer; below zero if it was late (E14)."""
    return utc(due_at) - utc(now)


def resumed(remaining: timedelta, now: datetime) -> datetime:
    """The promise goes on with what was left of it when the buyer has written (E14)."""
    return utc(now) + remaining


class Asking(StrEnum):
    IN_TIME = "in time"
    LATE = "late"
    FLAGGED = "flagged"


def asking(opened_at: datetime, at: datetime) -> Asking:
    """A seller is asked within 4 h of the contact; after 24 h it is flagged, not refused (E15)."""
    waited = utc(at) - utc(opened_at)
    if waited <= ASK_WITHIN:
        return Asking.IN_TIME
    return Asking.LATE if waited <= WARN_AFTER else Asking.FLAGGED


class State(StrEnum):
    RUNNING = "running"
    WARN = "warn"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock's face shows: the time left, the part of it left (1 to 0), and its state."""

    left: timedelta
    fraction: float
    state: State


def reading(started_at: datetime, due_at: datetime, now: datetime) -> Reading:
    """A clock read at a moment. A promise that was paused began `PROMISE_TIME` before it is due."""
    left, whole = utc(due_at) - utc(now), utc(due_at) - utc(started_at)
    fraction = min(1.0, max(0.0, left / whole)) if whole > timedelta(0) else 0.0
    if left < timedelta(0):
        return Reading(left, fraction, State.LATE)
    return Reading(left, fraction, State.WARN if fraction < A_QUARTER else State.RUNNING)
