"""All rows of one contact's page, read in a number of queries that does not grow with them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from django.db.models import Q
from django.http import Http404

from mostrador.cases.models import Answer, Question
from mostrador.contacts import drafts
from mostrador.contacts.draft_models import Draft
from mostrador.contacts.models import Attachment, Contact, Delivery, Message, Part
from mostrador.decisions.models import Decision
from mostrador.history import chain
from mostrador.history.models import Entry
from mostrador.orders.models import Line
from mostrador.people.models import User
from mostrador.sellers.models import Enrolment, Seller

EARLIER_SHOWN = 6
SHORT_NUMBER = re.compile(r"[0-9]{1,9}$")
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass
class Dossier:
    """One contact as the desk knows it at `now`."""

    contact: Contact
    now: datetime
    parts: Sequence[Part]
    sellers: Mapping[str, Seller]
    messages: Sequence[Message]
    attachments: Mapping[int, Sequence[Attachment]]
    deliveries: Sequence[Delivery]
    questions: Sequence[Question]
    answers: Mapping[str, Sequence[Answer]]
    decisions: Sequence[Decision]
    entries: Sequence[Entry]
    drafts: Mapping[str, Draft]
    lines: Sequence[Line]
    enrolments: Sequence[Enrolment]
    earlier: Sequence[Contact]
    users: Mapping[int, User]

    @property
    def zone(self) -> str:
        return self.contact.store.time_zone

    @cached_property
    def service_parts(self) -> Sequence[Part]:
        """The shares that the service answers, and whose sellers may be asked."""
        return [part for part in self.parts if part.handler == "service"]

    @cached_property
    def open_questions(self) -> Sequence[Question]:
        asked = [one for one in self.questions if one.state == Question.State.OPEN]
        return sorted(asked, key=lambda question: question.due_at)

    @cached_property
    def undecided(self) -> Question | None:
        """The newest question that lapsed and that nobody has decided upon yet."""
        judged = {one.question_id for one in self.decisions if one.state != "cancelled"}
        lapsed = [one for one in self.questions if one.state == Question.State.LAPSED]
        left = [one for one in lapsed if one.pk not in judged]
        return max(left, key=lambda question: question.due_at, default=None)

    def seller(self, key: str) -> Seller:
        """A seller may be named by an order before anybody has told us of him."""
        return self.sellers.get(key) or Seller(id=key, name=key, body={})

    def seller_of(self, line: Line) -> str | None:
        return line.seller_id or (self.contact.order.seller_id if self.contact.order else None)

    def lines_of(self, part: Part) -> Sequence[Line]:
        return [line for line in self.lines if self.seller_of(line) == part.seller_id]


def gather(contact: Contact, user: User, *, now: datetime) -> Dossier:
    """Everything that the contact's page shows to this agent."""
    messages = list(contact.messages.select_related("text", "name_text").order_by("at", "pk"))
    questions = list(contact.questions.select_related("text", "part").order_by("asked_at", "pk"))
    answers = Answer.objects.filter(question__in=questions).select_related("text").order_by("at")
    entries = chain.entries_of(contact)
    parts, lines = list(contact.parts.order_by("pk")), _lines(contact)
    sellers = _sellers_named(contact, [*parts, *lines])
    return Dossier(
        contact=contact,
        now=now,
        parts=parts,
        sellers=Seller.objects.in_bulk(sellers),
        messages=messages,
        attachments=_attachments(contact),
        deliveries=list(contact.deliveries.select_related("owed").order_by("pk")),
        questions=questions,
        answers=_grouped((one.question_id, one) for one in answers),
        decisions=list(_decisions(contact)),
        entries=entries,
        drafts=drafts.kept(contact, user),
        lines=lines,
        enrolments=_enrolments(contact, sellers),
        earlier=_earlier(contact),
        users=_users([*(one.author for one in messages), *(one.by for one in entries)]),
    )


def _decisions(contact: Contact) -> Iterable[Decision]:
    found = contact.decisions.select_related("reason", "order").order_by("decided_at", "pk")
    return found.prefetch_related("instructions")


def find(contact_id: str) -> Contact:
    """Agents answer for every store and contact; 404 for a contact that there is not."""
    rows = Contact.objects.select_related(
        "store", "order__buyer", "buyer", "product", "owner", "proposed_order", "subject_text",
        "address_text",
    )  # fmt: skip
    contact = rows.filter(pk=contact_id, kind=Contact.Kind.BUYER).first()
    if contact is None:
        raise Http404
    return contact


def _lines(contact: Contact) -> list[Line]:
    rows = Line.objects.filter(order=contact.order_id).select_related("product")
    return list(rows.order_by("position")) if contact.order_id else []


def _sellers_named(contact: Contact, of: Iterable[Part | Line]) -> list[str]:
    named = {one.seller_id for one in of}
    named.add(contact.order.seller_id if contact.order else None)
    named.add(contact.product.seller_id if contact.product else None)
    return sorted(seller for seller in named if seller)


def _attachments(contact: Contact) -> Mapping[int, Sequence[Attachment]]:
    """With their files' names and sizes; the bytes stay where they are."""
    rows = Attachment.objects.filter(message__contact=contact).select_related("file")
    unread = rows.defer("file__body", "file__salt").order_by("pk")
    return _grouped((one.message_id, one) for one in unread)


def _enrolments(contact: Contact, sellers: Sequence[str]) -> list[Enrolment]:
    store = contact.order.store_id if contact.order else contact.store_id
    rows = Enrolment.objects.filter(seller__in=sellers, store=store)
    return list(rows.order_by("from_at"))


def _earlier(contact: Contact) -> list[Contact]:
    """What else this buyer wrote, or somebody about this order."""
    same = Q(order=contact.order_id) if contact.order_id else Q()
    if contact.buyer_id:
        same |= Q(buyer=contact.buyer_id)
    rows = Contact.objects.filter(same).exclude(pk=contact.pk).only("opened_at", "topic", "state")
    return list(rows.order_by("-opened_at", "-pk")[:EARLIER_SHOWN]) if same else []


def user_number(actor: str) -> int | None:
    """7 for "agent:7"; programs and old records name their actors in other ways."""
    role, _colon, number = actor.partition(":")
    return int(number) if role in {"agent", "operator"} and SHORT_NUMBER.match(number) else None


def _users(actors: Iterable[str]) -> Mapping[int, User]:
    numbers = {user_number(actor) for actor in actors}
    return User.objects.in_bulk([number for number in numbers if number is not None])


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> Mapping[Key, Sequence[Value]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
