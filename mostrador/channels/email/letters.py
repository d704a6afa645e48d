"""What a mail says: one template per occasion, filled with facts, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.cases import links as answer_links
from mostrador.cases.kinds import wording
from mostrador.cases.models import Question
from mostrador.channels.email import declared, enclosing, own_page, returning
from mostrador.contacts import deliveries
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions.models import Decision
from mostrador.intake.letter import Attachment
from mostrador.intake.models import Inbound
from mostrador.orders.models import Line
from mostrador.pages import decision_words, moments, shapes, told, zones
from mostrador.rules.masking import masked
from mostrador.sellers import reach
from mostrador.sellers.models import Seller

# A person wrote these; the others are our machine's, and say so in their headers (RFC 3834).
CARRIES_WORDS = {"message", "from_seller", "seller/message", "seller/passed_on"}
WRITTEN_BY_PEOPLE = CARRIES_WORDS | {"decided"}
# These want the seller's answer.
ASKS = {
    "seller/question", "seller/reminder", "seller/not_an_answer", "seller/more_time",
    "seller/shifted",
}  # fmt: skip
REMEMBERED = 5


@dataclass(frozen=True, slots=True)
class Letter:
    sender_name: str
    sender: str
    recipient_name: str
    recipient: str
    reply_to: str
    subject: str
    text: str
    in_reply_to: str | None
    references: tuple[str, ...]
    automatic: bool
    attachments: tuple[Attachment, ...]


def letter_for(delivery: Delivery, *, now: datetime) -> Letter:
    """Everything about the mail but its Message-ID."""
    to_buyer = delivery.to == Delivery.To.BUYER
    with override(_language(delivery)):
        sellers = _sellers_named(delivery.contact) if to_buyer else ""
        subject, text = _rendered(delivery, sellers, now=now)
        sender_name, sender, reply_to = _sender(delivery, sellers)
        recipient_name, recipient = _buyer(delivery) if to_buyer else _seller(delivery)
    answered, earlier = _thread(delivery)
    return Letter(
        sender_name=sender_name,
        sender=sender,
        recipient_name=recipient_name,
        recipient=recipient,
        reply_to=reply_to,
        subject=subject,
        text=text,
        in_reply_to=answered,
        references=earlier,
        automatic=delivery.template not in WRITTEN_BY_PEOPLE,
        attachments=_attachments(delivery),
    )


def _language(delivery: Delivery) -> str:
    if delivery.to == Delivery.To.BUYER:
        return delivery.contact.language
    seller = delivery.part.seller if delivery.part else None
    return delivery.contact.store.language_with(seller.language if seller else "")


def _rendered(delivery: Delivery, sellers: str, *, now: datetime) -> tuple[str, str]:
    """A template's first line is the subject."""
    contact = delivery.contact
    folder = "" if delivery.template.startswith("seller/") else "buyer/"
    text = render_to_string(
        f"mail/{folder}{delivery.template}.txt", _facts(delivery, sellers, now=now)
    )
    own, _blank, body = text.lstrip().partition("\n")
    about = contact.subject_text.body if contact.subject_text and folder else ""
    subject = _("Re: %(subject)s") % {"subject": about} if about else own
    return f"{subject} [{contact.pk}]", body.strip() + "\n"


def _facts(delivery: Delivery, sellers: str, *, now: datetime) -> Mapping[str, Any]:
    contact, part = delivery.contact, delivery.part
    question = _of(Question, delivery.facts.get("question"))
    decision = _of(Decision, delivery.facts.get("decision"))
    seller = part.seller if part else None
    return {
        "contact": contact,
        "store": contact.store,
        "seller": seller,
        "sellers": sellers,
        "order": contact.order_id if contact.verified or seller else "",
        "words": _words(delivery),
        "question": question,
        "asked": _asked(question, contact),
        "own_words": _masked(question.text.body, delivery) if question else "",
        "decision": decision,
        "card": _card(decision, delivery),
        "why": delivery.facts.get("why", ""),
        "reason": _masked(decision.reason.body, delivery) if decision else "",
        "page": own_page.address(contact),
        "portal": settings.BASE_URL + _portal_path(delivery, question),
        "answer": _answer_address(delivery, question),
        **_hours(contact, question, seller, now=now),
        **returning.facts(delivery),
        **declared.facts(delivery),
    }


def _card(decision: Decision | None, delivery: Delivery) -> shapes.Decision | None:
    """What was decided as its reader is told of it everywhere."""
    if decision is None:
        return None
    why = _masked(decision.reason.body, delivery)
    if delivery.to == Delivery.To.BUYER or delivery.part is None:
        return decision_words.card_for_buyer(decision, why=why)
    lines = told.lines_of_seller(decision, delivery.part.seller_id)
    return decision_words.card_for_seller(decision, why=why, lines=lines)


def _hours(
    contact: Contact, question: Question | None, seller: Seller | None, *, now: datetime
) -> dict[str, str]:
    """The moments a mail names, in the zone of whoever must keep them."""
    store = contact.store.time_zone
    own = zones.zone_of(seller.country, store) if seller else store
    due_at = contact.answer_due_at
    return {
        "hour": moments.hour(now, store),
        "due": moments.day_and_hour(due_at, store) if due_at else "",
        "question_due": moments.with_city(question.due_at, store) if question else "",
        "sellers_due": moments.with_city(question.due_at, own) if question else "",
        "left": moments.duration(question.due_at - now) if question else "",
    }


def _of(model: Any, key: str | None) -> Any:
    return model.objects.get(pk=key) if key else None


def _sellers_named(contact: Contact) -> str:
    """Whom the buyer has his contract with (R1); nobody's name for a person we do not know."""
    if not contact.verified:
        return ""
    sellers = Seller.objects.filter(parts__contact=contact).order_by("name").distinct()
    return ", ".join(seller.name for seller in sellers)


