"""Decisions that order something, laid down with the parts of the product that write them."""

from datetime import datetime
from typing import Any

from mostrador.contacts.models import Contact
from mostrador.contacts.names import fresh
from mostrador.decisions import instructions, ledger
from mostrador.decisions.models import Decision, Hold, Instruction
from mostrador.orders import records
from mostrador.orders.models import Order
from mostrador.rules.money import Money
from mostrador.sealed import keeping
from tests.cast import ADA, NOON

LAMP = {"component": "principal", "amount": "39.90", "currency": "EUR", "payer": "seller",
        "line": "1"}  # fmt: skip
PROGRAM = "program:market"


def a_decision(
    contact: Contact, remedy: str = "refund_returnless", *amounts: dict[str, str], **more: Any
) -> Decision:
    decision = Decision.objects.create(
        id=fresh("D"),
        contact=contact,
        remedy=remedy,
        ground="standard_policy",
        lines=["1"],
        reason=keeping.text("So it is.", of=f"contact:{contact.pk}"),
        decided_by=ADA,
        decided_at=NOON,
        order=contact.order,
        seller_id="S-ZHOU",
        amounts=list(amounts),
        **more,
    )
    Hold.objects.create(order=contact.order, line="1", unit=1, decision=decision)
    return decision


def a_refund(contact: Contact, *, now: datetime = NOON) -> Instruction:
    """Anna's lamp is paid back: booked, and told to the marketplace."""
    decision = a_decision(contact, "refund_returnless", LAMP)
    ledger.concede(decision, key=f"{decision.pk}:refund", amounts=[LAMP], now=now)
    return instructions.give(decision, "refund", {}, now=now)


def said(outcome: str = "done", amount: str = "", **more: str) -> instructions.Acknowledgement:
    money = Money.of(amount, "EUR") if amount else None
    return instructions.Acknowledgement(outcome, money=money, **more)


def acknowledged(
    instruction: Instruction, outcome: str = "done", amount: str = "", *,
    now: datetime = NOON, **more: str,
) -> Instruction:  # fmt: skip
    answer = said(outcome, amount, **more)
    return instructions.acknowledge(instruction.pk, answer, by=PROGRAM, now=now)


def told_again(order: str, **changes: Any) -> None:
    """The marketplace tells us the order once more."""
    body = {**Order.objects.get(pk=order).body, **changes}
    records.upsert_many([records.order(body)], now=NOON)
