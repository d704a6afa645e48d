"""The Case Log's writer: ask, answer, mark, withdraw. The clock's part is in `lapses.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from mostrador.cases import bots, lapses, reminders, uploads
from mostrador.cases.kinds import KINDS
from mostrador.cases.models import Answer, Question, Upload
from mostrador.contacts import conversation, deliveries
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact, Part
from mostrador.contacts.names import fresh
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.rules import case_clock
from mostrador.rules.asking import may_ask_seller
from mostrador.rules.urgency import urgent_at
from mostrador.sealed import keeping
from mostrador.sellers.reach_models import Reach


class RefusedError(Exception):
    """A rule refuses; `code` says which, the message says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class AlreadyAnsweredError(Exception):
    """A colleague has answered this question already."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a seller answers. `language` is the one he wrote in."""

    text: str
    language: str
    choice: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    # Photos and other files: name, media type, bytes.
    attachments: Sequence[tuple[str, str, bytes]] = ()
    # Those that came before, in pieces.
    uploads: Sequence[Upload] = ()


@transaction.atomic
def ask(
    contact_id: str,
    kind: str,
    text: str,
    *,
    by: str,
    now: datetime,
    language: str,
    seller: str | None = None,
    consulted: Sequence[str] = (),
) -> Question:
    """Ask the seller; his 24 hours begin with this commit (R15, R16, E4). RefusedError if not."""
    contact = lock(contact_id)
    part = _part(contact, seller)
    _check(contact, kind, text, consulted)
    due_at = case_clock.question_due_at(now)
    question = Question(
        id=fresh("Q"),
        contact=contact,
        part=part,
        seller_id=part.seller_id,
        kind=kind,
        text=keeping.text(text, of=f"contact:{contact.pk}"),
        language=language,
        asked_by=by,
        asked_at=now,
        due_at=due_at,
        wakes_at=due_at,
        consulted=list(consulted),
    )
    wishes = Reach.objects.filter(seller=part.seller_id).first()
    question.reminds_at = reminders.next_at_of(question, wishes, after=now)
    _open_once(question, new=True)
    note(
        contact, "question_asked", question, by=by, at=now, text=question.text.digest,
        consulted=question.consulted, due_at=due_at, state=Contact.State.WAITING_FOR_SELLER,
    )  # fmt: skip
    _tell_everybody(question, wishes, now=now)
    return question


def _tell_everybody(question: Question, wishes: Reach | None, *, now: datetime) -> None:
    """The seller by mail (R50), his group if he named one, and the buyer that we have asked."""
    facts = {"question": question.pk}
    deliveries.owe_seller(question.part, "seller/question", facts=facts, now=now)
    bots.owe(question, "question", wishes, now=now)
    deliveries.owe_buyer(question.contact, "asked_seller", facts=facts, now=now)


def _open_once(question: Question, *, new: bool) -> None:
    """Save it as open, unless one of its kind is open already."""
    try:
        with transaction.atomic():
            question.save(force_insert=new)
    except IntegrityError:
        raise RefusedError(
            "ALREADY_ASKED", "This question is open already; wait for its answer or ask another."
        ) from None


@transaction.atomic
def answer(question_id: str, said: Said, *, by: str, now: datetime) -> Question:
    """The seller answers. In time it stops the clock; late it is kept and marked (E2, E11-E13).

    `now` is the moment the request came in. Raises AlreadyAnsweredError.
    """
    question = lock_question(question_id)
    if question.state in {Question.State.ANSWERED, Question.State.WITHDRAWN}:
        raise AlreadyAnsweredError(question.pk)
    in_time = case_clock.in_time(now, question.due_at)
    if not in_time and question.state == Question.State.OPEN:
        lapses.lapse(question.pk, now=now)
        question = lock_question(question_id)
    if in_time:
        # Even if a clock looked first: what counts is when the answer came in (E13).
        question.state, question.answered_at, question.wakes_at = "answered", now, None
        question.reminds_at = None
        question.save(update_fields=["state", "answered_at", "wakes_at", "reminds_at"])
    given = _keep(question, said, by=by, now=now, late=not in_time)
    what = "question_answered" if in_time else "answer_after_due"
    state = _state_after(question.contact)
    note(
        question.contact, what, question, by=by, at=now, text=given.text.digest,
        answer=given.pk, choice=given.choice, state=state,
        **_files(question, said, by=by, now=now),
    )  # fmt: skip
    return question


@transaction.atomic
def not_an_answer(answer_id: int, reason: str, *, by: str, now: datetime) -> Question:
    """“We will check” stops no clock: the question runs on as if it had not come (E7).

    AlreadyAnsweredError too where the same was asked again meanwhile: that question runs instead.
    """
    given = Answer.objects.get(pk=answer_id)
    question = lock_question(given.question_id)
    if question.state != Question.State.ANSWERED:
        raise AlreadyAnsweredError(question.pk)
    question.state, question.answered_at, question.wakes_at = "open", None, question.due_at
    wishes = Reach.objects.filter(seller=question.seller_id).first()
    question.reminds_at = reminders.next_at_of(question, wishes, after=now)
    try:
        _open_once(question, new=False)
    except RefusedError:
        raise AlreadyAnsweredError(question.pk) from None
    Answer.objects.filter(pk=given.pk).update(not_an_answer=reason)
    note(
        question.contact, "not_an_answer", question, by=by, at=now, answer=given.pk,
        state=Contact.State.WAITING_FOR_SELLER,
    )  # fmt: skip
    deliveries.owe_seller(
        question.part, "seller/not_an_answer", facts={"question": question.pk}, now=now
    )
    return question


