"""A question and a waiting message as a seller sees them: clock, wording, product."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from mostrador.cases import kinds
from mostrador.cases.models import Question
from mostrador.contacts.models import Contact, Part
from mostrador.orders.models import Line
from mostrador.pages import clocks, moments
from mostrador.pages.shapes import Action, ClockFace, Translation
from mostrador.pages.zones import zone_of
from mostrador.people.models import User
from mostrador.portal import own, words
from mostrador.rules import case_clock
from mostrador.sellers import members
from mostrador.sellers.models import Seller

# An order and a seller, and the titles of what he sold in it.
Titles = Mapping[tuple[str | None, str | None], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Card:
    """A question that waits for him, with its answers ready to be pressed."""

    clock: ClockFace
    kind: str
    text: str
    about: str
    href: str
    # What the agent wrote himself, in his own language.
    own_words: Translation | None
    actions: tuple[Action, ...]


def zones(seller: Seller, contact: Contact) -> tuple[str, ...]:
    """His own zone first, then the store's, once if they are the same."""
    store = contact.store.time_zone
    return tuple(dict.fromkeys((zone_of(seller.country, store), store)))


def due(question: Question) -> str:
    """The due moment in both zones."""
    both = zones(question.seller, question.contact)
    return " / ".join(moments.with_city(question.due_at, zone) for zone in both)


def is_over(question: Question, *, now: datetime) -> bool:
    """His time is over, whether a clock has looked or not (E13)."""
    open_or_lapsed = question.state in {Question.State.OPEN, Question.State.LAPSED}
    return open_or_lapsed and case_clock.has_lapsed(question.due_at, answered_at=None, now=now)


def clock(question: Question, *, now: datetime) -> ClockFace:
    return clocks.face(
        question.asked_at,
        question.due_at,
        now=now,
        zones=zones(question.seller, question.contact),
        label=_("Time left to answer"),
    )


def waiting_clock(part: Part, since: datetime, *, now: datetime) -> ClockFace:
    """24 hours as a figure; nothing lapses when they are over (E78)."""
    started_at = max(since, part.passed_at or since)
    return clocks.face(
        started_at,
        case_clock.question_due_at(started_at),
        now=now,
        zones=zones(part.seller, part.contact),
        label=_("Answer to the buyer"),
    )


def titles(lines: Iterable[Line]) -> Titles:
    found: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for line in lines:
        found[line.order_id, line.seller_id].append(title(line))
    return found


def title(line: Line) -> str:
    own_title = line.product.title if line.product else ""
    return str(line.body.get("title") or own_title or line.body.get("sku") or line.product_id or "")


def product(part: Part, contact: Contact, known: Titles) -> str:
    """What it is about: his lines of the order, or the product asked about before one."""
    if part.order_id is None:
        return contact.product.title if contact.product else ""
    sold = [*known.get((part.order_id, part.seller_id), ()), *known.get((part.order_id, None), ())]
    return words.listed(dict.fromkeys(one for one in sold if one))


def about(part: Part, contact: Contact, known: Titles) -> str:
    return " · ".join(one for one in (product(part, contact, known), part.order_id) if one)


def wording(question: Question, known: Titles) -> str:
    """The hand-written wording of its kind, in the reader's language."""
    unnamed = pgettext("instead of a product's title", "the item")
    sold = product(question.part, question.contact, known)
    facts = {"order": question.part.order_id or "–", "product": sold or unnamed}
    return kinds.wording(question.kind, facts, language=get_language() or "en")


def own_words(question: Question) -> Translation | None:
    text = words.for_seller(question.text.body, question.contact).strip()
    return Translation(text, question.language) if text else None


def card(question: Question, known: Titles, *, now: datetime, may_answer: bool) -> Card:
    href = reverse("portal:case", args=[question.pk])
    kind = kinds.KINDS[question.kind]
    answers = tuple(
        Action(str(one.label), href=f"{href}?choice={one.code}#answer") for one in kind.choices
    ) or (Action(pgettext("button", "Answer"), href=f"{href}#answer"),)
    return Card(
        clock=clock(question, now=now),
        kind=str(kind.title),
        text=wording(question, known),
        about=about(question.part, question.contact, known),
        href=href,
        own_words=own_words(question),
        # Whoever only reads is not offered what he may not do (E55).
        actions=answers if may_answer else (),
    )


def cards(questions: Iterable[Question], user: User, *, now: datetime) -> list[Card]:
    asked = list(questions)
    known = titles(own.lines_of(user, [one.part for one in asked]))
    his = members.answered_by(user)
    return [card(one, known, now=now, may_answer=one.seller_id in his) for one in asked]
