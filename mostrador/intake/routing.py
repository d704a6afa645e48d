"""Where a letter is led once its verdict is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from mostrador.cases import log
from mostrador.cases.models import Question
from mostrador.contacts import bounces, conversation, handover, linking, support
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact, Message, Part
from mostrador.contacts.opening import Opening, open_contact
from mostrador.decisions import withdrawal_standing
from mostrador.intake.letter import Letter
from mostrador.intake.threads import Thread
from mostrador.orders import queries
from mostrador.orders.models import Buyer, Order
from mostrador.rules.naming import order_tokens
from mostrador.rules.topics import Topic, proposed_topic
from mostrador.rules.verdict import Verdict
from mostrador.sellers.models import Product, Seller
from mostrador.shadow.models import Observation
from mostrador.stores.models import Store

# A forwarded mail counts from when the buyer wrote it (E59), unless its date is a slip.
BELIEVED_FOR = timedelta(days=30)
# Neither the buyer's address nor the seller's: heard, and shown as such.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Led:
    contact: Contact | None = None
    message: Message | None = None
    observation: Observation | None = None


def lead(
    letter: Letter,
    raw: bytes,
    verdict: Verdict,
    thread: Thread | None,
    seller: Seller | None,
    stores: Sequence[Store],
    *,
    now: datetime,
) -> Led:
    match verdict:
        case Verdict.BOUNCE:
            report = letter.report
            returned = report.message_id if report else None
            recipient = report.recipient if report else ""
            return Led(bounces.note(returned, thread, recipient=recipient, now=now))
        case Verdict.AUTO_REPLY:
            return Led(thread.contact if thread else None)
        case Verdict.SELLER_MESSAGE if seller:
            return _from_seller(letter, raw, thread, seller, stores, now=now)
        case Verdict.FOLLOW_UP if thread:
            return _follow_up(letter, raw, thread, seller, now=now)
        case _:
            return _new(letter, raw, verdict, seller, stores, now=now)


def _new(
    letter: Letter,
    raw: bytes,
    verdict: Verdict,
    seller: Seller | None,
    stores: Sequence[Store],
    *,
    now: datetime,
) -> Led:
    contact = open_contact(opening(letter, raw, verdict, seller, stores, now=now), now=now)
    return Led(contact, contact.last_message)


def opening(
    letter: Letter,
    raw: bytes,
    verdict: Verdict,
    seller: Seller | None,
    stores: Sequence[Store],
    *,
    now: datetime,
) -> Opening:
    """What the letter says of a new matter."""
    forwarded = letter.forwarded if verdict == Verdict.HANDED_OVER else None
    sender = forwarded.sender if forwarded else letter.sender
    subject = (forwarded.subject if forwarded else "") or letter.subject
    text = (forwarded.text if forwarded else "") or letter.text or letter.whole_text
    order = named(subject, text, sender)
    theirs = [] if order else queries.orders_of(sender)
    product = None if order else _product(subject, text)
    topic = proposed_topic(subject, text, has_order=bool(order or theirs))
    return Opening(
        store=store_of(letter, order, stores),
        topic=topic.value,
        channel="mail",
        text=text,
        at=_written_at(forwarded.sent_at if forwarded else None, now),
        order=order,
        proposed_order=theirs[0] if len(theirs) == 1 else None,
        product=product if topic is Topic.PRE_ORDER else None,
        buyer=_buyer(order, theirs, sender),
        address=sender,
        subject=subject,
        verified=_verified(letter, order, sender) and _may_tell(seller, order),
        silent=letter.no_answer or letter.null_sender or not sender,
        original=raw,
        attachments=_files(letter),
    )


def _buyer(order: Order | None, theirs: Sequence[Order], sender: str) -> Buyer | None:
    if order and queries.belongs_to(order, sender):
        return order.buyer
    return theirs[0].buyer if theirs else queries.buyer_with(sender)


def _may_tell(seller: Seller | None, order: Order | None) -> bool:
    """What a seller hands over is believed of his own orders alone."""
    if seller is None or order is None:
        return True
    return seller.pk in {order.seller_id, *(line.seller_id for line in queries.lines_of(order))}


def _follow_up(
    letter: Letter, raw: bytes, thread: Thread, seller: Seller | None, *, now: datetime
) -> Led:
    contact = thread.contact
    if not contact.verified and _is_orders_buyer(contact, letter):
        contact = handover.prove(contact.pk, letter.sender, by="service", now=now)
    from_buyer = _is_buyer(contact, letter)
    part = None if from_buyer else thread.sellers_part or _part_of(contact, seller)
    if part:
        return _from_sellers_side(letter, raw, thread, part, seller, now=now)
    if from_buyer and thread.alias:
        _take_what_is_ours(letter, contact, now=now)
    heard = _heard(letter, raw, author="" if from_buyer else UNKNOWN, now=now)
    message = conversation.hear(contact.pk, heard, now=now)
    # Read again now that it is locked: two answers may name the order at once.
    contact.refresh_from_db()
    if contact.order_id is None and from_buyer:
        order = named(letter.subject, letter.text, letter.sender)
        if order and queries.belongs_to(order, letter.sender):
            linking.link(contact.pk, order, by="service", now=now)
            contact.refresh_from_db()
    withdrawal_standing.order_found(contact.pk, now=now)
    return Led(contact, message)


def _take_what_is_ours(letter: Letter, contact: Contact, *, now: datetime) -> None:
    """A buyer who writes to the seller's masked address about a covered order is ours (E43)."""
    topic = proposed_topic(letter.subject, letter.text, has_order=contact.order_id is not None)
    handover.take_over(contact.pk, topic, by="service", now=now)


