"""Days: where they begin and end, which of them count, and when a count of them is over."""

from calendar import monthrange
from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta, tzinfo

A_DAY = timedelta(days=1)
SATURDAY = 5


def utc(at: datetime) -> datetime:
    """The same instant on the UTC time line, the only one on which time is reckoned (E1).

    Python subtracts and compares two moments of one zone by the wall clock, and is then an hour
    wrong on the night the clocks change.
    """
    if at.tzinfo is None:
        raise ValueError("A moment without an offset is nobody's: say whose clock it is")
    return at.astimezone(UTC)


def day_of(at: datetime, zone: tzinfo) -> date:
    return utc(at).astimezone(zone).date()


def start_of_day(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """24:00 of that day, which is the first moment of the next."""
    return start_of_day(day + A_DAY, zone)


def is_working_day(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_day_from(day: date, holidays: Container[date]) -> date:
    """That day, or the first working day after it."""
    while not is_working_day(day, holidays):
        day += A_DAY
    return day


def working_days_later(day: date, days: int, holidays: Container[date]) -> date:
    """The working day that many working days after a day, which itself is not counted (E16b)."""
    for _ in range(days):
        day = working_day_from(day + A_DAY, holidays)
    return day


def statutory_end(received_on: date, days: int, holidays: Container[date]) -> date:
    """The last day of a period counted by law (E16b; §§ 187, 188, 193 BGB).

    The day of receipt is not counted, and a period never ends on a Saturday, Sunday or holiday.
    """
    return working_day_from(received_on + timedelta(days=days), holidays)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last where it is shorter (§ 188 (2), (3) BGB)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    longest = monthrange(first.year, first.month)[1]
    return first.replace(day=min(day.day, longest))


def day_asked(at: datetime, *, store_zone: tzinfo, buyer_zone: tzinfo | None = None) -> date:
    """The store's or the buyer's day, whichever is earlier and so kinder (E17).

    The very moment at which a day ends still belongs to it (E2).
    """
    just_before = utc(at) - timedelta(microseconds=1)
    return min(day_of(just_before, zone) for zone in (store_zone, buyer_zone or store_zone))


def house_window_end(
    received_on: date,
    days: int,
    holidays: Container[date],
    *,
    store_zone: tzinfo,
    buyer_zone: tzinfo | None = None,
) -> datetime:
    """24:00 of the window's last day in the store's zone or the buyer's, whichever is later (E17).

    A request at that very moment is still in time (E2).
    """
    last_day = statutory_end(received_on, days, holidays)
    return max(end_of_day(last_day, zone) for zone in (store_zone, buyer_zone or store_zone))
