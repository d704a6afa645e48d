"""One buyer's matter, whatever channel it came by."""

from typing import Any, Literal

from django.db.models import Prefetch
from ninja import Query, Router, Schema
from ninja.responses import Status

from mostrador.api import (
    answers,
    case_shapes,
    decision_shapes,
    keys,
    naming,
    paging,
    return_shapes,
    shapes,
)
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body
from mostrador.api.case_shapes import QuestionWhole
from mostrador.api.decision_shapes import DecisionWhole
from mostrador.api.finding import Named, find
from mostrador.api.naming import ContactOpened
from mostrador.api.paging import Page
from mostrador.api.return_shapes import ReturnShape
from mostrador.api.shapes import ContactShape, Facts, MessageWhole, PartShape
from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Contact, Message
from mostrador.contacts.opening import open_contact
from mostrador.decisions import closure
from mostrador.decisions.models import Decision
from mostrador.history import chain

router = Router(tags=["Contacts"])


class ContactWhole(ContactShape):
    """`history` holds what happened in its order, each entry with its own facts beside it."""

    parts: list[PartShape]
    messages: list[MessageWhole]
    history: list[Facts]
    questions: list[QuestionWhole]
    decisions: list[DecisionWhole]
    returns: list[ReturnShape]


class Contacts(Schema):
    items: list[ContactShape]
    next: str | None


class ContactsAsked(Page):
    order: Named | None = None
    state: Literal[tuple(Contact.State.values)] | None = None  # type: ignore[valid-type]  # read from the model
    buyer: Named | None = None


class Closing(Body):
    """`version` is the contact as the program saw it."""

    version: int | None = None


CLOSING = Closing()


@router.post("/contacts", auth=Bearer("contacts"), response=answers.done(201, shape=ContactShape))
@keys.once
def open_a_contact(request: Call, body: ContactOpened) -> Status[Facts]:
    """Opens a new contact, always; its answer says who handles it, and why."""
    opening = naming.opening(body, now=request.now)
    return Status(201, shapes.contact(open_contact(opening, now=request.now)))


@router.get("/contacts", auth=Bearer("contacts"), response=answers.given(Contacts))
def list_contacts(request: Call, asked: Query[ContactsAsked]) -> Facts:  # noqa: ARG001  every operation takes it
    """The oldest first."""
    wanted = asked.model_dump(include={"order", "state", "buyer"}, exclude_none=True)
    rows, cursor = paging.page(Contact.objects.filter(**wanted), asked, "opened_at")
    return {"items": [shapes.contact(row) for row in rows], "next": cursor}


@router.get("/contacts/{key}", auth=Bearer("contacts"), response=answers.given(ContactWhole))
def give_contact(request: Call, key: str) -> Facts:  # noqa: ARG001  every operation takes it
    row = find(Contact.objects.all(), key, "contact")
    parts = row.parts.order_by("pk").values("seller_id", "handler")
    return {
        **shapes.contact(row),
        "parts": [{"seller": each["seller_id"], "handler": each["handler"]} for each in parts],
        "messages": [shapes.message_whole(each) for each in _messages(row)],
        "history": [shapes.entry(each) for each in chain.entries_of(row)],
        "questions": [case_shapes.question_whole(each) for each in _questions(row)],
        "decisions": [decision_shapes.decision_whole(each) for each in _decisions(row)],
        "returns": [return_shapes.of(each) for each in row.returns.order_by("requested_at", "pk")],
    }


@router.post(
    "/contacts/{key}/closure", auth=Bearer("contacts"),
    response=answers.done(200, shape=ContactShape),
)  # fmt: skip
@keys.once
def close_contact(request: Call, key: str, body: Closing = CLOSING) -> Status[Facts]:
    """The matter is settled. Twice is once; a new word of the buyer opens it again."""
    find(Contact.objects.only("pk"), key, "contact")
    by = str(request.auth)
    closed = closure.resolve(key, by=by, now=request.now, version=body.version)
    return Status(200, shapes.contact(closed))


def _messages(row: Contact) -> Any:
    messages = Message.objects.filter(contact=row).select_related("text", "part")
    return messages.prefetch_related("deliveries").order_by("at", "pk")


def _questions(row: Contact) -> Any:
    answers_of = Prefetch("answers", Answer.objects.select_related("text"))
    questions = Question.objects.filter(contact=row).select_related("text")
    return questions.prefetch_related(answers_of).order_by("asked_at", "pk")


def _decisions(row: Contact) -> Any:
    decisions = Decision.objects.filter(contact=row).select_related("reason")
    return decisions.order_by("decided_at", "pk")
