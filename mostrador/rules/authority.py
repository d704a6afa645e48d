"""Who may give how much, and when a second person looks first."""

from dataclasses import dataclass
from enum import StrEnum

from mostrador.rules.money import Money


class Role(StrEnum):
    AGENT = "agent"
    OPERATOR = "operator"
    PROGRAM = "program"
    BUYER = "buyer"
    CLOCK = "clock"


# A person who answers for what he gives; an operator answers to himself, a program to its rules.
LIMITED = frozenset({Role.AGENT})
APPROVES = frozenset({Role.AGENT, Role.OPERATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """In the smallest coin of the store's currency; None: no limit."""

    currency: str
    agent: int | None
    goodwill: int | None


def role_of(actor: str) -> Role | None:
    """Of an actor such as agent:7; None for whoever decides nothing."""
    role = actor.partition(":")[0]
    return Role(role) if role in set(Role) else None


def needs_second(actor: str, given: Money, goodwill: Money, limits: Limits) -> bool:
    """Is this more than its decider may give alone? What is just at the limit is within it (E2)."""
    if role_of(actor) not in LIMITED:
        return False
    return _above(given, limits.agent, limits.currency) or _above(
        goodwill, limits.goodwill, limits.currency
    )


def may_approve(actor: str, *, decided_by: str) -> bool:
    """Another agent, or an operator; never the person who decided it."""
    return role_of(actor) in APPROVES and _person(actor) != _person(decided_by)


def _above(money: Money, limit: int | None, currency: str) -> bool:
    """An amount in another currency is not within a limit in this one."""
    if limit is None or money.minor <= 0:
        return False
    return money.currency != currency or money.minor > limit


def _person(actor: str) -> str:
    """One person may have become an operator meanwhile."""
    return actor.partition(":")[2]
