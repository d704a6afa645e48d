"""Real orders, and strings that have broken other programs."""

import json
import random
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Model

from mostrador.history.models import Entry
from mostrador.history.verification import verify
from mostrador.imports import loading
from mostrador.imports.loading import load
from mostrador.orders.models import Buyer, Event, Line, Order
from mostrador.sellers.models import Enrolment, Product, Seller
from mostrador.stores.models import Store
from tests.given import LINE, needed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
OLIST = {
    "store": 1, "seller": 1610, "product": 5460, "enrolment": 1375, "order": 4038, "feedback": 4081,
}  # fmt: skip
TAU = {"store": 1, "seller": 12, "product": 50, "enrolment": 12, "order": 1000, "buyer": 500}
MODELS: tuple[type[Model], ...] = (
    Store,
    Seller,
    Product,
    Enrolment,
    Buyer,
    Order,
    Line,
    Event,
    Entry,
)


def counts(lines: list[bytes], **how: Any) -> dict[str, dict[str, int]]:
    told = load(lines, now=NOON, **how).as_dict()
    assert told.pop("rejections") == []
    found = {
        kind: {word: count for word, count in words.items() if count}
        for kind, words in told.items()
    }
    return {kind: words for kind, words in found.items() if words}


def all_of(expected: dict[str, int], word: str) -> dict[str, dict[str, int]]:
    return {kind: {word: count} for kind, count in expected.items()}


def database() -> dict[str, list[str]]:
    """Everything that is kept, without the numbers that the database gives."""
    return {model.__name__: sorted(map(_said, model._default_manager.values())) for model in MODELS}


def _said(row: dict[str, Any]) -> str:
    return str({key: value for key, value in row.items() if key != "id" or isinstance(value, str)})


def test_olist_loads_whole_and_a_second_time_changes_nothing(shared_data):
    lines = (shared_data / "olist.jsonl").read_bytes().splitlines()
    assert len(lines) == 16_565

    assert counts(lines) == all_of(OLIST, "created")
    assert counts(lines) == all_of(OLIST, "unchanged")
    # As many as the file has, read by nobody but this test.
    orders = [body for body in map(json.loads, lines) if body["type"] == "order"]
    assert Line.objects.count() == sum(len(order.get("lines", [])) for order in orders)
    assert Buyer.objects.count() == len({order["buyer"]["id"] for order in orders})
    assert Order.objects.filter(seller=None).count() == 443
    assert verify().altered == ()


def test_tau_loads_whole_in_any_order_and_after_any_cut(shared_data, monkeypatch):
    lines = (shared_data / "tau" / "tau-retail.jsonl").read_bytes().splitlines()
    monkeypatch.setattr(loading, "A_BATCH", 200)

    with_dry_run = counts(lines, dry_run=True)
    assert counts(lines) == with_dry_run == all_of(TAU, "created")
    whole = database()
    _empty()

    # Cut off, shuffled, and from the beginning.
    random.Random(7).shuffle(lines)
    load(lines[:900], now=NOON)
    kinds = Counter(json.loads(line)["type"] for line in lines[:900])
    again = counts(lines)

    assert {kind: words.get("unchanged", 0) for kind, words in again.items()} == {
        kind: kinds[kind] for kind in again
    }
    assert database() == whole
    assert counts(lines) == all_of(TAU, "unchanged")


@pytest.mark.long
def test_olist_gives_the_same_in_whichever_order_it_comes(shared_data):
    lines = (shared_data / "olist.jsonl").read_bytes().splitlines()
    counts(lines)
    whole = database()
    _empty()

    random.Random(7).shuffle(lines)

    assert counts(lines) == all_of(OLIST, "created")
    assert database() == whole


def test_nasty_strings_are_kept_letter_by_letter(shared_data):
    texts = [json.loads(line)["text"] for line in _lines(shared_data, "strings")]
    texts += [json.loads(line)["payload"] for line in _lines(shared_data, "html")]
    bodies = [
        needed(
            "order", id=f"LM-{at}", buyer={"id": f"B-{at}", "name": text, "email": text[:320]},
            lines=[LINE | {"title": text, "sku": text}], **{f"note {text}": text},
        )
        for at, text in enumerate(texts)
    ]  # fmt: skip

    told = load((json.dumps(body).encode() for body in bodies), now=NOON).as_dict()

    refused = {at for at, text in enumerate(texts) if "\0" in text}
    assert {each["line"] - 1 for each in told["rejections"]} == refused
    kept = dict(Order.objects.values_list("pk", "body"))
    assert kept == {body["id"]: body for at, body in enumerate(bodies) if at not in refused}
    assert len(kept) > 4000


def test_nasty_strings_as_ids_are_kept_or_refused(shared_data):
    texts = {json.loads(line)["text"] for line in _lines(shared_data, "strings")}
    bodies = [needed("seller", id=text, store=text) for text in sorted(texts)]

    load((json.dumps(body).encode() for body in bodies), now=NOON)

    good = {text for text in texts if 0 < len(text) <= 200 and not {"/", "\0"} & set(text)}
    assert set(Seller.objects.values_list("pk", flat=True)) == good


def _lines(shared_data, name: str) -> list[str]:
    return (shared_data / "hostile" / f"{name}.jsonl").read_text().splitlines()


def _empty() -> None:
    for model in reversed(MODELS):
        model._default_manager.all().delete()
