"""Opening a contact: one buyer's matter, whatever channel it came by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from mostrador.contacts import deliveries, handover, leaving, verdicts
from mostrador.contacts.models import Attachment, Contact, Message, Part
from mostrador.contacts.names import fresh, token
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.orders.models import Buyer, Order
from mostrador.rules import case_clock
from mostrador.rules.urgency import urgent_at
from mostrador.sealed import keeping
from mostrador.sealed.models import File, Text
from mostrador.sellers.models import Product
from mostrador.stores.models import Store


@dataclass(frozen=True, slots=True)
class Opening:
    """What a door knows of a new matter. `text` is what the person wrote; `at` is when."""

    store: Store
    topic: str
    channel: str
    text: str
    at: datetime
    order: Order | None = None
    proposed_order: Order | None = None
    lines: Sequence[str] = ()
    product: Product | None = None
    seller: str | None = None
    buyer: Buyer | None = None
    address: str = ""
    subject: str = ""
    # The sender is known to be the order's buyer; otherwise no fact of the order goes out.
    verified: bool = True
    # A machine or a list wrote: no automatic answer of ours.
    silent: bool = False
    original: bytes = b""
    attachments: Sequence[tuple[str, str, bytes]] = field(default=())
    split_from: Contact | None = None


@transaction.atomic(savepoint=False)
def open_contact(opening: Opening, *, now: datetime) -> Contact:
    """One contact with its first message, its verdict, its clock, and what is owed for it."""
    contact = would_be(opening)
    words = keeping.unsaved_text(opening.text, of=_owner(contact))
    keeping.keep_all(
        text for text in (words, contact.subject_text, contact.address_text) if text is not None
    )
    # Django reads a relation's key when it is set: only now do these rows have one.
    contact.subject_text, contact.address_text = contact.subject_text, contact.address_text
    # The message first, so that the contact is written once and knows its last one.
    contact.last_message = _message(contact, opening, words)
    chain.begin(contact, _beginning(contact, opening, now=now))
    parts = verdicts.parts_of(contact, seller=_seller(opening))
    Part.objects.bulk_create(parts)
    _answer_at_once(contact, parts, opening, now=now)
    events.tell(events.DESK, at=now)
    return contact


def attach(message: Message, attachments: Sequence[tuple[str, str, bytes]]) -> None:
    """Keep files (name, media type, bytes) with the message they came with."""
    for name, media_type, body in attachments:
        file = keeping.file(body, of=message.text.of, name=name, media_type=media_type)
        Attachment.objects.create(message=message, file=file)


def author_of(contact: Contact) -> str:
    return f"buyer:{contact.buyer_id or contact.pk}"


def would_be(opening: Opening) -> Contact:
    """The contact as it would be opened, unsaved, its words not yet kept."""
    order, key = opening.order, fresh("C")
    buyer = opening.buyer or (order.buyer if order and opening.verified else None)
    of = f"buyer:{buyer.pk if buyer else key}"
    # The verdict is the moment's in which he wrote, not the one in which we looked.
    found = verdicts.verdicts_on(
        order, topic=opening.topic, at=opening.at, lines=opening.lines, seller=_seller(opening)
    )
    handler = verdicts.handler_of(found)
    # Nobody else can be told yet: an agent makes sure of the person, or finds the seller.
    stays = not opening.verified or not (order or _seller(opening))
    ours = handler == "service" or stays
    due_at = case_clock.promise_due_at(opening.at) if ours else None
    state = Contact.State.OPEN if ours else Contact.State.HANDED_OVER
    return Contact(
        id=key,
        store=opening.store,
        order=order,
        proposed_order=opening.proposed_order,
        product=opening.product,
        buyer=buyer,
        verified=opening.verified,
        topic=opening.topic,
        channel=opening.channel,
        language=_language(opening, buyer),
        state=state,
        handler=handler,
        coverage=found,
        opened_at=opening.at,
        subject_text=keeping.unsaved_text(opening.subject, of=of) if opening.subject else None,
        address_text=keeping.unsaved_text(opening.address, of=of) if opening.address else None,
        token=token(),
        promise_started_at=opening.at,
        answer_due_at=due_at,
        urgent_at=urgent_at(state, promised_at=due_at),
        in_shadow=_in_shadow(opening),
        split_from=opening.split_from,
    )


def _in_shadow(opening: Opening) -> bool | None:
    """What is split off a contact of ours is ours, too."""
    if opening.split_from:
        return opening.split_from.in_shadow
    sellers = {one for one in (_seller(opening),) if one}
    ours = leaving.takes_on(opening.store, opening.order, sellers, address=opening.address)
    return None if ours else True


def _language(opening: Opening, buyer: Buyer | None) -> str:
    """The order's, else the buyer's if the store speaks it, else the store's first (R7, E84)."""
    spoken = opening.store.languages
    of_order = (opening.order.body.get("buyer") or {}).get("language") if opening.order else None
    wanted = [of_order, buyer.language if buyer else None]
    return next((str(one) for one in wanted if one in spoken), opening.store.language)


def _seller(opening: Opening) -> str | None:
    return opening.seller or (opening.product.seller_id if opening.product else None)


def _beginning(contact: Contact, opening: Opening, *, now: datetime) -> list[Happening]:
    facts = {
        "order": contact.order_id,
        "topic": contact.topic,
        "channel": contact.channel,
        "verified": contact.verified,
        "coverage": contact.coverage,
        "answer_due_at": contact.answer_due_at,
    }
    if now - opening.at > timedelta(0):
        facts["taken_in_at"] = now
    return [Happening("opened", opening.at, author_of(contact), facts)]


def _owner(contact: Contact) -> str:
    """Whose words these are when a person asks to be erased."""
    return f"buyer:{contact.buyer_id or contact.pk}"


def _message(contact: Contact, opening: Opening, words: Text) -> Message:
    message = Message.objects.create(
        contact=contact,
        lane="buyer",
        channel=contact.channel,
        author=author_of(contact),
        at=opening.at,
        text=words,
        original=_original(opening, words.of),
    )
    attach(message, opening.attachments)
    return message


def _original(opening: Opening, of: str) -> File | None:
    if not opening.original:
        return None
    return keeping.file(opening.original, of=of, media_type="message/rfc822")


def _answer_at_once(
    contact: Contact, parts: Sequence[Part], opening: Opening, *, now: datetime
) -> None:
    """What the buyer is told at once, and what goes to the seller (R3, R40, E42, E78)."""
    if contact.state == Contact.State.HANDED_OVER:
        words = contact.last_message
        handover.pass_on(contact, parts, words=words, silent=opening.silent, now=now)
    elif not opening.silent:
        # The same mail whether the order is somebody else's or nobody's: it gives nothing away.
        asks = not contact.verified or (contact.order is None and contact.product is None)
        template = "which_order" if asks else "received"
        deliveries.owe_buyer(contact, template, message=contact.last_message, now=now)
