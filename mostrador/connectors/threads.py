"""Threads of a marketplace's own: a thread is a contact, and what is said in it is heard once.

A buyer's new words open the contact, or go on in it, by the same rules as a mail. What the seller
or a colleague has written there is shown as theirs; nothing is owed for it, since it has been read.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from mostrador.connectors import belonging, observed, posting, writing
from mostrador.connectors.base import Said
from mostrador.connectors.models import Connection
from mostrador.connectors.thread_models import Thread, ThreadMessage
from mostrador.contacts import conversation, deliveries, linking
from mostrador.contacts.conversation import Heard
from mostrador.contacts.lanes import Channel, Lane
from mostrador.contacts.models import Contact, Message, Part
from mostrador.contacts.opening import Opening, author_of, open_contact
from mostrador.decisions import withdrawal_standing
from mostrador.orders import copying
from mostrador.orders.models import Buyer, Order
from mostrador.rules.topics import Topic, proposed_topic
from mostrador.sellers.models import Seller

BUYER, SELLER = "buyer", "seller"
OURS = ("operator", "service")
# Of whom we know nothing is heard, and shown as such.
UNKNOWN = "unknown"
SERVICE = "service"


def of_contact(contact: Contact) -> Thread | None:
    """Where its buyer reads; of a part that was split off, where the whole of it was said."""
    rows = Thread.objects.select_related("connection__store")
    found = rows.filter(contact=contact).first()
    if found is None and contact.split_from is not None:
        return of_contact(contact.split_from)
    return found


@transaction.atomic
def take(connection: Connection, key: str, said: Sequence[Said], *, now: datetime) -> int:
    """Hear what is new in one thread; how many messages that were. Twice changes nothing."""
    Thread.objects.get_or_create(connection=connection, ref=key)
    thread = Thread.objects.select_for_update().get(connection=connection, ref=key)
    known = set(thread.told.values_list("ref", flat=True))
    new = {one.id: one for one in sorted(said, key=lambda one: one.at) if one.id not in known}
    if not new:
        return 0
    if thread.contact is not None:
        return _hear_all(thread, new.values(), now=now)
    first = _first(new.values(), since=connection.made_at)
    if first is None and thread.observation is None:
        # Nobody wants anything of us yet.
        return 0
    begins = first or next(iter(new.values()))
    opening = _opening(thread, begins, now=now)
    if not observed.is_live(opening, begins.seller):
        return _observe(thread, opening, first, new, now=now)
    if first is None:
        return 0
    del new[first.id]
    _open(thread, opening, first, now=now)
    before = [one for one in new.values() if one.at < first.at]
    later = [one for one in new.values() if one.at >= first.at]
    return 1 + _hear_all(thread, before, now=now, past=True) + _hear_all(thread, later, now=now)


def _first(said: Iterable[Said], *, since: datetime) -> Said | None:
    """The words that open it: what was written before we came is somebody's answered question."""
    return next((one for one in said if one.by == BUYER and one.at >= since), None)


def _opening(thread: Thread, said: Said, *, now: datetime) -> Opening:
    order = _order(thread.connection, said.order)
    topic = proposed_topic(said.subject, said.text, has_order=bool(said.order))
    asks_seller = said.order is None and _known_seller(said.seller)
    return Opening(
        store=order.store if order else thread.connection.store,
        topic=(Topic.PRE_ORDER if asks_seller else topic).value,
        channel=Channel.THREAD,
        text=said.text,
        at=min(said.at, now),
        order=order,
        seller=said.seller if asks_seller else None,
        buyer=_buyer(said, order),
        subject=said.subject,
        # A mail would ask for the order; the thread has it, and it may still be on its way.
        silent=order is None and not asks_seller,
        attachments=_files(said),
    )


def _open(thread: Thread, opening: Opening, said: Said, *, now: datetime) -> None:
    contact = open_contact(opening, now=now)
    thread.contact, thread.order_ref = contact, said.order or ""
    thread.save(update_fields=["contact", "order_ref"])
    _remember(thread, said, contact.last_message)
    if opening.silent:
        deliveries.owe_buyer(contact, "received", message=contact.last_message, now=now)


