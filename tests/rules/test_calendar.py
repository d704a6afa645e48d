from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mostrador.rules import calendar

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")
CAIRO = ZoneInfo("Africa/Cairo")
# The holidays of Germany that the vectors touch.
HOLIDAYS = {date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)}


def test_E1_a_moment_is_the_same_on_the_utc_line():
    assert calendar.utc(datetime(2026, 11, 12, 10, tzinfo=BERLIN)) == datetime(
        2026, 11, 12, 9, tzinfo=UTC
    )
    assert calendar.utc(datetime(2026, 11, 12, 10, tzinfo=BERLIN)).tzinfo is UTC


def test_E16a_a_moment_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="without an offset"):
        calendar.utc(datetime(2026, 11, 12, 10))  # noqa: DTZ001 - the mistake that is refused


def test_E16a_the_day_depends_on_whose_day_it_is():
    late = datetime(2026, 11, 12, 23, 30, tzinfo=BERLIN)

    assert calendar.day_of(late, BERLIN) == date(2026, 11, 12)
    assert calendar.day_of(late, SHANGHAI) == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("day", "zone", "begins", "ends"),
    [
        (date(2026, 11, 3), BERLIN, "2026-11-02T23:00+00:00", "2026-11-03T23:00+00:00"),
        # 25 hours when the clocks go back, 23 when they go forward.
        (date(2026, 10, 25), BERLIN, "2026-10-24T22:00+00:00", "2026-10-25T23:00+00:00"),
        (date(2027, 3, 28), BERLIN, "2027-03-27T23:00+00:00", "2027-03-28T22:00+00:00"),
        # In Cairo midnight itself does not exist on that day: it begins at one.
        (date(2026, 4, 24), CAIRO, "2026-04-23T22:00+00:00", "2026-04-24T21:00+00:00"),
    ],
)
def test_E16a_a_day_begins_and_ends_by_the_clocks_of_its_zone(day, zone, begins, ends):
    assert calendar.start_of_day(day, zone) == datetime.fromisoformat(begins)
    assert calendar.end_of_day(day, zone) == datetime.fromisoformat(ends)


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (date(2026, 11, 3), date(2026, 11, 17)),
        (date(2026, 12, 11), date(2026, 12, 28)),
        (date(2026, 12, 18), date(2027, 1, 4)),
        (date(2026, 11, 7), date(2026, 11, 23)),
    ],
)
def test_E16b_a_statutory_period_never_ends_on_a_day_of_rest(received_on, last_day):
    assert calendar.statutory_end(received_on, 14, HOLIDAYS) == last_day


def test_E16b_a_sunday_moves_by_one_day_and_a_monday_by_none():
    assert calendar.statutory_end(date(2026, 11, 8), 14, ()) == date(2026, 11, 23)
    assert calendar.statutory_end(date(2026, 11, 9), 14, ()) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [
        (date(2026, 11, 12), 0, date(2026, 11, 12)),
        (date(2026, 11, 12), 1, date(2026, 11, 13)),
        (date(2026, 11, 12), 2, date(2026, 11, 16)),
        (date(2026, 11, 14), 2, date(2026, 11, 17)),
        (date(2026, 12, 24), 2, date(2026, 12, 29)),
        (date(2026, 12, 31), 2, date(2027, 1, 5)),
    ],
)
def test_E16b_two_working_days_skip_weekends_and_holidays(day, days, later):
    assert calendar.working_days_later(day, days, HOLIDAYS) == later


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 13), True),
        (date(2026, 11, 14), False),
        (date(2026, 11, 15), False),
        (date(2026, 12, 25), False),
    ],
)
def test_E16b_nobody_works_on_weekends_and_holidays(day, works):
    assert calendar.is_working_day(day, HOLIDAYS) == works


def test_E17_the_house_window_ends_at_midnight_of_its_last_day_in_the_store():
    ends = calendar.house_window_end(date(2026, 11, 3), 30, HOLIDAYS, store_zone=BERLIN)

    assert ends == datetime(2026, 12, 4, tzinfo=BERLIN)


def test_E17_the_house_window_is_shifted_by_a_weekend_too():
    ends = calendar.house_window_end(date(2026, 11, 5), 30, HOLIDAYS, store_zone=BERLIN)

    assert calendar.day_of(ends - timedelta(seconds=1), BERLIN) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("buyer_zone", "ends"),
    [
        (ZoneInfo("Atlantic/Canary"), "2026-12-04T00:00+00:00"),
        (SHANGHAI, "2026-12-03T23:00+00:00"),
        (BERLIN, "2026-12-03T23:00+00:00"),
        (None, "2026-12-03T23:00+00:00"),
    ],
)
def test_E17_a_late_evening_counts_by_the_later_of_the_store_and_the_buyer(buyer_zone, ends):
    found = calendar.house_window_end(
        date(2026, 11, 3), 30, HOLIDAYS, store_zone=BERLIN, buyer_zone=buyer_zone
    )

    assert found == datetime.fromisoformat(ends)
