"""How an enrolment stands, from before its first moment to after its last order."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mostrador.rules.standing import Dates, State, has_been_left, is_stuck, ready_by, state

BEGAN = datetime(2026, 10, 1, 12, tzinfo=UTC)
A_MICROSECOND = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
LEFT = BEGAN + timedelta(days=30)
SERVED = BEGAN + timedelta(days=900)


def dates(**more):
    return Dates(**{"from_at": BEGAN, "activated_at": BEGAN + HOUR} | more)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (BEGAN - A_MICROSECOND, State.ACTIVATING),
        (BEGAN, State.ACTIVATING),
        (BEGAN + HOUR - A_MICROSECOND, State.ACTIVATING),
        (BEGAN + HOUR, State.ACTIVE),
        (LEFT - A_MICROSECOND, State.ACTIVE),
        (LEFT, State.WINDING_DOWN),
        (SERVED, State.WINDING_DOWN),
        (SERVED + A_MICROSECOND, State.ENDED),
    ],
)
def test_R28_R30_R35_it_begins_serves_winds_down_and_ends(at, expected):
    assert state(dates(until_at=LEFT, served_until=SERVED), at=at) is expected


def test_whoever_stays_is_active_for_ever():
    assert state(dates(), at=SERVED) is State.ACTIVE


@pytest.mark.parametrize(
    ("at", "expected"),
    [(LEFT - A_MICROSECOND, State.ACTIVE), (LEFT, State.SUSPENDED), (SERVED, State.SUSPENDED)],
)
def test_E34_suspension_holds_from_its_very_moment(at, expected):
    assert state(dates(suspended_at=LEFT), at=at) is expected


def test_leaving_ends_a_suspension():
    left = dates(suspended_at=BEGAN, until_at=LEFT, served_until=SERVED)

    assert state(left, at=LEFT) is State.WINDING_DOWN


def test_E33_orders_without_an_end_of_coverage_are_served_on():
    assert state(dates(until_at=LEFT), at=SERVED) is State.WINDING_DOWN


def test_who_leaves_without_an_order_has_nothing_to_wind_down():
    assert state(dates(until_at=LEFT, served_until=LEFT), at=LEFT) is State.ENDED


@pytest.mark.parametrize(
    ("until", "at", "expected"),
    [
        (None, LEFT, False),
        (LEFT, LEFT - A_MICROSECOND, False),
        (LEFT, LEFT, True),
        (BEGAN, BEGAN - HOUR, True),
        (BEGAN + A_MICROSECOND, BEGAN - HOUR, False),
    ],
)
def test_E21_an_empty_interval_was_left_before_it_began(until, at, expected):
    assert has_been_left(BEGAN, until, at=at) is expected


def test_the_zone_in_which_a_moment_is_written_does_not_matter():
    shanghai = (LEFT - A_MICROSECOND).astimezone(ZoneInfo("Asia/Shanghai"))

    assert state(dates(until_at=LEFT, served_until=SERVED), at=shanghai) is State.ACTIVE


@pytest.mark.parametrize("at", [BEGAN, BEGAN + HOUR, SERVED])
def test_E20_until_the_service_is_really_ready_it_is_activating(at):
    assert state(dates(activated_at=None), at=at) is State.ACTIVATING


def test_E21_leaving_ends_what_was_never_ready():
    assert state(dates(activated_at=None, until_at=BEGAN), at=BEGAN) is State.WINDING_DOWN


@pytest.mark.parametrize(
    ("activated_at", "at", "expected"),
    [
        (None, BEGAN, False),
        (None, BEGAN + HOUR, False),
        (None, BEGAN + HOUR + A_MICROSECOND, True),
        (BEGAN + HOUR, SERVED, False),
        (BEGAN + HOUR + A_MICROSECOND, SERVED, True),
    ],
)
def test_R30_E20_stuck_is_not_ready_when_the_hour_is_over(activated_at, at, expected):
    assert ready_by(BEGAN) == BEGAN + HOUR
    assert is_stuck(BEGAN, activated_at, at=at) is expected