def _observe(
    thread: Thread, opening: Opening, first: Said | None, new: Mapping[str, Said], *, now: datetime
) -> int:
    """Its seller is not live: only seen, beside what he and the marketplace make of it."""
    if thread.observation is None:
        thread.observation = observed.begin(opening, now=now)
        thread.save(update_fields=["observation"])
    elif first is not None:
        observed.more(thread.observation, first, order=opening.order, now=now)
    for one in new.values():
        if one is not first:
            observed.more(thread.observation, one, order=opening.order, now=now)
        _remember(thread, one, None)
    return len(new)


def _hear_all(thread: Thread, said: Iterable[Said], *, now: datetime, past: bool = False) -> int:
    heard = 0
    for one in said:
        message = _hear(thread, _current(thread.contact), one, now=now, past=past)
        _remember(thread, one, message)
        heard += 1
    return heard


def _hear(
    thread: Thread, contact: Contact, said: Said, *, now: datetime, past: bool
) -> Message | None:
    if said.by in OURS and posting.is_echo(thread, said, now=now):
        return None
    heard = _heard(said, contact, now=now)
    if past:
        return conversation.overhear(contact.pk, heard, part=_part(contact, said))
    if said.by == BUYER:
        message = conversation.hear(contact.pk, heard, now=now)
        withdrawal_standing.order_found(contact.pk, now=now)
        return message
    if said.by in OURS or said.by == SELLER:
        return _overhear(contact, said, heard)
    return conversation.hear(contact.pk, heard, now=now)


def _overhear(contact: Contact, said: Said, heard: Heard) -> Message:
    part = _part(contact, said)
    to_buyer = not said.to or BUYER in said.to
    if to_buyer or part is None:
        return conversation.overhear(contact.pk, heard, part=part if said.by == SELLER else None)
    if said.by == SELLER:
        return conversation.hear_seller(part, heard)
    return conversation.overhear(contact.pk, heard, part=part, lane=Lane.SELLER)


def _heard(said: Said, contact: Contact, *, now: datetime) -> Heard:
    authors: Mapping[str, str] = {
        BUYER: author_of(contact),
        SELLER: f"seller:{said.seller}" if said.seller else SELLER,
        **dict.fromkeys(OURS, SERVICE),
    }
    author = authors.get(said.by, UNKNOWN)
    return Heard(said.text, min(said.at, now), Channel.THREAD, author, attachments=_files(said))


def _part(contact: Contact, said: Said) -> Part | None:
    if said.by == BUYER:
        return None
    parts = contact.parts.order_by("pk")
    return parts.filter(seller=said.seller).first() if said.seller else parts.first()


def _remember(thread: Thread, said: Said, message: Message | None) -> None:
    ThreadMessage.objects.get_or_create(
        thread=thread,
        ref=said.id,
        defaults={"by": said.by[:20], "at": said.at, "message": message},
    )


def link_orders(connection: Connection, *, now: datetime) -> None:
    """The words came before the order: now it is here."""
    waiting = connection.threads.filter(contact__order=None, contact__isnull=False)
    named = dict(waiting.exclude(order_ref="").values_list("order_ref", "contact"))
    for order in belonging.own(connection, named).select_related("buyer"):
        contact = linking.link(named[order.pk], order, by=SERVICE, now=now)
        withdrawal_standing.order_found(contact.pk, now=now)


def _order(connection: Connection, key: str | None) -> Order | None:
    if not key:
        return None
    rows = belonging.own(connection, [writing.current(key)])
    return rows.select_related("buyer", "store").first()


def _buyer(said: Said, order: Order | None) -> Buyer | None:
    """The marketplace lets nobody into the thread of an order but its buyer."""
    if order:
        return order.buyer
    key = str((said.buyer or {}).get("id") or "")
    if not key:
        return None
    # So that the order, when it comes, is known to be his.
    copying.stubs([key])
    return Buyer.objects.get(pk=key)


def _known_seller(key: str | None) -> bool:
    return bool(key) and Seller.objects.filter(pk=key).exists()


def _current(contact: Contact | None) -> Contact:
    """A merged contact goes on in the one it was merged into."""
    if contact is None:
        raise LookupError("A thread without a contact has nothing to be heard in.")
    contact.refresh_from_db()
    return contact.merged_into or contact


def _files(said: Said) -> Sequence[tuple[str, str, bytes]]:
    return [(one.name, one.media_type, one.body) for one in said.files]
