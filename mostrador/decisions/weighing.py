"""A judgement held against the facts, the rule and the money: what it would be, nothing written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from mostrador.contacts.models import Contact
from mostrador.decisions import facts, holds, money, obstacles, replay, sharing, swaps
from mostrador.decisions.facts import Asked, Known
from mostrador.decisions.models import Decision
from mostrador.decisions.refusal import RefusedError
from mostrador.rules import amounts as sums
from mostrador.rules import entitlement as rule
from mostrador.rules.authority import Limits, needs_second
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Cause,
    Component,
    Entitlement,
    Facts,
    Ground,
    Remedy,
)
from mostrador.rules.money import Money
from mostrador.rules.possible import GIVES_ALL_BACK
from mostrador.rules.return_policy import Condition

# What goes back, or comes in its place, is between the buyer and one seller (E25). An exchange is
# settled with the order as a whole: one item more and another less make one difference.
ONE_SELLERS = frozenset({
    Remedy.RETURN, Remedy.REFUND_AFTER_RETURN, Remedy.REFUND_ON_PROOF, Remedy.REFUND_RETURNLESS,
    Remedy.REPLACEMENT, Remedy.REPAIR,
})  # fmt: skip
WITH_CHANGES = frozenset({Remedy.CHANGE_ITEM, Remedy.EXCHANGE})
WORDS = frozenset({Remedy.EXPLAIN, Remedy.REFUSE})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is decided and why, in one sentence that buyer and seller may both read.

    `cause` left out follows from the contact's topic, `lines` are all that the service answers
    for, `units` all of each. `ship_to_text` is the number of a sealed text.
    """

    remedy: str
    ground: str
    reason: str
    lines: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    cause: str = ""
    condition: str = "as_received"
    units: Mapping[str, int] = field(default_factory=dict)
    amount: Money | None = None
    changes: Sequence[Mapping[str, str]] = ()
    payment_method: str = ""
    ship_to_text: int | None = None
    withdraws: bool = False
    # When the defect showed, as the buyer says.
    shown_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What is kept of a judgement that may stand."""

    lines: Sequence[str] = ()
    # Line → how many units of how many it locks.
    held: Mapping[str, int] = field(default_factory=dict)
    whole: Mapping[str, int] = field(default_factory=dict)
    amounts: Sequence[Mapping[str, str]] = ()
    clauses: Sequence[Mapping[str, Any]] = ()
    entitlement: Mapping[str, Any] = field(default_factory=dict)
    orders: Mapping[str, Any] = field(default_factory=dict)
    seller: str | None = None
    needs_second: bool = False
    discretionary: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is looked at for one judgement."""

    judgement: Judgement
    remedy: Remedy
    ground: Ground
    known: Known
    facts: Mapping[str, Facts]
    answers: Mapping[str, Entitlement]


def entitled(
    contact: Contact,
    *,
    cause: str = "",
    condition: str = "as_received",
    withdraws: bool = False,
    lines: Sequence[str] = (),
    now: datetime,
) -> dict[str, Entitlement]:
    """What the buyer may have now, line by line; nothing for a contact without an order."""
    if contact.order is None:
        return {}
    known = facts.gather(contact)
    asked = _asked(contact, cause, condition, withdraws=withdraws)
    wanted = lines or [line.ref for line in facts.lines_of_ours(contact)]
    return {
        ref: rule.entitlement(facts.of_line(known, ref, asked, now=now))
        for ref in wanted
        if ref in known.lines
    }


def weigh(
    contact: Contact, judgement: Judgement, *, sellers: Sequence[str], by: str, now: datetime
) -> Weighed:
    """Raises RefusedError. `sellers`: whose lines are meant where none are named."""
    remedy, ground = Remedy(judgement.remedy), Ground(judgement.ground)
    if contact.order is None:
        return _without_order(judgement, remedy)
    known = facts.gather(contact)
    refs = sharing.lines(contact, judgement.lines, known, sellers=sellers)
    units = sharing.units(judgement.units, refs, known)
    asked = _asked(contact, judgement.cause, judgement.condition, withdraws=judgement.withdraws)
    asked = replace(asked, shown_on=judgement.shown_on)
    each = {ref: facts.of_line(known, ref, asked, quantity=units[ref], now=now) for ref in refs}
    answers = {ref: rule.entitlement(one) for ref, one in each.items()}
    case = Case(judgement, remedy, ground, known, each, answers)
    obstacles.check(case)
    return _weighed(case, units, contact, by=by)


