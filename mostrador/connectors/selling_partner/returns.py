"""A return that the marketplace's own returns interface tells, as a body of the load format."""

from collections.abc import Callable

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made

# Where goods come back in one piece or in several, what counts is when they arrived.
ARRIVED = ("DELIVERED", "PARTIALLY_PROCESSED", "PROCESSED")
# The lines of an order that have this SKU.
LinesOf = Callable[[str, str], list[str]]


def returned(body: Body, lines_of: LinesOf) -> Made:
    """`state` stays in their word, small: ours for a return's steps know it."""
    status = parts.text(body, "status")
    shipping = parts.part(body, "returnShippingInfo")
    back = parts.part(shipping, "reverseTrackingInfo")
    updated_at = parts.text(body, "lastUpdatedDateTime")
    delivered_at = parts.text(shipping, "deliveryDateTime")
    order = parts.text(body, "marketplaceChannelDetails", "customerOrderId")
    sku = parts.text(body, "merchantSku")
    return parts.given(
        type="return",
        id=parts.text(body, "id"),
        order=order,
        at=(delivered_at if status in ARRIVED else "") or updated_at,
        updated_at=updated_at,
        asked_at=parts.text(body, "creationDateTime"),
        state=status.lower(),
        lines=lines_of(order, sku),
        sku=sku,
        quantity=parts.whole(body, "numberOfUnits") or None,
        reason=parts.text(body, "returnMetadata", "returnReason"),
        rma=parts.text(body, "returnMetadata", "rmaId"),
        carrier=parts.text(back, "carrierName"),
        tracking=parts.text(back, "trackingId"),
        # A parcel that the buyer refused comes back without anybody having asked for a return.
        kind=parts.text(body, "returnType").lower(),
        goods_for=parts.text(body, "returnSubType").lower(),
    )
