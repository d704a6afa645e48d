"""An order of the shop as a body of the load format."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made
from mostrador.connectors.woocommerce import parcels, plain
from mostrador.rules.money import Money


@dataclass(frozen=True, slots=True)
class Shop:
    """What a shop does not say of its orders."""

    store: str
    # Whose goods they are, where no line says otherwise.
    seller: str
    # Under which key of an item, or else of the order, a plugin for several sellers names them.
    seller_meta: str
    seller_of: Callable[[str], str]
    # Set before every id, where two shops share one installation.
    prefix: str
    # Whether buyers know the order by its number and not by its id.
    by_number: bool
    status: Callable[[str], str]

    def order_id(self, body: Body) -> str:
        key = parts.text(body, "number" if self.by_number else "id") or parts.text(body, "id")
        return f"{self.prefix}{key}".replace("/", "-") if key else ""

    def id(self, what: str, key: str) -> str:
        return f"{self.prefix}{what}-{key}" if key and key != "0" else ""


def order(body: Body, shop: Shop) -> Made:
    status = parts.text(body, "status")
    currency = parts.text(body, "currency")
    vendor = _seller(body, shop)
    items = parts.parts(body, "line_items")
    return parts.given(
        type="order",
        id=shop.order_id(body),
        store=shop.store,
        seller=vendor or shop.seller,
        placed_at=parts.in_utc(parts.text(body, "date_created_gmt")),
        updated_at=parts.in_utc(parts.text(body, "date_modified_gmt")),
        status=shop.status(status),
        buyer=_buyer(body, shop),
        ship_to=_address(parts.part(body, "shipping")) or _address(parts.part(body, "billing")),
        lines=[_line(one, body, currency, shop) for one in items if parts.whole(one, "quantity")],
        shipments=parcels.shipments(body),
        payments=_payments(body, currency),
        # By which the shop's own calls and pages know it.
        shop_id=parts.text(body, "id"),
        shop_number=parts.text(body, "number"),
        customer_note=parts.text(body, "customer_note"),
    )


def money(said: str, currency: str) -> Money | None:
    try:
        return Money.of(said, currency)
    except ValueError:
        return None


def with_tax(body: Body, currency: str) -> Money | None:
    """What was paid: the shop tells every total without its tax, and the tax beside it."""
    whole = money(parts.text(body, "total"), currency)
    tax = money(parts.text(body, "total_tax"), currency)
    return whole + tax if whole and tax else whole


def meta(body: Body, key: str) -> str:
    found = [one for one in parts.parts(body, "meta_data") if parts.text(one, "key") == key]
    return next((parts.text(one, "value") for one in found if key), "")


def _seller(body: Body, shop: Shop) -> str:
    said = meta(body, shop.seller_meta)
    return shop.seller_of(said) if said else ""


def _line(item: Body, order_body: Body, currency: str, shop: Shop) -> Made:
    quantity = parts.whole(item, "quantity")
    paid = with_tax(item, currency)
    unit = Money(currency, paid.minor // max(quantity, 1)) if paid and paid.minor >= 0 else None
    rest = unit is not None and paid is not None and unit.times(quantity) != paid
    return parts.given(
        id=parts.text(item, "id"),
        product=shop.id("product", parts.text(item, "product_id")),
        seller=_seller(item, shop),
        sku=parts.text(item, "sku"),
        title=plain.words(parts.text(item, "name")),
        quantity=quantity,
        # What cannot be read is refused by the check, with its reason.
        unit_price=unit.amount() if unit else parts.text(item, "total"),
        line_total=paid.amount() if paid and rest else None,
        shipping=_shipping(item, order_body, currency),
        currency=currency,
        fulfilment="seller",
        options=_options(item),
    )


def _shipping(item: Body, order_body: Body, currency: str) -> str | None:
    """The shop tells it for the whole order: shared out by what each line cost (E23)."""
    items = [one for one in parts.parts(order_body, "line_items") if parts.whole(one, "quantity")]
    told = [with_tax(one, currency) for one in parts.parts(order_body, "shipping_lines")]
    whole = sum((one for one in told if one), Money(currency, 0)) if _known(currency) else None
    if whole is None or whole.minor <= 0:
        return None
    paid = [with_tax(one, currency) for one in items]
    shares = whole.split([max(one.minor, 0) if one else 0 for one in paid])
    at = next(at for at, one in enumerate(items) if one is item)
    return shares[at].amount() if shares[at].minor else None


def _known(currency: str) -> bool:
    return money("0", currency) is not None


def _options(item: Body) -> Made:
    """What the buyer chose; names that begin with a line are the shop's own."""
    found = parts.parts(item, "meta_data")
    named = {_either(one, "key"): _either(one, "value") for one in found if _is_shown(one)}
    return parts.given(**{key: value for key, value in named.items() if key})


def _is_shown(one: Body) -> bool:
    return not parts.text(one, "key").startswith("_")


def _either(one: Body, what: str) -> str:
    return plain.words(parts.text(one, f"display_{what}") or parts.text(one, what))


def _buyer(body: Body, shop: Shop) -> Made:
    """A guest has no account: his address is what his orders have in common."""
    billing = parts.part(body, "billing")
    mail = parts.text(billing, "email").lower()
    key = shop.id("customer", parts.text(body, "customer_id"))
    key = key or shop.id("guest", mail.replace("/", "_"))
    name = f"{parts.text(billing, 'first_name')} {parts.text(billing, 'last_name')}".strip()
    return parts.given(
        id=(key or shop.id("buyer-of", parts.text(body, "id")))[:200],
        name=name or parts.text(billing, "company"),
        email=mail,
        phone=parts.text(billing, "phone"),
        company=parts.text(billing, "company"),
    )


def _address(said: Body) -> Made:
    """An address without a street or a town is one that nobody filled in."""
    street = [parts.text(said, key) for key in ("address_1", "address_2")]
    town = f"{parts.text(said, 'postcode')} {parts.text(said, 'city')}".strip()
    lines = [one for one in (*street, town, parts.text(said, "state")) if one]
    if not (street[0] or town):
        return {}
    name = f"{parts.text(said, 'first_name')} {parts.text(said, 'last_name')}".strip()
    return parts.given(
        name=name,
        company=parts.text(said, "company"),
        lines=lines,
        country=parts.text(said, "country"),
        phone=parts.text(said, "phone"),
    )


def _payments(body: Body, currency: str) -> list[dict[str, Any]]:
    """Paid is what has a moment of payment; what went back is told as refunds."""
    whole = money(parts.text(body, "total"), currency)
    paid_at = parts.text(body, "date_paid_gmt")
    if whole is None or whole.minor <= 0 or not paid_at:
        return []
    return [
        parts.given(
            kind="payment",
            method=parts.text(body, "payment_method"),
            amount=whole.amount(),
            currency=currency,
            at=parts.in_utc(paid_at),
            reference=parts.text(body, "transaction_id"),
        )
    ]