def _weighed(case: Case, units: Mapping[str, int], contact: Contact, *, by: str) -> Weighed:
    picks = sharing.pick(case)
    by_line = {ref: list(each.amounts) for ref, each in picks.items()}
    for ref, kept in sharing.differences(case, _differences(case, units)).items():
        by_line[ref] += kept
    by_line = sharing.within_the_order(case, by_line)
    obstacles.check_methods(case, by_line)
    whole = {ref: money.quantity_of(case.known.lines[ref]) for ref in case.facts}
    held = dict(units) if case.remedy in GIVES_ALL_BACK else {}
    _check_units(case, units, held, whole)
    every = [one for found in by_line.values() for one in found]
    codes = {code for each in picks.values() for code in each.clauses}
    return Weighed(
        lines=list(case.facts),
        held=held,
        whole=whole,
        amounts=[money.written(one, ref) for ref, found in by_line.items() for one in found],
        clauses=sharing.clauses(case.answers, codes),
        entitlement=replay.stored(case.facts, case.answers),
        orders=_orders(case, units, whole),
        seller=_seller(case),
        needs_second=_second(every, contact, by=by),
        discretionary=any(each.discretionary for each in picks.values()),
    )


def _check_units(
    case: Case, units: Mapping[str, int], held: Mapping[str, int], whole: Mapping[str, int]
) -> None:
    """Nothing that was given back, replaced or changed already is given once more (E60)."""
    order = case.known.order
    if case.remedy in WITH_CHANGES:
        holds.check(order, units, whole)
        holds.check_changes(order, case.facts)
        return
    holds.check(order, held, whole)
    if case.remedy is Remedy.PARTIAL_REFUND:
        holds.check_goods(order, units, whole)


def _asked(contact: Contact, cause: str, condition: str, *, withdraws: bool) -> Asked:
    found = Cause(cause) if cause else facts.cause_of(contact)
    return Asked(cause=found, condition=Condition(condition), withdraws=withdraws)


def _differences(case: Case, units: Mapping[str, int]) -> Mapping[str, Amount]:
    """What another item costs more or less; who changes something says into what."""
    changes = case.judgement.changes if case.remedy in WITH_CHANGES else ()
    if case.remedy in WITH_CHANGES and {one["line"] for one in changes} != set(case.facts):
        raise RefusedError("CHANGES_REQUIRED", "Say for each line which item it becomes.")
    return swaps.differences(changes, case.known.lines, case.known.products, units)


def _orders(case: Case, units: Mapping[str, int], whole: Mapping[str, int]) -> dict[str, Any]:
    """What it orders besides, and what was said of the matter; nothing that was not said."""
    said = case.judgement
    cause = next((str(one.cause) for one in case.facts.values()), "")
    found = {
        "cause": cause,
        "condition": said.condition if said.condition != "as_received" else "",
        "shown_on": said.shown_on.isoformat() if said.shown_on else "",
        "units": dict(units) if units != whole else {},
        "changes": [dict(one) for one in said.changes],
        "payment_method": said.payment_method,
        "ship_to_text": said.ship_to_text,
    }
    return {key: value for key, value in found.items() if value}


def _seller(case: Case) -> str | None:
    """Whose units these are; none where they are several sellers'."""
    found = {facts.seller_of(case.known.lines[ref], case.known.order) for ref in case.facts} - {
        None
    }
    if len(found) > 1 and case.remedy in ONE_SELLERS:
        raise RefusedError(
            "ONE_SELLER", "These lines are several sellers': decide about each one's alone."
        )
    return found.pop() if len(found) == 1 else None


def _second(every: Sequence[Amount], contact: Contact, *, by: str) -> bool:
    if not every:
        return False
    store, currency = contact.store, every[0].money.currency
    limits = Limits(
        currency=store.currency, agent=store.agent_limit_minor, goodwill=store.goodwill_limit_minor
    )
    goodwill = [one for one in every if one.component is Component.GOODWILL]
    return needs_second(by, sums.total(every, currency), sums.total(goodwill, currency), limits)


def _without_order(judgement: Judgement, remedy: Remedy) -> Weighed:
    """Words and a gesture without money need no order; everything else is done to one."""
    if remedy not in WORDS | {Remedy.GOODWILL} or judgement.amount:
        raise RefusedError("ORDER_REQUIRED", "Find the order first; then decide about it.")
    return Weighed()


def is_money(amounts: Sequence[Mapping[str, str]]) -> bool:
    return any(one["payer"] != Bearer.BUYER for one in amounts)


def remedies_in_words() -> frozenset[str]:
    return frozenset(str(one) for one in WORDS)


def decision_of(weighed: Weighed, judgement: Judgement) -> dict[str, Any]:
    """The columns that a judgement fills, whether it is written or only shown."""
    return {
        "remedy": Decision.Remedy(judgement.remedy),
        "ground": Decision.Ground(judgement.ground),
        "lines": list(weighed.lines) or list(judgement.lines),
        "facts": dict(judgement.facts),
        "amounts": list(weighed.amounts),
        "clauses": list(weighed.clauses),
        "entitlement": dict(weighed.entitlement),
        "orders": dict(weighed.orders),
        "seller_id": weighed.seller,
    }
