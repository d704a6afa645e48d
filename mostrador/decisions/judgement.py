"""Deciding for a buyer: the only writer of decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.cases.models import Question
from mostrador.contacts import deliveries
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact, Delivery
from mostrador.contacts.names import fresh
from mostrador.decisions.models import Decision
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.sealed import keeping


class RefusedError(Exception):
    """A rule refuses the decision; `code` says which, the message says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is decided and why, in one sentence that buyer and seller may both read."""

    remedy: str
    ground: str
    reason: str
    lines: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def decide(contact_id: str, judgement: Judgement, *, by: str, now: datetime) -> Decision:
    """Record the decision, tell the buyer and the seller; the contact waits for nothing more.

    Best judgement is the ground only where a seller was asked and stayed silent (R17).
    """
    contact = lock(contact_id)
    question = _lapsed(contact)
    _check(contact, judgement, question)
    best = judgement.ground == Decision.Ground.BEST_JUDGEMENT
    decision = Decision.objects.create(
        id=fresh("D"),
        contact=contact,
        question=question if best else None,
        remedy=judgement.remedy,
        ground=judgement.ground,
        lines=list(judgement.lines),
        facts=dict(judgement.facts) | _flags(question if best else None),
        reason=keeping.text(judgement.reason, of=f"contact:{contact.pk}"),
        decided_by=by,
        decided_at=now,
    )
    _note(contact, decision, by=by, now=now)
    facts = {"decision": decision.pk}
    deliveries.owe_buyer(contact, "decided", facts=facts, now=now)
    for part in contact.parts.filter(handler="service"):
        deliveries.owe_seller(part, "seller/decided", facts=facts, now=now)
    return decision


def _flags(question: Question | None) -> dict[str, list[str]]:
    """A seller whom the question's mail did not reach may appeal on that ground (E5)."""
    if question is None:
        return {}
    asked = Delivery.objects.filter(template="seller/question", facts__question=question.pk)
    failed = [Delivery.State.BOUNCED, Delivery.State.NO_ADDRESS]
    return {"flags": ["NOTIFY_FAILED"]} if asked.filter(state__in=failed).exists() else {}


def _lapsed(contact: Contact) -> Question | None:
    """The newest question that lapsed and was not decided upon."""
    lapsed = contact.questions.filter(state=Question.State.LAPSED, decisions=None)
    return lapsed.order_by("-due_at").first()


def _check(contact: Contact, judgement: Judgement, question: Question | None) -> None:
    if contact.handler != "service":
        raise RefusedError(
            "NOT_OURS", "The seller answers this contact; the service cannot decide."
        )
    if not contact.verified:
        raise RefusedError("NOT_VERIFIED", "Make sure first that this is the order's buyer.")
    if contact.questions.filter(state=Question.State.OPEN).exists():
        raise RefusedError(
            "QUESTION_OPEN", "The seller still has time to answer; wait, or withdraw the question."
        )
    if judgement.ground == Decision.Ground.BEST_JUDGEMENT and question is None:
        raise RefusedError(
            "NOTHING_LAPSED", "Best judgement needs a question that the seller left unanswered."
        )
    if not judgement.reason.strip():
        raise RefusedError("REASON_REQUIRED", "Give the reason in one sentence.")


def _note(contact: Contact, decision: Decision, *, by: str, now: datetime) -> None:
    facts = {
        "decision": decision.pk,
        "remedy": decision.remedy,
        "ground": decision.ground,
        "question": decision.question_id,
        "lines": decision.lines,
        "reason": decision.reason.digest,
    }
    chain.write(
        contact,
        {},
        [Happening("decided", now, by, facts)],
        state=Contact.State.WAITING_FOR_BUYER,
        answer_due_at=None,
        promise_left=None,
        urgent_at=None,
        first_answered_at=contact.first_answered_at or now,
    )
    sellers = [events.seller(decision.question.seller_id)] if decision.question else []
    events.tell(events.DESK, events.contact(contact.pk), *sellers, at=now)
