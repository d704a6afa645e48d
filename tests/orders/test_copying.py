"""Our copies of orders and their lines, and who is told of a change."""

import pytest

from mostrador.orders import records
from mostrador.orders.models import Line, Order
from mostrador.outbox.models import Owed
from tests.given import LINE, changed, needed, whole
from tests.orders.writing import NOON, order, upsert

pytestmark = pytest.mark.django_db
EARLY, LATE = "2026-11-04T08:00:00Z", "2026-11-05T08:00:00Z"


def lines() -> list[tuple[str, str | None, bool]]:
    return [
        (line.ref, line.seller_id, line.body.get("removed", False))
        for line in Line.objects.order_by("ref")
    ]


def notices() -> int:
    return Owed.objects.filter(kind="order_changed>contacts").count()


def test_an_order_may_have_neither_lines_nor_seller():
    assert upsert(needed("order")) == ["created"]
    assert Order.objects.get().seller_id is None
    assert lines() == []


def test_an_orders_seller_is_the_default_of_its_lines():
    upsert(needed("order", seller="S-ZHOU", lines=[LINE, LINE | {"id": "2", "seller": "S-ANA"}]))

    assert lines() == [("1", "S-ZHOU", False), ("2", "S-ANA", False)]
    assert [line.position for line in Line.objects.order_by("ref")] == [1, 2]


def test_the_same_order_again_changes_nothing():
    assert upsert(whole("order"), whole("order")) == ["created", "unchanged"]
    assert upsert(whole("order")) == ["unchanged"]
    assert notices() == 0


def test_E27_a_line_that_vanished_stays_for_questions_about_its_refund():
    upsert(order("1", "2"))

    assert upsert(order("2", "3")) == ["changed"]
    assert lines() == [("1", "S-ZHOU", True), ("2", "S-ZHOU", False), ("3", "S-ZHOU", False)]
    assert upsert(order("1")) == ["changed"]
    assert lines() == [("1", "S-ZHOU", False), ("2", "S-ZHOU", True), ("3", "S-ZHOU", True)]


def test_orders_in_one_act_are_as_one_after_the_other():
    assert upsert(order("1"), order("2"), order("2"), order("3")) == [
        "created", "changed", "unchanged", "changed",
    ]  # fmt: skip
    assert lines() == [("1", "S-ZHOU", True), ("2", "S-ZHOU", True), ("3", "S-ZHOU", False)]


def test_another_seller_of_an_order_is_another_seller_of_its_lines():
    upsert(order("1"))
    upsert(order("1") | {"seller": "S-ANA"})

    assert lines() == [("1", "S-ANA", False)]


def test_an_older_order_never_overwrites_a_newer_one():
    assert upsert(order("1", updated_at=LATE)) == ["created"]
    assert upsert(order("2", updated_at=EARLY)) == ["unchanged"]
    assert upsert(order("1", status="shipped")) == ["changed"]
    assert upsert(order("2", updated_at=EARLY)) == ["unchanged"]
    assert lines() == [("1", "S-ZHOU", False)]


@pytest.mark.parametrize(
    ("pointer", "value", "told"),
    [
        ("/store", "fr", 1),
        ("/seller", "S-ANA", 1),
        ("/placed_at", "2026-11-03T09:00:01+01:00", 1),
        ("/lines/0/fulfilment", "operator", 1),
        ("/lines/0/units", ..., 1),
        ("/shipments/0/delivered_at", ..., 1),
        ("/deliver_by", "2026-11-11T18:00:00+01:00", 1),
        ("/associated_orders", [], 1),
        ("/ship_to/city", "Potsdam", 0),
        ("/status", "delivered", 0),
        ("/buyer/phone", "+49 30 2", 0),
        ("/colour_of_box", "red", 0),
    ],
)
def test_E26_contacts_are_asked_again_about_what_can_matter(pointer, value, told):
    upsert(whole("order"))

    assert upsert(changed(whole("order"), pointer, value)) == ["changed"]
    assert notices() == told


def test_a_change_that_comes_goes_and_comes_is_told_each_time():
    for ref in ("1", "2", "1", "2"):
        upsert(order(ref))

    owed = Owed.objects.filter(kind="order_changed>contacts")
    assert [each.payload for each in owed] == [{"order": "LM-1007"}] * 3


def test_ids_as_long_as_they_may_be_are_kept():
    long = "ß" * 200

    assert upsert(needed("claim", order=long, id=long)) == ["created"]
    assert upsert(order(long, id=long, store=long, buyer={"id": long})) == ["created"]


def test_the_type_that_an_address_says_is_no_change():
    body = whole("order")
    upsert(body)
    row = records.order({key: value for key, value in body.items() if key != "type"})
    del row.body["type"]

    assert [each.word for each in records.upsert_many([row], now=NOON)] == ["unchanged"]


@pytest.mark.parametrize("how_many", [1, 30])
def test_an_act_takes_as_many_statements_whatever_the_number_of_orders(
    how_many, django_assert_max_num_queries
):
    def bodies(status):
        return [
            order("1", "2", id=f"LM-{at}", buyer={"id": f"B-{at}"}, status=status)
            for at in range(how_many)
        ]

    with django_assert_max_num_queries(12):
        upsert(*bodies("new"))
    with django_assert_max_num_queries(12):
        upsert(*bodies("shipped"))
