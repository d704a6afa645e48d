"""A message that asks two things of two people becomes two contacts (E38)."""

from datetime import datetime

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact
from mostrador.contacts.opening import Opening, open_contact
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events


@transaction.atomic
def split(contact_id: str, *, topic: str, text: str, by: str, now: datetime) -> Contact:
    """Open the uncovered part as a contact of its own; it goes to whom `topic` names.

    `text` is the part of the buyer's words that belongs to it. The buyer is told who answers what.
    """
    contact = lock(contact_id)
    made = open_contact(
        Opening(
            store=contact.store,
            topic=topic,
            channel=contact.channel,
            text=text,
            at=now,
            order=contact.order,
            # No other seller of the order hears of it.
            lines=[one["line"] for one in contact.coverage if one["line"]],
            product=contact.product,
            buyer=contact.buyer,
            address=contact.address_text.body if contact.address_text else "",
            subject=contact.subject_text.body if contact.subject_text else "",
            verified=contact.verified,
            split_from=contact,
        ),
        now=now,
    )
    chain.write(contact, {}, [Happening("split", now, by, {"into": made.pk, "topic": topic})])
    events.tell(events.contact(contact.pk), at=now)
    return made
