"""When a letter says it was written: in its header, or in the words of a forwarding program."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email import utils

_STRICT = re.compile(r"(\w{3}, )?\d{1,2} \w{3} \d{4} \d{1,2}:\d\d(:\d\d)? ([+-]\d{4}|GMT|UTC)")
_YEAR_FIRST = re.compile(
    r"\b(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})"
)
_DAY_FIRST = re.compile(r"\b(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d\d)\b")
_DAY_NAMED = re.compile(
    r"\b(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?[\s-]+(?:de\s+)?(?P<name>[^\W\d_]{3,12})\.?,?[\s-]+(?:de[l]?\s+)?"
    r"(?P<year>\d{4})\b"
)
_MONTH_FIRST = re.compile(
    r"\b(?P<name>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b"
)
_TIME = re.compile(
    r"(?P<part>[上下中早晚凌][午上晨])?\s?(?<!\d)(?P<hour>\d{1,2})[:.：](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"\s?(?P<half>[ap]\.?\s?m\b)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:GMT|UTC|\s)\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?\b")
_ZONES = {"GMT": 0, "UTC": 0, "MEZ": 1, "CET": 1, "MESZ": 2, "CEST": 2}
_ZONE = re.compile(r"\b(GMT|UTC|MEZ|CET|MESZ|CEST)\b")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "ene", "gen"),
            ("feb", "fév"),
            ("mar", "mär", "mrz", "maa"),
            ("apr", "abr", "avr"),
            ("may", "mai", "mei", "mag"),
            ("jun", "juin", "giu"),
            ("jul", "juil", "lug"),
            ("aug", "ago", "aoû"),
            ("sep", "set"),
            ("oct", "okt", "ott", "out"),
            ("nov",),
            ("dec", "dez", "dic", "déc"),
        ),
        start=1,
    )
    for name in names
}
_YEARS = range(1971, 2200)


def header(value: str) -> datetime | None:
    """The moment in a Date header, with the sender's own offset."""
    try:
        moment = utils.parsedate_to_datetime(value[:200])
        return _plausible(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def said(words: str, *, zone: tzinfo) -> datetime | None:
    """The moment that a program wrote out for people; without an offset, by its user's clock."""
    words = " ".join(words.split())[:200]
    if _STRICT.match(words):
        return header(words)
    try:
        return _plausible(_read(words, zone))
    except (ValueError, OverflowError):
        return None


def _plausible(moment: datetime | None) -> datetime | None:
    if moment is None or moment.year not in _YEARS:
        return None
    return moment


def _read(words: str, zone: tzinfo) -> datetime | None:
    found = _date(words)
    if not found:
        return None
    # The date is taken out, or "12.11" would pass for a time of day.
    rest = words[: found.start()] + "  " + words[found.end() :]
    time = _TIME.search(rest)
    month, day = _month_and_day(found, american=bool(time and time["half"]))
    hour = _hour(time) if time else 0
    minute, second = (int(time["minute"]), int(time["second"] or 0)) if time else (0, 0)
    year = int(found["year"])
    return datetime(
        year + 2000 if year < 100 else year,
        month,
        day,
        hour,
        minute,
        second,
        tzinfo=_zone(rest) or zone,
    )


def _date(words: str) -> re.Match[str] | None:
    named = (pattern.search(words) for pattern in (_DAY_NAMED, _MONTH_FIRST))
    known = (found for found in named if found and _named_month(found["name"]))
    return _YEAR_FIRST.search(words) or _DAY_FIRST.search(words) or next(known, None)


def _month_and_day(found: re.Match[str], *, american: bool) -> tuple[int, int]:
    parts = found.groupdict()
    day = int(parts["day"])
    if parts.get("name"):
        return _named_month(parts["name"]), day
    month = int(parts["month"])
    swapped = (
        "/" in found[0] and found.re is _DAY_FIRST and (month > 12 or (american and day <= 12))
    )
    return (day, month) if swapped else (month, day)


def _named_month(name: str) -> int:
    name = name.casefold()
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3]) or 0


def _hour(time: re.Match[str]) -> int:
    hour = int(time["hour"])
    half = (time["half"] or "").lower()[:1]
    part = time["part"] or ""
    if half == "p" or part in {"下午", "晚上", "中午"}:
        # Past midday; "中午11:30" is still before it.
        return hour + 12 if hour < (12 if part != "中午" else 6) else hour
    return 0 if hour == 12 and (half == "a" or part == "凌晨") else hour


def _zone(rest: str) -> tzinfo | None:
    found = _OFFSET.search(rest)
    if found:
        minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        return timezone(timedelta(minutes=-minutes if found["sign"] == "-" else minutes))
    named = _ZONE.search(rest)
    return timezone(timedelta(hours=_ZONES[named[1]])) if named else None
