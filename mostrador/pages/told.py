"""A decision, or an option before any, as one object from which every reader is told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mostrador.decisions import replay
from mostrador.decisions.models import Decision
from mostrador.orders.models import Line
from mostrador.rules.amounts import total
from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Clause,
    Component,
    Entitlement,
    Facts,
    Ground,
    Option,
    Remedy,
)
from mostrador.rules.money import Money

# Buyer and seller have been told of these, and they stand.
STANDING = (Decision.State.DECIDED, Decision.State.EXECUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    remedy: Remedy
    ground: Ground
    currency: str
    zone: str
    reason: str = ""
    amounts: tuple[Amount, ...] = ()
    clauses: tuple[Clause, ...] = ()
    # What was chosen, once for each line; empty where no rule offered it.
    options: tuple[Option, ...] = ()
    facts: tuple[Facts, ...] = ()
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    decided_at: datetime | None = None
    appeal_until: datetime | None = None

    @property
    def whole(self) -> Money:
        """What reaches the buyer."""
        return total(self.amounts, self.currency)

    def paid_by(self, bearer: Bearer) -> Money:
        """What he really bears: what the buyer pays lowers the first of the others' shares."""
        shares = {payer: Money(self.currency, 0) for payer in Bearer}
        for one in self.amounts:
            shares[one.payer] += one.money
        others = [payer for payer in Bearer if payer is not Bearer.BUYER and shares[payer].minor]
        if others:
            shares[others[0]] -= shares[Bearer.BUYER]
        return shares[bearer]

    @property
    def sensible_clauses(self) -> tuple[Clause, ...]:
        """Where the kinder of two grounds won, the other one's clause would only confuse."""
        return tuple(one for one in self.clauses if one.code not in set(_beaten(self)))


def of_decision(decision: Decision, *, lines: Collection[str] | None = None) -> Told:
    """Of all its lines, or of one seller's alone (E25)."""
    store = decision.contact.store
    amounts = [_amount(one) for one in decision.amounts if _is_of(one.get("line"), lines)]
    answers = _of(replay.answers_in(decision), lines)
    remedy = Remedy(decision.remedy)
    chosen = [option for one in answers.values() if (option := one.option(remedy))]
    return Told(
        remedy=remedy,
        ground=Ground(decision.ground),
        currency=amounts[0].money.currency if amounts else store.currency,
        zone=store.time_zone,
        # What is only previewed has no sentence of its own yet.
        reason=decision.reason.body if decision.reason_id else "",
        amounts=tuple(amounts),
        clauses=tuple(_clause(one) for one in decision.clauses),
        options=tuple(chosen),
        facts=tuple(_of(replay.facts_in(decision), lines).values()),
        used=_once(name for one in answers.values() for name in one.used),
        missing=_once(name for one in answers.values() for name in one.missing),
        decided_at=decision.decided_at,
        appeal_until=decision.appeal_until,
    )


def lines_of_seller(decision: Decision, seller: str) -> set[str] | None:
    """His share of a decision about several sellers' lines; None is all of it (E25)."""
    if decision.order is None or decision.seller_id:
        return None
    order = decision.order
    return {
        line.ref
        for line in Line.objects.filter(order=order)
        if (line.seller_id or order.seller_id) == seller
    }


def of_option(option: Option, answer: Entitlement, facts: Facts, *, zone: str) -> Told:
    """What the buyer could have, before anybody has decided."""
    return Told(
        remedy=option.remedy,
        ground=option.ground,
        currency=facts.paid.currency,
        zone=zone,
        amounts=option.amounts,
        clauses=tuple(one for one in answer.clauses if one.code in option.clauses),
        options=(option,),
        facts=(facts,),
        used=answer.used,
        missing=answer.missing,
    )


def _beaten(told: Told) -> Iterable[Code]:
    labels = {option.label for option in told.options}
    if Bearer.SELLER in labels:
        yield Code.LABEL_BUYER
    elif Bearer.BUYER in labels:
        yield Code.LABEL_SELLER
    components = {one.component for one in told.amounts if one.money.minor}
    if told.amounts:
        yield Code.DELIVERY_KEPT if Component.SHIPPING in components else Code.DELIVERY_REFUNDED
        if Component.DEDUCTION not in components:
            yield Code.LOSS_DEDUCTED


def _amount(said: Mapping[str, Any]) -> Amount:
    money = Money.of(str(said["amount"]), str(said["currency"]))
    return Amount(Component(said["component"]), money, Bearer(said["payer"]))


def _clause(said: Mapping[str, Any]) -> Clause:
    return Clause(
        code=said["code"],
        ground=Ground(said["ground"]),
        cites=said.get("cites") or "",
        values=said.get("values") or {},
    )


def _of(by_line: Mapping[str, Any], lines: Collection[str] | None) -> dict[str, Any]:
    return {line: one for line, one in by_line.items() if _is_of(line, lines)}


def _is_of(line: str | None, lines: Collection[str] | None) -> bool:
    return lines is None or not line or line in lines


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
