"""Rows of orders become the facts that rules read; who answers is asked here, never stored."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Q, prefetch_related_objects

from mostrador.orders.models import Buyer, Line, Order
from mostrador.rules import calendar
from mostrador.rules.coverage import (
    Coverage,
    Fulfilment,
    Handler,
    Interval,
    LineFacts,
    OrderFacts,
    SellerFacts,
    StoreTerms,
    Units,
    coverage,
)
from mostrador.rules.moments import bare_date, moment
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store

# A replacement of a replacement of a replacement is still the first order's (E28).
LONGEST_CHAIN = 5


def coverage_of(order: Order, *, topic: str, at: datetime, line: str | None = None) -> Coverage:
    """Who answers for each line and why (contract 4); `at` matters for the end of coverage (E33).

    Reads the order's lines, its sellers and their enrolments in a fixed number of queries.
    """
    store = store_of(order)
    facts = facts_of(order, store)
    sellers = {one.seller for one in facts.lines if one.seller} | (
        {facts.seller} if facts.seller else set()
    )
    return coverage(
        facts,
        topic=topic,
        sellers=sellers_facts(sellers),
        terms=terms_of(store),
        at=at,
        line=line,
    )


def store_of(order: Order) -> Store | None:
    """The order's store, unless it was never loaded."""
    try:
        return order.store
    except Store.DoesNotExist:
        return None


def lines_of(order: Order) -> list[Line]:
    """The order's lines in their order, read once for as long as `order` lives."""
    prefetch_related_objects([order], "lines")
    return sorted(order.lines.all(), key=attrgetter("position"))


def sellers_of(order: Order) -> set[str]:
    """A line may name its own seller; the order's is the default."""
    found = {line.seller_id or order.seller_id for line in lines_of(order)} or {order.seller_id}
    return {one for one in found if one}


def facts_of(order: Order, store: Store | None) -> OrderFacts:
    placed_at, placed_until = _placed(_original(order), store)
    return OrderFacts(
        order=order.pk,
        store=order.store_id,
        seller=order.seller_id,
        placed_at=placed_at,
        placed_until=placed_until,
        lines=tuple(_line(line, order) for line in lines_of(order)),
        last_delivered_at=_last_delivered_at(order),
        deliver_by=_moment(order.body.get("deliver_by")),
    )


def sellers_facts(ids: Iterable[str]) -> Mapping[str, SellerFacts]:
    wanted = list(ids)
    known = set(Seller.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    intervals: dict[str, list[Interval]] = {one: [] for one in wanted}
    for row in Enrolment.objects.filter(seller__in=wanted).order_by("from_at"):
        intervals[row.seller_id].append(interval_of(row))
    return {one: SellerFacts(one in known, tuple(intervals[one])) for one in wanted}


def interval_of(row: Enrolment) -> Interval:
    """Suspension ends what is covered (E34); only leaving ends being enrolled."""
    ends = [end for end in (row.until_at, row.suspended_at) if end]
    return Interval(
        store=row.store_id,
        from_at=row.from_at,
        until_at=min(ends, default=None),
        left_at=row.until_at,
    )


def terms_of(store: Store | None) -> StoreTerms:
    if store is None:
        return StoreTerms()
    return StoreTerms(
        operator_fulfilled_handler=Handler(store.operator_fulfilled_handler),
        return_window=timedelta(days=store.return_window_days),
        never_ends=store.coverage_never_ends,
    )


def orders_named(tokens: Iterable[str], *, sender: str) -> list[Order]:
    """The orders whose ids stand in a mail, the sender's own first."""
    found = Order.objects.filter(pk__in=list(tokens)).select_related("buyer", "store")
    return sorted(found, key=lambda order: (not belongs_to(order, sender), order.pk))


def belongs_to(order: Order, address: str) -> bool:
    """Is this the address of the order's buyer, as the order or his own record has it?"""
    return bool(address) and address in {order.buyer_email.lower(), order.buyer.email.lower()}


def orders_of(address: str) -> list[Order]:
    """The newest orders of the buyer with this address; at most two, to know whether it is one."""
    if not address:
        return []
    theirs = Q(buyer_email=address) | Q(buyer__email=address)
    newest = Order.objects.filter(theirs).select_related("buyer", "store")
    return list(newest.order_by("-placed_at")[:2])


def buyer_with(address: str) -> Buyer | None:
    return Buyer.objects.filter(email=address).order_by("pk").first() if address else None


def _line(line: Line, order: Order) -> LineFacts:
    body = line.body
    units = body.get("units") or [
        {"quantity": body.get("quantity", 1), "fulfilment": body.get("fulfilment", "seller")}
    ]
    return LineFacts(
        line=line.ref,
        seller=line.seller_id or order.seller_id,
        units=tuple(Units(one["quantity"], Fulfilment(one["fulfilment"])) for one in units),
    )


def _original(order: Order) -> Order:
    """The order whose moment counts: a replacement inherits from what it replaces (E28)."""
    for _ in range(LONGEST_CHAIN):
        replaced = [
            one.get("id")
            for one in order.body.get("associated_orders") or []
            if one.get("kind") in {"replacement", "exchange"}
        ]
        earlier = Order.objects.filter(pk__in=replaced, placed_at__lt=order.placed_at)
        found = earlier.order_by("placed_at").first() if replaced else None
        if found is None:
            break
        order = found
    return order


def _placed(order: Order, store: Store | None) -> tuple[datetime, datetime | None]:
    """A bare date is read in the store's zone, which may be loaded after the order (E16a)."""
    if not order.low_precision:
        return order.placed_at, None
    day = bare_date(str(order.body["placed_at"])) or order.placed_at.date()
    zone = store.zone if store else Store(time_zone="UTC").zone
    return calendar.start_of_day(day, zone), calendar.end_of_day(day, zone)


def _last_delivered_at(order: Order) -> datetime | None:
    delivered = [_moment(shipment.get("delivered_at")) for shipment in order.shipments]
    return max((one for one in delivered if one), default=None)


def _moment(text: Any) -> datetime | None:
    """Imported dates may be of any quality; one without an offset says nothing certain."""
    try:
        return moment(text) if isinstance(text, str) else None
    except ValueError:
        return None
