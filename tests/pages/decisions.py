"""Facts and decided things for tests of wordings."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from mostrador.pages.told import Told
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Cause,
    Clause,
    Component,
    Facts,
    Ground,
    Option,
    Remedy,
    Stage,
    Terms,
)
from mostrador.rules.law_tables import law_for
from mostrador.rules.money import Money
from mostrador.rules.standard_policies import standard_for


def euro(minor: int) -> Money:
    return Money("EUR", minor)


LAMP = Facts(
    order="LM-1007",
    line="1",
    quantity=1,
    unit_price=euro(3990),
    shipping=euro(490),
    express=euro(0),
    paid=euro(4480),
    refunded=euro(0),
    category="lamps",
    stage=Stage.DELIVERED,
    ordered_on=date(2026, 11, 3),
    asked_on=date(2026, 11, 12),
    delivered_on=date(2026, 11, 10),
    all_delivered_on=date(2026, 11, 10),
    cause=Cause.CHANGED_MIND,
    standard=Terms(standard_for("DE", "EUR"), "DE-1"),
    own=None,
    law=law_for("DE", date(2026, 11, 3)),
    store_country="DE",
    seller_country="DE",
)


def lamp(**changes: Any) -> Facts:
    return replace(LAMP, **changes)


OPEN = Clause(
    code="withdrawal_open", ground=Ground.LAW, cites="§ 355 (2) BGB",
    values={"days": "14", "until": "2026-11-24"},
)  # fmt: skip
AMOUNTS = (
    Amount(Component.PRINCIPAL, euro(3990), Bearer.SELLER),
    Amount(Component.SHIPPING, euro(490), Bearer.SELLER),
    Amount(Component.DEDUCTION, euro(399), Bearer.BUYER),
)


def told(**changes: Any) -> Told:
    """A refund of the lamp, decided and open to appeal."""
    option = Option(
        remedy=Remedy.REFUND_AFTER_RETURN, ground=Ground.LAW, amounts=AMOUNTS,
        label=Bearer.BUYER, send_back_by=date(2026, 11, 26), refund_due=date(2026, 12, 1),
    )  # fmt: skip
    made = Told(
        remedy=Remedy.REFUND_AFTER_RETURN,
        ground=Ground.LAW,
        currency="EUR",
        zone="Europe/Berlin",
        reason="Die Lampe passt nicht.",
        amounts=AMOUNTS,
        clauses=(OPEN,),
        options=(option,),
        facts=(LAMP,),
        used=("delivered_on", "cause", "closed"),
        missing=("promised_by",),
        decided_at=datetime(2026, 11, 12, 9, tzinfo=UTC),
        appeal_until=datetime(2026, 12, 12, 9, tzinfo=UTC),
    )
    return replace(made, **changes)
