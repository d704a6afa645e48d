"""Moving the business clock: everything that falls due on the way happens at its own moment."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.conf import settings

from mostrador import wallclock
from mostrador.site import due

# Late is strictly greater: a question lapses in the first instant after it was due (E2).
AN_INSTANT = timedelta(microseconds=1)


def move_to(moment: datetime) -> None:
    """Advance to `moment`, doing on the way what is due, beside any worker that does the same."""
    if not wallclock.has_time_machine():
        raise wallclock.NoTimeMachineError
    with _alone():
        if moment < wallclock.now():
            raise wallclock.BackwardsError
        while (due_at := due.next_at()) is not None and due_at < moment:
            then = due_at + AN_INSTANT
            _reach(then)
            due.sweep(now=then)
        _reach(moment)


@contextmanager
def _alone() -> Iterator[None]:
    """Two who move the clock at once would write over each other, and one of them back."""
    with (settings.DATA / "clock.moving").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _reach(moment: datetime) -> None:
    """The clock runs on by itself: what it has passed it has passed."""
    with suppress(wallclock.BackwardsError):
        wallclock.advance_to(moment)
