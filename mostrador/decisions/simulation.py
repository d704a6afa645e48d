"""Facts that somebody has made up, so that the rule can be asked without an order."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from typing import Any

from mostrador.contacts import imagined
from mostrador.decisions import facts as reading
from mostrador.decisions import promises, replay
from mostrador.decisions.facts import AHEAD, Asked
from mostrador.orders.models import Order
from mostrador.rules import entitlement as rule
from mostrador.rules.entitlement_facts import Cause, Entitlement, Facts, Terms
from mostrador.rules.law_tables import law_for
from mostrador.rules.money import Money
from mostrador.sellers.models import Seller
from mostrador.stores.closed_days import closed_days
from mostrador.stores.models import Store

# What a store and its calendar say, and nobody fills in.
FILLED = {"standard", "own", "law", "closed", "store_country", "unit_price"}
BESIDE = {"store", "seller", "price", "currency", "own_window_days"}
AMOUNTS = ("shipping", "express", "refunded", "returnless_up_to")


def facts(said: Mapping[str, Any], store: Store, *, now: datetime) -> Facts:
    """What was not said is as it usually is. Raises ValueError with every reason."""
    if "standard" in said:
        return replay.facts_from(said)
    allowed = {one.name for one in fields(Facts)} - FILLED | BESIDE
    unknown = sorted(set(said) - allowed)
    if unknown:
        raise ValueError(
            f"No such facts: {', '.join(unknown)}. There are: {', '.join(sorted(allowed))}"
        )
    return replay.facts_from(_whole(said, store, now))


def of_order(order: Order, line: str, cause: Cause, *, now: datetime) -> Facts:
    """The facts of a real order, as if its buyer asked now. Raises KeyError without the line."""
    contact = imagined.about(order, now=now)
    return reading.of_line(reading.gather(contact), line, Asked(cause=cause), now=now)


def answer(found: Facts) -> Entitlement:
    return rule.entitlement(found)


def _whole(said: Mapping[str, Any], store: Store, now: datetime) -> dict[str, Any]:
    currency = str(said.get("currency") or store.currency)
    today = now.astimezone(store.zone).date()
    ordered_on = _day(said.get("ordered_on")) or today
    asked_on = _day(said.get("asked_on")) or today
    seller = Seller.objects.filter(pk=said.get("seller") or "").first()
    placed_at = datetime.combine(ordered_on, time(12), store.zone).astimezone(UTC)
    promised = promises.of(store, seller, placed_at=placed_at, now=now)
    quantity = int(said.get("quantity") or 1)
    price = _money(said.get("price"), currency)
    amounts = {name: _money(said.get(name), currency) for name in AMOUNTS[:3]}
    known = {key: value for key, value in said.items() if key not in BESIDE and value is not None}
    return {
        "order": "–",
        "line": "1",
        "category": "",
        "stage": "delivered",
        "cause": "no_reason",
        "store_country": store.country,
        "seller_country": seller.country if seller else store.country,
        **known,
        **amounts,
        "quantity": quantity,
        "unit_price": price,
        "paid": _paid(said, price.times(quantity) + amounts["shipping"], currency),
        "returnless_up_to": _limit(said, store),
        "ordered_on": ordered_on,
        "asked_on": asked_on,
        "all_delivered_on": said.get("all_delivered_on") or said.get("delivered_on"),
        "standard": promised.standard,
        "own": _own(said, promised.standard) or promised.own,
        "law": law_for(store.country, ordered_on),
        "closed": closed_days(store, min(ordered_on, asked_on), asked_on + AHEAD),
    }


def _own(said: Mapping[str, Any], standard: Terms) -> Terms | None:
    """A seller who gives more days than the standard, for a try."""
    days = said.get("own_window_days")
    if not days:
        return None
    policy = replace(standard.policy, window_days=int(days), window_days_by_category={})
    return Terms(policy, f"{days} days")


def _paid(said: Mapping[str, Any], usual: Money, currency: str) -> Money:
    return _money(said["paid"], currency) if said.get("paid") else usual


def _limit(said: Mapping[str, Any], store: Store) -> Money:
    if said.get("returnless_up_to"):
        return _money(said["returnless_up_to"], store.currency)
    return Money(store.currency, store.returnless_up_to_minor)


def _money(said: Any, currency: str) -> Money:
    return Money.of(str(said or "0"), currency)


def _day(said: Any) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else said or None
