"""Deciding for a buyer: what is decided, looked at by a second person, or taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mostrador.cases.models import Question
from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact, Delivery
from mostrador.contacts.names import fresh
from mostrador.decisions import executing, facts, holds, money, telling, weighing
from mostrador.decisions.models import Decision
from mostrador.decisions.refusal import RefusedError
from mostrador.decisions.weighing import Judgement, Weighed
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.rules import appeals
from mostrador.rules.authority import may_approve
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.possible import BEFORE_SHIPPING
from mostrador.sealed import keeping

__all__ = [
    "Judgement", "RefusedError", "approve", "cancel", "decide", "decide_each", "entitled",
    "preview", "reject",
]  # fmt: skip

entitled = weighing.entitled
State = Decision.State
# A seller has nothing to object to where only words were said, or the buyer changed his order.
NOT_APPEALABLE = BEFORE_SHIPPING | weighing.WORDS


@transaction.atomic
def decide(
    contact_id: str, judgement: Judgement, *, by: str, now: datetime, version: int | None = None
) -> Decision:
    """Record the decision, tell the buyer and the seller; the contact waits for nothing more.

    Best judgement is the ground only where a seller was asked and stayed silent (R17). Above the
    limits of who decides it waits for a second person. Raises RefusedError, and MovedOnError if
    `version` is an older one.
    """
    contact = _locked(contact_id, version)
    question = _lapsed(contact)
    _check(contact, judgement, question)
    return _decide(contact, judgement, question, by=by, now=now)


@transaction.atomic
def decide_each(
    contact_id: str, judgement: Judgement, *, by: str, now: datetime, version: int | None = None
) -> list[Decision]:
    """The same, as one decision for each seller where one return goes to one seller (E25)."""
    contact = _locked(contact_id, version)
    question = _lapsed(contact)
    _check(contact, judgement, question)
    return [
        _decide(contact, each, question, by=by, now=now)
        for each in _for_each_seller(contact, judgement)
    ]


@transaction.atomic
def preview(contact_id: str, judgement: Judgement, *, by: str, now: datetime) -> Decision:
    """What it would be, without an id and with nothing written. Raises RefusedError."""
    contact = _locked(contact_id, None)
    question = _lapsed(contact)
    _check(contact, judgement, question)
    weighed = _weighed(contact, judgement, question, by=by, now=now)
    return _unsaved(contact, judgement, weighed, question, by=by, now=now)


@transaction.atomic
def approve(decision_id: str, *, by: str, now: datetime) -> Decision:
    """A second person agrees: it is told, and done. Raises RefusedError."""
    decision = _proposed(decision_id)
    if not may_approve(by, decided_by=decision.decided_by):
        raise RefusedError("SAME_PERSON", "Somebody else than who proposed it approves it.")
    executing.check(decision)
    decision.approved_by, decision.approved_at = by, now
    _release_at(decision, now=now)
    decision.save()
    telling.decided(decision, "decision_approved", by=by, now=now)
    executing.execute_unless_waiting(decision, by=by, now=now)
    return decision


@transaction.atomic
def reject(decision_id: str, reason: str, *, by: str, now: datetime) -> Decision:
    """A second person does not agree: its units are free, and the contact wants an agent."""
    decision = _proposed(decision_id)
    return executing.take_back(decision, "decision_rejected", reason, by=by, now=now)


@transaction.atomic
def cancel(decision_id: str, reason: str, *, by: str, now: datetime) -> Decision:
    """Taken back while it is proposed or its grace runs (E11). Raises RefusedError afterwards."""
    decision = executing.locked(decision_id)
    if decision.state not in {State.PROPOSED, State.DECIDED}:
        raise RefusedError("TOO_LATE", "It has been carried out already.")
    return executing.take_back(decision, "decision_cancelled", reason, by=by, now=now)


def _locked(contact_id: str, version: int | None) -> Contact:
    """The contact, and then its order: two who decide at once do so one after the other (E60)."""
    contact = lock(contact_id)
    if version is not None and version != contact.version:
        raise MovedOnError(contact, version)
    if contact.order_id:
        contact.order = Order.objects.select_for_update(of=("self",)).get(pk=contact.order_id)
    return contact


def _decide(
    contact: Contact, judgement: Judgement, question: Question | None, *, by: str, now: datetime
) -> Decision:
    weighed = _weighed(contact, judgement, question, by=by, now=now)
    decision = _unsaved(contact, judgement, weighed, question, by=by, now=now)
    decision.id = fresh("D")
    decision.reason = keeping.text(judgement.reason, of=f"contact:{contact.pk}")
    decision.save(force_insert=True)
    holds.take(decision, weighed.held, weighed.whole)
    if decision.state == State.PROPOSED:
        telling.proposed(decision, by=by, now=now)
        return decision
    telling.decided(decision, "decided", by=by, now=now)
    executing.execute_unless_waiting(decision, by=by, now=now)
    return decision


def _weighed(
    contact: Contact, judgement: Judgement, question: Question | None, *, by: str, now: datetime
) -> Weighed:
    """A judgement that names no lines is about the seller's who stayed silent, if one did."""
    silent = [question.seller_id] if question and _is_best(judgement) else []
    return weighing.weigh(contact, judgement, sellers=silent, by=by, now=now)


