"""A seller appeals against a decision at his cost: when, on which reason, who decides (E66)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mostrador.rules.authority import Role, role_of
from mostrador.rules.entitlement_facts import Amount, Bearer, Remedy
from mostrador.rules.possible import BY_RETURN

INFORMATION = timedelta(hours=72)
# What costs a seller goods or work, whatever stands in the amounts.
COSTS_GOODS = BY_RETURN | {Remedy.REPLACEMENT, Remedy.EXCHANGE, Remedy.REPAIR}
PEOPLE = frozenset({Role.AGENT, Role.OPERATOR})


class Reason(StrEnum):
    DELIVERED = "delivered"
    NOT_RETURNED = "not_returned"
    CAME_BACK_WORSE = "came_back_worse"
    OTHER_ITEM_RETURNED = "other_item_returned"
    ABUSE = "abuse"
    OUTSIDE_POLICY = "outside_policy"
    NOT_NOTIFIED = "not_notified"
    WRONG_CLASSIFICATION = "wrong_classification"
    OTHER = "other"


class Outcome(StrEnum):
    UPHELD = "upheld"
    REVERSED_OPERATOR_PAYS = "reversed_operator_pays"
    REVERSED_CUSTOMER_RECHARGE = "reversed_customer_recharge"


class Refusal(StrEnum):
    NOT_AT_YOUR_COST = "NOT_AT_YOUR_COST"
    APPEALED_ALREADY = "APPEALED_ALREADY"
    APPEAL_TOO_LATE = "APPEAL_TOO_LATE"
    OTHER_REASON = "OTHER_REASON"
    ONLY_WRONG_CLASSIFICATION = "ONLY_WRONG_CLASSIFICATION"
    NOT_AN_OPERATOR = "NOT_AN_OPERATOR"
    SAME_PERSON = "SAME_PERSON"
    WAITS_FOR_SELLER = "WAITS_FOR_SELLER"
    NO_CONSENT = "NO_CONSENT"
    NOT_YET_PAID = "NOT_YET_PAID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealable:
    """A decision, as far as appealing against it goes.

    `until` stands from the day that its cost was told. `given_up`: the clock refunded the buyer,
    because a seller abroad had offered no way back (E62). `judged`: by best judgement.
    """

    bears_cost: bool
    stands: bool
    until: datetime | None
    appealed: bool = False
    given_up: bool = False
    judged: bool = False


def costs_seller(remedy: Remedy, amounts: Iterable[Amount]) -> bool:
    """Does a seller pay for it, in money or in goods?"""
    pays = any(one.payer is Bearer.SELLER and one.money.minor for one in amounts)
    return pays or remedy in COSTS_GOODS


def until(told_at: datetime, days: int) -> datetime:
    """The last moment; what comes at that very moment is in time (E2)."""
    return told_at + timedelta(days=days)


def obstacle(decision: Appealable, *, now: datetime) -> Refusal | None:
    """Why it cannot be appealed against now; None if it can."""
    if not decision.bears_cost or not decision.stands or decision.until is None:
        return Refusal.NOT_AT_YOUR_COST
    if decision.appealed:
        return Refusal.APPEALED_ALREADY
    return Refusal.APPEAL_TOO_LATE if now > decision.until else None


def reasons(decision: Appealable) -> tuple[Reason, ...]:
    """Those that may be given, in the order in which they are offered (E5, E62)."""
    if decision.given_up:
        return (Reason.WRONG_CLASSIFICATION,)
    barred = {Reason.WRONG_CLASSIFICATION}
    if not decision.judged:
        barred.add(Reason.NOT_NOTIFIED)
    return tuple(one for one in Reason if one not in barred)


def refusal(decision: Appealable, reason: Reason, *, now: datetime) -> Refusal | None:
    """Why this appeal is not taken; None if it is."""
    found = obstacle(decision, now=now)
    if found or reason in reasons(decision):
        return found
    if decision.given_up:
        return Refusal.ONLY_WRONG_CLASSIFICATION
    return Refusal.OTHER_REASON


def stands_apart(by: str, *others: str) -> Refusal | None:
    """An operator decides, and never whoever decided or approved before."""
    if role_of(by) is not Role.OPERATOR:
        return Refusal.NOT_AN_OPERATOR
    number = by.partition(":")[2]
    before = {one.partition(":")[2] for one in others if role_of(one) in PEOPLE}
    return Refusal.SAME_PERSON if number in before else None


def may_supply(asked_until: datetime | None, *, now: datetime) -> bool:
    """He was asked for more, and his 72 hours are not over."""
    return asked_until is not None and now <= asked_until


def outcome_refusal(
    outcome: Outcome, *, waits: bool, money_waits: bool, agreed: bool
) -> Refusal | None:
    """Why it cannot end so now. `money_waits`: what is to be taken back has not moved yet."""
    if waits:
        return Refusal.WAITS_FOR_SELLER
    if outcome is not Outcome.UPHELD and money_waits:
        return Refusal.NOT_YET_PAID
    if outcome is Outcome.REVERSED_CUSTOMER_RECHARGE and not agreed:
        return Refusal.NO_CONSENT
    return None
