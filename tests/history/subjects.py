"""Enrolments as subjects of a history."""

from datetime import UTC, datetime
from typing import Any

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.sellers.models import Enrolment

FROM = datetime(2026, 10, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
OLGA = "operator:1"


def happened(what: str, **facts: Any) -> Happening:
    return Happening(what, at=NOON, by=OLGA, facts=facts)


def an_enrolment(seller: str = "S-ZHOU", *more: Happening) -> Enrolment:
    row = Enrolment(id=f"E-{seller}", seller_id=seller, store_id="de", from_at=FROM, active_at=FROM)
    chain.begin(row, [happened("enrolled", terms="1"), *more])
    return row


def a_history_of_three() -> Enrolment:
    return an_enrolment("S-ZHOU", happened("suspended"), happened("resumed"))
