"""An order of the older interface (v0): the order, its items, its buyer and address apart."""

from collections.abc import Sequence

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made
from mostrador.connectors.selling_partner import addresses, sums, words
from mostrador.connectors.selling_partner.orders import Whose
from mostrador.rules.money import Money

# What makes up the price of a line, and what is taken off it.
GOODS = ("ItemPrice", "CODFee")
OFF_GOODS = ("PromotionDiscount", "CODFeeDiscount")
TAXES = ("ItemTax", "ShippingTax")


def order(
    body: Body,
    items: Sequence[Body] = (),
    *,
    buyer_info: Body | None = None,
    address: Body | None = None,
    whose: Whose,
) -> Made:
    key = parts.text(body, "AmazonOrderId")
    status = words.ORDER.get(
        parts.text(body, "OrderStatus"), parts.text(body, "OrderStatus").lower()
    )
    fulfilment = whose.fulfilment(parts.text(body, "FulfillmentChannel"))
    paid = sums.money(body, "OrderTotal")
    free = None if status == words.NOT_YET_PAID else paid
    lines = [_line(one, fulfilment, _tax_is_added(items, paid), free) for one in items]
    return parts.given(
        type="order",
        id=key,
        store=whose.store(parts.text(body, "MarketplaceId")),
        seller=whose.seller,
        placed_at=parts.text(body, "PurchaseDate"),
        updated_at=parts.text(body, "LastUpdateDate"),
        status=status,
        ship_by=parts.text(body, "LatestShipDate"),
        deliver_by=parts.text(body, "LatestDeliveryDate"),
        associated_orders=_replaced(body),
        buyer=addresses.buyer(key, _buyer(body, buyer_info or {}, address or {})),
        ship_to=addresses.ship_to(_address(body, address or {})),
        lines=[one for one in lines if _is_bought(one, status)],
        payments=_payments(body, paid, status),
        programs=_programs(body),
        business=words.BUSINESS in _programs(body) or None,
        cancellations_told=_cancellations(items),
    )


def _is_bought(line: Made, status: str) -> bool:
    priced = "unit_price" in line or status != words.NOT_YET_PAID
    return bool(line.get("quantity")) and priced


def _line(item: Body, fulfilment: str, tax_added: bool, free: Money | None) -> Made:  # noqa: FBT001  it is asked once for all items of an order
    quantity = parts.whole(item, "QuantityOrdered")
    custom = parts.part(item, "BuyerInfo", "BuyerCustomizedInfo")
    return parts.given(
        id=parts.text(item, "OrderItemId"),
        product=parts.text(item, "ASIN"),
        sku=parts.text(item, "SellerSKU"),
        title=parts.text(item, "Title"),
        quantity=quantity,
        **_prices(item, quantity, tax_added, free),
        fulfilment=fulfilment,
        customised=bool(parts.text(custom, "CustomizedURL")) or None,
        condition=parts.text(item, "ConditionId").lower(),
    )


def _prices(item: Body, quantity: int, tax_added: bool, free: Money | None) -> Made:  # noqa: FBT001  as above
    """`ItemPrice` is that of all units together."""
    price = sums.money(item, "ItemPrice")
    if price is None:
        if parts.part(item, "ItemPrice") or free is None:
            return parts.given(**sums.as_said(parts.part(item, "ItemPrice")))
        price = Money(free.currency, 0)
    goods = _sum(item, price.currency, *GOODS) - _sum(item, price.currency, *OFF_GOODS)
    shipping = _sum(item, price.currency, "ShippingPrice")
    shipping -= _sum(item, price.currency, "ShippingDiscount")
    if tax_added:
        goods += _sum(item, price.currency, "ItemTax")
        shipping += _sum(item, price.currency, "ShippingTax")
    unit = sums.a_unit(goods, quantity)
    return parts.given(
        unit_price=unit.amount(),
        currency=unit.currency,
        shipping=shipping.amount() if shipping.minor else None,
        line_total=goods.amount() if unit.times(quantity) != goods else None,
    )


def _tax_is_added(items: Sequence[Body], paid: Money | None) -> bool:
    if paid is None:
        return False
    everything, tax = Money(paid.currency, 0), Money(paid.currency, 0)
    for item in items:
        everything += _sum(item, paid.currency, *GOODS, "ShippingPrice")
        everything -= _sum(item, paid.currency, *OFF_GOODS, "ShippingDiscount")
        tax += _sum(item, paid.currency, *TAXES)
    return sums.tax_is_added(paid, everything, tax)


def _sum(item: Body, currency: str, *keys: str) -> Money:
    return sums.total((sums.money(item, key) for key in keys), currency)


def _buyer(body: Body, info: Body, address: Body) -> Made:
    said = {**parts.part(body, "BuyerInfo"), **info}
    return parts.given(
        name=parts.text(said, "BuyerName"),
        email=parts.text(said, "BuyerEmail"),
        phone=parts.text(_address(body, address), "Phone"),
        company=parts.text(said, "BuyerTaxInfo", "CompanyLegalName"),
        purchase_order=parts.text(said, "PurchaseOrderNumber"),
    )


def _address(body: Body, address: Body) -> Body:
    return parts.part(address, "ShippingAddress") or parts.part(body, "ShippingAddress")


def _replaced(body: Body) -> list[Made]:
    key = parts.text(body, "ReplacedOrderId")
    return [{"id": key, "kind": "replacement"}] if key else []


def _payments(body: Body, paid: Money | None, status: str) -> list[Made]:
    if paid is None or not paid.minor or status == words.NOT_YET_PAID:
        return []
    method = next(iter(parts.values(body, "PaymentMethodDetails")), None)
    return [
        parts.given(
            kind="payment",
            method=method if isinstance(method, str) else None,
            amount=paid.amount(),
            currency=paid.currency,
        )
    ]


def _programs(body: Body) -> list[str]:
    """Under the newer interface's names."""
    flags = {"IsPrime": "PRIME", "IsBusinessOrder": words.BUSINESS, "IsPremiumOrder": "PREMIUM"}
    flags |= {"IsIBA": "INVOICE_BY_AMAZON", "IsISPU": "IN_STORE_PICK_UP"}
    return [name for flag, name in flags.items() if body.get(flag) is True]


def _cancellations(items: Sequence[Body]) -> list[Made]:
    asked = [(one, parts.part(one, "BuyerRequestedCancel")) for one in items]
    return [
        parts.given(
            line=parts.text(item, "OrderItemId"),
            asked_by="buyer",
            asked_because=parts.text(said, "BuyerCancelReason"),
        )
        for item, said in asked
        if str(said.get("IsBuyerRequestedCancel")).lower() == "true"
    ]
