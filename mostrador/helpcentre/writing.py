"""What a buyer sends: a request, more words for one, a question before an order. Twice is once."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact, Message, Part
from mostrador.contacts.opening import Opening, open_contact
from mostrador.helpcentre import own
from mostrador.helpcentre.found_orders import Found
from mostrador.orders.models import Buyer
from mostrador.rules.topics import Topic, proposed_topic
from mostrador.sellers.models import Product, Seller

# A form sent twice comes within minutes; the same words a day later are a reminder.
THE_SAME_WITHIN = timedelta(minutes=10)
LOOKED_BACK = 20


@transaction.atomic
def add(contact: Contact, heard: Heard, *, now: datetime) -> None:
    """The buyer adds to his request; the promise goes on or begins anew (E14)."""
    lock(contact.pk)
    last = contact.messages.filter(lane="buyer").select_related("text").order_by("-pk").first()
    repeated = last is not None and last.author.startswith("buyer:") and _same(last, heard, now)
    if not repeated:
        conversation.hear(contact.pk, heard, now=now)


@transaction.atomic
def matter(
    found: Found, topic: str, refs: Sequence[str], heard: Heard, *, now: datetime
) -> Contact:
    """A new matter about lines of an order that somebody has shown to be his.

    Where he does not say what it is about his words do: about an invoice alone it is the seller's.
    """
    order = found.order
    Buyer.objects.select_for_update(no_key=True).get(pk=order.buyer_id)
    recent = Contact.objects.filter(order=order, opened_at__gt=now - THE_SAME_WITHIN)
    before = _sent_before(recent.order_by("-opened_at"), heard, now)
    if before:
        return before
    named = [own.title_of(line) for line in found.lines if line.ref in refs]
    opening = Opening(
        store=found.store,
        topic=_topic(topic, heard),
        channel="web",
        text=heard.text,
        at=now,
        order=order,
        lines=refs,
        buyer=order.buyer,
        subject=", ".join(named) or order.pk,
        attachments=heard.attachments,
    )
    return open_contact(opening, now=now)


@transaction.atomic
def question(
    about: Product | Seller, heard: Heard, *, buyer: Buyer | None, address: str, now: datetime
) -> Contact:
    """A question before an order goes to the seller's Messages (E41); the asker gets a mail."""
    seller = about.seller if isinstance(about, Product) else about
    Seller.objects.select_for_update(no_key=True).get(pk=seller.pk)
    before = _asked_before(seller, heard, buyer=buyer, address=address, now=now)
    if before:
        return before
    opening = Opening(
        store=seller.store,
        topic=Topic.PRE_ORDER.value,
        channel="web",
        text=heard.text,
        at=now,
        product=about if isinstance(about, Product) else None,
        seller=seller.pk,
        buyer=buyer,
        address=address,
        subject=str(about),
    )
    return open_contact(opening, now=now)


def _topic(said: str, heard: Heard) -> str:
    if said != Topic.OTHER.value:
        return said
    return proposed_topic("", heard.text, has_order=True).value


def _asked_before(
    seller: Seller, heard: Heard, *, buyer: Buyer | None, address: str, now: datetime
) -> Contact | None:
    """The contact of the same person's same words to this seller a moment ago."""
    parts = Part.objects.filter(seller=seller, order=None, contact__channel="web")
    newest = parts.select_related("contact__address_text").order_by("-pk")[:LOOKED_BACK]
    theirs = [part.contact for part in newest if _asker(part.contact) == _key(buyer, address)]
    return _sent_before(theirs, heard, now)


def _asker(contact: Contact) -> tuple[str | None, str]:
    address = contact.address_text.body if contact.address_text else ""
    return contact.buyer_id, address


def _key(buyer: Buyer | None, address: str) -> tuple[str | None, str]:
    return (buyer.pk if buyer else None), address


def _sent_before(contacts: Iterable[Contact], heard: Heard, now: datetime) -> Contact | None:
    for contact in contacts:
        first = contact.messages.filter(lane="buyer").select_related("text").order_by("pk").first()
        if first and _same(first, heard, now):
            return contact
    return None


def _same(message: Message, heard: Heard, now: datetime) -> bool:
    return message.text.body == heard.text and now - message.at < THE_SAME_WITHIN
