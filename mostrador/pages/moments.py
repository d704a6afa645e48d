"""Instants and spans of time in the reader's words.

A list shows a hundred due moments, and most were shown a minute ago: each is written once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_time, get_timezone_location
from django.utils.translation import get_language, gettext, pgettext, to_locale

A_MINUTE = timedelta(minutes=1)
# The day comes first and the hours count to 24 wherever English is read here.
OWN_ENGLISH = {"en": "en_GB", "en_US": "en_GB"}
LONG_WAIT_DAYS = 3
MANY = 8192

Write = Callable[[datetime, str], str]


@lru_cache
def _locale(language: str) -> Locale:
    name = to_locale(language)
    return Locale.parse(OWN_ENGLISH.get(name, name))


def _language() -> str:
    return get_language() or "en"


def reader() -> Locale:
    """How numbers and dates are written in the language that is active."""
    return _locale(_language())


def _once_in_each_language(write: Write) -> Write:
    written = lru_cache(MANY)(lambda at, zone, _language: write(at, zone))

    @wraps(write)
    def read(at: datetime, zone: str) -> str:
        return written(at, zone, _language())

    return read


def _by(skeleton: str, at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    return str(reader().datetime_skeletons[skeleton].apply(there, reader()))


@_once_in_each_language
def hour(at: datetime, zone: str) -> str:
    """10:13"""
    return _by("Hm", at, zone)


@_once_in_each_language
def day(at: datetime, zone: str) -> str:
    """Thu 12 Nov"""
    return _by("MMMEd", at, zone)


@_once_in_each_language
def date(at: datetime, zone: str) -> str:
    """12 Nov 2026"""
    return _by("yMMMd", at, zone)


@_once_in_each_language
def day_and_hour(at: datetime, zone: str) -> str:
    """Thu 12 Nov, 10:13"""
    return gettext("%(day)s, %(hour)s") % {"day": day(at, zone), "hour": hour(at, zone)}


@_once_in_each_language
def full(at: datetime, zone: str) -> str:
    """Thu 12 Nov, 10:13 CET; in a zone without a name here, GMT+08:00."""
    return f"{day_and_hour(at, zone)} {_zone(at, zone)}"


@_once_in_each_language
def for_a_receipt(at: datetime, zone: str) -> str:
    """12 Nov 2026, 10:13 CET: what is kept for years says the year."""
    said = {"day": date(at, zone), "hour": hour(at, zone)}
    return f"{gettext('%(day)s, %(hour)s') % said} {_zone(at, zone)}"


@_once_in_each_language
def with_city(at: datetime, zone: str) -> str:
    """Thu 12 Nov, 10:13 (Berlin)"""
    city = get_timezone_location(ZoneInfo(zone), locale=reader(), return_city=True)
    return gettext("%(moment)s (%(city)s)") % {"moment": day_and_hour(at, zone), "city": city}


def _zone(at: datetime, zone: str) -> str:
    own, offset = (
        format_time(at, pattern, tzinfo=ZoneInfo(zone), locale=reader())
        for pattern in ("z", "ZZZZ")
    )
    return str(own if own[0].isalpha() else offset)


def duration(span: timedelta) -> str:
    """23 h 58 min; past zero, +4 min."""
    past = span < timedelta(0)
    words = _long(abs(span) // A_MINUTE)
    return pgettext("time past due", "+%(time)s") % {"time": words} if past else words


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours >= LONG_WAIT_DAYS * 24:
        return gettext("%(days)d d %(hours)d h") % {"days": hours // 24, "hours": hours % 24}
    if hours:
        return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return gettext("%(minutes)d min") % {"minutes": rest}


def short_duration(span: timedelta) -> str:
    """23:58; past zero, +0:04."""
    hours, minutes = divmod(abs(span) // A_MINUTE, 60)
    return f"{'+' if span < timedelta(0) else ''}{hours}:{minutes:02}"


def ago(span: timedelta) -> str:
    """The largest unit alone, as a list shows it: 3 min, 5 h, 2 d."""
    minutes = max(span, timedelta(0)) // A_MINUTE
    if minutes < 60:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    if minutes < 48 * 60:
        return gettext("%(hours)d h") % {"hours": minutes // 60}
    return gettext("%(days)d d") % {"days": minutes // (24 * 60)}
