"""Refunds (OR28) and cancellations (OR29, OR30): what is asked for, and whether it was done.

None of these calls takes a key of ours, so a call of which nobody knows the end is looked for among
the refunds of the order's own lines: of those that no other instruction stands for, one with just
these lines and amounts. Two that are alike may be taken for each other; their number is right.

Written from the public documentation, not tried on the live service.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from mostrador.connectors.base import Done
from mostrador.connectors.mirakl import orders, prices
from mostrador.connectors.mirakl.prices import NOTHING, Price
from mostrador.connectors.parts import Body, Made, given, parts, text, whole
from mostrador.rules.moments import moment

SHIPPING = "shipping"
BUYER = "buyer"
INCLUDED = {"order_tax_mode": "TAX_INCLUDED"}
# How far their clock may be behind ours when we look for what we have asked for.
SLACK = timedelta(days=1)
# The buyer has not been debited, so there is nothing that could go back.
NOT_PAID = {"STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT"}
CANCELLED = "CANCELED"


@dataclass(frozen=True, slots=True)
class Part:
    """What goes back of one line, with tax."""

    goods: Decimal
    shipping: Decimal
    quantity: int = 1


def wanted(instruction: Body) -> dict[str, Part]:
    """By line; what the buyer pays is taken off, and what names no line is the first one's."""
    goods: dict[str, Decimal] = {}
    shipping: dict[str, Decimal] = {}
    units = {text(one, "line"): whole(one, "quantity") or 1 for one in parts(instruction, "lines")}
    first = next(iter(units), "")
    for one in parts(instruction, "amounts"):
        sign = -1 if text(one, "payer") == BUYER else 1
        kind = shipping if text(one, "component") == SHIPPING else goods
        line = text(one, "line") or first
        kind[line] = kind.get(line, NOTHING) + sign * prices.number(one, "amount")
    lines = dict.fromkeys([*units, *goods, *shipping])
    found = {
        line: _evened(goods.get(line, NOTHING), shipping.get(line, NOTHING), units.get(line, 1))
        for line in lines
    }
    return {line: part for line, part in found.items() if part.goods or part.shipping}


def request(instruction: Body, order: Body, reason: str) -> Made:
    """The body of OR28."""
    lines = {text(one, "order_line_id"): one for one in parts(order, "order_lines")}
    asked = [
        _asked(line, part, lines.get(line, {}), order, reason)
        for line, part in wanted(instruction).items()
    ]
    return {**INCLUDED, "refunds": asked}


def cancellation(instruction: Body, order: Body, reason: str) -> Made:
    """The body of OR30: of each line as many as are to be cancelled, at what they cost."""
    lines = {text(one, "order_line_id"): one for one in parts(order, "order_lines")}
    asked = [
        _asked(line, _cost(lines[line], quantity, order), lines[line], order, reason)
        for line, quantity in _units(instruction).items()
        if line in lines
    ]
    return {**INCLUDED, "cancelations": asked}


def is_whole(instruction: Body, order: Body) -> bool:
    """Is every piece of the order to be cancelled? Then OR29 does it in one go."""
    units = _units(instruction)
    left = {
        text(one, "order_line_id"): whole(one, "quantity") or 1
        for one in parts(order, "order_lines")
    }
    return all(units.get(line, 0) >= quantity for line, quantity in left.items())


def refunded(instruction: Body, order: Body, taken: Collection[str]) -> Done | None:
    """The refund that was asked for, if it is there and stands for no other instruction."""
    asked = {line: (part.goods, part.shipping) for line, part in wanted(instruction).items()}
    there = _given(order, text(instruction, "made_at"))
    found = next((key for key, one in there.items() if one == asked and key not in taken), None)
    return Done(found) if found else None


def cancelled(instruction: Body, order: Body, taken: Collection[str]) -> Done | None:
    if text(order, "order_state") == CANCELLED:
        return Done(text(order, "order_id"))
    asked = _units(instruction)
    there: dict[str, str] = {}
    for line in parts(order, "order_lines"):
        key, quantity = text(line, "order_line_id"), asked.get(text(line, "order_line_id"))
        for one in parts(line, "cancelations"):
            if whole(one, "quantity") == quantity and not set(taken) & {text(one, "id")}:
                there[key] = text(one, "id")
    return Done(",".join(there.values())) if asked and set(there) == set(asked) else None


