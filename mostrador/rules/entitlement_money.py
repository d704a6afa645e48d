"""How much a refund is, part by part, and never more than what is left of what was paid."""

from mostrador.rules.entitlement_facts import Amount, Bearer, Component, Facts
from mostrador.rules.money import Money


def left(facts: Facts) -> Money:
    """What was paid and not yet refunded."""
    nothing = Money(facts.paid.currency, 0)
    return max(facts.paid - facts.refunded, nothing)


def refund(facts: Facts, *, delivery: Money, percent: int = 0) -> tuple[Amount, ...]:
    """The price, this much of the delivery, less so many percent of the price."""
    rest = left(facts)
    price = facts.unit_price.times(facts.quantity)
    goods = min(price, rest)
    off = min(loss(facts, percent), goods)
    parts = (
        Amount(Component.PRINCIPAL, goods, Bearer.SELLER),
        Amount(Component.SHIPPING, min(delivery, rest - goods), Bearer.SELLER),
        Amount(Component.DEDUCTION, off, Bearer.BUYER),
    )
    return tuple(part for part in parts if part.money.minor)


def loss(facts: Facts, percent: int) -> Money:
    """So many percent of the price, rounded down: the odd cent is the buyer's."""
    price = facts.unit_price.times(facts.quantity)
    return Money(price.currency, price.minor * percent // 100)


def standard_delivery(facts: Facts) -> Money:
    """What the cheapest standard delivery would have cost; a faster one is the buyer's choice."""
    return max(facts.shipping - facts.express, Money(facts.shipping.currency, 0))


def net(amounts: tuple[Amount, ...]) -> int:
    """What reaches the buyer, in the smallest coin."""
    return sum(
        -each.money.minor if each.payer is Bearer.BUYER else each.money.minor for each in amounts
    )
