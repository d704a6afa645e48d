"""What becomes of an instruction that the marketplace has done, or cannot do."""

from datetime import datetime
from typing import Any

from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact
from mostrador.decisions import instruction_bodies, ledger, reconciliation
from mostrador.decisions.models import Decision, Hold, Instruction
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.orders import effects
from mostrador.rules import case_clock, order_changes
from mostrador.rules.urgency import urgent_at

NOT_DONE = "not_done"
# Whoever answers these is not waiting for us.
STAYS = {Contact.State.HANDED_OVER, Contact.State.MERGED, Contact.State.WAITING_FOR_SELLER}


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
    _write(instruction, "instruction_done", facts, {}, by=by, now=now)


def refused(instruction: Instruction, *, by: str, now: datetime) -> None:
    """Nothing was given: the ledger and the units are free again, and a person has to look."""
    part = instruction.key.removeprefix(f"{instruction.decision_id}:")
    ledger.reverse(instruction.decision, part, reason=NOT_DONE, now=now)
    Hold.objects.filter(decision=instruction.decision, released_at=None).update(released_at=now)
    # Whatever else it ordered, it is not what its buyer gets: a person decides again.
    Decision.objects.filter(pk=instruction.decision_id).update(
        state=Decision.State.CANCELLED, cancelled_at=now, wakes_at=None
    )
    contact = Contact.objects.get(pk=instruction.decision.contact_id)
    _write(instruction, "instruction_refused", {}, opened_again(contact, now=now), by=by, now=now)


def opened_again(contact: Contact, *, now: datetime) -> dict[str, Any]:
    """Its buyer was told what is not so: the promise begins anew (E14)."""
    if contact.state in STAYS or contact.handler != "service":
        return {}
    due_at = contact.answer_due_at or case_clock.promise_due_at(now)
    return {
        "state": Contact.State.OPEN,
        "answer_due_at": due_at,
        "promise_left": None,
        "promise_started_at": contact.promise_started_at if contact.answer_due_at else now,
        "urgent_at": urgent_at(Contact.State.OPEN, promised_at=due_at),
        "resolved_at": None,
    }


def _known(instruction: Instruction) -> int:
    return int(instruction.payload.get("known") or 0)


def _write(
    instruction: Instruction,
    what: str,
    facts: dict[str, Any],
    changes: dict[str, Any],
    *,
    by: str,
    now: datetime,
) -> None:
    contact = lock(instruction.decision.contact_id)
    named = {
        "instruction": instruction.pk,
        "kind": str(instruction.kind),
        "decision": instruction.decision_id,
        **facts,
    }
    chain.write(contact, {}, [Happening(what, now, by, named)], **changes)
    seller = instruction.decision.seller_id
    sellers = [events.seller(seller)] if seller else []
    events.tell(events.DESK, events.contact(contact.pk), *sellers, at=now)
