"""A mail of ours came back: its delivery says so, and so does the contact (E5)."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from mostrador.contacts import deliveries
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact, Delivery
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.sellers import reach
from mostrador.sellers.models import Notice


class Known(Protocol):
    """What ties the report to a conversation when it does not name the mail itself."""

    @property
    def contact(self) -> Contact: ...

    @property
    def delivery(self) -> Delivery | None: ...


@transaction.atomic
def note(
    mail_id: str | None, known: Known | None, *, now: datetime, recipient: str = ""
) -> Contact | None:
    """Mark the delivery that the report names; the question's clock runs on regardless."""
    found = Delivery.objects.filter(mail_id=mail_id).first() if mail_id else None
    delivery = found or (_meant(known, recipient) if known else None)
    if delivery is None:
        _note_notice(mail_id, now=now)
        return known.contact if known else None
    contact = lock(delivery.contact_id)
    if delivery.state != Delivery.State.BOUNCED:
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.BOUNCED)
        facts = {"mail": delivery.mail_id, "to": delivery.to, "template": delivery.template}
        chain.write(contact, {}, [Happening("mail_bounced", now, "service", facts)])
        events.tell(events.DESK, events.contact(contact.pk), at=now)
        _tell_seller_otherwise(delivery, now=now)
    return contact


@transaction.atomic
def refused(delivery: Delivery, why: str, *, now: datetime) -> None:
    """The marketplace does not take it into its thread; whoever wrote it has to find another way.

    `why` is a word for it, never what the marketplace said: that may repeat the words.
    """
    contact = lock(delivery.contact_id)
    queued = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.QUEUED)
    if queued.update(state=Delivery.State.REFUSED):
        facts = {"mail": delivery.mail_id, "to": delivery.to, "template": delivery.template}
        chain.write(
            contact, {}, [Happening("reply_refused", now, "service", {**facts, "why": why})]
        )
        events.tell(events.DESK, events.contact(contact.pk), at=now)


def _note_notice(mail_id: str | None, *, now: datetime) -> None:
    """A mail to a seller about the service itself belongs to no contact."""
    notice = Notice.objects.filter(mail_id=mail_id or "").select_related("seller").first()
    if notice and notice.state != Notice.State.BOUNCED:
        reach.came_back(notice, now=now)


def _tell_seller_otherwise(delivery: Delivery, *, now: datetime) -> None:
    """What did not reach his default address goes to his second one, and his pages say so (E5)."""
    if delivery.to == Delivery.To.SELLER and delivery.part and not delivery.second:
        reach.bounced(delivery.part.seller, now=now)
        deliveries.copy_to_second(delivery, now=now)


def _meant(known: Known, recipient: str) -> Delivery | None:
    """The mail that was answered; else the last one to the person whom the report names."""
    if known.delivery or not recipient:
        return known.delivery
    sent = known.contact.deliveries.filter(state=Delivery.State.SENT).order_by("-pk")
    to_seller = sent.filter(to=Delivery.To.SELLER, part__seller__email__iexact=recipient).first()
    address = known.contact.address_text
    is_buyer = address is not None and address.body.lower() == recipient
    return to_seller or (sent.filter(to=Delivery.To.BUYER).first() if is_buyer else None)
