"""The portal's lists: one line for each question, message and decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.cases import kinds
from mostrador.cases.models import Question
from mostrador.contacts.models import Part
from mostrador.decisions.models import Decision
from mostrador.orders.models import Line
from mostrador.pages import moments
from mostrador.pages.shapes import ClockFace, NavItem
from mostrador.people.models import User
from mostrador.portal import faces, own, words

A_PAGE = 25
AT_HOME = 10
# Of the newest decisions some may be about another seller's lines only.
LOOKED_AT = 40
EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    title: str
    about: str
    text: str = ""
    tag: str = ""
    kind: str = "plain"
    clock: ClockFace | None = None
    when: str = ""


def nav(user: User, current: str, *, now: datetime) -> tuple[NavItem, ...]:
    """The places, with what waits in each."""
    open_ones = own.in_state(own.questions(user), Question.State.OPEN, now=now).count()
    waiting = own.waiting(user).count()
    places = (
        ("home", _("Home"), "house", None),
        ("cases", _("Questions"), "circle-question-mark", open_ones),
        ("messages", _("Messages"), "mail", waiting),
        ("returns", _("Returns"), "package-open", own.returns_to_do(user).count()),
        ("decided", pgettext("place in the portal", "Costs"), "scale", None),
        ("account", pgettext("place in the portal", "Account"), "store", None),
    )
    return tuple(
        NavItem(word, reverse(f"portal:{name}"), icon, count, current=name == current)
        for name, word, icon, count in places
    )


def questions(user: User, questions: Iterable[Question], *, now: datetime) -> list[Row]:
    asked = list(questions)
    known = faces.titles(own.lines_of(user, [one.part for one in asked]))
    return [_question(one, known, now=now) for one in asked]


def threads(user: User, parts: Iterable[Part], *, now: datetime) -> list[Row]:
    """What he answers himself, each with why it came to him."""
    found = list(parts)
    mine = own.lines_of(user, found)
    known = faces.titles(mine)
    return [_thread(part, known, reasons_of(part, mine), now=now) for part in found]


def case_logs(user: User, parts: Iterable[Any]) -> list[Row]:
    found = list(parts)
    known = faces.titles(own.lines_of(user, found))
    return [
        Row(
            reverse("portal:thread", args=[part.contact_id]),
            faces.about(part, part.contact, known) or part.contact_id,
            _("With the service"),
            when=moments.day_and_hour(part.said_at, faces.zones(part.seller, part.contact)[0]),
        )
        for part in found
    ]


def decisions(user: User, *, how_many: int) -> list[Row]:
    """The newest that are about his lines."""
    found = decided(user, list(own.decisions(user)[:LOOKED_AT]))
    return [_decision(one) for one in found[:how_many]]


def decided(user: User, decisions: Sequence[Decision]) -> list[Decision]:
    """Without those that name lines of other sellers only (E25)."""
    orders = {one.contact.order_id for one in decisions}
    refs = set(own.lines(user).filter(order__in=orders).values_list("order_id", "ref"))
    return [
        one
        for one in decisions
        if one.question_id
        or not one.lines
        or any((one.contact.order_id, ref) in refs for ref in one.lines)
    ]


def reasons_of(part: Part, lines: Iterable[Line]) -> list[str]:
    """Why his own lines are not covered, each reason once and in the rule's order."""
    refs = {line.ref for line in lines if line.order_id == part.order_id}
    verdicts = part.contact.coverage
    his = [one for one in verdicts if one["line"] is None or one["line"] in refs]
    return list(dict.fromkeys(code for one in his for code in one["reasons"]))


def _question(question: Question, known: faces.Titles, *, now: datetime) -> Row:
    state = Question.State.LAPSED if faces.is_over(question, now=now) else question.state
    word, kind = words.STATES[state]
    is_open = state == Question.State.OPEN
    zone = faces.zones(question.seller, question.contact)[0]
    return Row(
        reverse("portal:case", args=[question.pk]),
        str(kinds.KINDS[question.kind].title),
        faces.about(question.part, question.contact, known),
        tag=str(word),
        kind=kind,
        clock=faces.clock(question, now=now) if is_open else None,
        when=moments.day_and_hour(_moment(question, state), zone),
    )


def _moment(question: Question, state: str) -> datetime:
    """What a list tells of it: when it was answered, when it lapsed; else when it was asked."""
    if state == Question.State.LAPSED:
        return question.due_at
    return question.answered_at or question.asked_at


def _thread(part: Part, known: faces.Titles, reasons: Sequence[str], *, now: datetime) -> Row:
    since = part.waits_since  # type: ignore[attr-defined]  # annotated by own.threads
    last = part.last_words  # type: ignore[attr-defined]  # annotated by own.threads
    text = words.for_seller(last or "", part.contact)
    why = words.named(reasons[:1], words.REASONS)
    return Row(
        reverse("portal:thread", args=[part.contact_id]),
        faces.about(part, part.contact, known) or part.contact_id,
        why[0] if why else _("The service can answer this."),
        text=Truncator(" ".join(text.split())).chars(EXCERPT),
        tag="" if since else _("You have answered"),
        kind="ok",
        clock=faces.waiting_clock(part, since, now=now) if since else None,
    )


def _decision(decision: Decision) -> Row:
    contact = decision.contact
    day = moments.date(decision.decided_at, contact.store.time_zone)
    return Row(
        _where(decision),
        str(words.REMEDIES[decision.remedy]),
        " · ".join(filter(None, (contact.order_id, day))),
        text=words.for_seller(decision.reason.body, contact),
        tag=str(words.GROUNDS[decision.ground]),
    )


def _where(decision: Decision) -> str:
    """Where its story stands: the question it follows, else the order."""
    if decision.question_id:
        return reverse("portal:case", args=[decision.question_id])
    order = decision.contact.order_id
    return reverse("portal:order", args=[order]) if order else reverse("portal:home")
