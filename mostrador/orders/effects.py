"""Our copy of an order once the marketplace has done what it was told to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.orders import records
from mostrador.orders.models import Buyer, Order
from mostrador.rules import order_changes


def locked(order: str) -> Order:
    """The order, nobody else's until the transaction ends."""
    return Order.objects.select_for_update(of=("self",)).get(pk=order)


@transaction.atomic
def take_over(order: Order, instruction: Mapping[str, Any], *, told: int, now: datetime) -> None:
    """As if the marketplace had told us the order again; `told` payments it has told already.

    Its own next word replaces all of this: an order's body is the marketplace's.
    """
    changed = order_changes.after(order.body, instruction, told=told)
    records.upsert_many([records.order(changed)], now=now)
    new = (changed.get("payments") or [])[len(order.body.get("payments") or []) :]
    _move_balances(order.buyer_id, new, now=now)


def _move_balances(buyer: str, payments: list[dict[str, Any]], *, now: datetime) -> None:
    """A gift card holds more, or less, than it did."""
    row = Buyer.objects.select_for_update(of=("self",)).get(pk=buyer)
    changed = order_changes.buyer_after(row.body, payments)
    if changed != row.body:
        records.upsert_many([records.buyer(changed)], now=now)
