"""What may stand in a load file: who checks it, and who writes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from mostrador.contacts import past
from mostrador.contacts.past_files import Read
from mostrador.orders import dates, events
from mostrador.orders import records as orders
from mostrador.sellers import records as sellers
from mostrador.stores import records as stores
from mostrador.stores.copies import Outcome

# How histories call us.
BY = "program:load"


@dataclass(frozen=True, slots=True)
class Kind:
    # A body becomes an unsaved row, or RefusedError.
    check: Callable[[object], Any]
    write: Callable[..., list[Outcome]]


def _stores(rows: Sequence[Any], *, now: datetime, by: str) -> list[Outcome]:
    outcomes = stores.upsert_many(rows, now=now, by=by)
    told = zip(rows, outcomes, strict=True)
    dates.read_again({row.pk for row, outcome in told if outcome.says_something})
    return outcomes


# In this order a batch is written: an act that touches orders and buyers begins with the orders.
KINDS: Mapping[str, Kind] = {
    "store": Kind(stores.store, _stores),
    "seller": Kind(sellers.seller, sellers.upsert_many),
    "product": Kind(sellers.product, sellers.upsert_many),
    "enrolment": Kind(sellers.enrolment, sellers.upsert_many),
    "policy": Kind(sellers.policy, sellers.upsert_many),
    "order": Kind(orders.order, orders.upsert_many),
    "buyer": Kind(orders.buyer, orders.upsert_many),
    "return": Kind(events.returned, orders.upsert_many),
    "refund": Kind(events.refund, orders.upsert_many),
    "feedback": Kind(events.feedback, orders.upsert_many),
    "claim": Kind(events.claim, orders.upsert_many),
    "contact": Kind(past.contact, past.upsert_many),
}


def with_files(read: Read) -> Mapping[str, Kind]:
    """The same kinds where files of past contacts can be had by their names."""
    return {**KINDS, "contact": Kind(past.contact, partial(past.upsert_many, read=read))}


# A contact can only point at what is there, so contacts are kept back until all else is in.
LAST = "contact"
