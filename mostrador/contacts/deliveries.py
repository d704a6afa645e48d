"""Owing a mail to one participant of one lane."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts.lanes import Channel, Lane
from mostrador.contacts.models import Alias, Contact, Delivery, Message, Part
from mostrador.contacts.names import token
from mostrador.outbox import owing
from mostrador.outbox.models import Owed
from mostrador.sealed import keeping
from mostrador.sellers import reach

MAIL = "mail"
# What the buyer of a thread is told goes into it; a connector posts it there.
REPLY = "reply>connector"


def owe_buyer(
    contact: Contact,
    template: str,
    *,
    now: datetime,
    message: Message | None = None,
    part: Part | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Delivery:
    """A mail to the buyer. Without an address it is kept as owed and closed when it is due."""
    return _owe(contact, template, "buyer", Lane.BUYER, message, part, facts, now)


def owe_seller(
    part: Part,
    template: str,
    *,
    now: datetime,
    lane: Lane = Lane.SELLER,
    message: Message | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Delivery:
    """A mail to the seller of this part: in his own lane, or the buyer's words that are his."""
    return _owe(part.contact, template, "seller", lane, message, part, facts, now)


@transaction.atomic
def sent(delivery: Delivery, raw: bytes, *, now: datetime) -> None:
    """The mail has left; a copy is kept, sealed, as what the person received."""
    kept = keeping.file(raw, of=_whose(delivery), media_type="message/rfc822")
    queued = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.QUEUED)
    queued.update(state=Delivery.State.SENT, sent_at=now, raw=kept)


def not_addressed(delivery: Delivery) -> None:
    """There is nowhere to send it; the contact's page has it all the same."""
    queued = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.QUEUED)
    queued.update(state=Delivery.State.NO_ADDRESS)


def withheld(mail_id: str) -> None:
    """Its seller is not live; the contact's page has it all the same."""
    queued = Delivery.objects.filter(mail_id=mail_id, state=Delivery.State.QUEUED)
    queued.update(state=Delivery.State.WITHHELD)


@transaction.atomic
def copy_to_second(delivery: Delivery, *, now: datetime) -> None:
    """The same mail to the seller's second address too, once, if he wants this kind there (E5)."""
    if delivery.to != Delivery.To.SELLER or delivery.second or delivery.part is None:
        return
    kind = reach.KIND_OF.get(delivery.template, "")
    if not reach.second_address(reach.of(delivery.part.seller), kind):
        return
    mail_id = delivery.mail_id.replace("@", ".2@", 1)
    if Delivery.objects.filter(mail_id=mail_id).exists():
        return
    copy = unsaved(
        delivery.contact, delivery.template, to=delivery.to, lane=delivery.lane,
        message=delivery.message, part=delivery.part, facts=delivery.facts,
    )  # fmt: skip
    copy.mail_id, copy.second = mail_id, True
    owe_all([copy], now=now)


def alias(part: Part, *, reaches: Delivery.To) -> Alias:
    """The stable masked address of this buyer and this seller for each other (E79)."""
    contact = part.contact
    found, made = Alias.objects.get_or_create(
        buyer_key=contact.buyer_id or contact.pk,
        seller_id=part.seller_id,
        reaches=reaches,
        defaults={"token": token(), "latest": contact},
    )
    if not made and found.latest_id != contact.pk:
        found.latest = contact
        found.save(update_fields=["latest"])
    return found


def unsaved(
    contact: Contact,
    template: str,
    *,
    to: str,
    lane: str,
    message: Message | None = None,
    part: Part | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Delivery:
    """A mail with a Message-ID of its own, still to be owed."""
    return Delivery(
        contact=contact,
        part=part,
        message=message,
        lane=lane,
        to=to,
        template=template,
        facts=dict(facts or {}),
        mail_id=f"<{secrets.token_hex(16)}@{contact.store.mail_domain}>",
    )


def owe_all(wanted: Sequence[Delivery], *, now: datetime) -> None:
    """Owe many mails in two round trips: for what falls due a thousand at a time."""
    owed = [
        Owed(kind=_way(one), key=one.mail_id, payload={"mail_id": one.mail_id}, owed_at=now)
        for one in wanted
    ]
    owing.owe_all(owed)
    for delivery, one in zip(wanted, owed, strict=True):
        delivery.owed = one
    Delivery.objects.bulk_create(wanted)


def _way(delivery: Delivery) -> str:
    in_thread = delivery.contact.channel == Channel.THREAD and delivery.to == Delivery.To.BUYER
    return REPLY if in_thread else MAIL


def _whose(delivery: Delivery) -> str:
    """A mail in the buyer's lane holds his words, whoever it went to."""
    if delivery.lane == Lane.BUYER:
        return f"buyer:{delivery.contact.buyer_id or delivery.contact_id}"
    return f"contact:{delivery.contact_id}"


def _owe(
    contact: Contact,
    template: str,
    to: str,
    lane: str,
    message: Message | None,
    part: Part | None,
    facts: Mapping[str, Any] | None,
    now: datetime,
) -> Delivery:
    delivery = unsaved(contact, template, to=to, lane=lane, message=message, part=part, facts=facts)
    owe_all([delivery], now=now)
    return delivery