def _unsaved(
    contact: Contact,
    judgement: Judgement,
    weighed: Weighed,
    question: Question | None,
    *,
    by: str,
    now: datetime,
) -> Decision:
    best = question if _is_best(judgement) else None
    decision = Decision(
        contact=contact,
        order=contact.order,
        question=best,
        decided_by=by,
        decided_at=now,
        state=State.PROPOSED,
        **weighing.decision_of(weighed, judgement),
    )
    flags = [*_flags(best), *(["OPERATOR_PAYS"] if weighed.discretionary else [])]
    decision.facts |= {"flags": flags} if flags else {}
    if not weighed.needs_second:
        _release_at(decision, now=now)
    return decision


def _release_at(decision: Decision, *, now: datetime) -> None:
    """Best judgements that move money can still be taken back for a while (E11)."""
    store = decision.contact.store
    waits = decision.ground == Decision.Ground.BEST_JUDGEMENT and weighing.is_money(
        decision.amounts
    )
    decision.state = State.DECIDED
    decision.executes_at = now + timedelta(minutes=store.refund_grace_minutes if waits else 0)
    decision.wakes_at = decision.executes_at if decision.executes_at > now else None
    if decision.seller_id and _may_be_appealed(decision):
        decision.appeal_until = appeals.until(now, store.appeal_days)


def _may_be_appealed(decision: Decision) -> bool:
    remedy = Remedy(decision.remedy)
    amounts = [money.read(one) for one in decision.amounts]
    return remedy not in NOT_APPEALABLE and appeals.costs_seller(remedy, amounts)


def _for_each_seller(contact: Contact, judgement: Judgement) -> list[Judgement]:
    order = contact.order
    if order is None or Remedy(judgement.remedy) not in weighing.ONE_SELLERS:
        return [judgement]
    known = {line.ref: line for line in queries.lines_of(order)}
    refs = judgement.lines or [line.ref for line in facts.lines_of_ours(contact)]
    by_seller: dict[str | None, list[str]] = {}
    for ref in refs:
        seller = facts.seller_of(known[ref], order) if ref in known else None
        by_seller.setdefault(seller, []).append(ref)
    if len(by_seller) < 2:
        return [judgement]
    return [_of(judgement, found) for found in by_seller.values()]


def _of(judgement: Judgement, lines: Sequence[str]) -> Judgement:
    changes = [one for one in judgement.changes if one["line"] in lines]
    return replace(judgement, lines=lines, changes=changes)


def _is_best(judgement: Judgement) -> bool:
    return judgement.ground == Decision.Ground.BEST_JUDGEMENT


def _flags(question: Question | None) -> list[str]:
    """A seller whom the question's mail did not reach may appeal on that ground (E5)."""
    if question is None:
        return []
    asked = Delivery.objects.filter(template="seller/question", facts__question=question.pk)
    failed = [Delivery.State.BOUNCED, Delivery.State.NO_ADDRESS]
    return ["NOTIFY_FAILED"] if asked.filter(state__in=failed).exists() else []


def _lapsed(contact: Contact) -> Question | None:
    """The newest question that lapsed and was not decided upon."""
    decided = Decision.objects.exclude(state=State.CANCELLED)
    lapsed = contact.questions.filter(state=Question.State.LAPSED)
    return lapsed.exclude(decisions__in=decided).order_by("-due_at").first()


def _proposed(decision_id: str) -> Decision:
    decision = executing.locked(decision_id)
    if decision.state != State.PROPOSED:
        raise RefusedError("NOT_PROPOSED", "It waits for nobody's approval.")
    return decision


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
    if _is_best(judgement) and question is None:
        raise RefusedError(
            "NOTHING_LAPSED", "Best judgement needs a question that the seller left unanswered."
        )
    if not judgement.reason.strip():
        raise RefusedError("REASON_REQUIRED", "Give the reason in one sentence.")


def described(decision: Decision) -> dict[str, Any]:
    """What it rests on and what it orders, as programs read it; ids and codes alone."""
    by_line = decision.entitlement.get("facts") or {}
    kept = {**decision.facts, **decision.orders}
    return {**kept, "lines": by_line} if by_line else kept
