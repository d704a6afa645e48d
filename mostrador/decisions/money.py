"""What was paid for the lines of an order and what went back, from the order and from us (E60)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from mostrador.decisions.models import Decision, Instruction
from mostrador.orders.models import Event, Line, Order
from mostrador.rules import amounts
from mostrador.rules.amounts import Account, Given, Priced
from mostrador.rules.entitlement_facts import Amount, Bearer, Component
from mostrador.rules.money import Money
from mostrador.rules.possible import Method

REFUND = "refund"
# What only authorises a return has given nothing back yet.
AUTHORISES = "return"


def accounts_of(
    order: Order,
    lines: Sequence[Line],
    events: Sequence[Event],
    *,
    but: str = "",
    until: datetime | None = None,
) -> Mapping[str, Account]:
    """Of each line; `but` is a decision that is left out, as if it had not been made.

    `until`: what was decided later is left out, too.
    """
    if not lines:
        return {}
    currency = str(lines[0].body["currency"])
    priced = [_priced(line) for line in lines if line.body["currency"] == currency]
    paid = _flow(order, currency, refunds=False)
    delivery = _maybe(order.body.get("shipping"), currency)
    gone = given(order, events, currency, but=but, until=until)
    return amounts.accounts(priced, payments=_kept(order, paid), given=gone, delivery=delivery)


def left_of(
    order: Order,
    lines: Sequence[Line],
    events: Sequence[Event],
    *,
    but: str = "",
    until: datetime | None = None,
) -> Money | None:
    """What of the whole order can still go back; None where nobody said what was paid."""
    if not lines:
        return None
    currency = str(lines[0].body["currency"])
    paid = _flow(order, currency, refunds=False)
    if paid is None:
        return None
    booked = _flow(order, currency, refunds=True) or Money(currency, 0)
    ours, open_ones = _ours(order, currency, but, until)
    elsewhere = _sum([one.money for one in _events(order, events, currency)], currency)
    told = max(booked, _moved(order, currency) + _sum(_moneys(ours), currency) + elsewhere)
    return max(paid - told - _sum(_moneys(open_ones), currency), Money(currency, 0))


def given(
    order: Order,
    events: Sequence[Event],
    currency: str,
    *,
    but: str = "",
    until: datetime | None = None,
) -> list[Given]:
    """By us, whether done or on its way, and elsewhere."""
    done, open_ones = _ours(order, currency, but, until)
    return [*done, *open_ones, *_events(order, events, currency)]


def methods_of(order: Order, currency: str) -> list[Method]:
    """The buyer's ways to pay: what he has told the marketplace, and what paid this order."""
    known: dict[str, dict[str, Any]] = {
        str(one["id"]): one
        for one in order.buyer.body.get("payment_methods") or []
        if one.get("id")
    }
    net: dict[str, Money] = {}
    for one in _payments(order, currency):
        sign = -1 if _is_refund(one) else 1
        money = _money(one, currency)
        key = str(one.get("method") or "")
        net[key] = net.get(key, Money(currency, 0)) + money.times(sign)
    nothing = Money(currency, 0)
    return [
        Method(
            key,
            str(known.get(key, {}).get("kind") or ""),
            net.get(key, nothing),
            _maybe(known.get(key, {}).get("balance"), currency),
        )
        for key in {**known, **net}
        if key
    ]


def quantity_of(line: Line) -> int:
    return max(int(line.body.get("quantity") or 1), 1)


def unit_price_of(line: Line) -> Money:
    return Money.of(str(line.body["unit_price"]), str(line.body["currency"]))


def express_of(line: Line) -> Money:
    """What of the shipping was for a faster one; nobody says so in the contract's own keys."""
    currency = str(line.body["currency"])
    return _maybe(line.body.get("express"), currency) or Money(currency, 0)


def of_units(account: Account, units: int, whole: int, *, left: Money | None) -> Account:
    """The share of some of a line's units; what went back is held against the others first.

    `left` is what of the whole order can still go back: refunds that nobody gave a line count too.
    """
    paid, rest = account.paid.split([units, whole - units])
    shipping, _others = account.shipping.split([units, whole - units])
    over = max(account.refunded - rest, Money(paid.currency, 0))
    if left is not None:
        over = max(over, paid - left)
    refunded = min(over, paid)
    return Account(paid, refunded, shipping, min(account.promised, refunded))


def read(amount: Mapping[str, Any]) -> Amount:
    """One amount of a decision as it is kept with it."""
    money = Money.of(amount["amount"], amount["currency"])
    return Amount(Component(amount["component"]), money, Bearer(amount["payer"]))


