"""An order of the newer interface (2026-01-01) as a body of the load format."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made
from mostrador.connectors.selling_partner import addresses, sums, words
from mostrador.connectors.selling_partner.sums import Paid
from mostrador.rules.money import Money


@dataclass(frozen=True, slots=True)
class Whose:
    """What the interface does not say, because it shows one seller's account alone."""

    seller: str
    # The store of a marketplace's id.
    store: Callable[[str], str]
    # Our word for who sends the goods, or none.
    fulfilment: Callable[[str], str]


def order(body: Body, whose: Whose) -> Made:
    """What is missing or wrong in it is left so, for the check of the load format to say."""
    key = parts.text(body, "orderId")
    said = parts.part(body, "fulfillment")
    status = parts.text(said, "fulfillmentStatus")
    ours = words.ORDER.get(status, status.lower())
    fulfilment = whose.fulfilment(parts.text(said, "fulfilledBy"))
    grand_total = sums.money(body, "proceeds", "grandTotal")
    items = parts.parts(body, "orderItems")
    # Only a line of an order that is paid can be free.
    free = None if ours == words.NOT_YET_PAID else grand_total
    lines = [_line(one, fulfilment, free) for one in items]
    return parts.given(
        type="order",
        id=key,
        store=whose.store(parts.text(body, "salesChannel", "marketplaceId")),
        seller=whose.seller,
        placed_at=parts.text(body, "createdTime"),
        updated_at=parts.text(body, "lastUpdatedTime"),
        status=ours,
        ship_by=parts.text(said, "shipByWindow", "latestDateTime"),
        deliver_by=parts.text(said, "deliverByWindow", "latestDateTime"),
        associated_orders=_associated(body),
        buyer=addresses.buyer(key, _buyer(body)),
        ship_to=addresses.ship_to(parts.part(body, "recipient", "deliveryAddress")),
        lines=[one for one in lines if _is_bought(one, ours)],
        shipments=_shipments(body),
        payments=_payments(body, grand_total, ours),
        programs=parts.values(body, "programs"),
        business=words.BUSINESS in parts.values(body, "programs") or None,
        aliases=[parts.text(one, "aliasId") for one in parts.parts(body, "orderAliases")],
        # What the buyer or somebody else wants or has called off, for the agent to see.
        cancellations_told=_cancellations(items),
    )


def _is_bought(line: Made, status: str) -> bool:
    """A line that was cancelled has no units left; one that nobody has paid yet has no price."""
    return bool(line.get("quantity")) and not (
        status == words.NOT_YET_PAID and "unit_price" not in line
    )


def _line(item: Body, fulfilment: str, free: Money | None) -> Made:
    quantity = parts.whole(item, "quantityOrdered")
    product = parts.part(item, "product")
    paid = _paid(item, quantity)
    return parts.given(
        id=parts.text(item, "orderItemId"),
        product=parts.text(product, "asin"),
        sku=parts.text(product, "sellerSku"),
        title=parts.text(product, "title"),
        quantity=quantity,
        **_prices(paid, quantity, parts.part(product, "price", "unitPrice"), free),
        fulfilment=fulfilment,
        customised=bool(parts.text(product, "customization", "customizedUrl")) or None,
        condition=parts.text(product, "condition", "conditionType").lower(),
        programs=parts.values(item, "programs"),
    )


def _prices(paid: Paid | None, quantity: int, said: Body, free: Money | None) -> Made:
    if paid:
        unit = sums.a_unit(paid.goods, quantity)
        rest = unit.times(quantity) != paid.goods
        return parts.given(
            unit_price=unit.amount(),
            currency=unit.currency,
            shipping=paid.shipping.amount() if paid.shipping else None,
            # What a rounded price cannot say.
            line_total=paid.goods.amount() if rest else None,
        )
    if said or free is None:
        return parts.given(**sums.as_said(said))
    # A free replacement has no price.
    return {"unit_price": Money(free.currency, 0).amount(), "currency": free.currency}


