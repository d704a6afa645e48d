"""A contact that is asked about before there is one, and never saved."""

from collections.abc import Sequence
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


def contact_as_it_was(contact: Contact, order: Order | None, *, topic: str) -> Contact:
    """The same matter with its order as it was when it was opened, and who answered for it then."""
    lines: Sequence[str] = [str(one["line"]) for one in contact.coverage if one.get("line")]
    seller = contact.product.seller_id if contact.product else None
    found = verdicts.verdicts_on(
        order, topic=topic, at=contact.opened_at, lines=lines, seller=seller
    )
    return Contact(
        store=contact.store, order=order, verified=contact.verified, topic=topic,
        opened_at=contact.opened_at, coverage=found, handler=verdicts.handler_of(found),
    )  # fmt: skip