def is_paid(order: Body) -> bool:
    return text(order, "order_state") not in NOT_PAID


def references(answer: object) -> str:
    """What OR28 or OR30 says that it has made."""
    made = [*parts(answer, "refunds"), *parts(answer, "cancelations")]
    named = [orders.reference(one) or text(one, "cancelation_id") for one in made]
    return ",".join(dict.fromkeys(filter(None, named)))


def _evened(goods: Decimal, shipping: Decimal, quantity: int) -> Part:
    """Neither may be below zero: what is taken off goes off the whole."""
    if goods < 0:
        return Part(NOTHING, max(shipping + goods, NOTHING), quantity)
    if shipping < 0:
        return Part(max(goods + shipping, NOTHING), NOTHING, quantity)
    return Part(goods, shipping, quantity)


def _asked(key: str, part: Part, line: Body, order: Body, reason: str) -> Made:
    currency, excluded = text(order, "currency_iso_code"), prices.is_excluded(order)
    goods = prices.of_goods(line, excluded=excluded)
    shipping = prices.of_shipping(line, excluded=excluded)
    return given(
        order_line_id=key,
        amount=_number(part.goods),
        shipping_amount=_number(part.shipping),
        quantity=part.quantity,
        currency_iso_code=currency,
        reason_code=reason,
        taxes=_taxes(goods, part.goods, currency),
        shipping_taxes=_taxes(shipping, part.shipping, currency),
    )


def _taxes(price: Price, gross: Decimal, currency: str) -> list[Made]:
    shares = price.share(gross, prices.places(currency))
    return [{"code": code, "amount": _number(amount)} for code, amount in shares.items()]


def _cost(line: Body, quantity: int, order: Body) -> Part:
    currency, excluded = text(order, "currency_iso_code"), prices.is_excluded(order)
    share = Decimal(quantity) / (whole(line, "quantity") or 1)
    goods = prices.of_goods(line, excluded=excluded).gross * share
    shipping = prices.of_shipping(line, excluded=excluded).gross * share
    to = prices.places(currency)
    return Part(prices.rounded(goods, to), prices.rounded(shipping, to), quantity)


def _given(order: Body, made_at: str) -> Mapping[str, Mapping[str, tuple[Decimal, Decimal]]]:
    """What each refund since then gave back, by its reference and line."""
    excluded = prices.is_excluded(order)
    found: dict[str, dict[str, tuple[Decimal, Decimal]]] = {}
    for line in parts(order, "order_lines"):
        for one in parts(line, "refunds"):
            if _is_since(text(one, "created_date"), made_at):
                goods = prices.of_goods({**one, "price": one.get("amount")}, excluded=excluded)
                shipping = prices.of_shipping(
                    {**one, "shipping_price": one.get("shipping_amount")}, excluded=excluded
                )
                of_refund = found.setdefault(orders.reference(one), {})
                of_refund[text(line, "order_line_id")] = (goods.gross, shipping.gross)
    return found


def _is_since(created: str, made_at: str) -> bool:
    try:
        return moment(created) >= moment(made_at) - SLACK
    except ValueError:
        return True


def _units(instruction: Body) -> dict[str, int]:
    return {text(one, "line"): whole(one, "quantity") or 1 for one in parts(instruction, "lines")}


def _number(amount: Decimal) -> float:
    """JSON has no decimals; a float is written as shortly as it is read again."""
    return float(amount)


def reason_of(cause: str, reasons: Iterable[Body], sounds: Mapping[str, Any]) -> str:
    """The operator's code for our reason: the first whose label or code sounds like it."""
    codes = list(reasons)
    for words in (sounds.get(cause, ()), sounds[""]):
        for one in codes:
            said = f"{text(one, 'label')} {text(one, 'code')}".casefold().replace("_", " ")
            if any(word in said for word in words):
                return text(one, "code")
    return text(codes[0], "code") if codes else ""
