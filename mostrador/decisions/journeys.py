"""How far an order's goods have come, and what claims elsewhere say, as the marketplace told it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from mostrador.orders.models import Order
from mostrador.rules import calendar
from mostrador.rules.entitlement_facts import Stage
from mostrador.rules.moments import moment

CANCELLED = frozenset({"cancelled", "canceled"})
DELIVERED = frozenset({"delivered", "return requested", "exchange requested", "returned"})
SENT = frozenset({"shipped", "in_transit", "in transit", "out_for_delivery", "dispatched"})
# A shipment that was only announced has not left.
NOT_SENT = frozenset({"pending", "created", "announced", "label_created"})
OVER = frozenset({"closed", "withdrawn", "denied", "rejected", "cancelled", "won"})


@dataclass(frozen=True, slots=True)
class Journey:
    stage: Stage
    delivered_on: date | None = None
    all_delivered_on: date | None = None


def of(order: Order, ref: str, refs: Iterable[str], *, zone: tzinfo) -> Journey:
    """Of one line; `all_delivered_on` is of all of them, since the law counts from the last."""
    status = str(order.body.get("status") or "").lower()
    stage = _stage(order, ref, status)
    if stage is not Stage.DELIVERED:
        return Journey(stage)
    each = {one: _delivered_on(order, one, zone) for one in refs}
    every = [day for day in each.values() if day]
    every_line = [_stage(order, one, status) for one in each]
    whole = all(one is Stage.DELIVERED for one in every_line) and len(every) == len(each)
    return Journey(stage, each[ref], max(every) if whole else None)


def names(body: Mapping[str, Any], ref: str) -> bool:
    """Is an event about this line? One without lines is about all of them."""
    lines = body.get("lines") or []
    return not lines or ref in lines


def still_holds(claim: Mapping[str, Any]) -> bool:
    """A claim that was granted has paid the buyer: nothing is paid beside it (E53)."""
    return str(claim.get("state") or "").lower() not in OVER


def _stage(order: Order, ref: str, status: str) -> Stage:
    if status in CANCELLED:
        return Stage.CANCELLED
    mine = [one for one in order.shipments if names(one, ref) and _has_left(one)]
    if mine:
        there = all(_is_delivered(one) for one in mine)
        return Stage.DELIVERED if there else Stage.ON_THE_WAY
    if any(names(one, ref) for one in order.shipments):
        return Stage.NOT_SHIPPED
    # Nobody told of shipments: the order's own word is all there is.
    if order.shipments or status not in DELIVERED | SENT:
        return Stage.NOT_SHIPPED
    return Stage.DELIVERED if status in DELIVERED else Stage.ON_THE_WAY


def _has_left(shipment: Mapping[str, Any]) -> bool:
    said = str(shipment.get("status") or "").lower()
    known = bool(shipment.get("shipped_at") or shipment.get("delivered_at"))
    return known or bool(said and said not in NOT_SENT)


def _is_delivered(shipment: Mapping[str, Any]) -> bool:
    said = str(shipment.get("status") or "").lower()
    return bool(shipment.get("delivered_at")) or said == "delivered"


def _delivered_on(order: Order, ref: str, zone: tzinfo) -> date | None:
    mine = [one.get("delivered_at") for one in order.shipments if names(one, ref)]
    days = [day for said in mine if (day := _day(said, zone))]
    return max(days, default=None)


def _day(said: object, zone: tzinfo) -> date | None:
    try:
        return calendar.day_of(moment(said), zone) if isinstance(said, str) else None
    except ValueError:
        return None
