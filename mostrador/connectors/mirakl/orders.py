"""An order of OR11 as a body of the load format, and the refunds that stand in it.

Written from the public documentation, not tried on the live service.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mostrador.connectors.mirakl import prices
from mostrador.connectors.parts import Body, Made, given, part, parts, text, whole

# Our word for theirs: the name of a table and the word (base.Connector.ours).
Ours = Callable[[str, str], str]
# These stand in the body under names of ours, or are nobody's business here.
TAKEN = {
    "order_id", "shop_id", "created_date", "last_updated_date", "order_state", "shipping_deadline",
    "delivery_date", "customer", "order_lines", "currency_iso_code", "customer_notification_email",
    "total_price", "price", "shipping_price", "shipping_company", "shipping_tracking",
    "shipping_tracking_url", "payment_type", "shop_name", "references", "total_commission",
    "order_taxes", "order_refunds", "promotions",
}  # fmt: skip
GONE = {"CANCELED", "REFUSED"}
STREET = ("company", "company_2", "street_1", "street_2", "additional_info")


def body(order: Body, *, store: str, ours: Ours) -> Made:
    """The order with everything that the load format has a name for; the rest is kept beside it."""
    kept = {key: value for key, value in order.items() if key not in TAKEN and _says(value)}
    return {
        **kept,
        **given(
            type="order",
            id=text(order, "order_id"),
            store=store,
            seller=text(order, "shop_id"),
            placed_at=text(order, "created_date"),
            updated_at=text(order, "last_updated_date"),
            status=ours("order_states", text(order, "order_state")),
            marketplace_state=text(order, "order_state"),
            ship_by=text(order, "shipping_deadline"),
            deliver_by=text(order, "delivery_date", "latest"),
            buyer=buyer(order),
            ship_to=address(part(order, "customer", "shipping_address"), ours),
            lines=[_line(one, order, ours) for one in parts(order, "order_lines")],
            cancellations=_cancellations(order),
            shipments=_shipments(order),
            payments=_payments(order),
        ),
    }


def buyer(order: Body) -> Made:
    customer = part(order, "customer")
    name = " ".join(filter(None, (text(customer, "firstname"), text(customer, "lastname"))))
    address = part(customer, "shipping_address")
    return given(
        id=text(customer, "customer_id"),
        name=name,
        # Mirakl's own for this order: it reaches the buyer, who answers from another one.
        email=text(order, "customer_notification_email"),
        phone=text(address, "phone") or text(address, "phone_secondary"),
        language=language(text(customer, "locale")),
    )


def language(locale: str) -> str:
    """De of de_DE; Chinese is written in two ways."""
    first, _, region = locale.replace("-", "_").partition("_")
    if first.lower() == "zh":
        return "zh-hant" if region.upper() in {"TW", "HK", "MO"} else "zh-hans"
    return first.lower() if first.isalpha() and len(first) == len("de") else ""


def address(found: Body, ours: Ours) -> Made:
    name = " ".join(filter(None, (text(found, "firstname"), text(found, "lastname"))))
    street = [said for key in STREET if (said := text(found, key))]
    place = " ".join(filter(None, (text(found, "zip_code"), text(found, "city"))))
    country = text(found, "country_iso_code")
    return given(
        name=name,
        lines=[*street, *([place] if place else [])],
        zip=text(found, "zip_code"),
        city=text(found, "city"),
        state=text(found, "state"),
        country=ours("countries", country) if country else text(found, "country"),
    )


def refunds(order: Body, *, ours: Ours) -> list[Made]:
    """The refunds of its lines; what was asked for in one go is one refund, with one id."""
    together: dict[str, list[tuple[str, Body]]] = {}
    for line in parts(order, "order_lines"):
        for refund in parts(line, "refunds"):
            told = (text(line, "order_line_id"), refund)
            together.setdefault(reference(refund), []).append(told)
    return [_refund(key, told, order, ours) for key, told in together.items() if key]


def reference(refund: Body) -> str:
    """What OR28 answers with, and OR11 tells again."""
    return text(refund, "order_refund_id") or text(refund, "id") or text(refund, "refund_id")


def _line(line: Body, order: Body, ours: Ours) -> Made:
    currency, excluded = text(order, "currency_iso_code"), prices.is_excluded(order)
    goods = prices.of_goods(line, excluded=excluded)
    shipping = prices.of_shipping(line, excluded=excluded)
    quantity = whole(line, "quantity") or 1
    centre = text(order, "fulfillment", "center", "code")
    return given(
        id=text(line, "order_line_id"),
        product=text(line, "product_sku"),
        sku=text(line, "offer_sku"),
        title=text(line, "product_title"),
        quantity=quantity,
        unit_price=prices.written(goods.gross / quantity, currency),
        price=prices.written(goods.gross, currency),
        tax=prices.written(prices.total(goods.taxes.values()), currency),
        shipping=prices.written(shipping.gross, currency),
        currency=currency,
        fulfilment=ours("fulfilment_centres", centre),
        category=text(line, "category_code"),
        category_name=text(line, "category_label"),
        condition=text(line, "offer_state_code"),
        marketplace_state=text(line, "order_line_state"),
        state_reason=text(line, "order_line_state_reason_label"),
        delivered_at=text(line, "received_date"),
        can_refund=line.get("can_refund"),
    )


def _shipments(order: Body) -> list[Made]:
    """OR11 tells of one parcel an order; its lines leave and arrive each at their own time."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in parts(order, "order_lines"):
        when = (text(line, "shipped_date"), text(line, "received_date"))
        if when[0] or when[1]:
            found.setdefault(when, []).append(text(line, "order_line_id"))
    return [_shipment(order, when, lines) for when, lines in found.items()]


