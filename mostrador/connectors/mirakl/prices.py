"""What of a price is tax: Mirakl tells prices with tax or without, as the operator has chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from mostrador.connectors.parts import Body, parts, text
from mostrador.rules.money import DECIMAL_PLACES

EXCLUDED = "TAX_EXCLUDED"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Price:
    """As the buyer paid it, with tax; `taxes` is what of it is tax, by code."""

    gross: Decimal
    taxes: Mapping[str, Decimal]

    def share(self, gross: Decimal, places: Decimal) -> dict[str, Decimal]:
        """What of a part of this price is tax, by code, to the smallest coin."""
        if not self.gross:
            return {}
        return {
            code: rounded(amount * gross / self.gross, places)
            for code, amount in self.taxes.items()
        }


def of_goods(line: Body, *, excluded: bool) -> Price:
    return _price(line, "price", "taxes", excluded=excluded)


def of_shipping(line: Body, *, excluded: bool) -> Price:
    return _price(line, "shipping_price", "shipping_taxes", excluded=excluded)


def of_refund(refund: Body, *, excluded: bool) -> Decimal:
    """What the buyer gets: goods, shipping and fees, with the taxes on them."""
    goods = _price(refund, "amount", "taxes", excluded=excluded).gross
    shipping = _price(refund, "shipping_amount", "shipping_taxes", excluded=excluded).gross
    return goods + shipping + sum((number(one, "amount") for one in parts(refund, "fees")), NOTHING)


def is_excluded(order: Body) -> bool:
    return text(order, "order_tax_mode") == EXCLUDED


def number(body: object, *keys: str) -> Decimal:
    """Nothing where there is no number."""
    try:
        found = Decimal(text(body, *keys))
    except InvalidOperation:
        return NOTHING
    return found if found.is_finite() else NOTHING


def written(amount: Decimal, currency: str) -> str:
    """As the load format has it: 39.90"""
    return f"{rounded(amount, places(currency)):f}"


def places(currency: str) -> Decimal:
    return Decimal(1).scaleb(-DECIMAL_PLACES.get(currency, 2))


def rounded(amount: Decimal, to: Decimal) -> Decimal:
    try:
        return amount.quantize(to, ROUND_HALF_EVEN)
    except InvalidOperation:
        return amount


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)


def _price(body: Body, amount: str, taxes: str, *, excluded: bool) -> Price:
    by_code: dict[str, Decimal] = {}
    for one in parts(body, taxes):
        code = text(one, "code")
        by_code[code] = by_code.get(code, NOTHING) + number(one, "amount")
    net = number(body, amount)
    return Price(net + total(by_code.values()) if excluded else net, by_code)
