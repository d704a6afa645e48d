"""What really happened to an observed matter, as far as anybody told: decisions, records, words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Message
from mostrador.decisions import money
from mostrador.decisions.models import Decision
from mostrador.orders.models import Event, Order
from mostrador.rules import as_it_was
from mostrador.rules.agreement import BECOMES, Happened, Outcome
from mostrador.rules.amounts import total
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.money import Money
from mostrador.shadow.models import Observation

STANDS = (Decision.State.DECIDED, Decision.State.EXECUTED)
CANCELLED = frozenset({"cancelled", "canceled"})
COMES_BACK = frozenset({"return requested", "returned"})
ANOTHER_ONE = frozenset({"replacement", "exchange"})


def snapshot(order: Order | None, *, until: datetime | None = None) -> dict[str, Any]:
    """What the order showed when the matter came in; what it shows more than this came of it.

    `until`: looking back, what it showed then.
    """
    if order is None:
        return {}
    body = as_it_was.order(order.body, until) if until else order.body
    replaced = _replacements(body)
    if until:
        known = Order.objects.filter(pk__in=replaced, placed_at__lt=until)
        replaced = set(known.values_list("pk", flat=True))
    return {
        "refunded": {one.currency: one.minor for one in _booked(body).values()},
        "replaced": sorted(replaced),
        "status": str(body.get("status") or "").lower(),
    }


def since(row: Observation) -> list[Happened]:
    """Our own decisions tell it best; else what the marketplace told, and what was said."""
    decided = list(_decided(row))
    told = [] if decided or row.order is None else list(_told(row, row.order))
    return [*decided, *told, *_words(row)]


def as_said(happened: Happened) -> dict[str, str]:
    """As it is kept with the observation."""
    at, paid = happened.at, happened.money
    said = {"outcome": str(happened.outcome), "at": at.isoformat() if at else ""}
    return said | ({"amount": paid.amount(), "currency": paid.currency} if paid else {})


def _decided(row: Observation) -> Iterator[Happened]:
    if row.order is None and row.contact is None:
        return
    every = Decision.objects.filter(state__in=STANDS).order_by("decided_at", "pk")
    ours = (
        every.filter(contact=row.contact)
        if row.contact
        else every.filter(order=row.order, decided_at__gte=row.at)
    )
    for one in ours:
        found = BECOMES[Remedy(one.remedy)]
        yield Happened(found, one.decided_at, _given(one) if found is Outcome.REFUNDED else None)


def _given(decision: Decision) -> Money | None:
    amounts = [money.read(one) for one in decision.amounts]
    return total(amounts, amounts[0].money.currency) if amounts else None


def _told(row: Observation, order: Order) -> Iterator[Happened]:
    events = list(Event.objects.filter(order=order, at__gte=row.at).order_by("at", "key"))
    yield from _refunds(row, order, events)
    for one in events:
        if one.kind == Event.Kind.RETURN:
            yield Happened(Outcome.RETURNED, one.at)
    body, before = order.body, row.before
    if _replacements(body) - set(before.get("replaced") or ()):
        yield Happened(Outcome.REPLACED)
    status = str(body.get("status") or "").lower()
    if status != before.get("status"):
        if status in CANCELLED:
            yield Happened(Outcome.CANCELLED)
        if status in COMES_BACK:
            yield Happened(Outcome.RETURNED)


def _refunds(row: Observation, order: Order, events: list[Event]) -> Iterator[Happened]:
    """By the records of refunds, or by what the order shows more than before: not both."""
    records = [one for one in events if one.kind == Event.Kind.REFUND]
    if records:
        for one in records:
            yield Happened(Outcome.REFUNDED, one.at, _money(one.body))
        return
    was: Mapping[str, int] = row.before.get("refunded") or {}
    for currency, booked in _booked(order.body).items():
        more = booked.minor - was.get(currency, 0)
        if more > 0:
            yield Happened(Outcome.REFUNDED, None, Money(currency, more))


def _words(row: Observation) -> Iterator[Happened]:
    """Whoever is not the buyer has answered; a machine's receipt is no message."""
    if row.contact:
        said = Message.objects.filter(contact=row.contact, lane=Lane.BUYER, at__gte=row.at)
        answers = said.exclude(author__startswith="buyer").exclude(author="unknown")
        at = answers.order_by("at", "pk").values_list("at", flat=True).first()
    else:
        theirs = row.heard.filter(who__in=("service", "seller"))
        at = theirs.order_by("at", "pk").values_list("at", flat=True).first()
    if at:
        yield Happened(Outcome.ANSWERED, at)


def _replacements(body: Mapping[str, Any]) -> set[str]:
    found = body.get("associated_orders") or []
    return {str(one.get("id")) for one in found if one.get("kind") in ANOTHER_ONE}


def _booked(body: Mapping[str, Any]) -> dict[str, Money]:
    """What the order's own payments say went back, currency by currency."""
    found: dict[str, Money] = {}
    for one in body.get("payments") or []:
        paid = _money(one) if as_it_was.is_refund(one) else None
        if paid:
            found[paid.currency] = found.get(paid.currency, Money(paid.currency, 0)) + paid
    return found


def _money(body: Mapping[str, Any]) -> Money | None:
    """A refund is written with a minus by some."""
    try:
        found = Money.of(str(body["amount"]), str(body["currency"]))
    except (KeyError, ValueError):
        return None
    return found if found.minor >= 0 else found.times(-1)