def _shipment(order: Body, when: tuple[str, str], lines: Sequence[str]) -> Made:
    shipped_at, delivered_at = when
    return given(
        id=f"{text(order, 'order_id')}.{lines[0]}",
        carrier=text(order, "shipping_company"),
        tracking=text(order, "shipping_tracking"),
        tracking_url=text(order, "shipping_tracking_url"),
        shipped_at=shipped_at,
        delivered_at=delivered_at,
        status="delivered" if delivered_at else "shipped",
        lines=list(lines),
    )


def _cancellations(order: Body) -> list[Made]:
    return [
        given(
            line=text(line, "order_line_id"),
            quantity=whole(one, "quantity"),
            id=text(one, "id"),
            reason=text(one, "reason_code"),
        )
        for line in parts(order, "order_lines")
        for one in parts(line, "cancelations")
    ]


def _payments(order: Body) -> list[Made]:
    """What the buyer has paid, once he was debited: the lines that were not cancelled."""
    if not text(order, "customer_debited_date"):
        return []
    currency, excluded = text(order, "currency_iso_code"), prices.is_excluded(order)
    paid = prices.total(
        prices.of_goods(line, excluded=excluded).gross
        + prices.of_shipping(line, excluded=excluded).gross
        for line in parts(order, "order_lines")
        if text(line, "order_line_state") not in GONE
    )
    payment = given(method=text(order, "payment_type"), at=text(order, "customer_debited_date"))
    return [{**payment, "kind": "payment", **_money(paid, currency)}]


def _refund(key: str, told: Sequence[tuple[str, Body]], order: Body, ours: Ours) -> Made:
    currency, excluded = text(order, "currency_iso_code"), prices.is_excluded(order)
    first = told[0][1]
    state = text(first, "state") or text(first, "refund_state")
    amount = prices.total(prices.of_refund(one, excluded=excluded) for _, one in told)
    return given(
        type="refund",
        id=key,
        order=text(order, "order_id"),
        lines=list(dict.fromkeys(line for line, _ in told)),
        **_money(amount, currency),
        at=text(first, "created_date") or text(first, "transaction_date"),
        updated_at=text(order, "last_updated_date"),
        state=ours("refund_states", state),
        marketplace_state=state,
        reason=text(first, "reason_code"),
        paid_back_at=text(first, "transaction_date"),
        refund_ids=[text(one, "id") for _, one in told],
    )


def _money(amount: Decimal, currency: str) -> Mapping[str, str]:
    return {"amount": prices.written(amount, currency), "currency": currency}


def _says(value: Any) -> bool:
    return value not in (None, "", [], {})
