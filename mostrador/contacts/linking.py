"""Finding out which order a contact is about (E42)."""

from datetime import datetime

from django.db import transaction

from mostrador.contacts import verdicts
from mostrador.contacts.handover import correct_topic, lock
from mostrador.contacts.models import Contact, Part
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.orders import queries
from mostrador.orders.models import Order


class AlreadyLinkedError(Exception):
    """The contact is about an order already."""


@transaction.atomic
def link(contact_id: str, order: Order, *, by: str, now: datetime) -> Contact:
    """The contact is about this order; coverage is asked for it and the contact moves accordingly.

    Unverified when the person who wrote is not the order's buyer.
    """
    contact = lock(contact_id)
    if contact.order_id:
        raise AlreadyLinkedError(contact.pk)
    contact.order = order
    verified = contact.verified and _wrote_from_the_buyers_address(contact, order)
    contact.coverage = verdicts.verdicts_on(order, topic=contact.topic, at=now)
    facts = {"order": order.pk, "verified": verified, "coverage": contact.coverage}
    chain.write(
        contact,
        {"order": None},
        [Happening("linked_to_order", now, by, facts)],
        order=order,
        proposed_order=None,
        verified=verified,
        buyer=order.buyer if verified else contact.buyer,
        coverage=contact.coverage,
    )
    for part in verdicts.parts_of(contact):
        Part.objects.get_or_create(
            contact=contact,
            seller_id=part.seller_id,
            order=order,
            defaults={"handler": part.handler},
        )
    return correct_topic(contact.pk, contact.topic, by=by, now=now)


def _wrote_from_the_buyers_address(contact: Contact, order: Order) -> bool:
    address = contact.address_text.body if contact.address_text else ""
    same_buyer = contact.buyer_id is not None and contact.buyer_id == order.buyer_id
    return same_buyer or queries.belongs_to(order, address)
