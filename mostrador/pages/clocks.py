"""The clock, our mark: a reading of the rules in the words and zones of whoever looks."""

from datetime import datetime

from django.utils.translation import gettext

from mostrador.pages import moments
from mostrador.pages.shapes import BERLIN, ClockFace
from mostrador.rules import case_clock

LATE = case_clock.State.LATE


def face(
    started_at: datetime,
    due_at: datetime,
    *,
    now: datetime,
    zones: tuple[str, ...] = (BERLIN,),
    label: str = "",
    letter: str = "",
) -> ClockFace:
    reading = case_clock.reading(started_at, due_at, now)
    words = moments.duration(reading.left)
    due_words = tuple(moments.with_city(due_at, zone) for zone in zones)
    return ClockFace(
        state=reading.state.value,
        percent=round(100 * reading.fraction),
        words=words,
        short=moments.short_duration(reading.left),
        seconds=int(reading.left.total_seconds()),
        due_at=due_at.isoformat(timespec="seconds"),
        due_words=due_words,
        spoken=_spoken(label, words, due_words, late=reading.state is LATE),
        label=label,
        letter=letter,
    )


def _spoken(label: str, words: str, due_words: tuple[str, ...], *, late: bool) -> str:
    left = gettext("late by %(time)s.") if late else gettext("%(time)s left.")
    due = gettext("Due %(moments)s.") % {"moments": ", ".join(due_words)}
    return f"{label}{': ' if label else ''}{left % {'time': words.removeprefix('+')}} {due}"
