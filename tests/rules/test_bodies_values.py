"""Moments, money and words of one shape, as a body may give them."""

from datetime import UTC, date, datetime

import pytest

from mostrador.rules.money import Money
from tests.rules.things import refused, told

EIGHT = datetime(2026, 11, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "reasons"),
    [
        ("2026-11-03T09:00:00+01:00", []),
        ("1900-01-01T00:00:00Z", []),
        ("1899-12-31T23:59:59Z", ["OUT_OF_RANGE"]),
        ("2999-12-31T23:59:59Z", []),
        ("3000-01-01T00:00:00Z", ["OUT_OF_RANGE"]),
        ("2026-11-03T09:00:00", ["NOT_A_MOMENT"]),
        ("2026-11-03", ["NOT_A_MOMENT"]),
        ("yesterday", ["NOT_A_MOMENT"]),
        ("x" * 41, ["TOO_LONG"]),
        ("", ["EMPTY"]),
        (1762160400, ["WRONG_TYPE"]),
        (None, ["MISSING"]),
    ],
)
def test_E16a_a_moment(value, reasons):
    assert [code for code, _ in refused(lambda it: it.moment("at"), at=value)] == reasons


def test_a_moment_is_read_in_utc():
    assert told(lambda it: it.moment("at"), at="2026-11-03T09:00:00+01:00") == EIGHT


def test_a_moment_that_never_comes_may_be_far_away():
    far = "9999-12-31T23:59:59Z"

    assert told(lambda it: it.maybe_moment("until", ever=True), until=far).year == 9999
    assert told(lambda it: it.maybe_moment("until", ever=True)) is None
    assert refused(lambda it: it.maybe_moment("until"), until=far) == [("OUT_OF_RANGE", "/until")]


@pytest.mark.parametrize(
    ("value", "reasons"),
    [
        ("2026-11-03", []),
        ("2026-11-03T09:00:00+01:00", []),
        ("2026-02-29", ["NOT_A_MOMENT"]),
        ("0001-01-01", ["OUT_OF_RANGE"]),
        (20261103, ["WRONG_TYPE"]),
        (None, ["MISSING"]),
    ],
)
def test_E16a_a_moment_or_a_bare_day(value, reasons):
    asked = refused(lambda it: it.moment_or_day("placed_at"), placed_at=value)

    assert [code for code, _ in asked] == reasons


def test_a_bare_day_stays_a_day():
    assert told(lambda it: it.moment_or_day("at"), at="2026-11-03") == date(2026, 11, 3)
    assert told(lambda it: it.maybe_moment_or_day("at"), at="2026-11-03T08:00:00Z") == EIGHT
    assert told(lambda it: it.maybe_moment_or_day("at")) is None


@pytest.mark.parametrize(
    ("ask", "value", "reasons"),
    [
        (lambda it: it.currency("x", required=True), "EUR", []),
        (lambda it: it.currency("x", required=True), "eur", ["WRONG_FORM"]),
        (lambda it: it.currency("x", required=True), "", ["WRONG_FORM"]),
        (lambda it: it.currency("x", required=True), None, ["MISSING"]),
        (lambda it: it.currency("x", required=True), 1, ["WRONG_TYPE"]),
        (lambda it: it.currency("x"), "", []),
        (lambda it: it.country("x"), "DE", []),
        (lambda it: it.country("x"), "DEU", ["WRONG_FORM"]),
        (lambda it: it.country("x"), "DE\n", ["WRONG_FORM"]),
        (lambda it: it.language("x"), "zh-hans", []),
        (lambda it: it.language("x"), "pt-BR", []),
        (lambda it: it.language("x"), "de-" + "a" * 8 + "-" + "b" * 8, []),
        (lambda it: it.language("x"), "de-" + "a" * 8 + "-" + "b" * 8 + "-c", ["WRONG_FORM"]),
        (lambda it: it.language("x"), "german language", ["WRONG_FORM"]),
        (lambda it: it.languages("x"), ["de", "en"], []),
        (lambda it: it.languages("x"), [], []),
        (lambda it: it.languages("x"), ["de", "?", 3], ["WRONG_TYPE", "WRONG_FORM"]),
        (lambda it: it.languages("x"), "de", ["WRONG_TYPE"]),
    ],
)
def test_words_of_one_shape(ask, value, reasons):
    assert [code for code, _ in refused(ask, x=value)] == reasons


@pytest.mark.parametrize(
    ("value", "currency", "reasons"),
    [
        ("19.90", "EUR", []),
        ("0", "EUR", []),
        ("-0.01", "EUR", ["OUT_OF_RANGE"]),
        ("19.901", "EUR", ["NOT_MONEY"]),
        ("1.5", "JPY", ["NOT_MONEY"]),
        ("19,90", "EUR", ["NOT_MONEY"]),
        ("1e3", "EUR", ["NOT_MONEY"]),
        ("NaN", "EUR", ["NOT_MONEY"]),
        ("1" * 41, "EUR", ["TOO_LONG"]),
        ("", "EUR", ["EMPTY"]),
        (19.9, "EUR", ["WRONG_TYPE"]),
        (None, "EUR", ["MISSING"]),
        # Without a currency the digits are still looked at.
        ("19.90", "", []),
        ("a lot", "", ["NOT_MONEY"]),
    ],
)
def test_money_is_a_decimal_string(value, currency, reasons):
    asked = refused(lambda it: it.required_money("unit_price", currency), unit_price=value)

    assert [code for code, _ in asked] == reasons


def test_money_may_be_owed_back():
    def ask(it):
        return it.money("amount", "EUR", below_zero=True)

    assert told(ask, amount="-5.00") == Money("EUR", -500)
    assert told(ask) is None
