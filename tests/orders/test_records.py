"""What a body must say: buyers, orders, and what happened to orders elsewhere."""

import pytest

from mostrador.orders import records
from mostrador.rules.bodies import RefusedError
from tests.given import changed, needed, whole
from tests.orders.writing import CHECKS


@pytest.mark.parametrize("kind", CHECKS)
@pytest.mark.parametrize("made", [needed, whole])
def test_what_is_needed_is_enough_and_more_is_welcome(kind, made):
    assert CHECKS[kind](made(kind)).body == made(kind)


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/id", ..., "MISSING"),
        ("/store", ..., "MISSING"),
        ("/placed_at", ..., "MISSING"),
        ("/placed_at", "2026-11-03T09:00:00", "NOT_A_MOMENT"),
        ("/placed_at", "2026-13-03", "NOT_A_MOMENT"),
        ("/buyer/id", ..., "MISSING"),
        ("/buyer/id", "B/1", "NOT_AN_ID"),
        ("/buyer/email", 1, "WRONG_TYPE"),
        ("/buyer/name", {}, "WRONG_TYPE"),
        ("/seller", 7, "WRONG_TYPE"),
        ("/updated_at", "2026-11-03", "NOT_A_MOMENT"),
        ("/deliver_by", "soon", "NOT_A_MOMENT"),
        ("/ship_by", 5, "WRONG_TYPE"),
        ("/ship_to", "Berlin", "WRONG_TYPE"),
        ("/status", ["shipped"], "WRONG_TYPE"),
        ("/associated_orders/0/id", ..., "MISSING"),
        ("/associated_orders/0/kind", "gift", "NOT_ONE_OF"),
        ("/lines", {}, "WRONG_TYPE"),
        ("/lines/0/id", ..., "MISSING"),
        ("/lines/0/id", 1, "WRONG_TYPE"),
        ("/lines/1/id", "1", "DUPLICATE"),
        ("/lines/0/quantity", ..., "MISSING"),
        ("/lines/0/quantity", 0, "OUT_OF_RANGE"),
        ("/lines/0/quantity", "1", "WRONG_TYPE"),
        ("/lines/0/unit_price", ..., "MISSING"),
        ("/lines/0/unit_price", 39.9, "WRONG_TYPE"),
        ("/lines/0/unit_price", "39.999", "NOT_MONEY"),
        ("/lines/0/unit_price", "-1.00", "OUT_OF_RANGE"),
        ("/lines/0/currency", ..., "MISSING"),
        ("/lines/0/currency", "euro", "WRONG_FORM"),
        ("/lines/0/fulfilment", ..., "MISSING"),
        ("/lines/0/fulfilment", "warehouse", "NOT_ONE_OF"),
        ("/lines/0/shipping", "free", "NOT_MONEY"),
        ("/lines/0/customised", "no", "WRONG_TYPE"),
        ("/lines/0/seller", "", "NOT_AN_ID"),
        ("/lines/0/product", "P/1", "NOT_AN_ID"),
        ("/lines/0/units/0/quantity", 0, "OUT_OF_RANGE"),
        ("/lines/0/units/0/fulfilment", ..., "MISSING"),
        ("/shipments/0/delivered_at", "2026-11-07", "NOT_A_MOMENT"),
        ("/shipments/0/lines", "1", "WRONG_TYPE"),
        ("/shipments/0", None, "WRONG_TYPE"),
        ("/payments/0/amount", "44,80", "NOT_MONEY"),
        ("/payments/0/currency", ..., "MISSING"),
    ],
)
def test_one_thing_wrong_is_one_reason(pointer, value, code):
    with pytest.raises(RefusedError) as refusal:
        records.order(changed(whole("order"), pointer, value))

    assert [(each.code, each.pointer) for each in refusal.value.reasons] == [(code, pointer)]


@pytest.mark.parametrize(
    ("kind", "pointer", "value", "code"),
    [
        ("buyer", "/id", ..., "MISSING"),
        ("buyer", "/addresses", {}, "WRONG_TYPE"),
        ("buyer", "/payment_methods/0", "gift-1", "WRONG_TYPE"),
        ("return", "/id", ..., "MISSING"),
        ("return", "/order", ..., "MISSING"),
        ("return", "/lines", "1", "WRONG_TYPE"),
        ("refund", "/amount", "-39.90", "OUT_OF_RANGE"),
        ("refund", "/currency", ..., "MISSING"),
        ("refund", "/at", "2026-11-12", "NOT_A_MOMENT"),
        ("feedback", "/order", ..., "MISSING"),
        ("feedback", "/at", ..., "MISSING"),
        ("feedback", "/stars", ..., "MISSING"),
        ("feedback", "/stars", 0, "OUT_OF_RANGE"),
        ("feedback", "/stars", 6, "OUT_OF_RANGE"),
        ("feedback", "/stars", 4.5, "WRONG_TYPE"),
        ("feedback", "/id", 9, "WRONG_TYPE"),
        ("claim", "/kind", "lawsuit", "NOT_ONE_OF"),
        ("claim", "/kind", ..., "MISSING"),
        ("claim", "/state", 1, "WRONG_TYPE"),
    ],
)
def test_one_thing_wrong_elsewhere_is_one_reason(kind, pointer, value, code):
    with pytest.raises(RefusedError) as refusal:
        CHECKS[kind](changed(whole(kind), pointer, value))

    assert [(each.code, each.pointer) for each in refusal.value.reasons] == [(code, pointer)]


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(RefusedError) as refusal:
        records.order({"id": "a/b", "lines": [{}, 1], "buyer": []})

    assert sorted(each.pointer for each in refusal.value.reasons) == [
        "/buyer", "/buyer/id", "/id", "/lines/0/currency", "/lines/0/fulfilment", "/lines/0/id",
        "/lines/0/quantity", "/lines/0/unit_price", "/lines/1", "/placed_at", "/store",
    ]  # fmt: skip
