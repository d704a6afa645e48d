"""Rows become facts: who answers for an order as it is stored, asked each time and never kept."""

import json
from datetime import datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from mostrador.imports import loading
from mostrador.orders import queries, served
from mostrador.orders.models import Order
from mostrador.sellers.models import Enrolment

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 12, 10, tzinfo=BERLIN)
PLACED = "2026-11-03T19:24:00+01:00"
INSTANT = timedelta(microseconds=1)
SHOP = {
    "type": "store", "id": "de", "country": "DE", "languages": ["de"], "currency": "EUR",
    "time_zone": "Europe/Berlin",
}  # fmt: skip
AUSTRIA = {**SHOP, "id": "at", "country": "AT", "time_zone": "Europe/Vienna"}
ZHOU = {"type": "seller", "id": "S-ZHOU", "store": "de"}
ANA = {"type": "seller", "id": "S-ANA", "store": "de"}
ENROLLED = {
    "type": "enrolment", "seller": "S-ZHOU", "store": "de", "from": "2026-10-01T00:00:00+02:00",
}  # fmt: skip


def a_line(ref: str = "1", **more: object) -> dict[str, object]:
    return {
        "id": ref, "quantity": 1, "unit_price": "39.90", "currency": "EUR",
        "fulfilment": "seller", **more,
    }  # fmt: skip


def an_order(key: str = "LM-1007", **more: object) -> dict[str, object]:
    usual = {"seller": "S-ZHOU", "placed_at": PLACED, "lines": [a_line()]}
    buyer = {"id": "B-KELLER"}
    return {"type": "order", "id": key, "store": "de", "buyer": buyer, **usual, **more}


def load(*bodies: dict[str, object]) -> None:
    told = loading.load((json.dumps(body).encode() for body in bodies), now=NOW)
    assert list(told.rejections()) == []


def asked(key: str = "LM-1007", *, topic: str = "other", at: datetime = NOW, line=None) -> dict:
    return queries.coverage_of(Order.objects.get(pk=key), topic=topic, at=at, line=line).as_dict()


def verdict(key: str = "LM-1007", **more) -> tuple[str, list[str]]:
    found = asked(key, **more)
    return found["handler"], found["reasons"]


def at(moment: str) -> dict[str, object]:
    return an_order(placed_at=moment)


ALL = [SHOP, ZHOU, ENROLLED, an_order()]


@pytest.mark.parametrize("order_of_lines", permutations(range(4)))
def test_lines_may_come_in_any_order(order_of_lines):
    load(*[ALL[place] for place in order_of_lines])

    assert verdict() == ("service", [])


@pytest.mark.parametrize(
    ("enrolment", "placed_at", "covered"),
    [
        ({}, "2026-10-01T00:00:00+02:00", True),
        ({}, "2026-09-30T23:59:59.999999+02:00", False),
        ({"until": "2026-11-03T19:24:00+01:00"}, PLACED, False),
        ({"until": "2026-11-03T19:24:00.000001+01:00"}, PLACED, True),
        ({"until": "2026-10-01T00:00:00+02:00"}, "2026-10-01T00:00:00+02:00", False),
        # The same instant, written in another zone.
        ({}, "2026-09-30T22:00:00Z", True),
        # A bare day is the store's, and on the day he enrolled it is covered (E16a).
        ({"from": "2026-10-01T18:00:00+02:00"}, "2026-10-01", True),
        ({"from": "2026-10-02T00:00:00+02:00"}, "2026-10-01", False),
    ],
)
def test_the_interval_is_half_open(enrolment, placed_at, covered):
    """E18, E19, E21"""
    load(SHOP, ZHOU, {**ENROLLED, **enrolment}, at(placed_at))

    expected = ("service", []) if covered else ("seller", ["NOT_ENROLLED_WHEN_PLACED"])
    assert verdict(at=NOW - timedelta(days=9)) == expected


def test_a_gap_stays_a_gap():
    """E22"""
    first = {**ENROLLED, "until": "2026-11-01T00:00:00+01:00"}
    again = {**ENROLLED, "from": "2026-11-10T00:00:00+01:00"}
    load(SHOP, ZHOU, first, again, an_order())

    assert verdict() == ("seller", ["NOT_ENROLLED_WHEN_PLACED"])


def test_another_stores_enrolment_is_another_stores():
    """E37"""
    load(SHOP, AUSTRIA, ZHOU, {**ENROLLED, "store": "at"}, an_order())

    assert verdict() == ("seller", ["OTHER_STORE"])


def test_a_suspended_seller_is_served_for_what_he_sold_before():
    """E34"""
    load(*ALL)
    for since, expected in [
        (datetime.fromisoformat(PLACED), ("seller", ["NOT_ENROLLED_WHEN_PLACED"])),
        (datetime.fromisoformat(PLACED) + INSTANT, ("service", [])),
    ]:
        Enrolment.objects.update(suspended_at=since)

        assert verdict() == expected


