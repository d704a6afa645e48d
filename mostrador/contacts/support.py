"""A seller's matter with the service itself: a contact of its own kind, for the operator (R54)."""

from datetime import datetime

from django.db import transaction

from mostrador.contacts import conversation, deliveries, leaving
from mostrador.contacts.conversation import Heard
from mostrador.contacts.handover import lock
from mostrador.contacts.lanes import Handler
from mostrador.contacts.models import Contact, Message, Part
from mostrador.contacts.names import fresh, token
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.sealed import keeping
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store

TOPIC = "account"


@transaction.atomic
def open_for(
    seller: Seller,
    store: Store,
    heard: Heard,
    *,
    subject: str = "",
    silent: bool = False,
    now: datetime,
) -> Contact:
    """It waits for the operator, in no agent's list; no buyer's promise runs in it."""
    contact = Contact(
        id=fresh("C"),
        kind=Contact.Kind.SUPPORT,
        store=store,
        verified=False,
        topic=TOPIC,
        channel=heard.channel,
        language=store.language_with(seller.language),
        state=Contact.State.HANDED_OVER,
        handler=Handler.OPERATOR,
        coverage=[],
        opened_at=heard.at,
        subject_text=keeping.text(subject, of=f"seller:{seller.pk}") if subject else None,
        token=token(),
        promise_started_at=heard.at,
        in_shadow=None if leaving.are_live(store, None, {seller.pk}) else True,
    )
    facts = {"seller": seller.pk, "channel": heard.channel}
    chain.begin(contact, [Happening("opened", heard.at, heard.author, facts)])
    part = Part.objects.create(contact=contact, seller=seller, handler=Handler.OPERATOR)
    message = conversation.hear_seller(part, heard)
    contact.refresh_from_db()
    contact.last_message = message
    if not silent:
        deliveries.owe_seller(part, "seller/support_received", now=now)
    return contact


@transaction.atomic
def answer(contact_id: str, text: str, *, by: str, now: datetime) -> Message:
    """The operator answers the seller; a new word of his brings it back."""
    contact = lock(contact_id)
    part = contact.parts.select_related("seller").get()
    part.contact = contact
    message = conversation.tell_seller(part, text, by=by, now=now)
    contact.refresh_from_db()
    chain.write(
        contact,
        {},
        [Happening("resolved", now, by)],
        state=Contact.State.RESOLVED,
        resolved_at=now,
    )
    events.tell(events.seller(part.seller_id), at=now)
    return message
