"""What programs read of questions."""

from typing import Any

from ninja import Schema

from mostrador.api.shapes import At, Facts, iso, maybe_iso
from mostrador.cases.models import Answer, Question


class AnswerShape(Schema):
    id: int
    at: At
    by: str
    choice: str
    late: bool


class AnswerWhole(AnswerShape):
    text: str
    values: Facts
    language: str
    not_an_answer: str


class QuestionBase(Schema):
    id: str
    contact: str
    seller: str
    kind: str
    state: str
    asked_at: At
    due_at: At
    answered_at: At | None
    consulted: list[str]


class QuestionShape(QuestionBase):
    answers: list[AnswerShape]


class QuestionWhole(QuestionBase):
    text: str
    language: str
    asked_by: str
    answers: list[AnswerWhole]


def question(row: Question) -> Facts:
    """Without the words, as an answer that is kept must be."""
    return {**_question(row), "answers": [_answer(each) for each in row.answers.order_by("pk")]}


def question_whole(row: Question) -> Facts:
    """Of a row with its answers and texts prefetched."""
    answers = sorted(row.answers.all(), key=lambda each: each.pk)
    return {
        **_question(row),
        "text": row.text.body,
        "language": row.language,
        "asked_by": row.asked_by,
        "answers": [_answer_whole(each) for each in answers],
    }


def _question(row: Question) -> dict[str, Any]:
    return {
        "id": row.pk,
        "contact": row.contact_id,
        "seller": row.seller_id,
        "kind": row.kind,
        "state": str(row.state),
        "asked_at": iso(row.asked_at),
        "due_at": iso(row.due_at),
        "answered_at": maybe_iso(row.answered_at),
        "consulted": row.consulted,
    }


def _answer(row: Answer) -> Facts:
    return {
        "id": row.pk,
        "at": iso(row.at),
        "by": row.by,
        "choice": row.choice,
        "late": row.late,
    }


def _answer_whole(row: Answer) -> Facts:
    return {
        **_answer(row),
        "text": row.text.body,
        "values": row.values,
        "language": row.language,
        "not_an_answer": row.not_an_answer,
    }
