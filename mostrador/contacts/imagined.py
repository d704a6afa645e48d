"""A contact that nobody has opened, so that rules can be asked about an order."""

from datetime import datetime

from mostrador.contacts.models import Contact
from mostrador.orders.models import Order


def about(order: Order, *, now: datetime) -> Contact:
    """As if its buyer asked now; it is never saved."""
    return Contact(store=order.store, order=order, opened_at=now, coverage=[])
