"""Amounts: a whole number of the smallest coin, and the currency it is a coin of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import total_ordering
from typing import Self

# ISO 4217; every currency that is not named here has two decimal places.
DECIMAL_PLACES = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI"), 0
    ),
    **dict.fromkeys(("VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
CURRENCY = re.compile(r"[A-Z]{3}")
# Fourteen digits before the point still fit a 64-bit column with four decimal places.
AMOUNT = re.compile(r"(-?)([0-9]{1,14})(?:\.([0-9]{1,14}))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    currency: str
    minor: int

    @classmethod
    def of(cls, text: str, currency: str) -> Self:
        """The amount that a decimal string such as 19.90 says, exactly; or a ValueError."""
        if not CURRENCY.fullmatch(currency):
            raise ValueError(f"{currency[:20]!r} is not a currency such as EUR")
        found = AMOUNT.fullmatch(text)
        if found is None:
            raise ValueError(f"{text[:40]!r} is not an amount such as 19.90")
        sign, whole, fraction = found[1], found[2], (found[3] or "").rstrip("0")
        places = _places(currency)
        if len(fraction) > places:
            raise ValueError(f"{currency} has {places} decimal places; {text} has more")
        return cls(currency, int(f"{sign}{whole}{fraction:0<{places}}"))

    def __add__(self, other: Self) -> Self:
        self._refuse_another_currency(other)
        return type(self)(self.currency, self.minor + other.minor)

    def __sub__(self, other: Self) -> Self:
        self._refuse_another_currency(other)
        return type(self)(self.currency, self.minor - other.minor)

    def __lt__(self, other: Self) -> bool:
        self._refuse_another_currency(other)
        return self.minor < other.minor

    def times(self, count: int) -> Self:
        return type(self)(self.currency, self.minor * count)

    def split(self, shares: Sequence[int]) -> tuple[Self, ...]:
        """Parts in proportion to the shares that add up to the whole, to the last cent (E23).

        A cent that is left over goes to the part that the rounding down hurt most, and among
        equals to the first. Where every share is nothing the parts are equal.
        """
        if not shares or min(shares) < 0:
            raise ValueError("An amount is split by one share or more, none below zero")
        weights = shares if any(shares) else [1] * len(shares)
        sign = -1 if self.minor < 0 else 1
        parts = _largest_remainders(abs(self.minor), weights)
        return tuple(type(self)(self.currency, sign * part) for part in parts)

    def amount(self) -> str:
        """The amount alone, as programs write it: 19.90"""
        places = _places(self.currency)
        digits = f"{abs(self.minor):0{places + 1}}"
        whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :]
        return ("-" if self.minor < 0 else "") + whole + ("." + fraction if fraction else "")

    def text(self) -> str:
        return f"{self.amount()} {self.currency}"

    def _refuse_another_currency(self, other: Self) -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")


def _places(currency: str) -> int:
    return DECIMAL_PLACES.get(currency, 2)


def _largest_remainders(minor: int, weights: Sequence[int]) -> list[int]:
    total = sum(weights)
    parts = [minor * weight // total for weight in weights]
    hurt_most = sorted(range(len(weights)), key=lambda at: -(minor * weights[at] % total))
    for at in hurt_most[: minor - sum(parts)]:
        parts[at] += 1
    return parts
