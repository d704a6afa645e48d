"""What is written down of a return in its own history and the contact's, and who is told."""

from datetime import datetime
from typing import Any

from mostrador.contacts import deliveries
from mostrador.contacts.models import Contact, Part
from mostrador.decisions.models import Return
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events


def begin(row: Return, *, by: str, now: datetime) -> None:
    facts = {"decision": row.decision_id, "lines": row.lines}
    chain.begin(row, [Happening("requested", now, by, facts)])


def step(
    row: Return,
    what: str,
    *,
    by: str,
    now: datetime,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """One step of the return, and the sentence of it that the contact's history keeps.

    Raises MovedOnError where the return is no longer in the state in which it was read.
    """
    said = {"return": row.pk, **(facts or {})}
    chain.write(row, {"state": row.state}, [Happening(what, now, by, facts or {})], **changes)
    note(row.contact, f"return_{what}", by=by, now=now, facts=said)
    topics = [events.seller(row.seller_id)] if row.seller_id else []
    events.tell(events.DESK, events.contact(row.contact_id), *topics, at=now)


def note(
    contact: Contact, what: str, *, by: str, now: datetime, facts: dict[str, Any], **changes: Any
) -> None:
    chain.write(contact, {}, [Happening(what, now, by, facts)], **changes)


def wake_a_person(
    row: Return, what: str, *, by: str, now: datetime, facts: dict[str, Any] | None = None
) -> None:
    """Nothing goes on by itself: the contact is open again, for an agent, at once."""
    said = {"return": row.pk, **(facts or {})}
    changes = {"state": Contact.State.OPEN, "urgent_at": now, "resolved_at": None}
    note(row.contact, what, by=by, now=now, facts=said, **changes)
    events.tell(events.DESK, events.contact(row.contact_id), at=now)


def tell_buyer(row: Return, template: str, *, now: datetime) -> None:
    deliveries.owe_buyer(row.contact, template, facts={"return": row.pk}, now=now)


def tell_seller(row: Return, template: str, *, now: datetime) -> None:
    """A mail to the seller whose goods they are; nobody is told where he is not known."""
    part = _part(row)
    if part:
        deliveries.owe_seller(part, f"seller/{template}", facts={"return": row.pk}, now=now)


def _part(row: Return) -> Part | None:
    parts = row.contact.parts.filter(seller=row.seller_id, handler="service")
    return parts.select_related("contact__store", "seller").order_by("pk").first()
