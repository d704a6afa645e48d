"""What a cell says, in the words of the load format. What can be read two ways is not guessed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

YES = {"true", "yes", "y", "1", "x", "ja", "j", "wahr"}
NO = {"false", "no", "n", "0", "nein", "falsch"}
# 1,00123E+12: a program for tables has shortened a long number, and the rest of it is gone.
SHORTENED = re.compile(r"\d+([.,]\d+)?E\+\d+", re.IGNORECASE)
WHOLE = re.compile(r"-?\d{1,15}")
MONEY_WORD = re.compile(r"(?P<before>€|[A-Z]{3})?\s*(?P<number>[^A-Z€]+?)\s*(?P<after>€|[A-Z]{3})?")
GROUPS = {",": r"[. '\u00a0\u202f]", ".": r"[, '\u00a0\u202f]", "": r"[ '\u00a0\u202f]"}
SIGNS = {",": ",", ".": r"\.", "": r"[^\d\D]"}
ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)"
    r"\s*(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"(?P<first>\d{1,2})(?P<by>[./-])(?P<second>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})"
    r"(?:[T ,]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(?P<half>[AP]M)?"
    r"(?:\s*Uhr)?\s*(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?")
ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year-month-day"}
NOON = 12
# Two digits of a year from here on are of the last century.
LAST_CENTURY = 70


class CellError(ValueError):
    """A sentence about a cell."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Manner:
    """How this file writes numbers and times."""

    decimal: str = "."
    dates: str = "ymd"
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    number: str
    # The one that stood beside it.
    currency: str = ""


def key(text: str) -> str:
    if SHORTENED.fullmatch(text):
        said = f"{_short(text)} is a number that a program has shortened: its last digits are lost"
        raise CellError("SHORTENED", f"{said}. Export the column as text.")
    return text


def lower(text: str) -> str:
    """DE is de; pt-BR stays what the marketplace says elsewhere, too."""
    return text.lower() if text.isupper() else text


def amount(text: str, manner: Manner) -> Amount:
    found = MONEY_WORD.fullmatch(text)
    word = (found["before"] or found["after"] or "") if found else ""
    number = _plain(found["number"], manner.decimal) if found else None
    if number is None:
        sign = {",": "a decimal comma", ".": "a decimal point"}.get(manner.decimal)
        says = f"an amount with {sign}" if sign else "an amount"
        raise CellError("NOT_MONEY", f"{_short(text)} is not {says}.")
    return Amount(number, "EUR" if word == "€" else word)


def whole(text: str, manner: Manner) -> int:
    number = _plain(text, manner.decimal)
    if number is not None and "." in number:
        number = number.rstrip("0").rstrip(".")
    if number is None or not WHOLE.fullmatch(number):
        raise CellError("NOT_A_NUMBER", f"{_short(text)} is not a whole number.")
    return int(number)


def flag(text: str) -> bool:
    word = text.lower()
    if word not in YES | NO:
        raise CellError("NOT_YES_OR_NO", f"{_short(text)} is neither yes nor no.")
    return word in YES


def words(text: str, by: str = "|;,\n") -> list[str]:
    """The parts of a list in one cell."""
    return [part.strip() for part in re.split(f"[{re.escape(by)}]", text) if part.strip()]


def moment(text: str, manner: Manner) -> str:
    """With its offset; a day alone begins where the operator says that the file's clocks are."""
    day, at, offset = _taken_apart(text, manner)
    return _with_offset(text, datetime.combine(day, at or time()), offset, manner)


def moment_or_day(text: str, manner: Manner) -> str:
    """A day alone stays one: whoever reads it knows the store's zone."""
    day, at, offset = _taken_apart(text, manner)
    if at is None:
        return day.isoformat()
    return _with_offset(text, datetime.combine(day, at), offset, manner)


def _plain(text: str, decimal: str) -> str | None:
    """The number as programs write it, if its signs are the file's own."""
    group, sign = GROUPS[decimal], SIGNS[decimal]
    if not re.fullmatch(rf"[+-]?(\d+|\d{{1,3}}({group}\d{{3}})+)({sign}\d+)?", text):
        return None
    bare = re.sub(group, "", text).lstrip("+")
    return bare.replace(decimal, ".") if decimal else bare


