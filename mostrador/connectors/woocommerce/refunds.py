"""A refund of the shop as a body of the load format, and one of ours as the shop wants it."""

import html
from collections.abc import Mapping

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made
from mostrador.connectors.woocommerce import orders, words
from mostrador.connectors.woocommerce.orders import Shop
from mostrador.rules.money import Money

ITEM = "_refunded_item_id"


def refund(body: Body, order: Body, shop: Shop) -> Made:
    """It names our instruction when it is ours, so that nothing is counted twice."""
    currency = parts.text(order, "currency")
    items = parts.parts(body, "line_items")
    amount = orders.money(parts.text(body, "amount"), currency)
    return parts.given(
        type="refund",
        id=shop.id("refund", parts.text(body, "id")),
        order=shop.order_id(order),
        lines=[one for one in (orders.meta(item, ITEM) for item in items) if one],
        amount=amount.amount() if amount else parts.text(body, "amount"),
        currency=currency,
        at=parts.in_utc(parts.text(body, "date_created_gmt")),
        instruction=mark_of(body),
        reason=html.unescape(parts.text(body, "reason")),
        # False: only written down, and the money went another way.
        through_the_gateway=body.get("refunded_payment") is True or None,
    )


def is_ours(body: Body, key: str) -> bool:
    """By its mark, or by its reason: that is written first, and the mark a moment later."""
    return key in (mark_of(body), _named_in(parts.text(body, "reason")))


def mark_of(body: Body) -> str:
    return orders.meta(body, words.MARK) or _named_in(parts.text(body, "reason"))


def reason_for(key: str) -> str:
    """Which customers may see, so it says no more than what it is."""
    return f"Mostrador {key}"


def _named_in(reason: str) -> str:
    first, _space, rest = html.unescape(reason).partition(" ")
    return rest.strip() if first == "Mostrador" and " " not in rest.strip() else ""


def wanted(
    key: str, whole: Money, by_line: Mapping[str, Money], order: Body, *, gateway: bool
) -> Made:
    """What is posted. The amount is what counts; the lines are for the shop's own books."""
    lines = [
        _line(item, by_line[parts.text(item, "id")], parts.text(order, "currency"))
        for item in parts.parts(order, "line_items")
        if parts.text(item, "id") in by_line
    ]
    return {
        "amount": whole.amount(),
        "reason": reason_for(key),
        "api_refund": gateway,
        # Nobody knows yet whether the goods come back.
        "api_restock": False,
        "meta_data": [{"key": words.MARK, "value": key}],
        "line_items": lines,
    }


def _line(item: Body, money: Money, currency: str) -> Made:
    """The part without taxes and that of each tax, in the proportion in which they were paid."""
    taxes = parts.parts(item, "taxes")
    without = orders.money(parts.text(item, "total"), currency)
    told = [without, *(_tax(one, currency) for one in taxes)]
    shares = money.split([max(one.minor, 0) if one else 0 for one in told])
    return {
        "id": parts.whole(item, "id"),
        "refund_total": shares[0].amount(),
        "refund_tax": [
            {"id": parts.whole(tax, "id"), "refund_total": share.amount()}
            for tax, share in zip(taxes, shares[1:], strict=True)
        ],
    }


def _tax(tax: Body, currency: str) -> Money | None:
    """Told more exactly than there are coins."""
    said = parts.text(tax, "total")
    whole, _point, fraction = said.partition(".")
    return orders.money(f"{whole}.{fraction[:2] or '0'}", currency)
