"""Where a letter is led once its verdict is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mostrador.cases import log
from mostrador.cases.models import Question
from mostrador.contacts import bounces, conversation, linking
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact, Message, Part
from mostrador.contacts.opening import Opening, open_contact
from mostrador.intake.letter import Letter
from mostrador.intake.threads import Thread
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.rules.naming import order_tokens
from mostrador.rules.topics import Topic, proposed_topic
from mostrador.rules.verdict import Verdict
from mostrador.sellers.models import Product, Seller
from mostrador.stores.models import Store

# A forwarded mail counts from when the buyer wrote it (E59), unless its date is a slip.
BELIEVED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Led:
    contact: Contact | None = None
    message: Message | None = None


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
            return Led(bounces.note(report.message_id if report else None, thread, now=now))
        case Verdict.AUTO_REPLY:
            return Led(thread.contact if thread else None)
        case Verdict.SELLER_MESSAGE if seller:
            return _from_seller(letter, raw, thread, seller, now=now)
        case Verdict.FOLLOW_UP if thread:
            return _follow_up(letter, raw, thread, seller, now=now)
        case _:
            return _new(letter, raw, verdict, stores, now=now)


def _new(
    letter: Letter, raw: bytes, verdict: Verdict, stores: Sequence[Store], *, now: datetime
) -> Led:
    forwarded = letter.forwarded if verdict == Verdict.HANDED_OVER else None
    sender = forwarded.sender if forwarded else letter.sender
    subject = (forwarded.subject if forwarded else "") or letter.subject
    text = (forwarded.text if forwarded else "") or letter.text or letter.whole_text
    order = _named(subject, text, sender)
    theirs = [] if order else queries.orders_of(sender)
    product = None if order else _product(subject, text)
    topic = proposed_topic(subject, text, has_order=bool(order or theirs))
    contact = open_contact(
        Opening(
            store=_store(letter, order, stores),
            topic=topic.value,
            channel="mail",
            text=text,
            at=_written_at(forwarded.sent_at if forwarded else None, now),
            order=order,
            proposed_order=theirs[0] if len(theirs) == 1 else None,
            product=product if topic is Topic.PRE_ORDER else None,
            buyer=order.buyer if order and queries.belongs_to(order, sender)
            else (theirs[0].buyer if theirs else queries.buyer_with(sender)),
            address=sender,
            subject=subject,
            verified=_verified(letter, order, sender),
            silent=letter.no_answer or letter.null_sender or not sender,
            original=raw,
            attachments=_files(letter),
        ),
        now=now,
    )  # fmt: skip
    return Led(contact, contact.last_message)


def _follow_up(
    letter: Letter, raw: bytes, thread: Thread, seller: Seller | None, *, now: datetime
) -> Led:
    contact = thread.contact
    part = contact.parts.filter(seller=seller).first() if seller else None
    if part and seller:
        return _seller_replies(letter, raw, thread, part, now=now)
    heard = _heard(letter, raw, author="" if _is_buyer(contact, letter) else "unknown", now=now)
    message = conversation.hear(contact.pk, heard, now=now)
    if contact.order_id is None and not heard.author:
        order = _named(letter.subject, letter.text, letter.sender)
        if order and queries.belongs_to(order, letter.sender):
            linking.link(contact.pk, order, by="service", now=now)
    contact.refresh_from_db()
    return Led(contact, message)


def _seller_replies(
    letter: Letter, raw: bytes, thread: Thread, part: Part, *, now: datetime
) -> Led:
    """A seller answers by mail what he was asked, answers his own buyer, or offers something."""
    heard = _heard(letter, raw, author=f"seller:{part.seller_id}", now=now)
    question = _question(thread, part)
    if part.handler == "seller":
        return Led(thread.contact, conversation.seller_answers_buyer(part, heard, now=now))
    message = conversation.hear_seller(part, heard)
    if question:
        said = log.Said(heard.text, language=part.seller.language)
        log.answer(question.pk, said, by=heard.author, now=now)
    return Led(thread.contact, message)


def _question(thread: Thread, part: Part) -> Question | None:
    """The question whose mail he replied to, while an answer to it can still be taken."""
    asked = thread.delivery.facts.get("question") if thread.delivery else None
    takes = [Question.State.OPEN, Question.State.LAPSED]
    return part.questions.filter(pk=asked, state__in=takes).first() if asked else None


def _from_seller(
    letter: Letter, raw: bytes, thread: Thread | None, seller: Seller, *, now: datetime
) -> Led:
    """A seller's own words belong to the case they name; else to seller support (E82, R54)."""
    parts = Part.objects.filter(seller=seller).select_related("contact__store")
    if thread:
        part = parts.filter(contact=thread.contact).first()
    else:
        tokens = order_tokens(letter.subject, letter.text)
        part = parts.filter(order__in=tokens).order_by("-contact__opened_at").first()
    if part is None:
        return Led()
    heard = _heard(letter, raw, author=f"seller:{seller.pk}", now=now)
    return Led(part.contact, conversation.hear_seller(part, heard))


def _heard(letter: Letter, raw: bytes, *, author: str, now: datetime) -> Heard:
    text = letter.text or letter.whole_text
    return Heard(text, now, "mail", author, original=raw, attachments=_files(letter))


def _files(letter: Letter) -> list[tuple[str, str, bytes]]:
    return [(one.name, one.media_type, one.content) for one in letter.attachments]


def _named(subject: str, text: str, sender: str) -> Order | None:
    tokens = order_tokens(subject, text)
    return next(iter(queries.orders_named(tokens, sender=sender)), None) if tokens else None


def _product(subject: str, text: str) -> Product | None:
    tokens = order_tokens(subject, text)
    return Product.objects.filter(pk__in=tokens).order_by("pk").first() if tokens else None


def _store(letter: Letter, order: Order | None, stores: Sequence[Store]) -> Store:
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


def _written_at(sent_at: datetime | None, now: datetime) -> datetime:
    return sent_at if sent_at and now - BELIEVED_FOR <= sent_at <= now else now
