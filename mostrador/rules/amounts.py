"""What a decision costs, of which components, who pays it, and what is left to be given back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mostrador.rules.entitlement_facts import Amount, Bearer, Component, Facts
from mostrador.rules.money import Money

# What is no part of the price that was paid, and so is not held against it.
BESIDE_THE_PRICE = frozenset({Component.PRICE_DIFFERENCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A line of an order: its price is for each unit, its shipping for all; None is not known."""

    line: str
    quantity: int
    unit_price: Money
    shipping: Money | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Money that went back. No lines: nobody said for which, and so it is for all of them."""

    lines: tuple[str, ...]
    money: Money
    # Decided, and nobody has said yet that it was paid out.
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Of one line, with its delivery; `promised` is a part of what counts as refunded."""

    paid: Money
    refunded: Money
    shipping: Money
    promised: Money


def total(amounts: Iterable[Amount], currency: str) -> Money:
    """What the buyer gets; below zero he pays."""
    whole = Money(currency, 0)
    for one in amounts:
        whole = whole - one.money if one.payer is Bearer.BUYER else whole + one.money
    return whole


def back(amounts: Iterable[Amount], currency: str) -> Money:
    """What of it is given back of the price that was paid, and so counts against it (E60)."""
    return total((one for one in amounts if one.component not in BESIDE_THE_PRICE), currency)


def room(facts: Facts) -> Money:
    """What of these units is not yet given back."""
    return _at_least_nothing(facts.paid - facts.refunded)


def capped(amounts: Sequence[Amount], most: Money) -> tuple[Amount, ...]:
    """The same amounts, lowered from the last on, so that no more than `most` goes back (E61)."""
    over = _at_least_nothing(back(amounts, most.currency) - most)
    kept = []
    for one in reversed(amounts):
        counts = one.payer is not Bearer.BUYER and one.component not in BESIDE_THE_PRICE
        less = min(over, one.money) if counts else Money(over.currency, 0)
        over = over - less
        kept.append(replace(one, money=one.money - less))
    return tuple(one for one in reversed(kept) if one.money.minor)


def spread(whole: Money, weights: Sequence[Money]) -> tuple[Money, ...]:
    """One amount over several lines in proportion to what each is worth (E23)."""
    return whole.split([max(weight.minor, 0) for weight in weights])


def accounts(
    lines: Sequence[Priced],
    *,
    payments: Money | None,
    given: Sequence[Given],
    delivery: Money | None = None,
) -> Mapping[str, Account]:
    """What was paid for each line and what of it went back.

    `payments` is the whole that was paid; less than the prices (a voucher) is shared out among the
    lines, more is not for them. None: nobody said, so the prices were paid. `delivery` is what was
    paid for the delivery of all of them, where no line says its own.
    """
    if not lines:
        return {}
    shipping = _shipping(lines, delivery)
    worth = [one.unit_price.times(one.quantity) + shipping[one.line] for one in lines]
    whole = sum(worth[1:], worth[0])
    short = payments is not None and payments < whole
    paid = spread(payments, worth) if short and payments is not None else worth
    refunded = _refunded(lines, worth, given)
    promised = _refunded(lines, worth, [one for one in given if one.promised])
    return {
        one.line: _account(each, refunded[one.line], shipping[one.line], promised[one.line])
        for one, each in zip(lines, paid, strict=True)
    }


def postings(amounts: Iterable[Amount]) -> dict[tuple[Bearer, Component], Money]:
    """Who receives (above zero) and who pays (below) of what; adds up to nothing.

    What the buyer pays lowers what the one who stands in for the rest has to pay.
    """
    every = list(amounts)
    payer = next((one.payer for one in every if one.payer is not Bearer.BUYER), Bearer.SELLER)
    found: dict[tuple[Bearer, Component], Money] = {}
    for one in every:
        theirs = one.payer is Bearer.BUYER
        receives, pays = (payer, Bearer.BUYER) if theirs else (Bearer.BUYER, one.payer)
        for who, money in ((receives, one.money), (pays, one.money.times(-1))):
            key = (who, one.component)
            found[key] = found.get(key, Money(money.currency, 0)) + money
    return {key: money for key, money in found.items() if money.minor}


def _account(paid: Money, refunded: Money, shipping: Money, promised: Money) -> Account:
    counted = min(refunded, paid)
    return Account(paid, counted, shipping, min(promised, counted))


def _shipping(lines: Sequence[Priced], delivery: Money | None) -> dict[str, Money]:
    known = {one.line: one.shipping or Money(one.unit_price.currency, 0) for one in lines}
    if delivery is None or any(one.shipping is not None for one in lines):
        return known
    shares = spread(delivery, [one.unit_price.times(one.quantity) for one in lines])
    return {one.line: share for one, share in zip(lines, shares, strict=True)}


def _refunded(
    lines: Sequence[Priced], worth: Sequence[Money], given: Sequence[Given]
) -> dict[str, Money]:
    found = {one.line: Money(one.unit_price.currency, 0) for one in lines}
    for one in given:
        for_these = [
            (line.line, each)
            for line, each in zip(lines, worth, strict=True)
            if not one.lines or line.line in one.lines
        ]
        if for_these:
            shares = spread(one.money, [each for _line, each in for_these])
            for (line, _each), share in zip(for_these, shares, strict=True):
                found[line] += share
    return found


def _at_least_nothing(money: Money) -> Money:
    return max(money, Money(money.currency, 0))
