"""Writing contacts of the past: rows, sealed words and the beginning of their histories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from mostrador.contacts import names, past_files, verdicts
from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Contact, Message, Part
from mostrador.contacts.past_files import Attached, Read
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.orders import copying
from mostrador.orders.models import Order
from mostrador.sealed import keeping
from mostrador.stores.models import Store

IMPORTED = "contact_imported"
GREW = "contact_imported_again"

Files = Sequence[tuple[Message, Sequence[Attached]]]


@dataclass(frozen=True, slots=True)
class Said:
    who: str
    channel: str
    at: datetime
    text: str
    # As the program that it comes from called him; a person, so it is sealed like his words.
    name: str = ""
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    key: str
    store: str | None
    order: str | None
    buyer: str | None
    topic: str
    opened_at: datetime
    closed_at: datetime | None
    said: tuple[Said, ...]
    subject: str = ""
    address: str = ""
    # Whether whoever wrote is known to be the order's buyer.
    verified: bool = True

    @property
    def over_at(self) -> datetime:
        """The past is over, even where nobody wrote down when."""
        return self.closed_at or (self.said[-1].at if self.said else self.opened_at)


@dataclass(frozen=True, slots=True)
class Around:
    """What is here of what the contacts name; the rest may come with a later load."""

    orders: Mapping[str, Order]
    stores: Mapping[str, Store]

    @classmethod
    def of(cls, rows: Sequence[Past]) -> "Around":
        orders = Order.objects.select_related("buyer").in_bulk(
            {row.order for row in rows if row.order}
        )
        return cls(orders, {store.pk: store for store in Store.objects.order_by("pk")})

    def order_of(self, row: Past) -> Order | None:
        return self.orders.get(row.order or "")

    def store_of(self, row: Past) -> Store | None:
        """The order's, else the one that is named, else the installation's first."""
        order = self.order_of(row)
        of_order = self.stores.get(order.store_id) if order else None
        first = next(iter(self.stores.values()), None)
        return of_order or self.stores.get(row.store or "") or first

    def references(self, row: Past) -> dict[str, str | None]:
        order = self.order_of(row)
        buyer = row.buyer or (order.buyer_id if order and row.verified else None)
        return {"order_id": order.pk if order else None, "buyer_id": buyer}


def begin(rows: Sequence[Past], around: Around, *, now: datetime, by: str, read: Read) -> None:
    """Write new ones: a few statements for them all, and a few for each one's verdict."""
    copying.stubs({row.buyer for row in rows if row.buyer})
    made = [(_contact(row, around), row) for row in rows]
    keeping.keep_all(
        text for row, _ in made for text in (row.subject_text, row.address_text) if text
    )
    chain.begin_all(
        [(row, [_happening(IMPORTED, row, past, now=now, by=by)]) for row, past in made]
    )
    parts = {row.pk: verdicts.parts_of(row) for row, _ in made}
    Part.objects.bulk_create(part for each in parts.values() for part in each)
    _say([(row, parts[row.pk], each) for row, past in made for each in past.said], read)


def go_on(
    contact: Contact,
    past: Past,
    more: Sequence[Said],
    changes: Mapping[str, Any],
    files: Files,
    *,
    now: datetime,
    by: str,
    read: Read,
) -> None:
    """Write what an earlier load did not know."""
    copying.stubs({past.buyer} if past.buyer else set())
    for name, value in changes.items():
        setattr(contact, name, value)
    _judge(contact, past)
    judged = {"coverage": contact.coverage, "handler": contact.handler}
    happening = _happening(GREW, contact, past, now=now, by=by)
    chain.write(contact, {}, [happening], **changes, **judged)
    Part.objects.bulk_create(verdicts.parts_of(contact), ignore_conflicts=True)
    parts = list(Part.objects.filter(contact=contact))
    _say([(contact, parts, each) for each in more], read)
    past_files.keep(files, read)


def _contact(past: Past, around: Around) -> Contact:
    answered = [said.at for said in past.said if said.who != "buyer"]
    buyer = around.references(past)["buyer_id"]
    of = f"buyer:{buyer or past.key}"
    contact = Contact(
        id=past.key,
        store=around.store_of(past),
        order=around.order_of(past),
        buyer_id=buyer,
        verified=past.verified,
        topic=past.topic,
        channel=past.said[0].channel if past.said else "api",
        state=Contact.State.RESOLVED,
        opened_at=past.opened_at,
        promise_started_at=past.opened_at,
        first_answered_at=min(answered, default=None),
        resolved_at=past.over_at,
        subject_text=keeping.unsaved_text(past.subject, of=of) if past.subject else None,
        address_text=keeping.unsaved_text(past.address, of=of) if past.address else None,
        token=names.token(),
    )
    contact.language = _language(contact)
    _judge(contact, past)
    return contact


def _judge(contact: Contact, past: Past) -> None:
    """Who would have answered: what the contact goes by should the buyer write again."""
    found = verdicts.verdicts_on(contact.order, topic=contact.topic, at=past.opened_at)
    contact.coverage, contact.handler = found, verdicts.handler_of(found)


def _language(contact: Contact) -> str:
    """The order's, else the buyer's if the store speaks it, else the store's first (E84)."""
    spoken = contact.store.languages
    of_order = (contact.order.body.get("buyer") or {}).get("language") if contact.order else None
    wanted = [of_order, contact.buyer.language if contact.buyer else None]
    return next((str(one) for one in wanted if one in spoken), contact.store.language)


def _happening(what: str, row: Contact, past: Past, *, now: datetime, by: str) -> Happening:
    facts = {
        "order": past.order,
        "buyer": past.buyer,
        "topic": past.topic,
        "opened_at": past.opened_at,
        "closed_at": past.closed_at,
        "messages": len(past.said),
        "coverage": row.coverage,
    }
    return Happening(what, now, by, facts)


def _say(told: Sequence[tuple[Contact, Sequence[Part], Said]], read: Read) -> None:
    messages = [_message(*each) for each in told]
    keeping.keep_all(text for one in messages for text in (one.text, one.name_text) if text)
    Message.objects.bulk_create(messages)
    latest = Message.objects.filter(contact=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    grown = {row.pk for row, _, _ in told}
    Contact.objects.filter(pk__in=grown).update(last_message=Subquery(latest))
    pairs = zip(messages, told, strict=True)
    past_files.keep(((message, said.attached) for message, (_, _, said) in pairs), read)


def _message(row: Contact, parts: Sequence[Part], said: Said) -> Message:
    # Of several sellers nobody knows which one wrote, so no one of them is named.
    part = parts[0] if len(parts) == 1 and said.who == "seller" else None
    of = f"buyer:{row.buyer_id or row.pk}"
    authors = {"buyer": of, "seller": f"seller:{part.seller_id}" if part else "seller"}
    return Message(
        contact=row,
        part=part,
        lane=Lane.BUYER,
        channel=said.channel,
        author=authors.get(said.who, said.who),
        at=said.at,
        name_text=keeping.unsaved_text(said.name, of=of) if said.name else None,
        text=keeping.unsaved_text(said.text, of=of),
    )
