"""When a seller is reminded of an open question: thrice, and not while he keeps quiet hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from mostrador.rules.calendar import A_DAY, day_of, utc

AFTER = (timedelta(hours=12), timedelta(hours=20), timedelta(hours=23))
# A reminder that would fall into quiet hours too late to wait goes this long before them.
LAST_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one hour of the seller's own day to another, over midnight where the second is first."""

    begin: time
    end: time
    zone: tzinfo

    def around(self, at: datetime) -> tuple[datetime, datetime] | None:
        """The quiet stretch [begin, end) that holds this moment, if one does."""
        return next((one for one in self._near(at) if one[0] <= utc(at) < one[1]), None)

    def _near(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        if self.begin == self.end:
            return
        today = day_of(at, self.zone)
        for day in (today - A_DAY, today):
            last = day if self.begin < self.end else day + A_DAY
            begins = datetime.combine(day, self.begin, self.zone)
            yield utc(begins), utc(datetime.combine(last, self.end, self.zone))


def planned(
    asked_at: datetime, due_at: datetime, quiet: QuietHours | None = None
) -> tuple[datetime, ...]:
    """Every moment at which he is reminded, in order, each once; the due moment never moves (E4).

    In quiet hours a reminder waits for their end; if the question is due before that, it goes an
    hour before they begin, and not at all if he had not been asked by then.
    """
    moments = {_moved(utc(asked_at) + after, utc(asked_at), utc(due_at), quiet) for after in AFTER}
    return tuple(sorted(one for one in moments if one is not None and one < utc(due_at)))


def next_after(
    moment: datetime, asked_at: datetime, due_at: datetime, quiet: QuietHours | None = None
) -> datetime | None:
    """The first reminder later than `moment`; what was missed meanwhile is not made up for."""
    later = (one for one in planned(asked_at, due_at, quiet) if one > utc(moment))
    return next(later, None)


def _moved(
    at: datetime, asked_at: datetime, due_at: datetime, quiet: QuietHours | None
) -> datetime | None:
    stretch = quiet.around(at) if quiet else None
    if stretch is None:
        return at
    begins, ends = stretch
    if ends < due_at:
        return ends
    earlier = begins - LAST_HOUR
    # Where barely an hour of the day is not quiet, the hour before is quiet, too.
    too_late = earlier <= asked_at or (quiet is not None and quiet.around(earlier) is not None)
    return None if too_late else earlier