def _taken_apart(text: str, manner: Manner) -> tuple[date, time | None, str]:
    found = ISO.fullmatch(text)
    if found:
        day = _day(text, *map(int, found["day"].split("-")))
    elif found := OTHER.fullmatch(text):
        day = _other_day(text, found, manner)
    else:
        raise CellError("NOT_A_DATE", f"{_short(text)} is not a date.")
    half = found.groupdict().get("half") or ""
    at = _time(text, found["time"], half.upper()) if found["time"] else None
    return day, at, (found["offset"] or "").upper()


def _other_day(text: str, found: re.Match[str], manner: Manner) -> date:
    if manner.dates not in ("dmy", "mdy"):
        said = f"{_short(text)} can be read in two orders, and the mapping names neither"
        raise CellError("WHICH_ORDER", f"{said}.")
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 1900 if year >= LAST_CENTURY else 2000
    first, second = int(found["first"]), int(found["second"])
    day, month = (first, second) if manner.dates == "dmy" else (second, first)
    if _is_day(year, month, day):
        return date(year, month, day)
    if _is_day(year, day, month):
        said = f"{_short(text)} is not {ORDERS[manner.dates]}, the order that the mapping names"
        raise CellError("OTHER_ORDER", f"{said}.")
    return _day(text, year, month, day)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("NO_SUCH_DAY", f"{text} is no day of the calendar.") from None


def _time(text: str, clock: str, half: str) -> time:
    found = TIME.fullmatch(clock)
    hour, minute, second, part = found.groups() if found else ("99", "0", None, None)
    count = int(hour)
    if half:
        # 13 PM is none, and no hour is the hundredth.
        count = count % NOON + (NOON if half == "PM" else 0) if 1 <= count <= NOON else 99
    try:
        return time(count, int(minute), int(second or 0), int((part or "")[:6].ljust(6, "0")))
    except ValueError:
        raise CellError("NOT_A_TIME", f"{_short(text)} has no such time of day.") from None


def _with_offset(text: str, naive: datetime, offset: str, manner: Manner) -> str:
    if offset in ("Z", "UTC", "GMT"):
        return naive.replace(tzinfo=UTC).isoformat()
    if offset:
        return naive.isoformat() + _colon(offset)
    if manner.zone is None:
        said = f"{_short(text)} does not say whose clock it is, and the mapping names no time zone"
        raise CellError("WHOSE_CLOCK", f"{said}.")
    # In the night when the clocks go back an hour comes twice: the first of the two is meant.
    found = naive.replace(tzinfo=manner.zone)
    if found.astimezone(UTC).astimezone(manner.zone).replace(tzinfo=None) != naive:
        if naive.time() == time():
            return _first_of_day(naive, manner.zone)
        said = f"{_short(text)} never was in {manner.zone.key}: the clocks went forward"
        raise CellError("NO_SUCH_HOUR", f"{said}.")
    return found.isoformat()


def _first_of_day(midnight: datetime, zone: ZoneInfo) -> str:
    """Where the clocks go forward at midnight the day begins an hour later."""
    return midnight.replace(tzinfo=zone).astimezone(UTC).isoformat()


def _colon(offset: str) -> str:
    digits = offset[1:].replace(":", "").ljust(4, "0")
    return f"{offset[0]}{digits[:2]}:{digits[2:]}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


# By a field's `how`.
READERS: Mapping[str, Callable[[str, Manner], Any]] = {
    "id": lambda text, _manner: key(text),
    "text": lambda text, _manner: text,
    "word": lambda text, _manner: text,
    "upper": lambda text, _manner: text.upper(),
    "lower": lambda text, _manner: lower(text),
    "lowers": lambda text, _manner: [lower(word) for word in words(text)],
    "list": lambda text, _manner: [key(word) for word in words(text)],
    "sentences": lambda text, _manner: words(text, "|\n"),
    "flag": lambda text, _manner: flag(text),
    "whole": whole,
    "money": amount,
    "moment": moment,
    "day": moment_or_day,
}
