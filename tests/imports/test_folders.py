"""A folder of tables says what the load file says from which it was made."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from django.db import transaction

from bench.tables import DIALECTS, write
from mostrador.history.verification import verify
from mostrador.imports.loading import load
from mostrador.orders.models import Buyer, Event, Line, Order
from mostrador.rules.moments import moment
from mostrador.sellers.models import Enrolment, Product, Seller
from mostrador.site.demo import cast, goods
from mostrador.stores.models import Store
from tests.imports import folder

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
Body = dict[str, Any]
# What a marketplace may say of a record and no table has a column for. A mapping may keep such
# columns as they stand, and then they lie under `extra`.
NO_COLUMN = {
    "seller return_addresses", "product page.attributes", "product price",
    "order lines.ship_by", "order payments.instalments", "order ship_to.state",
    "order ship_to.zip", "order ship_to.lines", "store mail.hand_over.DE",
    "store mail.hand_over.CN",
}  # fmt: skip
# Twelve vouchers of one value: without ids two payments that say the same are one.
WITHOUT_IDS = {"Order payments//amount", "Order payments//currency", "Order payments//kind"}


def some_of(path, orders: int) -> Iterator[bytes]:
    """The first orders of a load file with everything they name."""
    bodies = [json.loads(line) for line in path.read_bytes().splitlines()]
    chosen = [body for body in bodies if body["type"] == "order"][:orders]
    keys = {body["id"] for body in chosen}
    lines = [line for body in chosen for line in body.get("lines", [])]
    named = {line["product"] for line in lines} | {line["seller"] for line in lines}
    for body in bodies:
        if body["type"] == "order" and body["id"] not in keys:
            continue
        if body["type"] in {"seller", "product"} and body["id"] not in named:
            continue
        if body["type"] == "enrolment" and body["seller"] not in named:
            continue
        if body["type"] == "feedback" and body["order"] not in keys:
            continue
        yield json.dumps(body).encode()


def of_the_demo(orders: int) -> Iterator[bytes]:
    """The demo's own records, without most of its orders."""
    left = orders
    for body in (*cast.BODIES, *goods.bodies(Random(7), now=NOON)):
        left -= body["type"] == "order"
        if body["type"] != "order" or left > 0:
            yield json.dumps(body).encode()


def plain(value: Any, at: str) -> Any:
    """A body as both ways can say it: instants as instants, nothing that says nothing."""
    if isinstance(value, dict):
        inner = {key: plain(one, f"{at}.{key}") for key, one in value.items()}
        return {
            key: one
            for key, one in inner.items()
            if one not in (None, "", [], {}) and f"{at}.{key}".replace(" .", " ") not in NO_COLUMN
        }
    if isinstance(value, list):
        return [plain(one, at) for one in value]
    if isinstance(value, str) and "T" in value:
        try:
            return moment(value).isoformat()
        except ValueError:
            return value
    return value


def records() -> dict[str, Any]:
    """Everything that a table can say, by record."""
    kept: dict[str, Any] = {}
    for model in (Store, Seller, Product, Buyer, Order, Event):
        for row in model._default_manager.all():
            kept[f"{model.__name__} {row.pk}"] = plain(row.body, f"{model.__name__.lower()} ")
    for row in Enrolment.objects.all():
        kept[f"Enrolment {row.seller_id} {row.store_id} {row.from_at.isoformat()}"] = row.until_at
    for row in Order.objects.all():
        kept[f"facts of {row.pk}"] = (row.store_id, row.seller_id, row.buyer_id, row.buyer_email,
                                      row.placed_at, row.low_precision)  # fmt: skip
    for row in Line.objects.order_by("order", "position"):
        kept[f"line {row}"] = (row.seller_id, row.product_id, row.position)
    return kept


def loaded(lines: list[bytes]) -> dict[str, Any]:
    """What the load file makes, which is then taken back."""
    with transaction.atomic():
        assert load(lines, now=NOON).rejected == 0
        found = records()
        transaction.set_rollback(True)
    assert not Order.objects.exists()
    return found


@pytest.mark.parametrize("dialect", ["plain", "german", "american", "unicode"])
def test_real_orders_are_the_same_by_either_way(shared_data, tmp_path, dialect):
    lines = list(some_of(shared_data / "olist.jsonl", orders=60))
    wanted = loaded(lines)
    spoken = DIALECTS[dialect]
    write(lines, tmp_path, spoken)

    counts, rejected = folder.take_all(tmp_path, now=NOON, zone=spoken.zone, dates=order_of(spoken))

    assert rejected == []
    assert different(wanted, records()) == WITHOUT_IDS
    again, _ = folder.take_all(tmp_path, now=NOON, zone=spoken.zone, dates=order_of(spoken))
    assert set(again) == {"unchanged"}
    assert again["unchanged"] == sum(counts.values())
    assert verify().altered == ()


@pytest.mark.parametrize("dialect", ["plain", "excel"])
def test_the_demos_records_are_the_same_by_either_way(tmp_path, dialect):
    lines = list(of_the_demo(orders=40))
    wanted = loaded(lines)
    spoken = DIALECTS[dialect]
    write(lines, tmp_path, spoken)

    _, rejected = folder.take_all(tmp_path, now=NOON, zone=spoken.zone, dates=order_of(spoken))

    assert rejected == []
    assert different(wanted, records()) == set()


def order_of(dialect: Any) -> str:
    return {"%d": "dmy", "%m": "mdy"}.get(dialect.dates[:2], "")


def different(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    """Where the two say something else: the kind of record and the way to it."""
    flat, also = leaves(one), leaves(other)
    return {kind_of(name) for name in flat.keys() | also.keys() if flat.get(name) != also.get(name)}


def leaves(value: Any, at: str = "") -> dict[str, Any]:
    if isinstance(value, list):
        value = dict(enumerate(value))
    if not isinstance(value, dict):
        return {at: value}
    inner = [leaves(one, f"{at}/{key}") for key, one in value.items()]
    return {name: leaf for each in inner for name, leaf in each.items()}


def kind_of(name: str) -> str:
    record, _, way = name.lstrip("/").partition("/")
    return f"{record.split(' ')[0]} {re.sub('[0-9]+', '', way)}".strip()
