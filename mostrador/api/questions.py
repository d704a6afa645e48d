"""The Case Log: questions to sellers and their answers."""

from typing import Literal

from django.db.models import Prefetch
from ninja import Query, Router, Schema
from ninja.responses import Status

from mostrador.api import answers, case_shapes, keys, paging
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Id
from mostrador.api.case_shapes import QuestionShape, QuestionWhole
from mostrador.api.finding import Named, find
from mostrador.api.paging import Page
from mostrador.api.problems import ProblemError
from mostrador.api.shapes import Facts
from mostrador.cases import answer_values, kinds, log
from mostrador.cases.answer_values import Given
from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Contact
from mostrador.rules.asking import Source
from mostrador.sellers.models import Product, Seller

router = Router(tags=["Questions"])


class QuestionAsked(Body):
    """Without `consulted` the service looks at the order and its page itself, and records it."""

    kind: Literal[tuple(kinds.KINDS)]  # type: ignore[valid-type]  # read from the list
    text: str = ""
    seller: Id | None = None
    consulted: list[Literal[tuple(each.value for each in Source)]] | None = None  # type: ignore[valid-type]  # read from the rule
    language: str | None = None


class AnswerGiven(Body):
    """`choice` is one of the kind's closed answers, `values` what it asks for besides."""

    text: str = ""
    choice: str = ""
    values: dict[str, str] | None = None
    language: str | None = None


class Questions(Schema):
    items: list[QuestionWhole]
    next: str | None


class QuestionsAsked(Page):
    seller: Named | None = None
    state: Literal[tuple(Question.State.values)] | None = None  # type: ignore[valid-type]  # read from the model


@router.post(
    "/contacts/{key}/questions", auth=Bearer("questions"),
    response=answers.done(201, shape=QuestionShape),
)  # fmt: skip
@keys.once
def ask_seller(request: Call, key: str, body: QuestionAsked) -> Status[Facts]:
    """The seller has 24 hours from now."""
    contact = find(Contact.objects.all(), key, "contact")
    consulted = body.consulted
    question = log.ask(
        contact.pk,
        body.kind,
        body.text,
        by=str(request.auth),
        now=request.now,
        language=body.language or contact.language,
        seller=body.seller,
        consulted=_looked_up(contact) if consulted is None else consulted,
    )
    return Status(201, case_shapes.question(question))


@router.get("/questions", auth=Bearer("questions"), response=answers.given(Questions))
def list_questions(request: Call, asked: Query[QuestionsAsked]) -> Facts:  # noqa: ARG001  every operation takes it
    """Those that are due first come first."""
    wanted = asked.model_dump(include={"seller", "state"}, exclude_none=True)
    answers_of = Prefetch("answers", Answer.objects.select_related("text"))
    found = Question.objects.filter(**wanted).select_related("text").prefetch_related(answers_of)
    rows, cursor = paging.page(found, asked, "due_at")
    return {"items": [case_shapes.question_whole(row) for row in rows], "next": cursor}


@router.post(
    "/questions/{key}/answers", auth=Bearer("answers"),
    response=answers.done(200, shape=QuestionShape),
)  # fmt: skip
@keys.once
def answer_question(request: Call, key: str, body: AnswerGiven) -> Status[Facts]:
    """Counts as an authorised seller's. After its time the answer is kept and marked late."""
    question = find(Question.objects.select_related("contact__store"), key, "question")
    given = Given(body.text, body.choice, body.values or {})
    currency = question.contact.store.currency
    values, reasons = answer_values.checked(kinds.KINDS[question.kind], given, currency=currency)
    if reasons:
        raise ProblemError(422, *reasons)
    said = log.Said(body.text, body.language or _language(question), body.choice, values)
    answered = log.answer(question.pk, said, by=str(request.auth), now=request.now)
    return Status(200, case_shapes.question(answered))


def _looked_up(contact: Contact) -> list[str]:
    """What the service has found by itself: the order, and a page of what was ordered (R14)."""
    pages = Product.objects.filter(pk__in=_products(contact), body__page__isnull=False)
    found = {Source.ORDER: contact.order is not None, Source.PRODUCT_PAGE: pages.exists()}
    return [source.value for source, there in found.items() if there]


def _products(contact: Contact) -> list[str]:
    if contact.order is None:
        return [contact.product_id] if contact.product_id else []
    return [line.product_id for line in contact.order.lines.all() if line.product_id]


def _language(question: Question) -> str:
    """The seller's own, unless the answer says another."""
    spoken = Seller.objects.filter(pk=question.seller_id).values_list("language", flat=True)
    return spoken.first() or question.language
