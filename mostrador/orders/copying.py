"""Writing our copies of orders, their lines and their buyers. Only `orders.records` calls it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from mostrador.orders import dates
from mostrador.orders.models import Buyer, Line, Order
from mostrador.rules.storable import same
from mostrador.stores import copies
from mostrador.stores.copies import Outcome
from mostrador.stores.inserting import insert

BUYER_COLUMNS = ("name", "email", "language", "body", "source_updated_at", "from_order")
ORDER_COLUMNS = (
    "store", "seller", "buyer", "buyer_email", "placed_at", "low_precision", "body",
    "source_updated_at",
)  # fmt: skip
LINE_COLUMNS = ("position", "seller", "product", "body")
# What of an order can change who answers for it; an address cannot (E27).
MATTERS = (
    "store", "seller", "placed_at", "lines", "shipments", "deliver_by", "associated_orders",
)  # fmt: skip
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def buyers(rows: Sequence[Buyer]) -> list[Outcome]:
    """The marketplace's own records, which take the place of what orders said on the side."""
    known = copies.known_of(Buyer, {row.pk for row in rows}, stub="from_order")
    stored = set(known)
    outcomes = copies.weighed(rows, known)
    copies.save(Buyer, copies.effective(rows, outcomes).values(), stored, BUYER_COLUMNS)
    return outcomes


def stubs(keys: Collection[str]) -> None:
    """Buyers of whom nothing is known but the id, until somebody tells us more."""
    made = [Buyer(id=key, body={"type": "buyer", "id": key}, from_order=True) for key in keys]
    Buyer.objects.bulk_create(sorted(made, key=lambda buyer: buyer.pk), ignore_conflicts=True)


def orders(rows: Sequence[Order], *, now: datetime) -> list[Outcome]:
    known = copies.known_of(Order, {row.pk for row in rows})
    was = {key: each.body for key, each in known.items()}
    outcomes = copies.weighed(rows, known)
    told = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome.says_something]
    dates.read(told)
    _buyers_of(told)
    latest = {row.pk: row for row in told}
    copies.save(Order, latest.values(), was, ORDER_COLUMNS)
    _lines(told, was)
    changed = [key for key, row in latest.items() if key in was and _matters(was[key], row.body)]
    copies.notify_all("order_changed", [{"order": key} for key in sorted(changed)], now=now)
    return outcomes


def _matters(was: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    return not all(same(was.get(key), body.get(key)) for key in MATTERS)


def _buyers_of(rows: Iterable[Order]) -> None:
    """Make buyers whom nobody has told us of; the latest order knows them best.

    A buyer's own record is never touched, and the outcome is the same in whichever order the
    orders come.
    """
    named = [_buyer_of(row) for row in rows]
    wanted = {buyer.pk for buyer in named}
    found = Buyer.objects.filter(pk__in=sorted(wanted)).order_by("pk")
    known = {buyer.pk: buyer for buyer in found.select_for_update(no_key=True)}
    stored, told = set(known), {}
    for buyer in named:
        was = known.get(buyer.pk)
        if was is None or (was.from_order and _weight(buyer) > _weight(was)):
            known[buyer.pk] = told[buyer.pk] = buyer
    copies.save(Buyer, told.values(), stored, BUYER_COLUMNS)


def _buyer_of(order: Order) -> Buyer:
    said = order.body["buyer"]
    return Buyer(
        id=order.buyer_id,
        name=(said.get("name") or "")[:200],
        email=order.buyer_email,
        language=said.get("language") or "",
        body={"type": "buyer", **said},
        source_updated_at=order.source_updated_at or order.placed_at,
        from_order=True,
    )


def _weight(buyer: Buyer) -> tuple[datetime, str]:
    return buyer.source_updated_at or LONG_AGO, json.dumps(buyer.body, sort_keys=True)


def _lines(rows: Sequence[Order], was: Mapping[str, Any]) -> None:
    """One row a line of each order. A line that an order no longer has stays, marked (E27)."""
    held = _held(was.keys() & {row.pk for row in rows})
    stored = {(line.order_id, line.ref) for each in held.values() for line in each.values()}
    for row in rows:
        before, now = held.get(row.pk, {}), _lines_of(row)
        for ref in before.keys() - now.keys():
            before[ref].body = {**before[ref].body, "removed": True}
        held[row.pk] = {**before, **now}
    lines = [line for each in held.values() for line in each.values()]
    insert(Line, [line for line in lines if (line.order_id, line.ref) not in stored])
    Line.objects.bulk_create(
        [line for line in lines if (line.order_id, line.ref) in stored],
        update_conflicts=True,
        unique_fields=["order", "ref"],
        update_fields=LINE_COLUMNS,
    )


def _held(orders_changed: set[str]) -> dict[str, dict[str, Line]]:
    held: dict[str, dict[str, Line]] = {}
    if orders_changed:
        for line in Line.objects.filter(order__in=sorted(orders_changed)):
            held.setdefault(line.order_id, {})[line.ref] = line
    return held


def _lines_of(order: Order) -> dict[str, Line]:
    return {
        body["id"]: Line(
            order_id=order.pk,
            ref=body["id"],
            position=position,
            seller_id=body.get("seller") or order.seller_id,
            product_id=body.get("product"),
            body=body,
        )
        for position, body in enumerate(order.body.get("lines") or [], start=1)
    }
