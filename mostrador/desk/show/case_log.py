"""The Case Log as the agent reads it: each side's words in his language and the seller's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import get_language, gettext, override, pgettext

from mostrador.cases import kinds
from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Message, Part
from mostrador.decisions import extensions
from mostrador.desk import tongues, words
from mostrador.desk.dossier import Dossier
from mostrador.desk.show import history, names, promises, thread
from mostrador.pages import answered, moments, shapes
from mostrador.pages.zones import zone_of


@dataclass(frozen=True, slots=True)
class Side:
    """The same thing as one of the two reads it."""

    language: str
    name: str
    text: str
    # Said instead of words that nobody has put into this language.
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    at: datetime
    by: str
    zone: str
    mine: Side
    theirs: Side
    late: bool
    # The reason for which a colleague took it for no answer.
    refused: str = ""
    # Where that is said; empty once it cannot be.
    refuse: str = ""


@dataclass(frozen=True, slots=True)
class QuestionCard:
    template: ClassVar[str] = "desk/_question.html"

    id: str
    kind: str
    state: str
    state_kind: str
    by: str
    seller: str
    at: datetime
    zone: str
    mine: Side
    theirs: Side
    due: tuple[str, ...]
    clock: shapes.ClockFace | None
    answers: tuple[AnswerCard, ...]
    # Where it is withdrawn; empty once it cannot be.
    withdraw: str
    # The seller asks for more time: where it is given, and until when; else why there is none.
    give: str = ""
    give_until: str = ""
    wants_time: bool = False
    given: bool = False


Card = QuestionCard | shapes.Message


def lane(dossier: Dossier) -> tuple[Card, ...]:
    """Questions with their answers, and what both wrote besides, in the order of time."""
    cards: list[tuple[datetime, Card]] = [
        (one.asked_at, question_card(one, dossier)) for one in dossier.questions
    ]
    cards += [(one.at, thread.message(one, dossier)) for one in _said(dossier)]
    return tuple(card for _at, card in sorted(cards, key=lambda one: one[0]))


def question_card(question: Question, dossier: Dossier) -> QuestionCard:
    kind, state = words.QUESTION_STATES[question.state]
    is_open = question.state == Question.State.OPEN
    given = dossier.answers.get(question.pk, ())
    return QuestionCard(
        id=question.pk,
        kind=history.kind(question.kind),
        state=str(state),
        state_kind=kind,
        by=names.of(question.asked_by, dossier),
        seller=str(dossier.seller(question.seller_id)),
        at=question.asked_at,
        zone=dossier.zone,
        mine=_asked(question, dossier, get_language() or "en"),
        theirs=_asked(question, dossier, language_of(question.part, dossier)),
        due=due_in_both(question.due_at, question.part, dossier),
        clock=clock(question, dossier) if is_open else None,
        answers=tuple(_answer_card(one, question, dossier) for one in given),
        withdraw=reverse("desk:withdrawal", args=[dossier.contact.pk, question.pk])
        if is_open
        else "",
        **_more_time(question, dossier),
    )


def _more_time(question: Question, dossier: Dossier) -> dict[str, Any]:
    """What he asked for, and what there is to give (E10)."""
    given = question.more_time_given_at is not None
    if given or question.more_time_asked_at is None or question.state != Question.State.OPEN:
        return {"given": given}
    question.contact = dossier.contact
    offered = extensions.offer(question, now=dossier.now)
    if not offered:
        return {"wants_time": True}
    until = " · ".join(due_in_both(offered.due_at, question.part, dossier))
    give = reverse("desk:more_time", args=[dossier.contact.pk, question.pk])
    return {"wants_time": True, "give": give, "give_until": until}


def clock(question: Question, dossier: Dossier) -> shapes.ClockFace:
    both = zones(question.part, dossier)
    return promises.of_seller(question, now=dossier.now, zones=both)


def zones(part: Part, dossier: Dossier) -> tuple[str, ...]:
    """The store's zone and the seller's, once where they are the same."""
    country = dossier.seller(part.seller_id).country
    return tuple(dict.fromkeys((dossier.zone, zone_of(country, dossier.zone))))


def due_in_both(due_at: datetime, part: Part, dossier: Dossier) -> tuple[str, ...]:
    return tuple(moments.with_city(due_at, zone) for zone in zones(part, dossier))


def language_of(part: Part, dossier: Dossier) -> str:
    return tongues.of_seller(dossier.seller(part.seller_id), dossier.contact.store)


def asked_about(part: Part, dossier: Dossier, language: str) -> Mapping[str, str]:
    """What a question's wording names: the order, and what of it this seller sold."""
    contact, lines = dossier.contact, dossier.lines_of(part)
    covered = {one["line"] for one in contact.coverage if one["covered"]}
    ours = [line for line in lines if line.ref in covered] or lines
    titles = dict.fromkeys(str(line.body.get("title") or "") for line in ours)
    product = str(contact.product) if contact.product else ""
    named = ", ".join(filter(None, titles)) or product
    with override(language):
        unnamed = pgettext("instead of a product's title", "the item")
    return {"order": contact.order_id or "–", "product": named or unnamed}


def _asked(question: Question, dossier: Dossier, language: str) -> Side:
    facts = asked_about(question.part, dossier, language)
    known = question.kind in kinds.KINDS
    said = kinds.wording(question.kind, facts, language=language) if known else question.kind
    own = question.text.body.strip()
    return Side(language, tongues.name(language), f"{said}\n\n{own}" if own else said)


def _answer_card(answer: Answer, question: Question, dossier: Dossier) -> AnswerCard:
    can = question.state == Question.State.ANSWERED and not answer.not_an_answer
    refuse = reverse("desk:not_an_answer", args=[dossier.contact.pk, answer.pk])
    return AnswerCard(
        at=answer.at,
        by=names.of(answer.by, dossier),
        zone=dossier.zone,
        mine=_mine(answer, question),
        theirs=_theirs(answer, question),
        late=answer.late,
        refused=answer.not_an_answer,
        refuse=refuse if can else "",
    )


def _mine(answer: Answer, question: Question) -> Side:
    """In the agent's language as far as it is closed; his own words stay in his."""
    reader = get_language() or "en"
    if answer.language == reader:
        return Side(reader, tongues.name(reader), _said_in(answer, question, reader))
    own = answer.text.body.strip()
    note = gettext("His own words are not translated; they stand beside this.") if own else ""
    closed = _closed(answer, question, reader)
    return Side(reader, tongues.name(reader), closed, note)


def _theirs(answer: Answer, question: Question) -> Side:
    language = answer.language
    return Side(language, tongues.name(language), _said_in(answer, question, language))


def _said_in(answer: Answer, question: Question, language: str) -> str:
    parts = (_closed(answer, question, language), answer.text.body.strip())
    return "\n\n".join(part for part in parts if part)


def _closed(answer: Answer, question: Question, language: str) -> str:
    """The closed answer and what was filled in with it."""
    said = answered.lines(question.kind, answer.choice, answer.values, language=language)
    return "\n".join(said)


def _said(dossier: Dossier) -> Sequence[Message]:
    return [one for one in dossier.messages if one.lane == "seller"]
