"""What the seller paid goes over to the buyer, who has agreed; or back, where it cannot (E66)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from mostrador.decisions import ledger
from mostrador.decisions.models import Decision, Instruction, LedgerEntry, Posting
from mostrador.rules.money import Money

PART = str(Instruction.Kind.RECHARGE)
REFUSED = "recharge_refused"
SWAPPED = {"buyer": "operator", "seller": "buyer"}


def amounts_of(entries: Iterable[LedgerEntry]) -> list[dict[str, str]]:
    """What the seller paid by these, as amounts that the buyer pays.

    What a deduction had spared the seller comes off again: the seller pays it.
    """
    found: dict[tuple[str, str], int] = {}
    for one in (each for entry in entries for each in entry.postings.all()):
        if one.account == Posting.Account.SELLER:
            key = (one.component, one.currency)
            found[key] = found.get(key, 0) - one.minor
    return [
        _amount(component, Money(currency, abs(minor)), "buyer" if minor > 0 else "seller")
        for (component, currency), minor in found.items()
        if minor
    ]


def not_done(instruction: Instruction, *, now: datetime) -> None:
    """The buyer cannot be charged: the operator pays, as the seller was told that he does not."""
    amounts = [
        {**one, "payer": SWAPPED[one["payer"]]} for one in instruction.payload.get("amounts") or []
    ]
    decision: Decision = instruction.decision
    key = f"{decision.pk}:{REFUSED}"
    ledger.concede(decision, key=key, amounts=amounts, reason=REFUSED, now=now)


def _amount(component: str, money: Money, payer: str) -> dict[str, Any]:
    return {
        "component": component, "amount": money.amount(), "currency": money.currency,
        "payer": payer, "line": "",
    }  # fmt: skip
