"""A remedy that somebody picks, held against what the buyer may have (R17, E64)."""

from dataclasses import dataclass
from enum import StrEnum

from mostrador.rules.amounts import back, capped, room
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Component,
    Entitlement,
    Facts,
    Ground,
    Option,
    Remedy,
)
from mostrador.rules.money import Money
from mostrador.rules.possible import GIVES_MONEY, WORDS_ALONE

# Grounds that a rule gives; the others are a person's.
RULED = frozenset({Ground.STANDARD_POLICY, Ground.SELLER_POLICY, Ground.LAW})
# What nobody may deny a buyer who may have it.
OWED = frozenset({
    Remedy.RETURN, Remedy.REFUND_ON_PROOF, Remedy.REFUND_AFTER_RETURN, Remedy.REFUND_RETURNLESS,
    Remedy.PARTIAL_REFUND, Remedy.REPLACEMENT, Remedy.EXCHANGE, Remedy.REPAIR,
})  # fmt: skip


class Why(StrEnum):
    NOT_ENTITLED = "NOT_ENTITLED"
    OTHER_GROUND = "OTHER_GROUND"
    STILL_ENTITLED = "STILL_ENTITLED"
    ABOVE_WHAT_WAS_PAID = "ABOVE_WHAT_WAS_PAID"
    ABOVE_THE_OPTION = "ABOVE_THE_OPTION"


@dataclass(frozen=True, slots=True)
class Pick:
    """What it gives, and the codes of the clauses it rests on."""

    amounts: tuple[Amount, ...] = ()
    clauses: tuple[str, ...] = ()
    # Beyond what any rule gives: the operator pays (E64).
    discretionary: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """`clause` is the code of the one that says why, if one does."""

    why: Why
    clause: str = ""
    # As much would have been possible.
    most: Money | None = None
    instead: tuple[Remedy, ...] = ()


def pick(remedy: Remedy, ground: Ground, *, answer: Entitlement, facts: Facts) -> Pick | Refusal:
    """One line's share of a decision, or why not; the amount of a part is for `part_of`."""
    if remedy is Remedy.REFUSE:
        return _refuse(ground, answer)
    if remedy in WORDS_ALONE or remedy is Remedy.GOODWILL:
        return Pick()
    option = answer.option(remedy)
    if ground in RULED:
        return _ruled(remedy, ground, option, answer, facts)
    if ground is Ground.GOODWILL:
        return Pick(_whole(remedy, facts, Bearer.OPERATOR), discretionary=True)
    if option:
        return _as_offered(option, facts)
    if ground is Ground.SELLER_ANSWER:
        return Pick(_whole(remedy, facts, Bearer.SELLER))
    return Pick(_whole(remedy, facts, Bearer.OPERATOR), discretionary=True)


def part_of(asked: Money, ground: Ground, *, answer: Entitlement, facts: Facts) -> Pick | Refusal:
    """A refund of a part: no more than the price, at the seller's cost what a rule gives him to
    bear, and beyond that the operator's (E61, E64).
    """
    left = room(facts)
    if asked > left:
        return Refusal(Why.ABOVE_WHAT_WAS_PAID, most=left)
    option = _largest(answer, facts)
    most = _most(option, left)
    if ground in RULED and (option is None or ground not in answer.grounds(option.remedy)):
        return _not_offered(Remedy.PARTIAL_REFUND, option, answer)
    if ground in RULED and asked > most:
        return Refusal(Why.ABOVE_THE_OPTION, most=most)
    covered = not asked > most and ground is not Ground.GOODWILL
    seller_pays = covered or ground is Ground.SELLER_ANSWER
    payer = _payer(option) if covered and option else Bearer.SELLER
    amount = Amount(Component.PRINCIPAL, asked, payer if seller_pays else Bearer.OPERATOR)
    clauses = option.clauses if covered and option else ()
    return Pick((amount,), clauses, discretionary=not seller_pays)


def _refuse(ground: Ground, answer: Entitlement) -> Pick | Refusal:
    """Only what nothing gives is refused; a gesture of goodwill may always be."""
    owed = tuple(option.remedy for option in answer.options if option.remedy in OWED)
    if owed and ground is not Ground.GOODWILL:
        return Refusal(Why.STILL_ENTITLED, instead=owed)
    return Pick(clauses=tuple(dict.fromkeys(one.clause for one in answer.denied)))


def _ruled(
    remedy: Remedy, ground: Ground, option: Option | None, answer: Entitlement, facts: Facts
) -> Pick | Refusal:
    if option is None or ground not in answer.grounds(remedy):
        return _not_offered(remedy, option, answer)
    return _as_offered(option, facts)


def _not_offered(remedy: Remedy, option: Option | None, answer: Entitlement) -> Refusal:
    if option:
        return Refusal(Why.OTHER_GROUND, option.clauses[0] if option.clauses else "")
    denied = answer.denial(remedy)
    return Refusal(Why.NOT_ENTITLED, denied.clause if denied else "")


def _as_offered(option: Option, facts: Facts) -> Pick:
    return Pick(capped(option.amounts, room(facts)), option.clauses)


def _whole(remedy: Remedy, facts: Facts, payer: Bearer) -> tuple[Amount, ...]:
    """All that was paid for the units, where no rule says how much."""
    if remedy not in GIVES_MONEY or facts.claim:
        return ()
    price = facts.unit_price.times(facts.quantity)
    amounts = (
        Amount(Component.PRINCIPAL, price, payer),
        Amount(Component.SHIPPING, facts.shipping, payer),
    )
    return capped([one for one in amounts if one.money.minor], room(facts))


def _largest(answer: Entitlement, facts: Facts) -> Option | None:
    """Who may have all of it may have a part of it."""
    part = answer.option(Remedy.PARTIAL_REFUND)
    if part:
        return part
    money = [option for option in answer.options if option.remedy in GIVES_MONEY]
    currency = facts.paid.currency
    return max(money, key=lambda option: back(option.amounts, currency), default=None)


def _most(option: Option | None, left: Money) -> Money:
    """What a part may come to; the rule names no sum where a part is what it gives."""
    if option is None:
        return Money(left.currency, 0)
    is_a_part = option.remedy is Remedy.PARTIAL_REFUND
    return left if is_a_part else back(option.amounts, left.currency)


def _payer(option: Option) -> Bearer:
    payers = (one.payer for one in option.amounts if one.payer is not Bearer.BUYER)
    return next(payers, Bearer.SELLER)
