"""What the marketplace is to do, said until it answers: the only writer of instructions.

An instruction's id is the key with which it is done once. Its number is given when a reader can
see it, so that one who remembers the last number has missed none: a row that is committed late
comes late, and numbers outlive the move to another server, as a transaction's would not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max

from mostrador.contacts import leaving
from mostrador.contacts.handover import lock
from mostrador.contacts.names import fresh
from mostrador.decisions import acknowledging, instruction_bodies, reconciliation
from mostrador.decisions.models import Decision, Instruction
from mostrador.orders.models import Order
from mostrador.outbox import owing
from mostrador.rules import order_changes
from mostrador.rules.money import Money

OWED = "instruction"
AT_ONCE = 100
MOST_SAID = 300
# Any number that nobody else takes for an advisory lock in the same database.
NUMBERING = 7_263_550
# Outbox kind → does it carry this one out for the marketplace? From site/wiring.py.
CARRIERS: dict[str, Callable[[Instruction], bool]] = {}


class SettledError(Exception):
    """It is acknowledged already: there is nothing left to send."""


class ConflictError(Exception):
    """It was acknowledged with another outcome, which stands."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction.pk)
        self.instruction = instruction


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the marketplace says: done or refused. Without a sum it is the one that was ordered."""

    outcome: str
    reference: str = ""
    money: Money | None = None
    reason: str = ""

    def as_dict(self) -> dict[str, str]:
        money = self.money
        sums = {"amount": money.amount(), "currency": money.currency} if money else {}
        said = {"outcome": self.outcome, "reference": self.reference, "reason": self.reason}
        return {key: value[:MOST_SAID] for key, value in said.items() if value} | sums


@transaction.atomic
def give(
    decision: Decision, kind: str, payload: Mapping[str, Any], *, now: datetime, part: str = ""
) -> Instruction:
    """Once for each part of a decision. What the payload leaves out the decision says."""
    key = f"{decision.pk}:{part or kind}"
    order = Order.objects.get(pk=decision.order_id or decision.contact.order_id)
    instruction, new = Instruction.objects.get_or_create(
        key=key,
        defaults={
            "id": fresh("I"),
            "kind": kind,
            "decision": decision,
            "store": decision.contact.store,
            "order": order,
            "payload": instruction_bodies.kept(decision, order, payload),
            "made_at": now,
            "state": _state(decision),
        },
    )
    if new and instruction.state == Instruction.State.OPEN:
        _remember(instruction)
        _owe(instruction, now=now)
        reconciliation.plan(instruction.store, now=now)
    return instruction


def acknowledge(
    instruction_id: str, said: Acknowledgement, *, by: str, now: datetime
) -> Instruction:
    """Said twice it counts once. Raises ConflictError when another outcome was said before.

    That one stands; but money may have moved, and so the other is shown as a difference.
    """
    try:
        return _acknowledged(instruction_id, said, by=by, now=now)
    except ConflictError as conflict:
        contradicted(conflict.instruction, said, now=now)
        raise


@transaction.atomic
def _acknowledged(
    instruction_id: str, said: Acknowledgement, *, by: str, now: datetime
) -> Instruction:
    found = Instruction.objects.select_related("decision", "store", "order")
    # Contacts first, as everyone locks them.
    lock(found.get(pk=instruction_id).decision.contact_id)
    instruction = found.select_for_update(of=("self",)).get(pk=instruction_id)
    if instruction.state == said.outcome:
        return instruction
    if instruction.state != Instruction.State.OPEN:
        raise ConflictError(instruction)
    instruction.state = Instruction.State(said.outcome)
    instruction.acknowledged_at, instruction.acknowledgement = now, said.as_dict()
    instruction.save(update_fields=["state", "acknowledged_at", "acknowledgement"])
    outcomes = {"done": acknowledging.done, "refused": acknowledging.refused}
    outcomes[said.outcome](instruction, by=by, now=now)
    return instruction


def contradicted(instruction: Instruction, said: Acknowledgement, *, now: datetime) -> None:
    """For whoever has rolled back what led to the conflict; said twice it is one difference."""
    facts = {"before": str(instruction.state), "now": said.outcome}
    reconciliation.note_down(instruction, "SAID_BOTH", facts, now=now)


def after(number: int, *, limit: int = AT_ONCE, **wanted: Any) -> list[Instruction]:
    """Those behind this number, in the order in which they can be seen."""
    _number_new_ones()
    rows = Instruction.objects.filter(number__gt=number, **wanted)
    theirs = rows.exclude(state=Instruction.State.OPEN, carried=True)
    said = theirs.exclude(state=Instruction.State.WITHHELD).select_related("order")
    return list(said.order_by("number")[:limit])


def withhold(instruction_id: str) -> None:
    """Its seller is not live: it is neither sent nor fetched nor carried out."""
    given = Instruction.objects.filter(pk=instruction_id, state=Instruction.State.OPEN)
    given.update(state=Instruction.State.WITHHELD)


def delivered(instruction: Instruction, answer: str, *, now: datetime) -> None:
    """The marketplace has it; what it says of it comes by itself."""
    Instruction.objects.filter(pk=instruction.pk).update(
        attempts=F("attempts") + 1, last_answer=answer[:MOST_SAID], delivered_at=now, dead_at=None
    )


def not_delivered(instruction: Instruction, answer: str, *, dead: bool, now: datetime) -> None:
    """`dead`: it is not tried again until a person says so."""
    Instruction.objects.filter(pk=instruction.pk).update(
        attempts=F("attempts") + 1,
        last_answer=answer[:MOST_SAID],
        dead_at=now if dead else None,
    )


@transaction.atomic
def send_again(instruction_id: str, *, now: datetime) -> Instruction:
    """Once more with the same id. Raises SettledError when it is answered already."""
    found = Instruction.objects.select_for_update(of=("self",)).select_related("store")
    instruction = found.get(pk=instruction_id)
    if instruction.state != Instruction.State.OPEN:
        raise SettledError(instruction_id)
    Instruction.objects.filter(pk=instruction.pk).update(dead_at=None)
    # A second press before it was tried owes nothing more.
    _owe(instruction, now=now, again=f":{instruction.attempts}")
    return instruction


def _state(decision: Decision) -> Instruction.State:
    free = leaving.may_leave(decision.contact)
    return Instruction.State.OPEN if free else Instruction.State.WITHHELD


def _owe(instruction: Instruction, *, now: datetime, again: str = "") -> None:
    """To whoever carries it out, else to the webhook; without either it is fetched."""
    told = [OWED] if instruction.store.webhook_url else []
    carriers = [each for each, takes in CARRIERS.items() if takes(instruction)]
    Instruction.objects.filter(pk=instruction.pk).update(carried=bool(carriers))
    for kind in carriers or told:
        payload = {"instruction": instruction.pk}
        owing.owe(kind, f"{kind}:{instruction.pk}{again}", payload, now=now)


def _remember(instruction: Instruction) -> None:
    """When it is acknowledged, what is more than this the marketplace has told us itself."""
    body = instruction_bodies.body_before(instruction)
    instruction.payload["known"] = instruction_bodies.payments_known(instruction, body)
    if instruction.kind == Instruction.Kind.CANCEL:
        status = instruction_bodies.order_after(instruction).get("status")
        instruction.payload["whole"] = status == order_changes.CANCELLED
    Instruction.objects.filter(pk=instruction.pk).update(payload=instruction.payload)


def _number_new_ones() -> None:
    new = Instruction.objects.filter(number=None)
    if not new.exists():
        return
    with transaction.atomic():
        _alone()
        last = Instruction.objects.aggregate(last=Max("number"))["last"] or 0
        keys = new.order_by("made_at", "pk").values_list("pk", flat=True)
        for number, key in enumerate(list(keys), start=last + 1):
            Instruction.objects.filter(pk=key).update(number=number)


def _alone() -> None:
    """SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
