"""Sellers abroad (R24): how goods come back, up to which price, and until when it is offered."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mostrador.rules.international import (
    Method,
    default_method,
    is_abroad,
    is_small,
    method,
    option_due,
)
from mostrador.rules.money import Money
from tests.rules.entitlements import eur, facts

BERLIN = ZoneInfo("Europe/Berlin")
LIMIT = eur("25.00")


@pytest.mark.parametrize(
    ("requested_at", "due"),
    [
        (datetime(2026, 11, 10, 0, 0, tzinfo=BERLIN), datetime(2026, 11, 14, tzinfo=BERLIN)),
        (datetime(2026, 11, 10, 23, 59, tzinfo=BERLIN), datetime(2026, 11, 14, tzinfo=BERLIN)),
        # 23:30 on the 9th in London is the 10th in Berlin.
        (datetime(2026, 11, 9, 23, 30, tzinfo=UTC), datetime(2026, 11, 14, tzinfo=BERLIN)),
        # Over the night the clocks change: the day is 25 hours long.
        (datetime(2026, 10, 22, 12, 0, tzinfo=BERLIN), datetime(2026, 10, 26, tzinfo=BERLIN)),
    ],
)
def test_E62_the_option_is_due_at_the_end_of_the_third_day(requested_at, due):
    assert option_due(requested_at, days=3, zone=BERLIN) == due


@pytest.mark.parametrize(
    ("price", "limit", "small"),
    [
        (eur("24.99"), LIMIT, True),
        (eur("25.00"), LIMIT, True),
        (eur("25.01"), LIMIT, False),
        (eur("0.01"), None, False),
        (Money("GBP", 100), LIMIT, False),
    ],
)
def test_E63_the_threshold_is_inclusive_and_in_its_own_currency(price, limit, small):
    assert is_small(price, limit) is small


@pytest.mark.parametrize(
    ("price", "address", "label", "expected"),
    [
        ("25.00", True, True, Method.DOMESTIC_ADDRESS),
        ("25.00", False, True, Method.RETURNLESS),
        ("25.00", False, False, Method.RETURNLESS),
        ("25.01", True, False, Method.DOMESTIC_ADDRESS),
        ("25.01", False, True, Method.PREPAID_LABEL),
        ("25.01", False, False, None),
    ],
)
def test_R24_which_way_is_the_default(price, address, label, expected):
    found = default_method(eur(price), LIMIT, address_here=address, prepaid_label=label)

    assert found is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"way_back_overdue": True}, Method.RETURNLESS),
        ({"way_back_overdue": True, "prepaid_label": True}, Method.PREPAID_LABEL),
        ({}, None),
    ],
)
def test_E62_days_gone_by_without_an_offer_mean_no_return(more, expected):
    assert method(facts(**more)) is expected


@pytest.mark.parametrize(
    ("seller", "store", "abroad"),
    [("CN", "DE", True), ("DE", "DE", False), ("", "DE", False), ("CN", "", False)],
)
def test_nobody_is_foreign_by_mistake(seller, store, abroad):
    assert is_abroad(facts(seller_country=seller, store_country=store)) is abroad
