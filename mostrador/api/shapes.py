"""What programs read of a contact: the shapes of the document, and rows turned into them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import WithJsonSchema

from mostrador.contacts.models import Contact, Delivery, Message
from mostrador.history.models import Entry

At = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Facts = dict[str, Any]
# Of several mails with one message, the one that went worst is told.
WORST_FIRST = (
    Delivery.State.BOUNCED,
    Delivery.State.WITHHELD,
    Delivery.State.QUEUED,
    Delivery.State.SENT,
)


class Verdict(Schema):
    """Who answers for a line, and every reason why it is not the service."""

    order: str | None
    line: str | None
    topic: str
    covered: bool
    handler: str
    reasons: list[str]
    units: list[Facts] | None = None
    lines: list[Facts] | None = None


class ContactShape(Schema):
    id: str
    state: str
    version: int
    handler: str
    coverage: list[Facts]
    answer_due_at: At | None
    store: str
    order: str | None
    product: str | None
    buyer: str | None
    verified: bool
    topic: str
    channel: str
    language: str
    opened_at: At
    resolved_at: At | None


class MessageShape(Schema):
    id: int
    lane: str
    channel: str
    author: str
    at: At
    interim: bool
    seller: str | None
    delivery: str | None


class MessageWhole(MessageShape):
    text: str


class PartShape(Schema):
    """A seller's share of a contact."""

    seller: str
    handler: str


class MessageDone(MessageShape):
    """The message, and how the contact stands after it."""

    contact: str
    state: str
    version: int


def iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def maybe_iso(at: datetime | None) -> str | None:
    return iso(at) if at else None


def contact(row: Contact) -> Facts:
    return {
        "id": row.pk,
        "state": str(row.state),
        "version": row.version,
        "handler": str(row.handler),
        "coverage": row.coverage,
        "answer_due_at": maybe_iso(row.answer_due_at),
        "store": row.store_id,
        "order": row.order_id,
        "product": row.product_id,
        "buyer": row.buyer_id,
        "verified": row.verified,
        "topic": row.topic,
        "channel": str(row.channel),
        "language": row.language,
        "opened_at": iso(row.opened_at),
        "resolved_at": maybe_iso(row.resolved_at),
    }


def message(row: Message, deliveries: Iterable[Delivery]) -> Facts:
    """Without the words, as an answer that is kept must be."""
    return {
        "id": row.pk,
        "lane": str(row.lane),
        "channel": str(row.channel),
        "author": row.author,
        "at": iso(row.at),
        "interim": row.interim,
        "seller": row.part.seller_id if row.part else None,
        "delivery": _delivery(row, deliveries),
    }


def message_whole(row: Message) -> Facts:
    return {**message(row, row.deliveries.all()), "text": row.text.body}


def entry(row: Entry) -> Facts:
    """One thing that happened, its facts beside it."""
    return {**row.facts, "at": iso(row.at), "by": row.by, "what": row.what}


def _delivery(row: Message, deliveries: Iterable[Delivery]) -> str | None:
    """How the mail with these words fares. A receipt to their own author is not one."""
    from_buyer = row.author.startswith("buyer:")
    reader = Delivery.To.SELLER if from_buyer or row.lane == "seller" else Delivery.To.BUYER
    states = {each.state for each in deliveries if each.to == reader}
    return next((str(state) for state in WORST_FIRST if state in states), None)
