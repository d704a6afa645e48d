"""Who has taken a contact, so that two colleagues do not answer it at once (E44)."""

from datetime import datetime

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.people.models import User


@transaction.atomic
def take(contact_id: str, user: User, *, now: datetime) -> Contact:
    """The contact is his now, whoever had it before. Twice is once."""
    contact = lock(contact_id)
    if contact.owner_id != user.pk:
        chain.write(contact, {}, [Happening("taken", now, user.actor)], seen=False, owner=user)
        events.tell(events.DESK, events.contact(contact.pk), at=now)
    return contact
