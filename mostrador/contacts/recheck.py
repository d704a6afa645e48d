"""Asking open contacts again when an order or an enrolment changed (E26, E32).

The contact keeps its handler; the new verdict is written to its history and shown to the agent,
who decides about a transfer.
"""

from datetime import datetime

from django.db.models import QuerySet

from mostrador.contacts import verdicts
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events

DONE = (Contact.State.RESOLVED, Contact.State.MERGED)


def of_order(order: str, *, now: datetime) -> None:
    _ask_again(Contact.objects.filter(order_id=order), now=now)


def of_seller(seller: str, *, now: datetime) -> None:
    _ask_again(Contact.objects.filter(parts__seller_id=seller), now=now)


def _ask_again(contacts: QuerySet[Contact], *, now: datetime) -> None:
    unresolved = contacts.exclude(state__in=DONE).order_by("pk")
    for key in unresolved.values_list("pk", flat=True).distinct():
        contact = lock(key)
        lines = [one["line"] for one in contact.coverage if one["line"]]
        found = verdicts.verdicts_on(contact.order, topic=contact.topic, at=now, lines=lines)
        if contact.order is not None and found != contact.coverage:
            happening = Happening("verdict_changed", now, "service", {"coverage": found})
            chain.write(contact, {}, [happening], coverage=found)
            events.tell(events.DESK, events.contact(key), at=now)