def written(amount: Amount, line: str) -> dict[str, str]:
    return {
        "component": str(amount.component),
        "amount": amount.money.amount(),
        "currency": amount.money.currency,
        "payer": str(amount.payer),
        "line": line,
    }


def _kept(order: Order, paid: Money | None) -> Money | None:
    """What was paid, without what only moved from one method to another."""
    return None if paid is None else paid - _moved(order, paid.currency)


def _moved(order: Order, currency: str) -> Money:
    """Refunds that stand for another payment of the same amount: the method was changed."""
    moved = Money(currency, 0)
    seen: list[Money] = []
    paid = [_money(one, currency) for one in _payments(order, currency) if not _is_refund(one)]
    for one in _payments(order, currency):
        money = _money(one, currency)
        if _is_refund(one) and paid.count(money) > 1 + seen.count(money):
            seen.append(money)
            moved += money
    return moved


def _priced(line: Line) -> Priced:
    price = unit_price_of(line)
    return Priced(
        line=line.ref, quantity=quantity_of(line), unit_price=price,
        shipping=_maybe(line.body.get("shipping"), price.currency),
    )  # fmt: skip


def _ours(
    order: Order, currency: str, but: str, until: datetime | None
) -> tuple[list[Given], list[Given]]:
    """What we gave back: already told to us by the marketplace, and not."""
    done: list[Given] = []
    open_ones: list[Given] = []
    every = Decision.objects.filter(order=order).exclude(pk=but)
    # What was withheld in a shadow run has reached nobody.
    live = every.exclude(state=Decision.State.CANCELLED).exclude(
        instructions__state=Instruction.State.WITHHELD
    )
    if until is not None:
        live = live.filter(decided_at__lt=until)
    for decision in live.prefetch_related("instructions", "ledger").order_by("decided_at", "pk"):
        if decision.remedy == AUTHORISES and not decision.ledger.all():
            continue
        booked = any(
            one.state == Instruction.State.DONE and one.kind != Instruction.Kind.RETURN
            for one in decision.instructions.all()
        )
        found = done if booked else open_ones
        found.extend(_given_by(decision, currency, promised=not booked))
    return done, open_ones


def _given_by(decision: Decision, currency: str, *, promised: bool) -> list[Given]:
    by_line: dict[str, list[Amount]] = {}
    for one in decision.amounts:
        if one["currency"] == currency:
            by_line.setdefault(str(one.get("line") or ""), []).append(read(one))
    # Once it is done, the line costs what the other item does: until then what it costs less is
    # a part of the price that goes back.
    whole = amounts.total if promised else amounts.back
    return [
        Given((line,) if line else (), whole(found, currency), promised)
        for line, found in by_line.items()
        if whole(found, currency).minor > 0
    ]


def _events(order: Order, events: Sequence[Event], currency: str) -> list[Given]:
    """Refunds done elsewhere; one that names our instruction is ours, told back to us."""
    told = [one for one in events if one.kind == Event.Kind.REFUND]
    if not told:
        return []
    known = {"instruction", "reference", "decision"}
    named = {str(one.body[key]) for one in told for key in known & one.body.keys()}
    ids = Instruction.objects.filter(order=order)
    ours = {key for row in ids.values_list("pk", "decision_id") for key in row} & named
    return [
        Given(tuple(one.body.get("lines") or ()), _money(one.body, currency))
        for one in told
        if one.body.get("currency", currency) == currency
        and not ours & {str(one.body.get(key)) for key in known}
    ]


def _flow(order: Order, currency: str, *, refunds: bool) -> Money | None:
    """The sum of one direction; None where the order says nothing of payments."""
    found = _payments(order, currency)
    if not found:
        return None
    return _sum([_money(one, currency) for one in found if _is_refund(one) is refunds], currency)


def _payments(order: Order, currency: str) -> list[dict[str, Any]]:
    every = order.body.get("payments") or []
    return [one for one in every if one.get("amount") and one.get("currency") == currency]


def _is_refund(payment: Mapping[str, Any]) -> bool:
    return payment.get("kind") == REFUND or str(payment["amount"]).startswith("-")


def _money(body: Mapping[str, Any], currency: str) -> Money:
    found = _maybe(body.get("amount"), currency) or Money(currency, 0)
    return found if found.minor >= 0 else found.times(-1)


def _maybe(said: object, currency: str) -> Money | None:
    try:
        return Money.of(said, currency) if isinstance(said, str) else None
    except ValueError:
        return None


def _moneys(found: Iterable[Given]) -> list[Money]:
    return [one.money for one in found]


def _sum(found: Iterable[Money], currency: str) -> Money:
    return sum(found, Money(currency, 0))
