"""What is known already under an id: the bodies that rows of a table are merged into."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model

from mostrador.contacts.models import Contact, Message
from mostrador.orders.models import Buyer, Event, Order
from mostrador.sellers.models import Product, Seller
from mostrador.stores.models import Store

Body = dict[str, Any]
MODELS: Mapping[str, type[Model]] = {
    "store": Store, "seller": Seller, "product": Product, "order": Order,
}  # fmt: skip
EVENTS = ("return", "refund")
# Records of which one row may be a part; every other row is a record of its own.
IN_PARTS = {*MODELS, *EVENTS, "buyer", "contact"}
# What a message of the past holds instead of words that were erased.
ERASED = "erased"


def of(record: str, keys: Collection[str]) -> dict[str, Body]:
    """By id: what we have of these records."""
    if record == "contact":
        return _contacts(keys)
    if record == "buyer":
        # One that an order named on the side gives way to the record itself.
        buyers = Buyer.objects.filter(pk__in=keys, from_order=False)
        return dict(buyers.values_list("pk", "body"))
    if record in EVENTS:
        events = Event.objects.filter(pk__in=[f"{record}/{key}" for key in keys])
        return {key.partition("/")[2]: body for key, body in events.values_list("pk", "body")}
    if record not in MODELS:
        return {}
    rows = MODELS[record]._default_manager.filter(pk__in=keys)
    return dict(rows.values_list("pk", "body"))


def _contacts(keys: Collection[str]) -> dict[str, Body]:
    """As an import would tell them, for a contact is kept in rows of its own."""
    said: dict[str, list[Body]] = {}
    messages = Message.objects.filter(contact__in=keys).order_by("pk").select_related("text")
    for message in messages:
        said.setdefault(message.contact_id, []).append(_message(message))
    found = Contact.objects.filter(pk__in=keys)
    return {contact.pk: _contact(contact, said.get(contact.pk, [])) for contact in found}


def _contact(contact: Contact, messages: list[Body]) -> Body:
    last = max((message["at"] for message in messages), default="")
    over = contact.resolved_at.isoformat() if contact.resolved_at else ""
    body = {
        "type": "contact",
        "id": contact.pk,
        "store": contact.store_id,
        "order": contact.order_id,
        "buyer": contact.buyer_id,
        "verified": contact.verified,
        "topic": contact.topic,
        "opened_at": contact.opened_at.isoformat(),
        # Of one that nobody has closed the last word is the end, and another may come.
        "closed_at": over if over != last else "",
        "messages": messages,
    }
    return {
        name: value for name, value in body.items() if value or name in {"messages", "verified"}
    }


def _message(message: Message) -> Body:
    return {
        "from": message.author.partition(":")[0],
        "channel": message.channel,
        "at": message.at.isoformat(),
        "text": message.text.body,
        ERASED: not message.text.salt,
    }