def _paid(item: Body, quantity: int) -> Paid | None:
    """From the line's total where it is told, because only it says what discounts and taxes did."""
    price = sums.money(item, "product", "price", "unitPrice")
    whole = sums.money(item, "proceeds", "proceedsTotal")
    if whole is None or (price and price.currency != whole.currency):
        return Paid(price.times(quantity)) if price else None
    shipping = _shipping(item, whole)
    goods = whole - shipping
    if goods.minor < 0:
        return Paid(price.times(quantity)) if price else None
    return Paid(goods, shipping if shipping.minor else None)


def _shipping(item: Body, whole: Money) -> Money:
    currency = whole.currency
    found = parts.parts(item, "proceeds", "breakdowns")

    def of(*kinds: str) -> Money:
        told = [one for one in found if parts.text(one, "type") in kinds]
        return sums.total((sums.money(one, "subtotal") for one in told), currency)

    everything = sums.total((sums.money(one, "subtotal") for one in found), currency)
    tax, discount = of("TAX"), of("DISCOUNT")
    # A discount is told with its sign by some and without it by others.
    others = everything - tax - discount
    discounted = others - Money(currency, abs(discount.minor))
    added = any(sums.tax_is_added(whole, one, tax) for one in (others, discounted))
    return of("SHIPPING") + _tax_on_shipping(found, currency) if added else of("SHIPPING")


def _tax_on_shipping(found: list[Body], currency: str) -> Money:
    detailed = [
        one
        for each in found
        if parts.text(each, "type") == "TAX"
        for one in parts.parts(each, "detailedBreakdowns")
    ]
    told = [one for one in detailed if parts.text(one, "subtype") == "SHIPPING"]
    return sums.total((sums.money(one, "value") for one in told), currency)


def _buyer(body: Body) -> Made:
    said = parts.part(body, "buyer")
    return parts.given(
        name=parts.text(said, "buyerName"),
        email=parts.text(said, "buyerEmail"),
        phone=parts.text(body, "recipient", "deliveryAddress", "phone"),
        company=parts.text(said, "buyerCompanyName"),
        purchase_order=parts.text(said, "buyerPurchaseOrderNumber"),
    )


def _associated(body: Body) -> list[Made]:
    found = [
        (parts.text(one, "orderId"), words.ASSOCIATED.get(parts.text(one, "associationType")))
        for one in parts.parts(body, "associatedOrders")
    ]
    return [{"id": key, "kind": kind} for key, kind in found if key and kind]


def _shipments(body: Body) -> list[Made]:
    """A parcel that was called off is not one: the goods have not left in it."""
    found = [_shipment(one) for one in parts.parts(body, "packages")]
    return [one for one in found if one.get("status") != words.CALLED_OFF]


def _shipment(package: Body) -> Made:
    detailed = parts.text(package, "packageStatus", "detailedStatus")
    status = detailed or parts.text(package, "packageStatus", "status")
    return parts.given(
        id=parts.text(package, "packageReferenceId"),
        carrier=parts.text(package, "carrier"),
        service=parts.text(package, "shippingService"),
        tracking=parts.text(package, "trackingNumber"),
        shipped_at=parts.text(package, "shipTime"),
        status=words.PARCEL.get(status, status.lower()),
        lines=[parts.text(one, "orderItemId") for one in parts.parts(package, "packageItems")],
    )


def _payments(body: Body, grand_total: Money | None, status: str) -> list[Made]:
    told = parts.parts(body, "payment", "paymentExecutions")
    paid = [(sums.money(one, "paymentAmount"), parts.text(one, "paymentMethod")) for one in told]
    if not any(money for money, _method in paid):
        paid = [(grand_total, "")] if status != words.NOT_YET_PAID else []
    return [
        parts.given(kind="payment", method=method, amount=money.amount(), currency=money.currency)
        for money, method in paid
        if money and money.minor > 0
    ]


def _cancellations(items: list[Body]) -> list[Made]:
    found = [_cancellation(item) for item in items]
    return [one for one in found if len(one) > 1]


def _cancellation(item: Body) -> dict[str, Any]:
    asked = parts.part(item, "cancellation", "cancellationRequest")
    done = parts.part(item, "cancellation", "cancellationExecution")
    return parts.given(
        line=parts.text(item, "orderItemId"),
        asked_by=parts.text(asked, "requester").lower(),
        asked_because=parts.text(asked, "cancelReason"),
        done_by=parts.text(done, "cancelledBy").lower(),
        done_because=parts.text(done, "cancelReason"),
    )
