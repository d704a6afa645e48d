"""What stands in the way of a judgement whatever its ground: shipped goods, claims, methods."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mostrador.decisions import journeys, money
from mostrador.decisions.models import Decision, Return
from mostrador.decisions.refusal import RefusedError
from mostrador.orders.models import Event
from mostrador.rules import amounts as sums
from mostrador.rules.entitlement_facts import Amount, Ground, Remedy
from mostrador.rules.money import Money
from mostrador.rules.possible import (
    BY_RETURN,
    GIVES_MONEY,
    Method,
    Obstacle,
    can_pay,
    may_receive,
    obstacle,
)

if TYPE_CHECKING:
    from mostrador.decisions.weighing import Case

SENTENCES = {
    Obstacle.ALREADY_SHIPPED: "Line {line} has left already; before that it could be done.",
    Obstacle.NOT_DELIVERED: "Line {line} has not arrived yet; it can be done once it has.",
    Obstacle.ORDER_CANCELLED: "The order is cancelled.",
    Obstacle.CLAIM_OPEN: "A claim elsewhere decides about line {line}: {reference}.",
    Obstacle.NOTHING_LEFT: "What was paid for line {line} has gone back already: {reference}.",
}


def check(case: "Case") -> None:
    """Raises RefusedError for the first line with which it cannot be done."""
    for ref, each in case.facts.items():
        # What the rule gives can be done: by law even a parcel on its way may be withdrawn from.
        offered = case.answers[ref].option(case.remedy)
        found = None if offered else obstacle(case.remedy, each)
        if found:
            reference = _reference(found, case, ref)
            sentence = SENTENCES[found].format(line=ref, reference=reference)
            raise RefusedError(str(found), sentence, line=ref, reference=reference)
    _check_returns(case)
    if case.remedy is Remedy.CHANGE_ADDRESS and case.judgement.ship_to_text is None:
        raise RefusedError("ADDRESS_REQUIRED", "Say where it is to go.")
    if case.remedy is Remedy.CHANGE_PAYMENT and not case.judgement.payment_method:
        raise RefusedError("METHOD_REQUIRED", "Say how it is to be paid.")
    if case.ground is Ground.SELLER_ANSWER and not case.known.answers:
        raise RefusedError("NOTHING_ANSWERED", "No seller has answered anything about this order.")


def _check_returns(case: "Case") -> None:
    """One return of the same goods at a time."""
    if case.remedy not in BY_RETURN:
        return
    for one in case.known.returns:
        lines = {each["line"] for each in one.lines} & set(case.facts)
        if lines and one.state not in {Return.State.CANCELLED, Return.State.CLOSED}:
            line, reference = min(lines), one.decision_id
            sentence = f"Line {line} is on its way back already by {reference}."
            raise RefusedError("RETURN_OPEN", sentence, line=line, reference=reference)


def check_methods(case: "Case", by_line: Mapping[str, Sequence[Amount]]) -> None:
    """Raises RefusedError where the named way to pay cannot give or take what it would have to."""
    currency = next(iter(case.facts.values())).paid.currency
    methods = money.methods_of(case.known.order, currency)
    every = [one for found in by_line.values() for one in found]
    due = sums.total(every, currency).times(-1)
    wanted = case.judgement.payment_method or (_paying(methods) if due.minor > 0 else "")
    if not wanted:
        return
    if case.remedy in GIVES_MONEY and not may_receive(methods, wanted):
        raise RefusedError(
            "METHOD_DID_NOT_PAY",
            f"{wanted} did not pay this order and is no gift card of the buyer's.",
        )
    if case.remedy is Remedy.CHANGE_PAYMENT:
        _check_new_method(case, wanted, currency)
    if not can_pay(methods, wanted, due):
        raise RefusedError(
            "METHOD_CANNOT_PAY", f"{wanted} is not the buyer's, or does not hold enough."
        )


def _paying(methods: Sequence[Method]) -> str:
    """Where nobody says otherwise, what paid the order pays the difference."""
    return next((one.id for one in methods if one.paid.minor > 0), "")


def _check_new_method(case: "Case", wanted: str, currency: str) -> None:
    """It must be another one that can pay the whole of the order."""
    methods = money.methods_of(case.known.order, currency)
    if any(one.id == wanted and one.paid.minor > 0 for one in methods):
        raise RefusedError("SAME_METHOD", f"{wanted} pays this order already.")
    nothing = Money(currency, 0)
    paid = sum((one.paid for one in methods if one.paid.minor > 0), nothing)
    if not can_pay(methods, wanted, paid):
        raise RefusedError(
            "METHOD_CANNOT_PAY", f"{wanted} is not the buyer's, or does not hold enough."
        )


def _reference(found: Obstacle, case: "Case", ref: str) -> str:
    """What stands in the way, by the name under which it can be looked up (E60)."""
    kinds = {Obstacle.CLAIM_OPEN: Event.Kind.CLAIM, Obstacle.NOTHING_LEFT: Event.Kind.REFUND}
    if found not in kinds:
        return ""
    elsewhere = [
        event.key for event in case.known.events
        if event.kind == kinds[found] and journeys.names(event.body, ref)
    ]  # fmt: skip
    ours = Decision.objects.filter(order=case.known.order).exclude(state="cancelled")
    own = [one.pk for one in ours if one.amounts and (not one.lines or ref in one.lines)]
    return ", ".join([*elsewhere, *(own if found is Obstacle.NOTHING_LEFT else [])])
