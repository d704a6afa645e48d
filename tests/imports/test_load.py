"""The bulk load: each line counted once, none of them stopping the others."""

import json
from collections import Counter
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import OperationalError, connection

from mostrador.contacts.models import Contact
from mostrador.history.models import Entry
from mostrador.history.verification import verify
from mostrador.imports import loading
from mostrador.imports.kinds import KINDS
from mostrador.imports.loading import load
from mostrador.orders.models import Buyer, Event, Line, Order
from mostrador.sellers.models import Enrolment, Product, Seller
from mostrador.stores.models import Store
from tests import at_once
from tests.given import LINE, NEEDED, needed, whole

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
EVERYTHING = [whole(kind) for kind in NEEDED]
MODELS = (Store, Seller, Product, Enrolment, Buyer, Order, Line, Event, Contact, Entry)


def lines(*bodies: object) -> list[bytes]:
    return [each if isinstance(each, bytes) else json.dumps(each).encode() for each in bodies]


def loaded(*bodies: object, **how) -> dict:
    """What the report says, without the kinds that had no line."""
    told = load(lines(*bodies), now=NOON, **how).as_dict()
    rejections = [(each["line"], [reason["pointer"] for reason in each["reasons"]])
                  for each in told.pop("rejections")]  # fmt: skip
    counts = {
        kind: {word: count for word, count in words.items() if count}
        for kind, words in told.items()
    }
    return {kind: words for kind, words in counts.items() if words} | {"rejections": rejections}


def all_are(word: str) -> dict:
    return {kind: {word: 1} for kind in NEEDED} | {"rejections": []}


def kept() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


def test_every_kind_is_created_and_a_second_time_changes_nothing():
    assert loaded(*EVERYTHING) == all_are("created")
    before = kept()

    assert loaded(*EVERYTHING) == all_are("unchanged")
    assert kept() == before
    assert verify().altered == ()


def test_lines_may_come_in_any_order():
    assert loaded(*reversed(EVERYTHING)) == all_are("created")
    assert Contact.objects.get().order_id == "LM-1007"
    assert loaded(*EVERYTHING) == all_are("unchanged")


def test_references_may_stay_unmet():
    told = loaded(whole("order"), whole("enrolment"), whole("feedback"), whole("product"))

    assert told["rejections"] == []


def test_a_report_is_what_the_contract_says():
    bad = needed("order") | {"buyer": {}}
    told = load(lines(needed("store"), b"?", bad), now=NOON).as_dict()

    none = {"created": 0, "changed": 0, "unchanged": 0, "rejected": 0}
    assert told == {
        **dict.fromkeys(KINDS, none),
        "store": none | {"created": 1},
        "order": none | {"rejected": 1},
        "unknown": none | {"rejected": 1},
        "rejections": [
            {
                "line": 2,
                "reasons": [
                    {
                        "code": "UNREADABLE",
                        "detail": "The line is not JSON: Expecting value at 1.",
                        "pointer": "",
                    }
                ],
            },
            {
                "line": 3,
                "reasons": [
                    {"code": "MISSING", "detail": "id is required.", "pointer": "/buyer/id"}
                ],
            },
        ],
    }


@pytest.mark.parametrize(
    "kind", ["orders", "Order", "", "unknown", "rejections", None, 7, [], {}, "__class__"]
)
def test_a_line_of_no_known_type_is_unknown(kind):
    assert loaded({"type": kind, "id": "1"}) == {
        "unknown": {"rejected": 1}, "rejections": [(1, ["/type"])],
    }  # fmt: skip


def test_a_wrong_line_stops_no_other():
    told = loaded(
        b"{", needed("store"), b"\xff", b"", needed("seller", id=7), needed("seller"), b"null",
        needed("order", id="x" * 201), needed("order"), {"type": "order"},
        needed("order", id="LM-2", buyer={"id": "B-\0"}),
    )  # fmt: skip

    assert told == {
        "store": {"created": 1},
        "seller": {"created": 1, "rejected": 1},
        "order": {"created": 1, "rejected": 3},
        "unknown": {"rejected": 3},
        "rejections": [
            (1, [""]),
            (3, [""]),
            (5, ["/id"]),
            (7, [""]),
            (8, ["/id"]),
            (10, ["/placed_at", "/id", "/store", "/buyer/id"]),
            (11, ["/buyer/id"]),
        ],
    }


def test_blank_lines_are_no_lines_but_are_numbered():
    assert loaded(b"", b"  \r\n", needed("store"), b"\n", b"x") == {
        "store": {"created": 1}, "unknown": {"rejected": 1}, "rejections": [(5, [""])],
    }  # fmt: skip