def _product(contact: Contact, seller: str) -> str:
    """What the seller is asked about: of a basket, what is his (E25)."""
    if contact.product:
        return contact.product.title
    refs = [one["line"] for one in contact.coverage if one.get("line")]
    lines = Line.objects.filter(order=contact.order, ref__in=refs, seller=seller)
    titles = (str(line.body.get("title") or line.ref) for line in lines.order_by("position"))
    return ", ".join(titles)


def _words(delivery: Delivery) -> str:
    return _masked(delivery.message.text.body, delivery) if delivery.message else ""


def _masked(text: str, delivery: Delivery) -> str:
    """Between buyer and seller neither learns the other's address, whoever writes it (E79)."""
    return masked(text, secrets=_secrets(delivery)) if _crosses(delivery) else text


def _crosses(delivery: Delivery) -> bool:
    return delivery.to == Delivery.To.SELLER or delivery.template == "from_seller"


def _secrets(delivery: Delivery) -> list[str]:
    contact = delivery.contact
    buyer = contact.buyer
    seller = delivery.part.seller if delivery.part else None
    ours = [contact.address_text.body if contact.address_text else "", buyer.email if buyer else ""]
    phone = str(buyer.body.get("phone") or "") if buyer else ""
    theirs = [seller.email, reach.of(seller).second_email] if seller else []
    return [one for one in [*ours, phone, *theirs] if one]


def _asked(question: Question | None, contact: Contact) -> str:
    if question is None:
        return ""
    facts = {"order": contact.order_id or "", "product": _product(contact, question.seller_id)}
    return wording(question.kind, facts, language=_seller_language(question))


def _seller_language(question: Question) -> str:
    return question.contact.store.language_with(question.seller.language)


def _portal_path(delivery: Delivery, question: Question | None) -> str:
    if question:
        return f"/portal/cases/{question.pk}/"
    if path := returning.portal_path(delivery):
        return path
    if delivery.lane == "buyer" or delivery.contact.kind == Contact.Kind.SUPPORT:
        return f"/portal/messages/{delivery.contact_id}/"
    return "/portal/"


def _answer_address(delivery: Delivery, question: Question | None) -> str:
    """Where he answers without signing in (R49); a mail about what was decided asks nothing."""
    if question is None or delivery.template not in ASKS:
        return ""
    return f"{settings.BASE_URL}/portal/answer/{answer_links.seal(question)}/"


def _sender(delivery: Delivery, sellers: str) -> tuple[str, str, str]:
    """Who it is from, and where an answer goes: never anybody's own address (R1, E79)."""
    contact, store, part = delivery.contact, delivery.contact.store, delivery.part
    local, _at, domain = store.service_address.partition("@")
    reply_to = f"{local}+{contact.token}@{domain}"
    if part and delivery.template == "from_seller":
        address = f"s-{deliveries.alias(part, reaches=Delivery.To.SELLER).token}@{domain}"
        name = _("%(seller)s via %(store)s") % {"seller": part.seller, "store": store}
        return name, address, address
    if part and delivery.lane == "buyer":
        address = f"b-{deliveries.alias(part, reaches=Delivery.To.BUYER).token}@{domain}"
        return _("A buyer via %(store)s") % {"store": store}, address, address
    return _service_name(str(store), sellers), store.service_address, reply_to


def _service_name(store: str, sellers: str) -> str:
    if not sellers:
        return _("%(store)s customer service") % {"store": store}
    return _("%(store)s for %(seller)s") % {"store": store, "seller": sellers}


def _buyer(delivery: Delivery) -> tuple[str, str]:
    contact = delivery.contact
    name = contact.buyer.name if contact.buyer and contact.verified else ""
    if named := declared.recipient(delivery):
        return name, named
    if contact.address_text and contact.address_text.body:
        return name, contact.address_text.body
    if contact.buyer and contact.buyer.email:
        return name, contact.buyer.email
    return name, contact.order.buyer_email if contact.order and contact.verified else ""


def _address(delivery: Delivery, seller: Seller) -> str:
    return reach.confirmed_second(reach.of(seller)) if delivery.second else seller.email


def _seller(delivery: Delivery) -> tuple[str, str]:
    seller = delivery.part.seller if delivery.part else None
    if seller is None:
        return "", ""
    return seller.name, _address(delivery, seller)


def _thread(delivery: Delivery) -> tuple[str | None, tuple[str, ...]]:
    """What this mail answers, and the ids of the thread so far, oldest first."""
    ours = Delivery.objects.filter(
        contact=delivery.contact, to=delivery.to, part=delivery.part, second=delivery.second
    )
    sent = list(
        ours.filter(pk__lt=delivery.pk)
        .order_by("-pk")
        .values_list("mail_id", flat=True)[:REMEMBERED]
    )
    # A seller's own id, also that of a mail he handed over, would tell the buyer his domain.
    theirs = Inbound.objects.filter(contact=delivery.contact, message__lane="buyer").exclude(
        Q(mail_id="") | Q(verdict="handed_over") | Q(message__author__startswith="seller:")
    )
    last = theirs.order_by("-pk").values_list("mail_id", flat=True).first()
    answered = last if delivery.to == Delivery.To.BUYER else (sent[0] if sent else None)
    earlier = [*reversed(sent), *([answered] if answered and answered not in sent else [])]
    return answered, tuple(earlier)


def _attachments(delivery: Delivery) -> tuple[Attachment, ...]:
    # What only says that a message came does not carry its files back.
    if delivery.template not in CARRIES_WORDS:
        return ()
    files = enclosing.files_of(delivery.message)
    return enclosing.crossing(files, secrets=_secrets(delivery)) if _crosses(delivery) else files
