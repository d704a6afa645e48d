"""What a return rests on: its goods, where they may go, and which days count."""

from datetime import date, datetime, timedelta
from typing import Any

from mostrador.decisions import money, replay
from mostrador.decisions.models import Decision, Return
from mostrador.orders.models import Line
from mostrador.rules import international, returns
from mostrador.rules.calendar import day_of
from mostrador.rules.entitlement_facts import Option, Remedy
from mostrador.rules.money import Money
from mostrador.stores.closed_days import closed_days
from mostrador.stores.models import Store

# No count of days that a return knows of is longer.
LOOKED_AHEAD = timedelta(days=120)


def store_of(decision: Decision) -> Store:
    """The store whose country, zone and holidays count: the order's, as far as it is loaded."""
    order = decision.order or decision.contact.order
    found = Store.objects.filter(pk=order.store_id).first() if order else None
    return found or decision.contact.store


def is_over(row: Return, *, now: datetime) -> bool:
    """A seller abroad had until then to offer a way, whether a clock has looked or not (E62)."""
    store = store_of(row.decision)
    return bool(row.option_due_at and now > row.option_due_at and is_abroad(row.decision, store))


def inspected_by(row: Return, store: Store) -> datetime:
    """Until when the seller may report what is wrong with the goods (E65)."""
    received = row.received_at or row.requested_at
    closed = closed_around(store, day_of(received, store.zone))
    return returns.inspected_by(received, store.zone, closed)


def lines_of(decision: Decision) -> list[Line]:
    every = Line.objects.filter(order=decision.order).order_by("position")
    return [line for line in every if line.ref in decision.lines or not decision.lines]


def goods(decision: Decision) -> list[dict[str, Any]]:
    """Each line with how many of it go back: as many as were decided on, else all of them."""
    units = decision.orders.get("units") or {}
    return [
        {"line": line.ref, "quantity": units.get(line.ref) or money.quantity_of(line)}
        for line in lines_of(decision)
    ]


def is_abroad(decision: Decision, store: Store) -> bool:
    """Of a seller whose country nobody knows no more is asked than of one who is here."""
    seller = decision.seller
    return bool(seller and seller.country and seller.country != store.country)


def address_of(decision: Decision, store: Store) -> returns.Address | None:
    known = (decision.seller.body.get("return_addresses") or []) if decision.seller else []
    return returns.where_to([one for one in known if isinstance(one, dict)], store.country)


def way_back(decision: Decision, store: Store) -> returns.Way:
    return returns.way_back(
        address_of(decision, store),
        country=store.country,
        abroad=is_abroad(decision, store),
        small=_is_small(decision, store),
    )


def closed_around(store: Store, day: date) -> frozenset[date]:
    return closed_days(store, day, day + LOOKED_AHEAD)


def send_by(decision: Decision, store: Store, *, now: datetime) -> date:
    """The last day to send it: counted from when the buyer knows where to, not from the request."""
    day = day_of(now, store.zone)
    option = _option(decision)
    promised = option.send_back_by if option else None
    return returns.send_by(day, closed_around(store, day), promised=promised)


def label_payer(decision: Decision) -> str:
    """Who pays for the way back; empty where the rule was not asked."""
    option = _option(decision)
    return str(option.label) if option and option.label else ""


def refund_due(row: Return, store: Store) -> date | None:
    """The last day for the money, by the kinder policy and the law, on what is known by now."""
    came_on = _day(row.received_at, store)
    asked = replay.asked_again(
        row.decision,
        sent_back_on=_day(row.sent_at, store),
        came_back_on=came_on,
        inspected_on=_day(row.inspected_at, store),
    )
    remedy = Remedy(row.decision.remedy)
    option = asked.option(remedy) if asked else None
    if option and option.refund_due:
        return option.refund_due
    return returns.refund_due(came_on, closed_around(store, came_on)) if came_on else None


def days(row: Return, store: Store) -> dict[str, date | None]:
    """The days that a refund is reckoned with."""
    return {
        "sent_on": _day(row.sent_at, store),
        "came_on": _day(row.received_at, store),
        "inspected_on": _day(row.inspected_at, store),
    }


def _option(decision: Decision) -> Option | None:
    """What the rule said when it was decided, of the first of its lines."""
    for answer in replay.answers_in(decision).values():
        return answer.option(Remedy(decision.remedy))
    return None


def _is_small(decision: Decision, store: Store) -> bool:
    """Each unit by itself, at or below the store's threshold (E63)."""
    up_to = Money(store.currency, store.returnless_up_to_minor)
    prices = [money.unit_price_of(line) for line in lines_of(decision)]
    return bool(prices) and all(international.is_small(price, up_to) for price in prices)


def _day(at: datetime | None, store: Store) -> date | None:
    return day_of(at, store.zone) if at else None
