"""How long a seller takes part without paying."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.trial import Trial, trial

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")
A_MICROSECOND = timedelta(microseconds=1)
# Hypothesis wants the bounds without a zone and gives each moment its own.
SINCE, UNTIL = datetime(2026, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001  as it asks
MOMENTS = st.datetimes(SINCE, UNTIL, timezones=st.just(UTC))


def berlin(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("active_at", "until"),
    [
        (berlin(10, 1), berlin(11, 1)),
        (berlin(10, 1, 12), berlin(11, 1)),
        (berlin(10, 1, 23, 59), berlin(11, 1)),
        (berlin(10, 2), berlin(11, 2)),
        # Through the night the clocks change, to the end of the day as it is there.
        (berlin(10, 20, 12), berlin(11, 20)),
        (berlin(3, 10, 12), berlin(4, 10)),
        # Midnight in Shanghai is the evening before in Berlin.
        (datetime(2026, 10, 2, tzinfo=SHANGHAI), berlin(11, 1)),
        (berlin(12, 15, 9), berlin(1, 15, year=2027)),
    ],
)
def test_E71_thirty_days_from_activation_the_last_one_to_its_end_in_the_stores_zone(
    active_at, until
):
    assert trial([active_at], days=30, zone=BERLIN) == Trial(active_at, until)


@pytest.mark.parametrize(
    ("at", "free"),
    [
        (berlin(10, 1, 12) - A_MICROSECOND, False),
        (berlin(10, 1, 12), True),
        (berlin(10, 31, 23, 59), True),
        (berlin(11, 1).astimezone(UTC) - A_MICROSECOND, True),
        (berlin(11, 1), False),
        (berlin(11, 1, 12), False),
    ],
)
def test_E71_free_from_activation_to_the_end_of_the_last_day(at, free):
    assert trial([berlin(10, 1, 12)], days=30, zone=BERLIN).is_free(at=at) is free


def test_E71_an_interrupted_trial_does_not_restart():
    first, second = berlin(10, 1, 12), berlin(12, 1, 12)

    assert trial([second, first], days=30, zone=BERLIN) == trial([first], days=30, zone=BERLIN)


def test_R4_a_trial_may_have_no_end():
    open_ended = trial([berlin(10, 1)], days=None, zone=BERLIN)

    assert open_ended == Trial(berlin(10, 1), None)
    assert open_ended.is_free(at=berlin(10, 1, year=2036))


def test_R2_where_there_is_no_trial_nothing_is_free():
    none = trial([berlin(10, 1)], days=0, zone=BERLIN)

    assert not none.is_free(at=berlin(10, 1))


def test_before_the_service_was_ready_there_is_no_trial():
    assert trial([], days=30, zone=BERLIN) is None


@given(active_at=MOMENTS, days=st.integers(1, 400), zone=st.sampled_from([BERLIN, SHANGHAI, UTC]))
def test_E71_never_less_than_the_days_promised_and_never_two_more(active_at, days, zone):
    found = trial([active_at], days=days, zone=zone)

    # The night the clocks change is an hour longer or shorter than a day.
    promised, an_hour = timedelta(days=days), timedelta(hours=1)
    assert (
        promised - an_hour <= found.until_at - active_at <= promised + timedelta(days=1) + an_hour
    )
