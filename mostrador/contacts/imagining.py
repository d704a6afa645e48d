"""A contact that is asked about before there is one, and never saved."""

from datetime import datetime

from mostrador.contacts import verdicts
from mostrador.contacts.models import Contact
from mostrador.orders.models import Order
from mostrador.stores.models import Store


def contact_about(order: Order, store: Store, *, topic: str, at: datetime) -> Contact:
    """As it would be if the order's buyer wrote about this topic now."""
    found = verdicts.verdicts_on(order, topic=topic, at=at)
    return Contact(
        store=store, order=order, buyer=order.buyer, verified=True, topic=topic, opened_at=at,
        coverage=found, handler=verdicts.handler_of(found),
    )  # fmt: skip
