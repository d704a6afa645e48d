"""Moments as the marketplace wrote them, and days as a sentence says them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

from mostrador.pages import moments
from mostrador.rules.moments import bare_date, moment


def day(at: datetime, zone: str, *, now: datetime) -> str:
    """3 November; with the year where it is not this one."""
    local = at.astimezone(ZoneInfo(zone))
    this_year = local.year == now.astimezone(ZoneInfo(zone)).year
    skeleton = "MMMMd" if this_year else "yMMMMd"
    return format_skeleton(skeleton, local.replace(tzinfo=None), locale=moments.reader())


def read(value: Any) -> datetime | None:
    """The instant that a loaded text names; a bare date names none."""
    try:
        return moment(value) if isinstance(value, str) else None
    except ValueError:
        return None


def words(value: Any, zone: str) -> str:
    """A loaded date in the reader's words; what is no date, as it stands."""
    at = read(value)
    if at:
        return moments.day_and_hour(at, zone)
    date = bare_date(value) if isinstance(value, str) else None
    return format_date(date, "medium", locale=moments.reader()) if date else str(value or "")
