"""Every reason against a body at once, each with its pointer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.bodies import MOST_PARTS, SOME_MOMENT, Given, Reason, RefusedError
from mostrador.rules.storable import MOST
from tests.rules.things import refused, told


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
