"""Until when the orders of a seller who left are served (E33): asked each time, never stored."""

from collections.abc import Iterator
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
    facts = queries.sellers_facts([row.seller_id])[row.seller_id]
    if any(each.store == row.store_id and each.is_current(at) for each in facts.intervals):
        return None
    store = Store.objects.filter(pk=row.store_id).first()
    terms = queries.terms_of(store)
    latest = row.until_at
    for order in _covered(row, store, terms):
        ends = ends_at(order, terms)
        if ends is None:
            return None
        latest = max(latest or ends, ends)
    return latest


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
    terms = queries.terms_of(store)
    rows = Enrolment.objects.filter(seller=seller, store=store)
    ends = [ends_at(order, terms) for row in rows for order in _covered(row, store, terms)]
    still = [one for one in ends if one is None or one >= at]
    until = max((one for one in still if one), default=None)
    endless = None in still
    return Remaining(len(still), None if endless else until, endless)


def _covered(row: Enrolment, store: Store | None, terms: StoreTerms) -> Iterator[OrderFacts]:
    """The seller's orders since then of which this interval covers a line."""
    sellers = {row.seller_id: SellerFacts(known=True, intervals=(queries.interval_of(row),))}
    in_lines = Line.objects.filter(seller=row.seller_id).values("order")
    theirs = Order.objects.filter(
        Q(pk__in=in_lines) | Q(seller=row.seller_id),
        store=row.store_id,
        placed_at__gte=row.from_at - A_DAY,
    )
    for order in theirs.prefetch_related("lines").iterator(chunk_size=A_PAGE):
        facts = queries.facts_of(order, store)
        # As of its first moment no order is past its end, whatever the topic's own reasons.
        if coverage(facts, topic=Topic.OTHER, sellers=sellers, terms=terms, at=row.from_at):
            yield facts
