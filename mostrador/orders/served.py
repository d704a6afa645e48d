"""Until when the orders of a seller who left are served (E33): asked each time, never stored."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from mostrador.orders import queries
from mostrador.orders.models import Line, Order
from mostrador.rules.coverage import OrderFacts, SellerFacts, StoreTerms, coverage, ends_at
from mostrador.rules.topics import Topic
from mostrador.sellers.models import Enrolment
from mostrador.stores.models import Store

# A bare date begins in the store's zone, at most this long before the moment it covers (E16a).
A_DAY = timedelta(days=1)
A_PAGE = 500


def served_until(row: Enrolment, *, at: datetime) -> datetime | None:
    """The latest end of coverage of the orders in this interval.

    None while the seller is enrolled in the store, and where the coverage of orders never ends.
    Without an order that is the moment he left.
    """
    return all_served_until([row], at=at)[row.pk]


def all_served_until(rows: Collection[Enrolment], *, at: datetime) -> dict[str, datetime | None]:
    """The same of several enrolments, in as many questions as of one."""
    facts = queries.sellers_facts({row.seller_id for row in rows})
    left = [
        row for row in rows
        if not any(one.store == row.store_id and one.is_current(at)
                   for one in facts[row.seller_id].intervals)
    ]  # fmt: skip
    latest: dict[str, datetime | None] = {row.pk: None for row in rows}
    latest |= {row.pk: row.until_at for row in left}
    endless = set()
    for row, ends in _ends(left):
        known = latest[row.pk]
        if ends is None:
            endless.add(row.pk)
        else:
            latest[row.pk] = max(known or ends, ends)
    return latest | dict.fromkeys(endless)


@dataclass(frozen=True, slots=True)
class Remaining:
    """What the service goes on answering for: how many orders, and until when.

    `until` is None without orders, and where it is without end.
    """

    orders: int
    until: datetime | None
    endless: bool


def if_left(seller: str, store: Store, *, at: datetime) -> Remaining:
    """What would stay if the seller left the store's programme at that moment (R32, R35)."""
    rows = list(Enrolment.objects.filter(seller=seller, store=store))
    ends = [ends_at for _row, ends_at in _ends(rows)]
    still = [one for one in ends if one is None or one >= at]
    until = max((one for one in still if one), default=None)
    endless = None in still
    return Remaining(len(still), None if endless else until, endless)


def _ends(rows: Collection[Enrolment]) -> Iterator[tuple[Enrolment, datetime | None]]:
    """Of each seller's orders of which an interval of his covers a line: when its coverage ends."""
    stores = Store.objects.in_bulk({row.store_id for row in rows})
    for order in _orders(rows):
        store = stores.get(order.store_id or "")
        facts, terms = queries.facts_of(order, store), queries.terms_of(store)
        for row in rows:
            if _may_cover(row, order) and _covers(row, facts, terms):
                yield row, ends_at(facts, terms)


def _orders(rows: Collection[Enrolment]) -> Iterable[Order]:
    """Those that their intervals may cover."""
    if not rows:
        return ()
    sellers = {row.seller_id for row in rows}
    in_lines = Line.objects.filter(seller__in=sellers).values("order")
    theirs = Order.objects.filter(
        Q(pk__in=in_lines) | Q(seller__in=sellers),
        store__in={row.store_id for row in rows},
        placed_at__gte=min(row.from_at for row in rows) - A_DAY,
    )
    return theirs.prefetch_related("lines").iterator(chunk_size=A_PAGE)


def _may_cover(row: Enrolment, order: Order) -> bool:
    sellers = {order.seller_id, *(line.seller_id for line in order.lines.all())}
    since = row.from_at - A_DAY
    return order.store_id == row.store_id and row.seller_id in sellers and order.placed_at >= since


def _covers(row: Enrolment, facts: OrderFacts, terms: StoreTerms) -> bool:
    # As of its first moment no order is past its end, whatever the topic's own reasons.
    sellers = {row.seller_id: SellerFacts(known=True, intervals=(queries.interval_of(row),))}
    return bool(coverage(facts, topic=Topic.OTHER, sellers=sellers, terms=terms, at=row.from_at))
