import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.storable import (
    DEEPEST,
    HALF,
    INFINITE,
    MOST,
    NUL,
    TOO_DEEP,
    flaws,
    printable,
    same,
)

LONE = "\ud800"


def nested(levels: int) -> dict:
    """An object with this many levels, itself the first."""
    body: dict = {}
    for _ in range(levels - 1):
        body = {"in": body}
    return body


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, []),
        ({"name": "Anna"}, []),
        ({"name": "读书灯", "😀": ["\x01", "\x7f", ""]}, []),
        ({"path": "C:\\u0000 in words"}, []),
        ({"name": "An\0na"}, [(*NUL, "/name")]),
        ({"name": f"An{LONE}na"}, [(*HALF, "/name")]),
        ({"a\0": 1}, [(*NUL, "")]),
        ({LONE: 1}, [(*HALF, "")]),
        ({"a/b~c": {"\0": "\0"}}, [(*NUL, "/a~1b~0c"), (*NUL, "/a~1b~0c/\0")]),
        ({"x": float("nan"), "y": [1, float("inf")]}, [(*INFINITE, "/x"), (*INFINITE, "/y/1")]),
        ({"x": 10**4000, "y": -0.0, "z": 1e308}, []),
        ({"a": f"\0{LONE}", "b": "\0"}, [(*NUL, "/a"), (*HALF, "/a"), (*NUL, "/b")]),
    ],
)
def test_everything_that_no_database_can_keep_is_found(body, found):
    assert flaws(body) == found


@pytest.mark.parametrize("levels", [1, DEEPEST - 1, DEEPEST])
def test_what_lies_deep_can_be_kept_to_a_limit(levels):
    assert flaws(nested(levels)) == []


@pytest.mark.parametrize("levels", [DEEPEST + 1, DEEPEST + 2, 200_000])
def test_what_lies_deeper_is_said_once(levels):
    assert flaws(nested(levels)) == [(*TOO_DEEP, "/in" * DEEPEST)]


def test_a_wide_body_is_not_a_deep_one():
    assert flaws({"lines": [{"id": str(number)} for number in range(1000)]}) == []


def test_lists_count_as_levels_too():
    body: list = []
    for _ in range(DEEPEST):
        body = [body]

    assert flaws({"in": body}) == [(*TOO_DEEP, "/in" + "/0" * (DEEPEST - 1))]


def test_of_very_many_flaws_the_first_are_told():
    assert flaws({"texts": ["\0"] * (MOST + 1)}) == [(*NUL, f"/texts/{at}") for at in range(MOST)]


def test_a_text_about_a_body_can_be_printed_whatever_it_holds():
    assert printable(f"a\0b{LONE}c读 \x1b[2J\u202e😀") == "a\\u0000b\\ud800c读 \\u001b[2J\\u202e😀"


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ({"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}, True),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        ({"a": [1]}, {"a": [1, 1]}, False),
        # PostgreSQL keeps the number and not how it was written.
        ({"a": 1e2}, {"a": 100}, True),
        ({"a": 1e23}, {"a": 100000000000000000000000}, True),
        ({"a": 1.5}, {"a": 1}, False),
        ({"a": 1.0}, {"a": 10**400}, False),
        ({"a": True}, {"a": 1}, False),
        ({"a": "1"}, {"a": 1}, False),
        ({"a": None}, {"a": False}, False),
        ({"a": {}}, {"a": []}, False),
        ({"a": "x"}, {"a": "x"}, True),
    ],
)
def test_two_bodies_say_the_same_or_do_not(one, other, are_same):
    assert same(one, other) is are_same
    assert same(other, one) is are_same


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=20,
)


@given(body=st.dictionaries(st.text(), anything))
def test_what_has_no_flaw_can_be_written_down_and_read_again(body):
    if not flaws(body):
        text = json.dumps(body, ensure_ascii=False, allow_nan=False).encode().decode()

        assert "\0" not in text
        assert same(json.loads(text), body)