def _part_of(contact: Contact, seller: Seller | None) -> Part | None:
    return contact.parts.filter(seller=seller).first() if seller else None


def _from_sellers_side(
    letter: Letter,
    raw: bytes,
    thread: Thread,
    part: Part,
    seller: Seller | None,
    *,
    now: datetime,
) -> Led:
    """A seller answers by mail what he was asked, answers his own buyer, or offers something.

    What somebody else writes in answer to a seller's mail stays in the seller's lane, too: it may
    quote what the buyer must not read.
    """
    # A masked address is the seller's secret; for the Case Log only he himself counts (E7).
    proven = letter.authentication != "fail"
    himself = proven and seller is not None and seller.pk == part.seller_id
    by_alias = proven and thread.alias is not None
    author = f"seller:{part.seller_id}" if himself or by_alias else UNKNOWN
    heard = _heard(letter, raw, author=author, now=now)
    if part.handler == "seller" and author != UNKNOWN:
        return Led(thread.contact, conversation.seller_answers_buyer(part, heard, now=now))
    message = conversation.hear_seller(part, heard)
    question = _question(thread, part) if himself else None
    if question and (heard.text.strip() or heard.attachments):
        said = log.Said(heard.text, language=part.seller.language)
        log.answer(question.pk, said, by=heard.author, now=now)
    return Led(thread.contact, message)


def _question(thread: Thread, part: Part) -> Question | None:
    """The question whose mail he replied to, while an answer to it can still be taken."""
    # The buyer is told of the question, too: a reply to that mail is no seller's.
    if thread.delivery is None or thread.delivery.part_id != part.pk:
        return None
    takes = [Question.State.OPEN, Question.State.LAPSED]
    asked = part.questions.filter(pk=thread.delivery.facts.get("question"), state__in=takes)
    return asked.first()


def _from_seller(
    letter: Letter,
    raw: bytes,
    thread: Thread | None,
    seller: Seller,
    stores: Sequence[Store],
    *,
    now: datetime,
) -> Led:
    """A seller's own words belong to the case they name; else to seller support (E82, R54)."""
    author = f"seller:{seller.pk}" if letter.authentication != "fail" else UNKNOWN
    heard = _heard(letter, raw, author=author, now=now)
    part = _parts(seller).filter(contact=thread.contact).first() if thread else None
    part = part or (None if thread else named_part(letter, seller))
    if part is None:
        silent = letter.no_answer or letter.null_sender or author == UNKNOWN
        store = store_of(letter, None, stores)
        contact = support.open_for(
            seller, store, heard, subject=letter.subject, silent=silent, now=now
        )
        return Led(contact, contact.last_message)
    return Led(part.contact, conversation.hear_seller(part, heard))


def named_part(letter: Letter, seller: Seller) -> Part | None:
    """His share of the newest contact about an order that he names."""
    tokens = order_tokens(letter.subject, letter.text)
    return _parts(seller).filter(order__in=tokens).order_by("-contact__opened_at").first()


def _parts(seller: Seller) -> QuerySet[Part]:
    return Part.objects.filter(seller=seller).select_related("contact__store")


def _heard(letter: Letter, raw: bytes, *, author: str, now: datetime) -> Heard:
    text = letter.text or letter.whole_text
    return Heard(text, now, "mail", author, original=raw, attachments=_files(letter))


def _files(letter: Letter) -> list[tuple[str, str, bytes]]:
    return [(one.name, one.media_type, one.content) for one in letter.attachments]


def named(subject: str, text: str, sender: str) -> Order | None:
    tokens = order_tokens(subject, text)
    return next(iter(queries.orders_named(tokens, sender=sender)), None) if tokens else None


def _product(subject: str, text: str) -> Product | None:
    tokens = order_tokens(subject, text)
    return Product.objects.filter(pk__in=tokens).order_by("pk").first() if tokens else None


def store_of(letter: Letter, order: Order | None, stores: Sequence[Store]) -> Store:
    """The recipient address's store, else the order's, else the only or first one."""
    by_address = {store.service_address: store for store in stores}
    by_address |= {one: store for store in stores for one in store.hand_over_addresses()}
    addressed = (by_address.get(address) for address in letter.recipients)
    of_order = (store for store in stores if order and store.pk == order.store_id)
    return next((store for store in addressed if store), None) or next(of_order, stores[0])


def _verified(letter: Letter, order: Order | None, sender: str) -> bool:
    if letter.authentication == "fail":
        return False
    return order is None or queries.belongs_to(order, sender)


def _is_buyer(contact: Contact, letter: Letter) -> bool:
    known = {contact.address_text.body.lower()} if contact.address_text else set()
    if contact.buyer:
        known.add(contact.buyer.email.lower())
    if contact.order and contact.verified:
        known.add(contact.order.buyer_email.lower())
    return bool(letter.sender) and letter.sender in known and letter.authentication != "fail"


def _is_orders_buyer(contact: Contact, letter: Letter) -> bool:
    proven = letter.authentication != "fail"
    return proven and contact.order is not None and queries.belongs_to(contact.order, letter.sender)


def _written_at(sent_at: datetime | None, now: datetime) -> datetime:
    return sent_at if sent_at and now - BELIEVED_FOR <= sent_at <= now else now
