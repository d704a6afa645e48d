"""What a buyer paid for a line, from the sums that the marketplace tells.

In some countries a price holds its tax and in others the tax is added to it; the interface does
not say which, but its total does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mostrador.connectors import parts
from mostrador.connectors.parts import Body
from mostrador.rules.money import Money


@dataclass(frozen=True, slots=True)
class Paid:
    """For all units of a line together."""

    goods: Money
    shipping: Money | None = None


def money(body: Body, *keys: str) -> Money | None:
    """An amount in either shape; None where there is none, or one that its currency cannot have."""
    said = parts.part(body, *keys)
    amount = parts.text(said, "amount") or parts.text(said, "Amount")
    currency = parts.text(said, "currencyCode") or parts.text(said, "CurrencyCode")
    try:
        return Money.of(amount, currency)
    except ValueError:
        return None


def a_unit(paid: Money, quantity: int) -> Money:
    """Rounded down: nobody is ever given back more than he paid."""
    return Money(paid.currency, paid.minor // max(quantity, 1))


def as_said(price: Any) -> dict[str, str]:
    """A price that could not be read, for the check to refuse with its reason."""
    said = {key.lower(): value for key, value in price.items()} if price else {}
    return {
        "unit_price": parts.text(said, "amount"),
        "currency": parts.text(said, "currencycode"),
    }


def total(found: Iterable[Money | None], currency: str) -> Money:
    """Of those that are there and of this currency."""
    kept = [one for one in found if one and one.currency == currency]
    return sum(kept, Money(currency, 0))


def tax_is_added(whole: Money, without: Money, tax: Money) -> bool:
    """Is the tax beside the prices, or in them?"""
    return bool(tax.minor) and whole == without + tax
