"""Saying and hearing things in a contact: the only writer of messages after the first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts import deliveries, drafts, opening
from mostrador.contacts.handover import lock
from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Contact, Message, Part
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.rules import case_clock
from mostrador.rules.urgency import urgent_at
from mostrador.sealed import keeping
from mostrador.sealed.models import File


class MovedOnError(Exception):
    """The contact is not as the writer saw it; `since` is the version he saw."""

    def __init__(self, contact: Contact, since: int) -> None:
        super().__init__(contact.pk)
        self.contact, self.since = contact, since


class NotYoursError(Exception):
    """Who answers this contact is somebody else."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that came in for a contact that exists."""

    text: str
    at: datetime
    channel: str
    # Whoever is not known to be the buyer is heard, and shown as such.
    author: str = ""
    original: bytes = b""
    attachments: Sequence[tuple[str, str, bytes]] = field(default=())


@transaction.atomic
def say(
    contact_id: str,
    text: str,
    *,
    by: str,
    now: datetime,
    version: int | None = None,
    interim: bool = False,
    channel: str = "mail",
) -> Message:
    """The service speaks to the buyer. Counts as the answer unless `interim` (E14).

    Raises MovedOnError, and sends nothing, when `version` is no longer the contact's.
    """
    contact = lock(contact_id)
    _still(contact, version)
    message = _add(contact, Heard(text, now, channel, by), lane=Lane.BUYER, interim=interim)
    changes: dict[str, Any] = {"last_message": message}
    if not interim:
        changes |= _answered(contact, now=now)
    _write(contact, "said_to_buyer", message, changes)
    deliveries.owe_buyer(contact, "message", message=message, now=now)
    _forget_draft(contact, by, Lane.BUYER)
    return message


@transaction.atomic
def hear(contact_id: str, heard: Heard, *, now: datetime) -> Message:
    """The buyer writes again: the promise goes on, or begins anew after an answer (E14)."""
    contact = lock(contact_id)
    if not heard.author:
        heard = Heard(
            heard.text, heard.at, heard.channel, opening.author_of(contact), heard.original,
            heard.attachments,
        )  # fmt: skip
    message = _add(contact, heard, lane=Lane.BUYER)
    changes = _reopened(contact, at=heard.at) if contact.handler == "service" else {}
    _write(contact, "heard_from_buyer", message, {"last_message": message, **changes})
    # A part that was never passed on is not in that seller's Messages.
    for part in contact.parts.filter(handler="seller", passed_at__isnull=False):
        deliveries.owe_seller(part, "seller/passed_on", lane=Lane.BUYER, message=message, now=now)
    return message


@transaction.atomic
def note(contact_id: str, text: str, *, by: str, now: datetime) -> Message:
    """A note among agents; it never leaves the desk."""
    contact = lock(contact_id)
    message = _add(contact, Heard(text, now, "web", by), lane=Lane.INSIDE)
    _write(contact, "noted", message, {}, seen=False)
    _forget_draft(contact, by, Lane.INSIDE)
    return message


@transaction.atomic
def hear_seller(part: Part, heard: Heard) -> Message:
    """The seller writes in the Case Log without being asked: an offer, a photo, news (E83)."""
    contact = lock(part.contact_id)
    message = _add(contact, heard, lane=Lane.SELLER, part=part)
    changes: dict[str, Any] = {"last_message": message}
    if contact.kind == Contact.Kind.SUPPORT:
        changes |= {"state": Contact.State.HANDED_OVER, "resolved_at": None}
    elif contact.state == Contact.State.WAITING_FOR_BUYER:
        changes |= _reopened(contact, at=heard.at)
    _write(contact, "heard_from_seller", message, changes)
    return message


@transaction.atomic
def keep_files(part: Part, heard: Heard) -> Message:
    """Photos that came with an answer in the Case Log; the answer's own entry names them."""
    return _add(part.contact, heard, lane=Lane.SELLER, part=part)


@transaction.atomic
def tell_seller(part: Part, text: str, *, by: str, now: datetime) -> Message:
    """The service tells the seller something that is not a question."""
    contact = lock(part.contact_id)
    heard = Heard(text, now, "web", by)
    message = _add(contact, heard, lane=Lane.SELLER, part=part)
    _write(contact, "said_to_seller", message, {}, seen=False)
    deliveries.owe_seller(part, "seller/message", message=message, now=now)
    return message


@transaction.atomic
def seller_answers_buyer(part: Part, heard: Heard, *, now: datetime) -> Message:
    """The seller answers a question that is his, through the masked address (E78, E79)."""
    contact = lock(part.contact_id)
    part.refresh_from_db()
    if part.handler != "seller":
        raise NotYoursError(contact.pk)
    message = _add(contact, heard, lane=Lane.BUYER, part=part)
    _write(contact, "seller_answered_buyer", message, {"last_message": message})
    if part.seller_answered_at is None:
        Part.objects.filter(pk=part.pk).update(seller_answered_at=heard.at)
    deliveries.owe_buyer(contact, "from_seller", message=message, part=part, now=now)
    return message


