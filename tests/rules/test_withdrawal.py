"""The right of withdrawal to the day (E16b, E17): its end, what it leaves out, the money."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mostrador.rules.calendar import day_asked, months_later
from mostrador.rules.entitlement_facts import Cause, Stage
from mostrador.rules.law_tables import law_for
from mostrador.rules.return_policy import Condition
from mostrador.rules.withdrawal import (
    Exclusion,
    Standing,
    arrived_on,
    exclusion,
    in_time,
    last_day,
    money_due,
    refund_due,
    send_back_by,
    standing,
)
from tests.rules.entitlements import CLOSED, facts, not_there

LAW = law_for("DE", date(2026, 11, 2))
BERLIN, LISBON, TOKYO = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Europe/Lisbon", "Asia/Tokyo")
)


@pytest.mark.parametrize(
    ("delivered", "last"),
    [
        (date(2026, 11, 3), date(2026, 11, 17)),
        (date(2026, 12, 11), date(2026, 12, 28)),
        (date(2026, 12, 18), date(2027, 1, 4)),
        (date(2026, 11, 7), date(2026, 11, 23)),
        (None, None),
    ],
)
def test_E16b_the_vectors(delivered, last):
    assert last_day(LAW, all_delivered_on=delivered, closed=CLOSED) == last


@pytest.mark.parametrize(
    ("delivered", "last"),
    [
        (date(2026, 11, 3), date(2027, 11, 17)),
        # A Saturday, moved to Monday.
        (date(2026, 11, 6), date(2027, 11, 22)),
        # Around 29 February fourteen days after the months and before them are not the same.
        (date(2027, 2, 21), date(2028, 3, 7)),
        (date(2028, 2, 20), date(2029, 3, 6)),
        (None, None),
    ],
)
def test_without_instruction_it_is_twelve_months_longer(delivered, last):
    assert last_day(LAW, all_delivered_on=delivered, instructed=False) == last


@pytest.mark.parametrize(
    ("sent_at", "buyer_zone", "is_in_time"),
    [
        (datetime(2026, 11, 17, 23, 59, 59, tzinfo=BERLIN), None, True),
        (datetime(2026, 11, 18, 0, 0, tzinfo=BERLIN), None, True),
        (datetime(2026, 11, 18, 0, 0, 0, 1, tzinfo=BERLIN), None, False),
        (datetime(2026, 11, 18, 0, 30, tzinfo=BERLIN), LISBON, True),
        (datetime(2026, 11, 18, 1, 30, tzinfo=BERLIN), LISBON, False),
        (datetime(2026, 11, 17, 22, 0, tzinfo=BERLIN), TOKYO, True),
    ],
)
def test_E17_sending_in_time_counts_in_the_stores_zone_or_the_buyers(
    sent_at, buyer_zone, is_in_time
):
    last = date(2026, 11, 17)

    assert in_time(sent_at, last, store_zone=BERLIN, buyer_zone=buyer_zone) is is_in_time


def test_before_delivery_every_moment_is_in_time():
    assert in_time(datetime(2030, 1, 1, tzinfo=UTC), None, store_zone=BERLIN)


def test_E17_the_day_it_was_asked_on_is_the_kinder_of_both():
    at = datetime(2026, 11, 18, 0, 30, tzinfo=BERLIN)

    assert day_asked(at, store_zone=BERLIN) == date(2026, 11, 18)
    assert day_asked(at, store_zone=BERLIN, buyer_zone=LISBON) == date(2026, 11, 17)
    assert day_asked(at, store_zone=BERLIN, buyer_zone=TOKYO) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, months, later):
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("declared", "due"),
    [
        (date(2026, 11, 10), date(2026, 11, 24)),
        # 26 December, a Saturday and a holiday, then Sunday.
        (date(2026, 12, 12), date(2026, 12, 28)),
    ],
)
def test_the_money_leaves_within_fourteen_days_of_the_declaration(declared, due):
    assert refund_due(declared, LAW, CLOSED) == refund_due(declared, None, CLOSED) == due
    assert send_back_by(LAW, declared, CLOSED) == due


@pytest.mark.parametrize(
    ("happened", "due"),
    [
        ({}, None),
        ({"sent_back_on": date(2026, 11, 11)}, date(2026, 11, 24)),
        ({"came_back_on": date(2026, 11, 13)}, date(2026, 11, 24)),
        ({"sent_back_on": date(2026, 11, 26)}, date(2026, 11, 26)),
        (
            {"sent_back_on": date(2026, 11, 26), "came_back_on": date(2026, 11, 30)},
            date(2026, 11, 26),
        ),
    ],
)
def test_the_seller_may_wait_for_the_goods_or_for_proof(happened, due):
    assert money_due(LAW, date(2026, 11, 10), **happened) == due


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"customised": True}, Exclusion.CUSTOMISED),
        ({"category": "perishable"}, Exclusion.CATEGORY),
        ({"condition": Condition.OPENED_MEDIA}, Exclusion.UNSEALED),
        # A mattress without its film is not hygiene goods (CJEU C-681/17).
        ({"category": "furniture", "condition": Condition.USED}, None),
    ],
)
def test_E58_what_is_excluded_is_said_after_it_was_accepted(more, why):
    assert exclusion(facts(**more), LAW) == why


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (facts(), Standing.IN_TIME),
        (facts(asked_on=date(2026, 11, 17)), Standing.IN_TIME),
        (facts(asked_on=date(2026, 11, 18)), Standing.TOO_LATE),
        (not_there(stage=Stage.ON_THE_WAY), Standing.BEFORE_DELIVERY),
        (facts(cause=Cause.NOT_RECEIVED), Standing.BEFORE_DELIVERY),
        (facts(category="perishable"), Standing.EXCLUDED),
        (facts(consumer=False), Standing.NO_CONSUMER),
        (facts(law=None), Standing.UNKNOWN),
    ],
)
def test_what_a_declaration_is_worth(of, expected):
    assert standing(of) is expected


def test_nothing_arrives_before_it_is_ordered_whatever_a_feed_says():
    assert arrived_on(facts(all_delivered_on=date(2026, 10, 1), delivered_on=None)) == date(
        2026, 11, 2
    )
    assert arrived_on(facts(all_delivered_on=date(2026, 11, 5))) == date(2026, 11, 5)
