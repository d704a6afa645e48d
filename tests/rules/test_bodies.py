"""Every reason against a body at once, each with its pointer."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.bodies import MOST_PARTS, SOME_MOMENT, Given, Reason, RefusedError
from mostrador.rules.money import Money
from mostrador.rules.storable import MOST

EIGHT = datetime(2026, 11, 3, 8, tzinfo=UTC)


def refused(ask, **body) -> list[tuple[str, str]]:
    """Code and pointer of each reason against what is asked for."""
    given_ = Given.of(body, "thing")
    ask(given_)
    try:
        given_.settled(None)
    except RefusedError as error:
        return [(reason.code, reason.pointer) for reason in error.reasons]
    return []


def told(ask, **body):
    """What is read of a body that is right."""
    given_ = Given.of(body, "thing")
    return given_.settled(ask(given_))


@pytest.mark.parametrize("body", [None, [], "text", 1, True])
def test_a_body_is_an_object(body):
    with pytest.raises(RefusedError) as refusal:
        Given.of(body, "thing")

    assert refusal.value.reasons == (Reason("WRONG_TYPE", "A record must be a JSON object.", ""),)


def test_the_type_may_be_left_out_but_not_be_another():
    assert Given.of({}, "thing").body == {"type": "thing"}
    assert Given.of({"type": "thing"}, "thing").body == {"type": "thing"}
    assert refused(lambda it: it, type="order") == [("WRONG_TYPE", "/type")]
    assert refused(lambda it: it, type=None) == [("WRONG_TYPE", "/type")]


def test_every_reason_is_told_at_once():
    def ask(it):
        it.id("id")
        it.moment("at")
        it.whole("stars", low=1, high=5)

    assert refused(ask, id="a/b", stars=6, note="\0") == [
        ("UNSTORABLE", "/note"),
        ("NOT_AN_ID", "/id"),
        ("MISSING", "/at"),
        ("OUT_OF_RANGE", "/stars"),
    ]


def test_a_refusal_reads_as_a_sentence():
    it = Given.of({}, "thing")
    missing = it.id("id")

    with pytest.raises(RefusedError, match=r"^id is required\.$") as refusal:
        it.settled(missing)

    assert [reason.as_dict() for reason in refusal.value.reasons] == [
        {"code": "MISSING", "detail": "id is required.", "pointer": "/id"}
    ]


def test_reasons_can_be_printed_and_are_not_endless():
    it = Given.of({}, "thing")
    for _ in range(MOST + 1):
        it.refuse("a/\0", "CODE", "\ud800")

    with pytest.raises(RefusedError) as refusal:
        it.settled(None)

    assert refusal.value.reasons == (Reason("CODE", "\\ud800", "/a~1\\u0000"),) * MOST


@pytest.mark.parametrize(
    ("value", "reasons"),
    [
        ("S", []),
        ("#W1 ü", []),
        ("x" * 200, []),
        ("x" * 201, ["NOT_AN_ID"]),
        ("", ["NOT_AN_ID"]),
        ("a/b", ["NOT_AN_ID"]),
        (7, ["WRONG_TYPE"]),
        (["S"], ["WRONG_TYPE"]),
        (None, ["MISSING"]),
    ],
)
def test_an_id(value, reasons):
    assert [code for code, _ in refused(lambda it: it.id("id"), id=value)] == reasons


def test_an_id_may_be_optional():
    assert told(lambda it: it.maybe_id("id")) is None
    assert told(lambda it: it.maybe_id("id"), id=None) is None
    assert told(lambda it: it.maybe_id("id"), id="S-ZHOU") == "S-ZHOU"


@pytest.mark.parametrize(
    ("value", "reasons"),
    [("", []), ("abc", []), ("abcd", ["TOO_LONG"]), (None, []), (3, ["WRONG_TYPE"])],
)
def test_a_text(value, reasons):
    asked = refused(lambda it: it.text("name", at_most=3), name=value)

    assert [code for code, _ in asked] == reasons


def test_a_required_text_may_be_empty_but_not_absent():
    assert told(lambda it: it.required_text("text"), text="") == ""
    assert refused(lambda it: it.required_text("text")) == [("MISSING", "/text")]
    assert refused(lambda it: it.required_text("text"), text=1) == [("WRONG_TYPE", "/text")]


def test_an_address_is_kept_as_we_look_for_it():
    assert told(lambda it: it.address("email"), email=" Anna@Mail.example ") == "anna@mail.example"
    assert refused(lambda it: it.address("email"), email="a" * 321) == [("TOO_LONG", "/email")]


@pytest.mark.parametrize(
    ("value", "required", "reasons"),
    [
        ("seller", True, []),
        ("Seller", True, ["NOT_ONE_OF"]),
        ("", True, ["NOT_ONE_OF"]),
        ("", False, ["NOT_ONE_OF"]),
        (None, True, ["MISSING"]),
        (None, False, []),
        ({}, True, ["WRONG_TYPE"]),
    ],
)
def test_one_of_a_few_words(value, required, reasons):
    def ask(it):
        return it.one_of("by", ("seller", "operator"), required=required)

    assert [code for code, _ in refused(ask, by=value)] == reasons


@pytest.mark.parametrize(
    ("value", "reasons"),
    [
        (1, []),
        (5, []),
        (0, ["OUT_OF_RANGE"]),
        (6, ["OUT_OF_RANGE"]),
        (10**4000, ["OUT_OF_RANGE"]),
        (1.0, ["WRONG_TYPE"]),
        (True, ["WRONG_TYPE"]),
        ("1", ["WRONG_TYPE"]),
        (None, ["MISSING"]),
    ],
)
def test_a_whole_number(value, reasons):
    asked = refused(lambda it: it.whole("stars", low=1, high=5), stars=value)

    assert [code for code, _ in asked] == reasons


def test_a_flag_is_true_or_false():
    assert told(lambda it: it.flag("customised"), customised=True) is True
    assert told(lambda it: it.flag("customised"), customised=False) is False
    assert told(lambda it: it.flag("customised")) is False
    assert refused(lambda it: it.flag("customised"), customised=1) == [
        ("WRONG_TYPE", "/customised")
    ]


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


def test_an_object_inside_has_pointers_of_its_own():
    def ask(it):
        return it.part("buyer").id("id")

    assert told(ask, buyer={"id": "B-KELLER"}) == "B-KELLER"
    assert refused(ask) == [("MISSING", "/buyer/id")]
    assert refused(ask, buyer={"id": 7}) == [("WRONG_TYPE", "/buyer/id")]
    assert refused(ask, buyer="Anna") == [("WRONG_TYPE", "/buyer"), ("MISSING", "/buyer/id")]


def test_objects_of_a_list_have_pointers_of_their_own():
    def ask(it):
        return [line.id("id") for line in it.parts("lines")]

    assert told(ask) == []
    assert told(ask, lines=[{"id": "1"}, {"id": "2"}]) == ["1", "2"]
    assert refused(ask, lines={}) == [("WRONG_TYPE", "/lines")]
    assert refused(ask, lines=[{}, 7]) == [("WRONG_TYPE", "/lines/1"), ("MISSING", "/lines/0/id")]


def test_a_list_has_its_limit():
    def ask(it):
        return len(it.parts("lines"))

    assert told(ask, lines=[{}] * MOST_PARTS) == MOST_PARTS
    assert refused(ask, lines=[{}] * (MOST_PARTS + 1)) == [("TOO_LONG", "/lines")]


def test_texts_of_a_list():
    assert told(lambda it: it.texts("bullets"), bullets=["a", ""]) == ["a", ""]
    assert refused(lambda it: it.texts("bullets"), bullets=["a", 1]) == [
        ("WRONG_TYPE", "/bullets/1")
    ]


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())


@given(value=anything)
def test_whatever_stands_there_is_read_or_refused(value):
    def ask(it):
        it.id("x")
        it.text("x")
        it.moment_or_day("x")
        it.required_money("x", "EUR")
        it.whole("x", low=0, high=9)
        it.flag("x")
        it.languages("x")
        it.part("x")
        it.parts("x")

    assert refused(ask, x=value) != []


def test_what_was_refused_still_has_a_value_to_go_on_with():
    assert Given.of({"at": 7}, "thing").moment("at") == SOME_MOMENT