@transaction.atomic
def overhear(
    contact_id: str, heard: Heard, *, part: Part | None = None, lane: Lane = Lane.BUYER
) -> Message:
    """Said where all of the lane have read it, as in the marketplace's own thread: nothing is owed.

    A colleague's words to the buyer are an answer; what is older than the contact changes nothing.
    """
    contact = lock(contact_id)
    message = _add(contact, heard, lane=lane, part=part)
    if lane == Lane.SELLER:
        _write(contact, "said_to_seller", message, {}, seen=False)
        return message
    ours, is_new = part is None, heard.at >= contact.opened_at
    changes: dict[str, Any] = {"last_message": message} if is_new else {}
    if heard.author == opening.author_of(contact):
        _write(contact, "heard_from_buyer", message, changes)
        return message
    if ours and is_new:
        changes |= _answered(contact, now=heard.at)
    _write(contact, "said_to_buyer" if ours else "seller_answered_buyer", message, changes)
    if part and is_new and part.handler == "seller" and part.seller_answered_at is None:
        Part.objects.filter(pk=part.pk).update(seller_answered_at=heard.at)
    return message


def wait_for_buyer(contact: Contact, *, by: str, now: datetime) -> None:
    """The next word is the buyer's: his promise pauses with what is left of it (E14)."""
    left = case_clock.paused(contact.answer_due_at, now) if contact.answer_due_at else None
    chain.write(
        contact,
        {},
        [Happening("waits_for_buyer", now, by)],
        state=Contact.State.WAITING_FOR_BUYER,
        answer_due_at=None,
        promise_left=left,
        urgent_at=None,
    )


def _still(contact: Contact, version: int | None) -> None:
    if version is not None and version != contact.version:
        raise MovedOnError(contact, version)


def _answered(contact: Contact, *, now: datetime) -> dict[str, Any]:
    """The answer is given; while a question is open the seller is still awaited."""
    waiting = contact.state == Contact.State.WAITING_FOR_SELLER
    # Whose matter it is does not change because the service said something, too.
    stays = waiting or contact.state == Contact.State.HANDED_OVER
    state = contact.state if stays else Contact.State.WAITING_FOR_BUYER
    return {
        "state": state,
        "answer_due_at": None,
        "promise_left": None,
        "urgent_at": contact.urgent_at if waiting else None,
        "first_answered_at": contact.first_answered_at or now,
    }


def _reopened(contact: Contact, *, at: datetime) -> dict[str, Any]:
    """What a new word of the buyer changes: a clock that runs goes on as it is."""
    if contact.answer_due_at:
        return {}
    left = contact.promise_left
    if left is None:
        started_at, due_at = at, case_clock.promise_due_at(at)
    else:
        started_at, due_at = contact.promise_started_at, case_clock.resumed(left, at)
    waiting = contact.state == Contact.State.WAITING_FOR_SELLER
    state = contact.state if waiting else Contact.State.OPEN
    return {
        "state": state,
        "answer_due_at": due_at,
        "promise_left": None,
        "promise_started_at": started_at,
        "urgent_at": urgent_at(state, promised_at=due_at),
        "resolved_at": None,
    }


def _add(
    contact: Contact, heard: Heard, *, lane: str, part: Part | None = None, interim: bool = False
) -> Message:
    of = _owner(contact, heard.author)
    message = Message.objects.create(
        contact=contact,
        part=part,
        lane=lane,
        channel=heard.channel,
        author=heard.author,
        at=heard.at,
        text=keeping.text(heard.text, of=of),
        original=_original(contact, heard),
        interim=interim,
    )
    opening.attach(message, heard.attachments)
    return message


def _original(contact: Contact, heard: Heard) -> File | None:
    """The whole mail belongs to the contact: it quotes what others said in it."""
    if not heard.original:
        return None
    return keeping.file(heard.original, of=f"contact:{contact.pk}", media_type="message/rfc822")


def _owner(contact: Contact, author: str) -> str:
    """Whose words these are when a person asks to be erased: what is said to the buyer is his."""
    if author.startswith("seller:"):
        return author
    return f"buyer:{contact.buyer_id or contact.pk}"


def _write(
    contact: Contact, what: str, message: Message, changes: dict[str, Any], *, seen: bool = True
) -> None:
    facts = {"message": message.pk, "lane": message.lane, "text": message.text.digest}
    happening = Happening(what, message.at, message.author, facts)
    chain.write(contact, {}, [happening], seen=seen, **changes)
    sellers = [events.seller(message.part.seller_id)] if message.part else []
    events.tell(events.DESK, events.contact(contact.pk), *sellers, at=message.at)


def _forget_draft(contact: Contact, by: str, lane: str) -> None:
    role, _, user = by.partition(":")
    if role in {"agent", "operator", "seller"} and user.isdigit():
        drafts.forget(contact, int(user), lane=lane)