@pytest.mark.parametrize("a_batch", [1, 2, 500])
def test_one_id_twice_is_as_one_after_the_other_whatever_the_batches(monkeypatch, a_batch):
    monkeypatch.setattr(loading, "A_BATCH", a_batch)

    told = loaded(
        needed("order", status="new"),
        needed("order", status="paid"),
        needed("order", status="paid"),
        needed("buyer", name="Anna"),
        needed("order", status="sent", lines=[LINE]),
        needed("enrolment"),
        needed("enrolment", until="2026-10-31T00:00:00Z"),
        needed("enrolment", **{"from": "2026-10-15T00:00:00Z"}),
        needed("contact"),
        needed("contact"),
        needed("store"),
    )

    assert told == {
        "store": {"created": 1},
        "order": {"created": 1, "changed": 2, "unchanged": 1},
        "buyer": {"created": 1},
        "enrolment": {"created": 1, "changed": 1, "rejected": 1},
        "contact": {"created": 1, "unchanged": 1},
        "rejections": [(8, ["/from"])],
    }
    assert kept() == {
        "Store": 1, "Seller": 0, "Product": 0, "Enrolment": 1, "Buyer": 1, "Order": 1, "Line": 1,
        "Event": 0, "Contact": 1, "Entry": 3,
    }  # fmt: skip


def test_E16a_a_store_that_comes_last_still_says_when_a_day_begins():
    loaded(needed("order", placed_at="2026-11-03"), needed("store"))

    assert Order.objects.get().placed_at == datetime(2026, 11, 2, 23, tzinfo=UTC)


def test_a_dry_run_says_the_same_and_keeps_nothing(monkeypatch):
    monkeypatch.setattr(loading, "A_BATCH", 2)
    twice = [*EVERYTHING, needed("order", updated_at="2026-11-09T00:00:00Z"), b"?"]

    told = loaded(*twice, dry_run=True)

    assert sum(kept().values()) == 0
    assert loaded(*twice) == told


def test_an_interrupted_load_is_run_again(monkeypatch):
    monkeypatch.setattr(loading, "A_BATCH", 3)

    def cut_off():
        yield from lines(*EVERYTHING[:8])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(cut_off(), now=NOON)

    assert 0 < sum(kept().values()) < 11
    told = loaded(*EVERYTHING)
    assert sum(sum(words.values()) for words in list(told.values())[:-1]) == len(EVERYTHING)
    assert loaded(*EVERYTHING) == all_are("unchanged")
    assert verify().altered == ()


def test_progress_is_told_once_a_batch(monkeypatch):
    monkeypatch.setattr(loading, "A_BATCH", 5)
    told: list[int] = []

    load(lines(*EVERYTHING), now=NOON, progress=told.append)

    assert told == [5, 10, 11, 12]


def test_a_batch_is_small_where_lines_are_long(monkeypatch):
    monkeypatch.setattr(loading, "LONGEST", 1000)
    told: list[int] = []
    orders = [needed("order", id=f"LM-{at}", note="x" * 600) for at in range(4)]

    load(lines(*orders), now=NOON, progress=told.append)

    assert told == [2, 4]


def test_what_nobody_foresaw_stops_no_other():
    known = KINDS["policy"]
    strange = type(known)(check=str, write=known.write)
    kinds = {**KINDS, "policy": strange}

    told = loaded(needed("store"), needed("policy"), needed("seller"), kinds=kinds)

    assert told == {
        "store": {"created": 1}, "policy": {"rejected": 1}, "seller": {"created": 1},
        "rejections": [(2, [""])],
    }  # fmt: skip
    assert kept()["Seller"] == 1


def test_a_database_that_is_gone_is_no_fault_of_a_line():
    def gone(*_, **__):
        raise OperationalError("disk I/O error")

    known = KINDS["store"]
    kinds = {**KINDS, "store": type(known)(check=known.check, write=gone)}

    with pytest.raises(OperationalError):
        load(lines(needed("store")), now=NOON, kinds=kinds)


@pytest.mark.parametrize("how_many", [2, 40])
def test_a_batch_takes_as_many_statements_whatever_the_number_of_lines(
    how_many, django_assert_max_num_queries
):
    bodies = [
        body | {"id": f"{body.get('id')}-{at}", "seller": f"S-{at}", "order": f"LM-{at}"}
        for kind, body in zip(NEEDED, EVERYTHING, strict=True)
        for at in range(how_many)
        if kind != "contact"
    ]
    with django_assert_max_num_queries(75):
        load(lines(*bodies), now=NOON)


def test_many_rejections_are_all_told(monkeypatch):
    report = load([b"?"] * 20_000, now=NOON)

    assert report.rejected == report.lines == 20_000
    assert [each["line"] for each in report.rejections()] == list(range(1, 20_001))
    assert connection.vendor in ("sqlite", "postgresql")


@pytest.mark.django_db(transaction=True)
def test_two_who_load_the_same_at_the_same_moment_keep_it_once(monkeypatch):
    monkeypatch.setattr(loading, "A_BATCH", 7)
    bodies = [body | {"id": f"{body.get('id')}-{at}"} for body in EVERYTHING for at in range(5)]

    told = at_once.run(*[partial(loaded, *some) for some in (bodies, bodies[::-1])])

    for kind in NEEDED:
        words = Counter(told[0][kind]) + Counter(told[1][kind])
        assert words["created"] == (1 if kind in {"enrolment", "policy"} else 5)
    assert [each["rejections"] for each in told] == [[], []]
    assert verify().altered == ()