@transaction.atomic
def withdraw(question_id: str, *, by: str, now: datetime) -> Question:
    """The service needs no answer any more; the seller sees so."""
    question = lock_question(question_id)
    if question.state != Question.State.OPEN:
        raise AlreadyAnsweredError(question.pk)
    question.state, question.wakes_at, question.reminds_at = "withdrawn", None, None
    question.save(update_fields=["state", "wakes_at", "reminds_at"])
    note(
        question.contact, "question_withdrawn", question, by=by, at=now,
        state=_state_after(question.contact),
    )  # fmt: skip
    return question


def see(question: Question, *, now: datetime) -> None:
    """The seller has looked at it; the clock does not care (E4)."""
    Question.objects.filter(pk=question.pk, seen_at=None).update(seen_at=now)


def _part(contact: Contact, seller: str | None) -> Part:
    """Whom to ask: the named seller's covered part, or the only one."""
    parts = list(contact.parts.filter(handler="service"))
    if seller is not None:
        parts = [part for part in parts if part.seller_id == seller]
    if len(parts) > 1:
        raise RefusedError("SELLER_REQUIRED", "Several sellers share this order: name one.")
    if not parts:
        raise RefusedError("NO_SELLER", "No seller's covered line belongs to this contact.")
    return parts[0]


def _check(contact: Contact, kind: str, text: str, consulted: Sequence[str]) -> None:
    if contact.state in {Contact.State.RESOLVED, Contact.State.MERGED}:
        raise RefusedError("CONTACT_CLOSED", "The contact is closed; a new word opens it again.")
    if not contact.verified:
        raise RefusedError("NOT_VERIFIED", "Make sure first that this is the order's buyer.")
    if not may_ask_seller(consulted):
        raise RefusedError(
            "NOTHING_CONSULTED", "Look at the order, the page or the records first, and say so."
        )
    if kind not in KINDS:
        raise RefusedError("UNKNOWN_KIND", f"There is no question of the kind {kind!r}.")
    if kind == "free_text" and not text.strip():
        raise RefusedError("TEXT_REQUIRED", "Write the question.")


def lock_question(question_id: str) -> Question:
    """The question with its contact locked first: everyone locks in this order."""
    found = Question.objects.values_list("contact_id", flat=True).get(pk=question_id)
    contact = lock(found)
    question = Question.objects.select_related("part").get(pk=question_id)
    question.contact = question.part.contact = contact
    return question


def _keep(question: Question, said: Said, *, by: str, now: datetime, late: bool) -> Answer:
    return Answer.objects.create(
        question=question,
        at=now,
        by=by,
        choice=said.choice,
        values=dict(said.values),
        text=keeping.text(said.text, of=f"seller:{question.seller_id}"),
        language=said.language,
        late=late,
    )


def _files(question: Question, said: Said, *, by: str, now: datetime) -> dict[str, int]:
    """What came with the answer stands in the seller's lane, at the answer's own moment."""
    files = [*said.attachments, *uploads.take(said.uploads)]
    if not files:
        return {}
    heard = conversation.Heard("", now, "web", by, attachments=files)
    return {"message": conversation.keep_files(question.part, heard).pk}


def _state_after(contact: Contact) -> str:
    """Once a question is over: the next one is awaited, or it is the agent's turn."""
    if contact.state != Contact.State.WAITING_FOR_SELLER:
        return contact.state
    open_ones = contact.questions.filter(state=Question.State.OPEN)
    return Contact.State.WAITING_FOR_SELLER if open_ones.exists() else Contact.State.OPEN


def note(
    contact: Contact, what: str, question: Question, *, by: str, at: datetime,
    state: str | None = None, **facts: Any,
) -> None:  # fmt: skip
    """Written in the contact's history; without `state` it stands as it stood."""
    state = state or str(contact.state)
    happening = Happening(what, at, by, {"question": question.pk, "kind": question.kind, **facts})
    chain.write(
        contact,
        {},
        [happening],
        state=state,
        # An answered buyer's contact that comes back wants its agent at once.
        urgent_at=urgent_at(
            state, promised_at=contact.answer_due_at, questions_due_at=_open_dues(contact)
        )
        or (at if state == Contact.State.OPEN else None),
    )
    topics = (events.DESK, events.contact(contact.pk), events.seller(question.seller_id))
    events.tell(*topics, at=at)


def _open_dues(contact: Contact) -> list[datetime]:
    open_ones = contact.questions.filter(state=Question.State.OPEN)
    return list(open_ones.values_list("due_at", flat=True))
