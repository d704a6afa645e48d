"""Checking a body, a JSON object from outside: every reason against it at once.

Each reason has a JSON pointer and a sentence. Whatever stands in a body, reading it does no harm.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self, TypeVar

from mostrador.rules.moments import bare_date, moment
from mostrador.rules.money import CURRENCY, Money
from mostrador.rules.storable import MOST, flaws, printable, step

Row = TypeVar("Row")
Value = TypeVar("Value")
Dated = TypeVar("Dated", date, datetime)

LONGEST_ID = 200
LONGEST_ADDRESS = 320
MOST_PARTS = 10_000
LONGEST_MOMENT = 40
COUNTRY = re.compile("[A-Z]{2}")
LANGUAGE = re.compile("(?=.{2,20}$)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# Adding years to a moment must not leave the calendar; no order is older than the telephone.
YEARS = range(1900, 3000)
SOME_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    detail: str
    pointer: str

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "detail": self.detail, "pointer": self.pointer}


class RefusedError(ValueError):
    """The body is wrong; `reasons` are all of them."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(reason.detail for reason in self.reasons))


class Given:
    """One JSON object as somebody gave it; an absent value and null are the same.

    Asking for a value notes what is wrong with it; `settled` refuses the whole body if any was.
    """

    __slots__ = ("_pointer", "_reasons", "body")

    def __init__(self, body: dict[str, Any], pointer: str, reasons: list[Reason]) -> None:
        self.body, self._pointer, self._reasons = body, pointer, reasons

    @classmethod
    def of(cls, body: object, kind: str) -> Self:
        """A whole body of this kind; `type` may be left out where the address says it."""
        if not isinstance(body, dict):
            raise RefusedError([Reason("WRONG_TYPE", "A record must be a JSON object.", "")])
        given = cls({"type": kind, **body} if "type" not in body else body, "", [])
        if given.body["type"] != kind:
            given.refuse("type", "WRONG_TYPE", f"type must be {kind} here.")
        for code, detail, pointer in flaws(given.body):
            given.note(code, detail, pointer)
        return given

    def settled(self, row: Row) -> Row:
        if self._reasons:
            raise RefusedError(self._reasons)
        return row

    def refuse(self, key: str | int, code: str, detail: str) -> None:
        self.note(code, detail, f"{self._pointer}/{step(key)}")

    def note(self, code: str, detail: str, pointer: str) -> None:
        if len(self._reasons) < MOST:
            self._reasons.append(Reason(code, printable(detail), printable(pointer)))

    def has(self, key: str) -> bool:
        return self.body.get(key) is not None

    def id(self, key: str) -> str:
        return self.maybe_id(key) or self._missing(key, "")

    def maybe_id(self, key: str) -> str | None:
        value = self.body.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            return self._wrong(key, "a text", None)
        if not 0 < len(value) <= LONGEST_ID or "/" in value:
            allowed = f"1 to {LONGEST_ID} characters without a slash"
            self.refuse(key, "NOT_AN_ID", f"{key} must have {allowed}.")
        return value

    def text(self, key: str, *, at_most: int | None = None) -> str:
        """An optional text; empty when it is not there."""
        value = self.body.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self._wrong(key, "a text", "")
        if at_most is not None and len(value) > at_most:
            self.refuse(key, "TOO_LONG", f"{key} must have at most {at_most} characters.")
        return value

    def required_text(self, key: str) -> str:
        return self.text(key) if self.has(key) else self._missing(key, "")

    def address(self, key: str) -> str:
        """A mail address as we look for it. What it looks like is the marketplace's matter."""
        return self.text(key, at_most=LONGEST_ADDRESS).strip().lower()

    def one_of(self, key: str, allowed: Collection[str], *, required: bool = False) -> str:
        value = self.body.get(key)
        if value is None:
            return self._missing(key, "") if required else ""
        if not isinstance(value, str):
            return self._wrong(key, "a text", "")
        if value not in allowed:
            self.refuse(key, "NOT_ONE_OF", f"{key} must be one of {', '.join(allowed)}.")
        return value

    def whole(self, key: str, *, low: int, high: int) -> int:
        """A required whole number."""
        value = self.body.get(key)
        if value is None:
            return self._missing(key, low)
        if not isinstance(value, int) or isinstance(value, bool):
            return self._wrong(key, "a whole number", low)
        if not low <= value <= high:
            self.refuse(key, "OUT_OF_RANGE", f"{key} must be from {low} to {high}.")
        return value

    def flag(self, key: str) -> bool:
        """An optional yes; no when it is not there."""
        value = self.body.get(key)
        if value is not None and not isinstance(value, bool):
            self._wrong(key, "true or false", None)
        return value is True

    def moment(self, key: str) -> datetime:
        return self.maybe_moment(key) or self._missing(key, SOME_MOMENT)

    def maybe_moment(self, key: str, *, ever: bool = False) -> datetime | None:
        """`ever`: the far end of the calendar is a way of saying never."""
        value = self._brief(key)
        if not value:
            return None
        try:
            found = moment(value)
        except ValueError as error:
            self.refuse(key, "NOT_A_MOMENT", f"{key}: {error}.")
            return SOME_MOMENT
        return found if ever else self._within(key, found)

    def moment_or_day(self, key: str) -> datetime | date:
        return self.maybe_moment_or_day(key) or self._missing(key, SOME_MOMENT)

    def maybe_moment_or_day(self, key: str) -> datetime | date | None:
        value = self.body.get(key)
        day = bare_date(value) if isinstance(value, str) else None
        return self._within(key, day) if day else self.maybe_moment(key)

    def shaped(self, key: str, shape: re.Pattern[str], what: str, *, required: bool = False) -> str:
        """A text of one shape; empty when it is not there or not of it."""
        value = self.required_text(key) if required else self.text(key)
        fits = shape.fullmatch(value)
        if not fits and (value or (required and self.body.get(key) == "")):
            self.refuse(key, "WRONG_FORM", f"{key} must be {what}.")
        return value if fits else ""

    def currency(self, key: str, *, required: bool = False) -> str:
        return self.shaped(key, CURRENCY, "a currency such as EUR", required=required)

    def country(self, key: str, *, required: bool = False) -> str:
        return self.shaped(key, COUNTRY, "a country such as DE", required=required)

    def language(self, key: str) -> str:
        return self.shaped(key, LANGUAGE, "a language such as de or zh-hans")

    def languages(self, key: str) -> list[str]:
        """The languages of an optional list; the first is the one to begin with."""
        found = self.texts(key)
        for at, value in enumerate(found):
            if not LANGUAGE.fullmatch(value):
                sentence = f"Each of {key} must be a language such as de or zh-hans."
                self.note("WRONG_FORM", sentence, f"{self._pointer}/{key}/{at}")
        return found

    def money(self, key: str, currency: str, *, below_zero: bool = False) -> Money | None:
        """An optional amount, such as "19.90"."""
        value = self._brief(key)
        if not value:
            return None
        try:
            # Without a currency that counts, at least the digits are looked at.
            found = Money.of(value, currency or "CLF")
        except ValueError as error:
            self.refuse(key, "NOT_MONEY", f"{key}: {error}.")
            return None
        if found.minor < 0 and not below_zero:
            self.refuse(key, "OUT_OF_RANGE", f"{key} must not be below zero.")
        return found

    def required_money(self, key: str, currency: str) -> Money | None:
        return self.money(key, currency) or self._missing(key, None)

    def part(self, key: str) -> "Given":
        """An object inside; an empty one when it is not there."""
        value = self.body.get(key)
        inside = value if isinstance(value, dict) else {}
        if value is not None and not isinstance(value, dict):
            self._wrong(key, "an object", None)
        return Given(inside, f"{self._pointer}/{key}", self._reasons)

    def parts(self, key: str) -> list["Given"]:
        """The objects of an optional list."""
        pointer = f"{self._pointer}/{key}"
        found = []
        for at, value in enumerate(self._list(key)):
            if isinstance(value, dict):
                found.append(Given(value, f"{pointer}/{at}", self._reasons))
            else:
                self.note("WRONG_TYPE", f"Each of {key} must be an object.", f"{pointer}/{at}")
        return found

    def texts(self, key: str) -> list[str]:
        """The texts of an optional list."""
        values = self._list(key)
        for at, value in enumerate(values):
            if not isinstance(value, str):
                pointer = f"{self._pointer}/{key}/{at}"
                self.note("WRONG_TYPE", f"Each of {key} must be a text.", pointer)
        return [value for value in values if isinstance(value, str)]

    def _list(self, key: str) -> list[Any]:
        value = self.body.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            return self._wrong(key, "a list", [])
        if len(value) > MOST_PARTS:
            self.refuse(key, "TOO_LONG", f"{key} must have at most {MOST_PARTS} parts.")
        return value[:MOST_PARTS]

    def _brief(self, key: str) -> str:
        """A text short enough to stand in a sentence about it."""
        value = self.text(key, at_most=LONGEST_MOMENT)
        if value == "" and isinstance(self.body.get(key), str):
            self.refuse(key, "EMPTY", f"{key} must not be empty; leave it out or give null.")
        return value if len(value) <= LONGEST_MOMENT else ""

    def _within(self, key: str, found: Dated) -> Dated:
        if found.year not in YEARS:
            self.refuse(key, "OUT_OF_RANGE", f"{key} must be in the years 1900 to 2999.")
        return found

    def _wrong(self, key: str, what: str, instead: Value) -> Value:
        self.refuse(key, "WRONG_TYPE", f"{key} must be {what}.")
        return instead

    def _missing(self, key: str, instead: Value) -> Value:
        if not self.has(key):
            self.refuse(key, "MISSING", f"{key} is required.")
        return instead
