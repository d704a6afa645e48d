"""Anna Keller's lamp, for the rule of entitlement: what is said differs, everything else is this.

Ordered on Monday, 2 November 2026 in Germany, delivered on Tuesday, asked about a week later.
"""

from dataclasses import replace
from datetime import date

from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Cause,
    Component,
    Facts,
    Stage,
    Terms,
)
from mostrador.rules.law_tables import law_for
from mostrador.rules.money import Money
from mostrador.rules.standard_policies import standard_for

# Germany's public holidays around the turns of these years, where the cases need them.
CLOSED = frozenset({
    date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1),
    date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1),
})  # fmt: skip
ORDERED, DELIVERED, ASKED = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 10)
GERMAN = standard_for("DE", "EUR")
STANDARD = Terms(GERMAN, "DE-1")


def eur(text):
    return Money.of(text, "EUR")


def own(version="3", **dimensions):
    """A policy of the seller's own: the standard but for these dimensions."""
    return Terms(replace(GERMAN, **dimensions), version)


def facts(**more):
    ordered_on = more.get("ordered_on", ORDERED)
    return Facts(
        **{
            "order": "LM-1007",
            "line": "1",
            "quantity": 1,
            "unit_price": eur("39.90"),
            "shipping": eur("4.90"),
            "express": eur("0.00"),
            "paid": eur("44.80"),
            "refunded": eur("0.00"),
            "category": "lamps",
            "stage": Stage.DELIVERED,
            "ordered_on": ordered_on,
            "asked_on": ASKED,
            "cause": Cause.CHANGED_MIND,
            "standard": STANDARD,
            "own": None,
            "law": law_for("DE", ordered_on),
            "delivered_on": DELIVERED,
            "all_delivered_on": DELIVERED,
            "store_country": "DE",
            "seller_country": "DE",
            "closed": CLOSED,
        }
        | more
    )


def not_there(**more):
    return facts(**{"delivered_on": None, "all_delivered_on": None} | more)


def price(text, payer=Bearer.SELLER):
    return Amount(Component.PRINCIPAL, eur(text), payer)


def delivery(text):
    return Amount(Component.SHIPPING, eur(text), Bearer.SELLER)


def deduction(text):
    return Amount(Component.DEDUCTION, eur(text), Bearer.BUYER)
