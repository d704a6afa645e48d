"""When a seller is reminded, at the edges of his quiet hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.reminders import QuietHours, next_after, planned

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
A_MICROSECOND = timedelta(microseconds=1)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    """In this November: "12 10:00" is the 12th at ten."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def quiet(begin: str, end: str, zone: ZoneInfo = BERLIN) -> QuietHours:
    return QuietHours(time.fromisoformat(begin), time.fromisoformat(end), zone)


def moments(asked: datetime, hours: QuietHours | None = None) -> list[str]:
    zone = hours.zone if hours else BERLIN
    found = planned(asked, asked + A_DAY, hours)
    return [f"{one.astimezone(zone):%d %H:%M}" for one in found]


def test_R16_he_is_reminded_after_12_20_and_23_hours():
    assert moments(at("12 10:00")) == ["12 22:00", "13 06:00", "13 09:00"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        # The first minute of quiet hours is quiet, the first after them is not.
        (("22:00", "05:00"), ["13 05:00", "13 06:00", "13 09:00"]),
        (("22:01", "05:00"), ["12 22:00", "13 06:00", "13 09:00"]),
        (("20:00", "22:00"), ["12 22:00", "13 06:00", "13 09:00"]),
        (("20:00", "22:01"), ["12 22:01", "13 06:00", "13 09:00"]),
        # Two that move to the same moment are one.
        (("21:00", "08:00"), ["13 08:00", "13 09:00"]),
        (("21:00", "09:00"), ["13 09:00"]),
        (("21:00", "09:59"), ["13 09:59"]),
        # Due while they last: the hour before they begin.
        (("21:00", "10:00"), ["12 20:00"]),
        (("08:30", "12:00"), ["12 22:00", "13 06:00", "13 07:30"]),
        (("11:01", "10:00"), ["12 10:01"]),
        # He had only been asked then, or was asked in quiet hours: dropped.
        (("11:00", "10:00"), []),
        (("11:01", "10:30"), []),
        (("09:00", "08:59"), ["13 08:59"]),
        # No hours at all.
        (("22:00", "22:00"), ["12 22:00", "13 06:00", "13 09:00"]),
    ],
)
def test_E4_a_reminder_waits_for_the_end_of_quiet_hours_or_goes_before_them(hours, expected):
    assert moments(at("12 10:00"), quiet(*hours)) == expected


def test_E4_quiet_hours_are_by_the_sellers_own_clock():
    """Ten in Berlin is five in the afternoon in Shenzhen."""
    hours = quiet("22:00", "07:00", SHANGHAI)

    assert moments(at("12 10:00"), hours) == ["13 07:00", "13 13:00", "13 16:00"]


def test_E3_quiet_hours_end_by_the_wall_clock_on_the_night_the_clocks_change():
    asked = datetime(2026, 10, 24, 14, 0, tzinfo=BERLIN)

    found = planned(asked, asked + A_DAY, quiet("22:00", "07:00"))

    assert [f"{one.astimezone(BERLIN):%d %H:%M}" for one in found] == [
        "25 07:00", "25 09:00", "25 12:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(0), 12),
        (12 * AN_HOUR - A_MICROSECOND, 12),
        (12 * AN_HOUR, 20),
        (22 * AN_HOUR, 23),
        (23 * AN_HOUR, None),
    ],
)
def test_the_next_reminder_is_strictly_later_and_none_is_made_up_for(after, expected):
    asked = at("12 10:00")

    found = next_after(asked + after, asked, asked + A_DAY)

    assert found == (asked + expected * AN_HOUR if expected else None)


A_YEAR = 365 * 24 * 3600
any_moment = st.integers(0, 2 * A_YEAR * 10**6).map(
    lambda after: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=after)
)
any_time = st.times()
any_zone = st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "America/New_York", "UTC"])
any_hours = st.builds(QuietHours, any_time, any_time, any_zone.map(ZoneInfo))


@given(asked=any_moment, hours=any_hours)
def test_R16_whatever_the_quiet_hours_reminders_are_few_in_order_and_while_the_clock_runs(
    asked, hours
):
    found = planned(asked, asked + A_DAY, hours)

    assert len(found) <= 3
    assert list(found) == sorted(set(found))
    assert all(asked < one < asked + A_DAY for one in found)


@given(asked=any_moment, hours=any_hours)
def test_E4_no_reminder_falls_into_quiet_hours(asked, hours):
    found = planned(asked, asked + A_DAY, hours)

    assert [one for one in found if hours.around(one)] == []


@given(asked=any_moment, hours=any_hours, after=st.timedeltas(timedelta(0), A_DAY))
def test_the_next_one_is_the_first_of_those_planned_that_is_later(asked, hours, after):
    plan = planned(asked, asked + A_DAY, hours)

    found = next_after(asked + after, asked, asked + A_DAY, hours)

    assert found == min((one for one in plan if one > asked + after), default=None)
