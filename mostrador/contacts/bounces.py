"""A mail of ours came back: its delivery says so, and so does the contact (E5)."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact, Delivery
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events


class HasDelivery(Protocol):
    @property
    def delivery(self) -> Delivery | None: ...


@transaction.atomic
def note(mail_id: str | None, thread: HasDelivery | None, *, now: datetime) -> Contact | None:
    """Mark the delivery that the report names; the question's clock runs on regardless."""
    found = Delivery.objects.filter(mail_id=mail_id).first() if mail_id else None
    delivery = found or (thread.delivery if thread else None)
    if delivery is None:
        return None
    contact = lock(delivery.contact_id)
    if delivery.state != Delivery.State.BOUNCED:
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.BOUNCED)
        facts = {"mail": delivery.mail_id, "to": delivery.to, "template": delivery.template}
        chain.write(contact, {}, [Happening("mail_bounced", now, "service", facts)])
        events.tell(events.DESK, f"contact:{contact.pk}", at=now)
    return contact
