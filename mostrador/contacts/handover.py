"""Moving a contact between the service and the seller, with the buyer's words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts import deliveries, verdicts
from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Contact, Delivery, Message, Part
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.rules import case_clock
from mostrador.rules.urgency import urgent_at
from mostrador.sealed import keeping


class AlreadyThereError(Exception):
    """The contact is where it was to be moved."""


def lock(contact: str) -> Contact:
    """The contact, nobody else's until the transaction ends."""
    return Contact.objects.select_for_update(of=("self",)).select_related("store").get(pk=contact)


def pass_on(
    contact: Contact,
    parts: Sequence[Part],
    *,
    words: Message | None,
    now: datetime,
    silent: bool = False,
) -> None:
    """Put the buyer's words into each responsible seller's Messages; tell the buyer (E78)."""
    for part in parts:
        if part.handler == "seller":
            Part.objects.filter(pk=part.pk).update(passed_at=now)
            # Both know each other by a masked address from the first word on.
            for reaches in Delivery.To:
                deliveries.alias(part, reaches=reaches)
            deliveries.owe_seller(part, "seller/passed_on", lane=Lane.BUYER, message=words, now=now)
            events.tell(events.seller(part.seller_id), at=now)
    if not silent:
        template = "passed_on" if contact.handler == "seller" else "passed_to_operator"
        deliveries.owe_buyer(contact, template, message=words, now=now)


@transaction.atomic
def correct_topic(contact_id: str, topic: str, *, by: str, now: datetime) -> Contact:
    """Ask again who answers, now for `topic`, and move the contact accordingly."""
    contact = lock(contact_id)
    happening = {"from": contact.topic, "to": topic}
    found = _verdicts(contact, topic, now=now)
    if contact.order is None and contact.product is None and contact.handler == "service":
        # Without an order or a product there is no seller to move it to.
        found = [{**one, "handler": "service"} for one in found]
    chain.write(
        contact,
        {"topic": contact.topic},
        [Happening("topic_corrected", now, by, {**happening, "coverage": found})],
        topic=topic,
        coverage=found,
    )
    if contact.verified and verdicts.handler_of(found) != contact.handler:
        _move(contact, verdicts.handler_of(found), by=by, now=now)
    events.tell(events.DESK, events.contact(contact.pk), at=now)
    return contact


@transaction.atomic
def take_over(contact_id: str, topic: str, *, by: str, now: datetime) -> None:
    """The buyer wrote to the seller about what the service answers: it comes here (E43).

    His promise begins with these words; where the seller does answer `topic`, nothing changes.
    """
    contact = lock(contact_id)
    found = _verdicts(contact, topic, now=now)
    handed_over = contact.state == Contact.State.HANDED_OVER and contact.order is not None
    if not handed_over or not contact.verified or verdicts.handler_of(found) != "service":
        return
    facts = {"from": contact.topic, "to": topic, "coverage": found}
    chain.write(
        contact,
        {},
        [Happening("topic_corrected", now, by, facts)],
        topic=topic,
        coverage=found,
        promise_started_at=now,
    )
    _move(contact, "service", by=by, now=now)
    events.tell(events.DESK, events.contact(contact.pk), at=now)


@transaction.atomic
def transfer(contact_id: str, *, by: str, now: datetime) -> Contact:
    """Move the contact to whom today's verdict names (R43, E26, E32)."""
    contact = lock(contact_id)
    handler = verdicts.handler_of(contact.coverage)
    if handler == contact.handler:
        raise AlreadyThereError(contact.pk)
    _move(contact, handler, by=by, now=now)
    events.tell(events.DESK, events.contact(contact.pk), at=now)
    return contact


@transaction.atomic
def verify(contact_id: str, *, by: str, now: datetime) -> Contact:
    """An agent has made sure that the person is the order's buyer; what waited may go on."""
    contact = lock(contact_id)
    buyer = contact.order.buyer if contact.order else contact.buyer
    chain.write(
        contact,
        {"verified": False},
        [Happening("verified", now, by, {"buyer": buyer.pk if buyer else None})],
        verified=True,
        buyer=buyer,
    )
    if contact.handler != "service":
        _move(contact, contact.handler, by=by, now=now)
    return contact


@transaction.atomic
def prove(contact_id: str, address: str, *, by: str, now: datetime) -> Contact:
    """He has written from the address of the order's buyer: it is he, and answers go there now."""
    contact = lock(contact_id)
    if contact.order is None or contact.verified:
        return contact
    kept = keeping.text(address, of=f"buyer:{contact.order.buyer_id}")
    Contact.objects.filter(pk=contact.pk).update(address_text=kept)
    return verify(contact_id, by=by, now=now)


def _verdicts(contact: Contact, topic: str, *, now: datetime) -> list[dict[str, Any]]:
    """Today's verdict on the lines the contact is about: no other seller hears of it."""
    lines = [one["line"] for one in contact.coverage if one["line"]]
    seller = contact.product.seller_id if contact.product else None
    return verdicts.verdicts_on(contact.order, topic=topic, at=now, lines=lines, seller=seller)


def _move(contact: Contact, handler: str, *, by: str, now: datetime) -> None:
    for part in verdicts.parts_of(contact):
        Part.objects.update_or_create(
            contact=contact,
            seller_id=part.seller_id,
            order=part.order,
            defaults={"handler": part.handler},
        )
    what = "taken_over" if handler == "service" else "passed_on"
    chain.write(
        contact, {}, [Happening(what, now, by, {"handler": handler})], **_after(contact, handler)
    )
    if handler == "service":
        deliveries.owe_buyer(contact, "received", message=_words(contact), now=now)
    else:
        pass_on(contact, list(contact.parts.all()), words=_words(contact), now=now)


def _after(contact: Contact, handler: str) -> dict[str, Any]:
    """The state and clock of a contact that has come to `handler`."""
    ours = handler == "service"
    state = Contact.State.OPEN if ours else Contact.State.HANDED_OVER
    due_at = case_clock.promise_due_at(contact.promise_started_at) if ours else None
    return {
        "handler": handler,
        "state": state,
        "answer_due_at": due_at,
        "promise_left": None,
        "urgent_at": urgent_at(state, promised_at=due_at),
    }


def _words(contact: Contact) -> Message | None:
    """What the buyer said last: what the one who answers now must read."""
    theirs = contact.messages.filter(lane="buyer", author__startswith="buyer:")
    return theirs.order_by("-at", "-pk").first()
