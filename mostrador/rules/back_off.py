"""How long to wait before somebody who could not answer is asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST = timedelta(seconds=15)
# Of our own accord nobody waits longer.
CEILING = timedelta(minutes=15)
# However long somebody asks us to wait, a mistake of his must not silence us for a week.
LONGEST = timedelta(hours=6)
A_MOMENT = timedelta(seconds=1)
# Far beyond the ceiling; a power of two beyond this is of no use.
MOST_DOUBLINGS = 20


def wait(failures: int, asked: timedelta | None = None) -> timedelta:
    """Twice as long after each failure, up to a ceiling; never shorter than we were asked to."""
    doubled: timedelta = FIRST * 2 ** min(max(failures - 1, 0), MOST_DOUBLINGS)
    own = min(doubled, CEILING)
    return own if asked is None else max(own, min(max(asked, A_MOMENT), LONGEST))


def asked_for(header: str | None, *, at: datetime) -> timedelta | None:
    """What a Retry-After says: seconds, or a date by the clock that said `at`."""
    said = (header or "").strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:9]), LONGEST.total_seconds()))
    until = date(said)
    return max(until - at, timedelta(0)) if until else None


def date(header: str | None) -> datetime | None:
    """The moment that an HTTP header such as Date names; None for what is no date."""
    try:
        found = parsedate_to_datetime(header or "")
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
