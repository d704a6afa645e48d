from datetime import UTC, date, datetime

import pytest

from mostrador.rules import moments


@pytest.mark.parametrize(
    "text", ["2026-11-01T10:00:00+01:00", "2026-11-01T09:00:00Z", "2026-11-01T17:00+08:00"]
)
def test_E1_a_moment_with_an_offset_is_kept_on_the_utc_line(text):
    assert moments.moment(text) == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert moments.moment(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-11-01T10:00:00", "has no offset; write it such as 2026-11-01T10:00:00+01:00"),
        ("2026-11-01", "has no offset; write it such as 2026-11-01T10:00:00+01:00"),
        ("yesterday", "is not a moment such as 2026-11-01T10:00:00+01:00"),
        ("", "is not a moment such as 2026-11-01T10:00:00+01:00"),
        ("0001-01-01T00:00:00+01:00", "is outside the calendar"),
        ("9999-12-31T23:59:59-01:00", "is outside the calendar"),
    ],
)
def test_E16a_a_moment_without_an_offset_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the sentence is compared below
        moments.moment(text)

    assert str(refused.value) == f"{text!r} {sentence}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("2026-02-30", None),
        ("2026-11-01T10:00:00+01:00", None),
        ("20261101", None),
        ("2026-W45-2", None),
        ("yesterday!", None),
    ],
)
def test_E16a_a_bare_date_is_a_date_and_nothing_more(text, day):
    assert moments.bare_date(text) == day
