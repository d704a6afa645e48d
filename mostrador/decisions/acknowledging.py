"""What becomes of an instruction that the marketplace has done, or cannot do."""

from datetime import datetime
from typing import Any

from mostrador.contacts.handover import lock
from mostrador.decisions import (
    holds,
    instruction_bodies,
    ledger,
    recharging,
    reconciliation,
    telling,
)
from mostrador.decisions.models import Decision, Instruction
from mostrador.orders import effects
from mostrador.rules import order_changes

NOT_DONE = "not_done"


def done(instruction: Instruction, *, by: str, now: datetime) -> None:
    """Our copy of the order follows what was said; a lie is believed, and shown."""
    order = effects.locked(instruction.order_id)
    told = instruction_bodies.payments_known(instruction, order.body) - _known(instruction)
    body = instruction_bodies.done(instruction)
    effects.take_over(order, body, told=max(told, 0), now=now)
    facts: dict[str, Any] = {}
    ordered, said = order_changes.ordered_balance(body), order_changes.balance(body)
    if ordered != said and ordered and said:
        facts = {"ordered": ordered.text(), "said": said.text()}
        reconciliation.note_down(instruction, "SAID_OTHERWISE", facts, now=now)
    decision = instruction.decision
    decision.contact = lock(decision.contact_id)
    told_of = facts | _named(instruction)
    telling.note(decision, "instruction_done", facts=told_of, by=by, now=now)


def refused(instruction: Instruction, *, by: str, now: datetime) -> None:
    """Nothing was given: the ledger and the units are free again, and a person has to look."""
    decision, contact = instruction.decision, lock(instruction.decision.contact_id)
    decision.contact = contact
    facts, what = _named(instruction), "instruction_refused"
    if instruction.kind == Instruction.Kind.RECHARGE:
        # Between the seller and us: what the buyer was told stands.
        recharging.not_done(instruction, now=now)
        telling.wake_a_person(decision, what, facts=facts, by=by, now=now)
    else:
        _undo(instruction, now=now)
        telling.undone(decision, what, why=NOT_DONE, facts=facts, by=by, now=now)


def _undo(instruction: Instruction, *, now: datetime) -> None:
    decision = instruction.decision
    part = instruction.key.removeprefix(f"{decision.pk}:")
    ledger.reverse(decision, part, reason=NOT_DONE, now=now)
    holds.release(decision, now=now)
    if not ledger.standing(decision):
        # It is not what its buyer gets: it no longer counts against what was paid.
        Decision.objects.filter(pk=decision.pk).update(
            state=Decision.State.CANCELLED, cancelled_at=now, wakes_at=None
        )


def _known(instruction: Instruction) -> int:
    return int(instruction.payload.get("known") or 0)


def _named(instruction: Instruction) -> dict[str, Any]:
    return {
        "instruction": instruction.pk,
        "kind": str(instruction.kind),
        "decision": instruction.decision_id,
    }
