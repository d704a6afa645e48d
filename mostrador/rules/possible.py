"""What can be done at all with goods that have come so far, whatever a policy says."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mostrador.rules.entitlement_facts import Facts, Remedy, Stage
from mostrador.rules.money import Money

BEFORE_SHIPPING = frozenset({
    Remedy.CANCEL, Remedy.CHANGE_ADDRESS, Remedy.CHANGE_ITEM, Remedy.CHANGE_PAYMENT,
})  # fmt: skip
ONCE_DELIVERED = frozenset({
    Remedy.RETURN, Remedy.REFUND_AFTER_RETURN, Remedy.REFUND_ON_PROOF, Remedy.EXCHANGE,
    Remedy.REPAIR,
})  # fmt: skip
GIVES_MONEY = frozenset({
    Remedy.CANCEL, Remedy.RETURN, Remedy.REFUND_AFTER_RETURN, Remedy.REFUND_ON_PROOF,
    Remedy.REFUND_RETURNLESS, Remedy.PARTIAL_REFUND,
})  # fmt: skip
# Goods come back first, and the money follows them.
BY_RETURN = frozenset({Remedy.RETURN, Remedy.REFUND_AFTER_RETURN, Remedy.REFUND_ON_PROOF})
# What uses up the units it is about: done once for each (E60).
GIVES_ALL_BACK = (GIVES_MONEY - {Remedy.RETURN, Remedy.PARTIAL_REFUND}) | {
    Remedy.REPLACEMENT, Remedy.EXCHANGE,
}  # fmt: skip
WORDS_ALONE = frozenset({Remedy.EXPLAIN, Remedy.REFUSE})
# A cancellation or a return is possible without money; these are nothing else.
NOTHING_BUT_MONEY = GIVES_MONEY - {Remedy.CANCEL, Remedy.RETURN}
# Nothing is done twice about goods that a claim elsewhere decides about (E53).
FROZEN_BY_A_CLAIM = NOTHING_BUT_MONEY | {Remedy.REPLACEMENT, Remedy.EXCHANGE, Remedy.GOODWILL}


class Obstacle(StrEnum):
    ALREADY_SHIPPED = "ALREADY_SHIPPED"
    NOT_DELIVERED = "NOT_DELIVERED"
    ORDER_CANCELLED = "ORDER_CANCELLED"
    CLAIM_OPEN = "CLAIM_OPEN"
    NOTHING_LEFT = "NOTHING_LEFT"


def obstacle(remedy: Remedy, facts: Facts) -> Obstacle | None:
    """Why this cannot be done with these units now; None if it can."""
    if remedy in WORDS_ALONE:
        return None
    if facts.claim and remedy in FROZEN_BY_A_CLAIM:
        return Obstacle.CLAIM_OPEN
    if remedy is Remedy.GOODWILL:
        return None
    return _of_the_stage(remedy, facts)


def _of_the_stage(remedy: Remedy, facts: Facts) -> Obstacle | None:
    if facts.stage is Stage.CANCELLED:
        return Obstacle.ORDER_CANCELLED
    if remedy in BEFORE_SHIPPING and facts.stage is not Stage.NOT_SHIPPED:
        return Obstacle.ALREADY_SHIPPED
    if remedy in ONCE_DELIVERED and facts.stage is not Stage.DELIVERED:
        return Obstacle.NOT_DELIVERED
    if remedy in NOTHING_BUT_MONEY and facts.paid.minor and not facts.refunded < facts.paid:
        return Obstacle.NOTHING_LEFT
    return None


@dataclass(frozen=True, slots=True)
class Method:
    """A buyer's way to pay. `paid` is what he paid with it for this order and did not get back."""

    id: str
    kind: str
    paid: Money
    # Of a gift card; None where nobody said.
    balance: Money | None = None

    @property
    def is_gift_card(self) -> bool:
        return self.kind == "gift_card"


def may_receive(methods: Sequence[Method], wanted: str) -> bool:
    """Money goes back to where it came from, or onto a gift card of the buyer's."""
    found = _find(methods, wanted)
    return found is not None and (found.paid.minor > 0 or found.is_gift_card)


def can_pay(methods: Sequence[Method], wanted: str, price: Money) -> bool:
    """Is it a method of his, and does it hold enough?"""
    found = _find(methods, wanted)
    if found is None:
        return False
    if not found.is_gift_card or price.minor <= 0:
        return True
    known = found.balance
    return known is not None and known.currency == price.currency and not known < price


def _find(methods: Sequence[Method], wanted: str) -> Method | None:
    return next((one for one in methods if one.id == wanted), None)