def test_a_replacement_is_the_order_that_it_replaces():
    """E28: of a replacement of a replacement, too, and even after he left."""
    load(
        SHOP, ZHOU, {**ENROLLED, "until": "2026-11-04T00:00:00+01:00"}, an_order(),
        an_order(
            "LM-2", placed_at="2026-11-08T10:00:00+01:00",
            associated_orders=[{"id": "LM-1007", "kind": "replacement"}],
        ),
        an_order(
            "LM-3", placed_at="2026-11-10T10:00:00+01:00",
            associated_orders=[{"id": "LM-2", "kind": "exchange"}],
        ),
        an_order("LM-4", placed_at="2026-11-10T10:00:00+01:00"),
    )  # fmt: skip

    assert [verdict(key)[0] for key in ("LM-2", "LM-3", "LM-4")] == ["service", "service", "seller"]


@pytest.mark.parametrize("other", ["LM-2", "LM-1007", "LM-NEVER"])
def test_orders_that_replace_each_other_or_nothing_end_somewhere(other):
    both = [{"id": other, "kind": "replacement"}]
    load(
        SHOP, ZHOU, ENROLLED, an_order(associated_orders=both),
        an_order("LM-2", associated_orders=[{"id": "LM-1007", "kind": "exchange"}]),
    )  # fmt: skip

    assert verdict() == verdict("LM-2") == ("service", [])


def test_a_basket_is_answered_a_line_at_a_time():
    """E25"""
    load(*ALL, ANA, an_order(lines=[a_line("1"), a_line("2", seller="S-ANA")], updated_at=PLACED))

    found = asked()

    assert [(one["line"], one["handler"]) for one in found["lines"]] == [
        ("1", "service"), ("2", "seller"),
    ]  # fmt: skip
    assert (found["line"], found["handler"], found["covered"]) == (None, "service", True)
    assert verdict(line="2") == ("seller", ["NOT_ENROLLED_WHEN_PLACED"])


def test_units_of_both_kinds_are_named():
    """E24"""
    units = [{"quantity": 2, "fulfilment": "operator"}, {"quantity": 1, "fulfilment": "seller"}]
    load(SHOP, ZHOU, ENROLLED, an_order(lines=[a_line(quantity=3, units=units)]))

    found = asked()

    assert (found["covered"], found["handler"]) == (True, "service")
    assert [(one["quantity"], one["covered"], one["reasons"]) for one in found["units"]] == [
        (2, False, ["OPERATOR_FULFILLED"]), (1, True, []),
    ]  # fmt: skip


def test_an_order_without_lines_and_one_without_a_seller():
    load(SHOP, ZHOU, ENROLLED, an_order(lines=[]), an_order("LM-2", seller=None))

    assert verdict() == ("service", [])
    assert verdict("LM-2") == ("operator", ["NOT_ENROLLED_WHEN_PLACED"])


def test_a_line_that_the_order_lost_is_still_served():
    """E27"""
    load(SHOP, ZHOU, ENROLLED, an_order(lines=[a_line("1"), a_line("2")]))
    load(an_order(lines=[a_line("1")], updated_at="2026-11-04T10:00:00+01:00"))

    assert verdict(line="2") == ("service", [])


def test_only_who_has_left_has_an_end():
    """E33: two years and thirty days after the last delivery."""
    delivered = "2026-11-07T09:00:00+01:00"
    shipped = [{"id": "1", "delivered_at": delivered, "lines": ["1"]}]
    load(SHOP, ZHOU, ENROLLED, an_order(shipments=shipped))
    much_later = NOW + timedelta(days=1500)
    assert verdict(at=much_later) == ("service", [])

    load({**ENROLLED, "until": "2026-11-10T00:00:00+01:00"})
    ends = served.served_until(Enrolment.objects.get(), at=NOW)

    assert ends is not None
    assert verdict(at=ends - INSTANT) == ("service", [])
    assert verdict(at=ends + INSTANT) == ("seller", ["PAST_COVERAGE_END"])
    assert ends.astimezone(BERLIN).date().isoformat() == "2028-12-07"


@pytest.mark.parametrize("lines", [1, 8])
def test_however_many_lines_it_has_it_takes_the_same_few_questions(
    lines, django_assert_num_queries
):
    load(*ALL[:3], ANA, an_order(lines=[a_line(str(n), seller="S-ANA") for n in range(lines)]))
    order = Order.objects.get()

    with django_assert_num_queries(4):
        queries.coverage_of(order, topic="other", at=NOW)


def test_whose_order_it_is():
    load(
        SHOP,
        {"type": "buyer", "id": "B-KELLER", "email": "Anna@Mail.example"},
        an_order(buyer={"id": "B-KELLER", "email": "Anna.Keller@Mail.example "}),
    )
    order = Order.objects.get()

    for address in ("anna@mail.example", "anna.keller@mail.example"):
        assert queries.belongs_to(order, address)
        assert queries.orders_of(address) == [order]
    assert queries.buyer_with("anna@mail.example").pk == "B-KELLER"
    for nobody in ("", "anna.keller@mail.example.evil.example"):
        assert not queries.belongs_to(order, nobody)
        assert queries.orders_of(nobody) == []


def test_the_senders_own_order_comes_first():
    load(
        SHOP,
        an_order("LM-1001", buyer={"id": "B-1", "email": "paul@mail.example"}),
        an_order(buyer={"id": "B-2", "email": "anna@mail.example"}),
    )
    named = ["LM-1001", "LM-1007", "LM-9999"]

    found = queries.orders_named(named, sender="anna@mail.example")

    assert [order.pk for order in found] == ["LM-1007", "LM-1001"]
