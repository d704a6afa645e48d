"""Contacts about orders that may be decided upon, and short ways to decide."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from mostrador.cases import lapses
from mostrador.contacts.models import Contact
from mostrador.contacts.opening import Opening, open_contact
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement, RefusedError
from mostrador.decisions.models import Decision
from mostrador.orders import events, records
from mostrador.orders.models import Order
from mostrador.rules.money import Money
from mostrador.site.demo.cast import ANNA, TO_ANNA
from mostrador.stores.models import Store
from tests.cast import A_DAY, ADA, NOON, a_question

BELLA, OLGA, PROGRAM = "agent:bella", "operator:olga", "program:market"
# Zhou's time to answer is over.
AFTER = NOON + A_DAY + timedelta(microseconds=1)
SENT = {"id": "SH-1", "shipped_at": "2026-11-04T10:00:00+01:00", "status": "in_transit"}
THERE = {**SENT, "status": "delivered", "delivered_at": "2026-11-09T11:30:00+01:00"}


def a_line(ref: str = "1", price: str = "39.90", **more: Any) -> dict[str, Any]:
    return {
        "id": ref, "product": "P-LENA", "seller": "S-ZHOU", "sku": "LENA", "quantity": 1,
        "title": "Leselampe Lena", "unit_price": price, "currency": "EUR", "fulfilment": "seller",
        **more,
    }  # fmt: skip


def an_order(*lines: dict[str, Any], key: str = "LM-1040", **more: Any) -> Order:
    """Anna's, delivered on Monday, the ninth, and paid by card unless it is said otherwise."""
    lines = lines or (a_line(),)
    whole = sum(Money.of(one["unit_price"], "EUR").minor * one["quantity"] for one in lines)
    body = {
        "type": "order", "id": key, "store": "de", "seller": "S-ZHOU", "status": "delivered",
        "placed_at": "2026-11-03T19:24:00+01:00", "buyer": ANNA, "ship_to": TO_ANNA,
        "lines": list(lines), "shipments": [THERE], "payments": [paid(Money("EUR", whole))],
        **more,
    }  # fmt: skip
    records.upsert_many([records.order(body)], now=NOON)
    return Order.objects.get(pk=key)


def paid(money: Money, *, kind: str = "payment", method: str = "card") -> dict[str, Any]:
    return {"method": method, "kind": kind, "amount": money.amount(), "currency": money.currency}


def elsewhere(what: str, key: str = "X-1", **more: Any) -> None:
    """The marketplace tells of a refund, a claim or a return of its own."""
    body = {"type": what, "id": key, "order": "LM-1040", "at": NOON.isoformat(), **more}
    events_of = {"refund": events.refund, "claim": events.claim, "return": events.returned}
    records.upsert_many([events_of[what](body)], now=NOON)


def about(order: Order, topic: str = "return", *, now: datetime = NOON) -> Contact:
    wanted = Opening(
        store=order.store, order=order, topic=topic, channel="web", text="Bitte.",
        buyer=order.buyer, at=now,
    )  # fmt: skip
    return open_contact(wanted, now=now)


def lapsed(order: Order, topic: str = "delivery", **question: Any) -> Contact:
    """Zhou was asked and said nothing for a day."""
    contact = about(order, topic)
    a_question(contact, **question)
    lapses.sweep(now=AFTER)
    return contact


def decide(contact: Contact, remedy: str, ground: str = "standard_policy", *, by: str = ADA,
           now: datetime = NOON, **more: Any) -> Decision:  # fmt: skip
    wanted = Judgement(remedy, ground, "So ist es richtig.", **more)
    return judgement.decide(contact.pk, wanted, by=by, now=now)


def refusal(contact: Contact, remedy: str, ground: str = "standard_policy", **more: Any) -> str:
    return refused(contact, remedy, ground, **more).code


def refused(
    contact: Contact, remedy: str, ground: str = "standard_policy", **more: Any
) -> RefusedError:
    with pytest.raises(RefusedError) as raised:
        decide(contact, remedy, ground, **more)
    return raised.value


def eur(text: str) -> Money:
    return Money.of(text, "EUR")


def settings(**values: Any) -> None:
    Store.objects.filter(pk="de").update(**values)
