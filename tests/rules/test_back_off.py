"""Waiting twice as long after each failure, as long as we are asked to, and never for ever."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules import back_off

AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "asked", "seconds"),
    [
        (0, None, 15),
        (1, None, 15),
        (2, None, 30),
        (6, None, 480),
        (7, None, 900),
        (1000, None, 900),
        (1, timedelta(0), 15),
        (1, timedelta(seconds=16), 16),
        (9, timedelta(seconds=1), 900),
        (1, timedelta(hours=6), 6 * 3600),
        (1, timedelta(days=365), 6 * 3600),
        (1, timedelta(days=-1), 15),
    ],
)
def test_how_long_we_wait(failures, asked, seconds):
    assert back_off.wait(failures, asked) == timedelta(seconds=seconds)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_one_more_failure_never_shortens_it(failures, seconds):
    asked = timedelta(seconds=seconds)

    assert back_off.wait(failures, asked) <= back_off.wait(failures + 1, asked)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("0", timedelta(0)),
        (" 60 ", timedelta(minutes=1)),
        ("99999999999999999999", timedelta(hours=6)),
        ("Mon, 23 Nov 2026 07:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 06:00:00 GMT", timedelta(0)),
        ("Mon, 23 Nov 2026 07:05:00 -0000", timedelta(minutes=5)),
        ("1.5", None),
        ("-1", None),
        ("١٢", None),
        ("Mon, 99 Nov 2026", None),
        ("", None),
        (None, None),
    ],
)
def test_what_the_header_asks_for(header, expected):
    assert back_off.asked_for(header, at=AT) == expected


@given(st.text())
def test_any_header_is_read_without_harm(header):
    asked = back_off.asked_for(header, at=AT)

    assert asked is None or asked >= timedelta(0)


def test_a_date_has_a_zone():
    found = back_off.date("Mon, 23 Nov 2026 08:00:00 +0100")

    assert (found, found.tzinfo) == (AT, timezone(timedelta(hours=1)))
