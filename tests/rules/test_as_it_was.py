"""An order as it stood before: what came later, or came of it, is not in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules import as_it_was
from mostrador.rules.moments import moment

THEN = moment("2026-11-10T10:00:00+01:00")
BEFORE, AFTER = "2026-11-10T09:59:59+01:00", "2026-11-10T10:00:01+01:00"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (
            {"shipped_at": BEFORE, "delivered_at": AFTER, "status": "delivered"},
            {"shipped_at": BEFORE, "delivered_at": None, "status": "shipped"},
        ),
        (
            {"shipped_at": AFTER, "delivered_at": AFTER, "status": "delivered"},
            {"shipped_at": None, "delivered_at": None, "status": "pending"},
        ),
        (
            {"shipped_at": BEFORE, "delivered_at": BEFORE, "status": "delivered"},
            {"shipped_at": BEFORE, "delivered_at": BEFORE, "status": "delivered"},
        ),
        ({"status": "delivered"}, {"status": "delivered"}),
        ({"delivered_at": "yesterday"}, {"delivered_at": "yesterday"}),
    ],
)
def test_a_parcel_has_come_as_far_as_it_had(now, then):
    assert as_it_was.order({"shipments": [now]}, THEN)["shipments"] == [then]


@pytest.mark.parametrize(
    ("payment", "was_there"),
    [
        ({"kind": "payment", "amount": "10.00"}, True),
        ({"kind": "payment", "amount": "10.00", "at": AFTER}, True),
        ({"kind": "refund", "amount": "10.00"}, False),
        ({"amount": "-10.00"}, False),
        ({"kind": "refund", "amount": "10.00", "at": AFTER}, False),
        ({"kind": "refund", "amount": "10.00", "at": BEFORE}, True),
    ],
)
def test_a_refund_that_nobody_dated_came_later(payment, was_there):
    assert bool(as_it_was.order({"payments": [payment]}, THEN)["payments"]) is was_there


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("cancelled", ""),
        ("Cancelled", ""),
        ("return requested", "delivered"),
        ("returned", "delivered"),
        ("delivered", "delivered"),
        ("shipped", "shipped"),
    ],
)
def test_what_mostly_comes_of_a_matter_was_not_yet_so(now, then):
    assert as_it_was.order({"status": now}, THEN)["status"] == then


ODD = st.recursive(st.none() | st.booleans() | st.text(max_size=5), st.lists, max_leaves=3)


@given(said=ODD)
def test_whatever_stands_there_is_read_without_harm(said):
    assert as_it_was.said(said) is None or isinstance(said, str)
