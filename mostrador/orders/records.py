"""Buyers and orders as the marketplace gives them: their checks, and the way to their writers."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from mostrador.orders import copying, events
from mostrador.orders.models import Buyer, Event, Order
from mostrador.rules import calendar
from mostrador.rules.bodies import Given
from mostrador.stores import copies
from mostrador.stores.copies import Outcome

FULFILMENT = ("seller", "operator")
REPLACES = ("replacement", "exchange")
MOST_UNITS = 1_000_000
MOST_MONTHS = 1_200
# Money that moved elsewhere, or may move (E53, E60).
FREEZES = (Event.Kind.CLAIM, Event.Kind.REFUND)


def buyer(body: object) -> Buyer:
    given = Given.of(body, "buyer")
    given.parts("addresses")
    for method in given.parts("payment_methods"):
        method.text("id")
        method.text("kind")
    given.text("phone")
    row = Buyer(
        id=given.id("id"),
        name=given.text("name")[:200],
        email=given.address("email"),
        language=given.language("language"),
        body=given.body,
        source_updated_at=given.maybe_moment("updated_at"),
    )
    return given.settled(row)


def order(body: object) -> Order:
    given = Given.of(body, "order")
    given.text("status")
    given.maybe_moment_or_day("ship_by")
    given.maybe_moment_or_day("deliver_by")
    given.part("ship_to")
    given.flag("business")
    given.flag("withdrawal_instruction")
    _associated_orders(given)
    _lines(given)
    _shipments(given)
    _payments(given)
    placed_at = given.moment_or_day("placed_at")
    snapshot = given.part("buyer")
    snapshot.text("name")
    snapshot.text("phone")
    snapshot.language("language")
    exact = isinstance(placed_at, datetime)
    row = Order(
        id=given.id("id"),
        store_id=given.id("store"),
        seller_id=given.maybe_id("seller"),
        buyer_id=snapshot.id("id"),
        buyer_email=snapshot.address("email"),
        # Until the writer looks up the store's zone.
        placed_at=placed_at if exact else calendar.start_of_day(placed_at, UTC),
        low_precision=not exact,
        body=given.body,
        source_updated_at=given.maybe_moment("updated_at"),
    )
    return given.settled(row)


def upsert_many(rows: Sequence[Any], *, now: datetime, by: str = "") -> list[Outcome]:  # noqa: ARG001  every writer of records is called alike
    """Create or replace records of one kind; what became of each, in order."""
    writers: dict[type, Callable[[], list[Outcome]]] = {
        Buyer: lambda: copying.buyers(rows),
        Order: lambda: copying.orders(rows, now=now),
        Event: lambda: _events(rows, now=now),
    }
    return copies.settled(writers[type(rows[0])]) if rows else []


def _events(rows: Sequence[Event], *, now: datetime) -> list[Outcome]:
    """A return moves the one that we keep; a claim or refund freezes what was decided."""
    outcomes = copies.taken(Event, rows, *events.COLUMNS)
    told = copies.effective(rows, outcomes).values()
    returned = [{"event": row.pk} for row in told if row.kind == Event.Kind.RETURN]
    copies.notify_all("return_told", returned, now=now)
    money = [{"event": row.pk} for row in told if row.kind in FREEZES]
    copies.notify_all("money_told", money, now=now)
    return outcomes


def _associated_orders(given: Given) -> None:
    for other in given.parts("associated_orders"):
        other.id("id")
        other.one_of("kind", REPLACES)


def _lines(given: Given) -> None:
    seen: set[str] = set()
    for line in given.parts("lines"):
        ref = line.id("id")
        if ref in seen:
            line.refuse("id", "DUPLICATE", "id must differ from that of the order's other lines.")
        seen.add(ref)
        _line(line)


def _line(line: Given) -> None:
    line.maybe_id("product")
    line.maybe_id("seller")
    for key in ("sku", "title", "category"):
        line.text(key)
    line.whole("quantity", low=1, high=MOST_UNITS)
    currency = line.currency("currency", required=True)
    line.required_money("unit_price", currency)
    line.money("shipping", currency)
    line.one_of("fulfilment", FULFILMENT, required=True)
    line.flag("customised")
    line.flag("used")
    if line.body.get("guarantee_months") is not None:
        line.whole("guarantee_months", low=1, high=MOST_MONTHS)
    for unit in line.parts("units"):
        unit.whole("quantity", low=1, high=MOST_UNITS)
        unit.one_of("fulfilment", FULFILMENT, required=True)


def _shipments(given: Given) -> None:
    for shipment in given.parts("shipments"):
        for key in ("id", "carrier", "tracking", "status"):
            shipment.text(key)
        shipment.maybe_moment("shipped_at")
        shipment.maybe_moment("delivered_at")
        shipment.texts("lines")


def _payments(given: Given) -> None:
    for payment in given.parts("payments"):
        payment.text("method")
        payment.text("kind")
        currency = payment.currency("currency", required=payment.has("amount"))
        payment.money("amount", currency, below_zero=True)
