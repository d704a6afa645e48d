"""Carrying a decision out: at once, or when its grace is over and nothing has changed (E11)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.decisions import holds, instructions, ledger, money, rechecking, returns, telling
from mostrador.decisions.models import Decision, Instruction, LedgerEntry, Return
from mostrador.decisions.refusal import RefusedError
from mostrador.orders.models import Line, Order
from mostrador.rules import appeals
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.possible import BY_RETURN, WORDS_ALONE
from mostrador.sealed import keeping

State = Decision.State
Kind = Instruction.Kind
CLOCK = "clock"
A_BATCH = 100
REFUNDS = frozenset({Remedy.REFUND_RETURNLESS, Remedy.PARTIAL_REFUND})
REFUND = "refund"
TAKEN_BACK, NOT_DONE = "taken_back", "not_done"


def next_at() -> datetime | None:
    """When the next grace is over."""
    awake = Decision.objects.filter(wakes_at__isnull=False).order_by("wakes_at")
    return awake.values_list("wakes_at", flat=True).first()


def sweep(*, now: datetime) -> int:
    """Carry out every decision whose grace is over; safe twice, or in two places at once."""
    due = Decision.objects.filter(wakes_at__lt=now).order_by("wakes_at")
    return sum(_wake(key, now=now) for key in list(due.values_list("pk", flat=True)[:A_BATCH]))


@transaction.atomic
def _wake(decision_id: str, *, now: datetime) -> bool:
    decision = locked(decision_id)
    still = Decision.objects.filter(pk=decision.pk, wakes_at__lt=now, state=State.DECIDED)
    if not still.update(wakes_at=None):
        return False
    decision.wakes_at = None
    why = rechecking.changed(decision)
    if why:
        stop(decision, reason=why, now=now)
    else:
        execute(decision, by=CLOCK, now=now)
        telling.note(
            decision, "decision_executed", facts={"decision": decision.pk}, by=CLOCK, now=now
        )
    return True


def locked(decision_id: str) -> Decision:
    """The decision with its contact and order locked first: everyone locks in this order."""
    found = Decision.objects.values_list("contact_id", "order_id").get(pk=decision_id)
    contact = lock(found[0])
    order = Order.objects.select_for_update(of=("self",)).filter(pk=found[1]).first()
    rows = Decision.objects.select_related("reason", "question", "seller")
    decision = rows.get(pk=decision_id)
    decision.contact, decision.order = contact, order
    return decision


def check(decision: Decision) -> None:
    """May it still be done as it stands? Raises RefusedError."""
    why = rechecking.changed(decision)
    if why:
        raise RefusedError(why.upper(), "Something has changed since it was decided.")


def execute_unless_waiting(decision: Decision, *, by: str, now: datetime) -> None:
    if decision.wakes_at is None:
        execute(decision, by=by, now=now)


@transaction.atomic
def execute(decision: Decision, *, by: str, now: datetime) -> None:  # noqa: ARG001  every act says whose it is
    """Ledger and instruction, once; a return is authorised, and its money waits for the goods."""
    done = Decision.objects.filter(pk=decision.pk, state=State.DECIDED)
    if not done.update(state=State.EXECUTED, executed_at=now, wakes_at=None):
        return
    decision.state, decision.executed_at, decision.wakes_at = State.EXECUTED, now, None
    remedy = Remedy(decision.remedy)
    if remedy in WORDS_ALONE:
        return
    if remedy in BY_RETURN:
        _let_it_come_back(decision, now=now)
    elif remedy in REFUNDS:
        _move(decision, Kind.REFUND, REFUND, now=now)
    elif decision.amounts or remedy is not Remedy.GOODWILL:
        _move(decision, Kind(str(remedy)), str(remedy), now=now)


@transaction.atomic
def refund(
    decision: Decision,
    *,
    loss_percent: int = 0,
    sent_on: date | None = None,
    came_on: date | None = None,
    inspected_on: date | None = None,
    now: datetime,
) -> list[LedgerEntry]:
    """The goods are there, or need not be: the money of a return, once.

    What they have lost lowers it by as much as the rule allows (E65). Raises RefusedError where
    a claim holds the units, somebody else has them, or nothing is left to be given back.
    """
    decision = locked(decision.pk)
    if decision.ledger.filter(key__startswith=f"{decision.pk}:{REFUND}").exists():
        return list(decision.ledger.all())
    check(decision)
    _hold(decision)
    found = rechecking.amounts_of(
        decision, loss_percent=loss_percent, sent_back_on=sent_on, came_back_on=came_on,
        inspected_on=inspected_on,
    )  # fmt: skip
    decision.amounts = found
    if decision.appeal_until:
        # His days begin with the notice of what it costs him (E66).
        decision.appeal_until = appeals.until(now, decision.contact.store.appeal_days)
    decision.save(update_fields=["amounts", "appeal_until"])
    return _move(decision, Kind.REFUND, REFUND, now=now)


@transaction.atomic
def stop(decision: Decision, *, reason: str, by: str = CLOCK, now: datetime) -> None:
    """Before it is carried out something new has come up: a person decides again (E11, E53)."""
    release(decision, now=now)
    facts = {"reason": reason}
    telling.undone(decision, "decision_stopped", why=reason, facts=facts, by=by, now=now)


@transaction.atomic
def take_back(decision: Decision, what: str, reason: str, *, by: str, now: datetime) -> Decision:
    """By a person, with a sentence why. Of what was only proposed nobody outside had heard."""
    was_told = decision.state != State.PROPOSED
    release(decision, now=now)
    kept = keeping.text(reason, of=f"contact:{decision.contact_id}")
    facts = {"reason": kept.digest, "text": kept.pk}
    if was_told:
        telling.undone(decision, what, why=TAKEN_BACK, facts=facts, by=by, now=now)
    else:
        telling.wake_a_person(decision, what, facts=facts, by=by, now=now)
    return decision


@transaction.atomic
def give_up(decision: Decision, *, by: str, now: datetime) -> None:  # noqa: ARG001  every act says whose it is
    """The goods do not come back, and so nothing was given: its units are free again."""
    if not ledger.standing(decision):
        release(decision, now=now)


@transaction.atomic
def not_done(decision: Decision, part: str, *, by: str, now: datetime) -> None:
    """The marketplace could not: what was written down is taken back, and a person looks."""
    ledger.reverse(decision, part, reason=NOT_DONE, now=now)
    release(decision, now=now)
    telling.undone(decision, NOT_DONE, why=NOT_DONE, facts={}, by=by, now=now)


def release(decision: Decision, *, now: datetime) -> None:
    """Nothing of it stands any more: it no longer counts against what was paid."""
    holds.release(decision, now=now)
    if not ledger.standing(decision):
        Decision.objects.filter(pk=decision.pk).update(
            state=State.CANCELLED, cancelled_at=now, wakes_at=None
        )
        decision.state, decision.cancelled_at, decision.wakes_at = State.CANCELLED, now, None


def _let_it_come_back(decision: Decision, *, now: datetime) -> None:
    row = returns.authorise(decision, now=now)
    row.refresh_from_db()
    # A seller abroad may have waived it: nothing comes back, and the refund is told already.
    if row.method != Return.Method.RETURNLESS:
        _give(decision, Kind.RETURN, str(Kind.RETURN), now=now)


def _move(decision: Decision, kind: Kind, part: str, *, now: datetime) -> list[LedgerEntry]:
    key = f"{decision.pk}:{part}"
    entries = ledger.concede(decision, key=key, amounts=decision.amounts, now=now)
    _give(decision, kind, part, now=now)
    return entries


def _give(decision: Decision, kind: Kind, part: str, *, now: datetime) -> None:
    instructions.give(decision, str(kind), _payload(decision), part=part, now=now)


def _payload(decision: Decision) -> Mapping[str, Any]:
    """What it says besides is looked up from the decision itself."""
    units = decision.orders.get("units")
    return {"units": units} if units else {}


def _hold(decision: Decision) -> None:
    """A return that was only authorised locks its units when the money leaves."""
    lines = Line.objects.filter(order=decision.order, ref__in=decision.lines)
    whole = {line.ref: money.quantity_of(line) for line in lines}
    units = decision.orders.get("units") or {}
    holds.take(decision, {ref: units.get(ref, each) for ref, each in whole.items()}, whole)
