"""What a cell says, in the manner of its file and in no other."""

from zoneinfo import ZoneInfo

import pytest

from mostrador.imports import cells
from mostrador.imports.cells import Amount, CellError, Manner

BERLIN = ZoneInfo("Europe/Berlin")
GERMAN = Manner(",", "dmy", BERLIN)
AMERICAN = Manner(".", "mdy", ZoneInfo("America/New_York"))
PLAIN = Manner(".", "ymd")


def code_of(act, *arguments) -> str:
    with pytest.raises(CellError) as caught:
        act(*arguments)
    assert str(caught.value).endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "manner", "found"),
    [
        ("19,90", GERMAN, Amount("19.90")),
        ("1.019,90", GERMAN, Amount("1019.90")),
        ("1 019,90", GERMAN, Amount("1019.90")),
        ("-5", GERMAN, Amount("-5")),
        ("19,90 €", GERMAN, Amount("19.90", "EUR")),
        ("EUR 19,90", GERMAN, Amount("19.90", "EUR")),
        ("1,019.90", PLAIN, Amount("1019.90")),
        ("19.90 PLN", PLAIN, Amount("19.90", "PLN")),
    ],
)
def test_an_amount_is_read_by_the_decimal_sign_of_the_file(text, manner, found):
    assert cells.amount(text, manner) == found


@pytest.mark.parametrize(
    ("text", "manner"),
    [("19.90", GERMAN), ("19,90", PLAIN), ("1,0190", PLAIN), ("about 5", PLAIN), ("", PLAIN),
     ("1.90", Manner("")), ("$5", PLAIN)],
)  # fmt: skip
def test_an_amount_with_another_sign_is_refused(text, manner):
    assert code_of(cells.amount, text, manner) == "NOT_MONEY"


@pytest.mark.parametrize(
    ("text", "manner", "found"), [("2", PLAIN, 2), ("2,00", GERMAN, 2), ("1.000", GERMAN, 1000)]
)
def test_a_whole_number(text, manner, found):
    assert cells.whole(text, manner) == found


@pytest.mark.parametrize("text", ["1.5", "two", "", "9" * 20])
def test_no_whole_number(text):
    assert code_of(cells.whole, text, PLAIN) == "NOT_A_NUMBER"


@pytest.mark.parametrize(
    ("text", "found"), [("Ja", True), ("x", True), ("NEIN", False), ("0", False)]
)
def test_yes_and_no(text, found):
    assert cells.flag(text) is found
    assert code_of(cells.flag, "maybe") == "NOT_YES_OR_NO"


def test_a_number_that_a_program_has_shortened_is_no_id():
    assert cells.key("00401") == "00401"
    assert code_of(cells.key, "1,00123E+12") == "SHORTENED"


def test_a_list_in_a_cell():
    assert cells.words("1| 2,3;") == ["1", "2", "3"]
    assert cells.words("a, b|c", "|") == ["a, b", "c"]


@pytest.mark.parametrize(
    ("text", "manner", "found"),
    [
        ("2026-11-03T09:00:00+01:00", PLAIN, "2026-11-03T09:00:00+01:00"),
        ("2026-11-03 09:00:00 +0100", PLAIN, "2026-11-03T09:00:00+01:00"),
        ("2026-11-03T09:00:00.5Z", PLAIN, "2026-11-03T09:00:00.500000+00:00"),
        ("2026-11-03 09:00 UTC", PLAIN, "2026-11-03T09:00:00+00:00"),
        ("2026-11-03 09:00:00", GERMAN, "2026-11-03T09:00:00+01:00"),
        ("03.11.2026 09:00", GERMAN, "2026-11-03T09:00:00+01:00"),
        ("3.7.26, 9:00 Uhr", GERMAN, "2026-07-03T09:00:00+02:00"),
        ("03.11.2026", GERMAN, "2026-11-03T00:00:00+01:00"),
        ("11/3/2026 9:05:01 PM", AMERICAN, "2026-11-03T21:05:01-05:00"),
        ("11/3/2026 12:05 AM", AMERICAN, "2026-11-03T00:05:00-05:00"),
        ("25.10.2026 02:30", GERMAN, "2026-10-25T02:30:00+02:00"),
        ("03.11.99", GERMAN, "1999-11-03T00:00:00+01:00"),
    ],
)
def test_a_moment_has_its_own_offset_or_the_one_of_the_operators_zone(text, manner, found):
    assert cells.moment(text, manner) == found


def test_a_day_stays_a_day_where_one_may_stand():
    assert cells.moment_or_day("03.11.2026", GERMAN) == "2026-11-03"
    assert cells.moment_or_day("2026-11-03", PLAIN) == "2026-11-03"
    assert cells.moment_or_day("03.11.2026 08:00", GERMAN) == "2026-11-03T08:00:00+01:00"


@pytest.mark.parametrize(
    ("text", "manner", "code"),
    [
        ("03/04/2026", PLAIN, "WHICH_ORDER"),
        ("11/13/2026", GERMAN, "OTHER_ORDER"),
        ("13.11.2026", AMERICAN, "OTHER_ORDER"),
        ("2026-11-03 09:00", PLAIN, "WHOSE_CLOCK"),
        ("29.03.2026 02:30", GERMAN, "NO_SUCH_HOUR"),
        ("2026-02-30", PLAIN, "NO_SUCH_DAY"),
        ("31.02.2018", GERMAN, "NO_SUCH_DAY"),
        ("13.13.2018 09:00", AMERICAN, "NO_SUCH_DAY"),
        ("45964,5", GERMAN, "NOT_A_DATE"),
        ("3 Nov 2026", PLAIN, "NOT_A_DATE"),
        ("2026-11-03 25:00Z", PLAIN, "NOT_A_TIME"),
        ("3.11.2026 13:00 PM", GERMAN, "NOT_A_TIME"),
        ("2026-11-03 09:00 CET", GERMAN, "NOT_A_DATE"),
    ],
)
def test_a_date_that_does_not_fit_is_refused_and_says_why(text, manner, code):
    assert code_of(cells.moment, text, manner) == code


def test_a_day_begins_at_one_where_the_clocks_go_forward_at_midnight():
    cairo = Manner(".", "ymd", ZoneInfo("Africa/Cairo"))

    assert cells.moment("2026-04-24", cairo) == "2026-04-23T22:00:00+00:00"
