"""The original moment is evidence (a withdrawal counts from it), however a program wrote it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mostrador.channels.email import dates

BERLIN = ZoneInfo("Europe/Berlin")
TEN_IN_BERLIN = datetime(2026, 11, 12, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "value",
    [
        "Thu, 12 Nov 2026 10:00:00 +0100",
        "12 Nov 2026 10:00 +0100 (CET)",
        "Thu, 12 Nov 2026 09:00:00 GMT",
        "Thu, 12 Nov 2026 09:00:00 -0000",
        "Thu, 12 Nov 2026 09:00:00",
    ],
)
def test_a_date_header_is_read(value):
    assert dates.header(value) == TEN_IN_BERLIN


@pytest.mark.parametrize(
    "value",
    ["", "tomorrow", "Thu, 99 Nov 2026 10:00:00 +0100", "Thu, 12 Nov 1901 10:00 +0000", "9" * 999,
     "Thu, 12 Nov 2026 10:00:00 +9999", "Thu, 12 Nov 2026 25:00:00 +0100"],
)  # fmt: skip
def test_a_senseless_date_is_none(value):
    assert dates.header(value) is None
    assert dates.said(value, zone=UTC) is None


@pytest.mark.parametrize(
    "words",
    [
        "Thu, 12 Nov 2026 10:00:00 +0100",
        "Donnerstag, 12. November 2026 10:00",
        "12. November 2026 um 10:00:00 MEZ",
        "12.11.2026 10:00",
        "12.11.26, 10.00 Uhr",
        "Thursday, November 12, 2026 10:00 AM",
        "Thu, Nov 12, 2026 at 10:00 AM",
        "November 12, 2026 at 10:00:00 AM GMT+1",
        "Thursday, 12 November 2026 10:00",
        "11/12/2026 10:00 AM",
        "12/11/2026 10:00",
        "jueves, 12 de noviembre de 2026 10:00",
        "jue, 12 nov 2026 a las 10:00",
        "2026年11月12日(星期四) 上午10:00",
        "2026年11月12日 10:00",
        "2026-11-12 10:00:00",
        "2026/11/12 (周四) 10:00",
        "2026年11月12日(星期四) 下午5:00 GMT+08:00",
        "Thu, 12 Nov 2026 17:00:00 +0800",
        "jeudi 12 novembre 2026 10:00",
    ],
)
def test_a_date_for_people_is_read_by_its_writers_clock(words):
    assert dates.said(words, zone=BERLIN) == TEN_IN_BERLIN


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("2026年11月12日 凌晨12:30", 0),
        ("2026年11月12日 中午11:30", 11),
        ("2026年11月12日 中午12:30", 12),
        ("2026年11月12日 中午1:30", 13),
        ("2026年11月12日 晚上6:30", 18),
        ("Nov 12, 2026 12:30 AM", 0),
        ("Nov 12, 2026 12:30 PM", 12),
        ("Nov 12, 2026 6:30 p.m.", 18),
    ],
)
def test_the_halves_of_a_day_are_told_apart(words, hour):
    assert dates.said(words, zone=UTC) == datetime(2026, 11, 12, hour, 30, tzinfo=UTC)


def test_a_day_without_a_time_begins_the_day():
    assert dates.said("am 12.11.2026", zone=UTC) == datetime(2026, 11, 12, tzinfo=UTC)


def test_a_month_nobody_knows_is_no_date():
    assert dates.said("12 Brumaire 2026 10:00", zone=UTC) is None
