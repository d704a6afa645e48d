"""Any bytes may stand in a line."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.imports import lines
from mostrador.imports.lines import UnreadableError, is_blank, lines_of, parsed


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"{}", {}),
        (b'{"a":1}\n', {"a": 1}),
        (b'{"a":1}\r\n', {"a": 1}),
        (b'\xef\xbb\xbf{"a":1}', {"a": 1}),
        (b' \t{"a" : 1 } \r\n', {"a": 1}),
        ('{"a":"读"}'.encode(), {"a": "读"}),
        (b'{"a":"\\u8bfb\\ud834\\udd1e"}', {"a": "读\U0001d11e"}),
        # As everywhere, the last counts.
        (b'{"a":1,"a":2}', {"a": 2}),
        (b'{"a":1e400}', {"a": float("inf")}),
        (b'{"a":-0}', {"a": 0}),
        (b'{"":0}', {"": 0}),
    ],
)
def test_a_line_is_an_object(line, found):
    assert parsed(line) == found


@pytest.mark.parametrize(
    "line",
    [
        b"null", b"true", b"7", b'"text"', b"[]", b"[{}]", b"{}{}", b"{} //", b"{", b"}", b"nul",
        b"{'a':1}", b'{"a":1,}', b'{"a"}', b'{a:1}', b'{"a":01}', b'{"a":+1}', b'{"a":.5}',
        b'{"a":1.}', b'{"a":0x1}', b'{"a":NaN}', b'{"a":Infinity}', b'{"a":-Infinity}',
        b'{"a":"\x01"}', b'{"a":"\x00"}', b'{"a":"\\x"}', b'{"a":"\\u12"}', b'{"a":"b}', b"\x00",
        b"\xff\xfe{\x00}\x00", b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', b'{"a":"\xc0\x80"}',
        b'\xef\xbb\xbf\xef\xbb\xbf{}', b'{"a":' + b"[" * 100_000, b'{"a":' * 100_000,
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", b'{"a":' + b"9" * 5000 + b"}",
        b"id,store,placed_at", b"<order/>",
    ],
)  # fmt: skip
def test_anything_else_is_a_sentence(line):
    with pytest.raises(UnreadableError, match=r"^(The line|A number in the line) .+\.$"):
        parsed(line)


@pytest.mark.parametrize(
    ("more", "too_long"), [(-1, False), (0, False), (1, True), (100_000, True)]
)
def test_a_line_has_its_limit(monkeypatch, more, too_long):
    monkeypatch.setattr(lines, "LONGEST", 1000)
    long = json.dumps({"a": "x" * (1000 + more - len('{"a": ""}'))}).encode()
    file = io.BytesIO(b"\n".join([b"{}", long, b"{}"]))

    read = list(lines_of(file))

    assert len(long) == 1000 + more
    assert len(read) == 3
    assert max(map(len, read)) <= 1002
    assert (read[0], read[2]) == (b"{}\n", b"{}")
    if too_long:
        with pytest.raises(UnreadableError, match="longer"):
            parsed(read[1])
    else:
        assert parsed(read[1]) == json.loads(long)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_how_the_last_line_ends_is_no_matter(end):
    assert [parsed(line) for line in lines_of(io.BytesIO(b'{"a":1}\n{"a":2}' + end))] == [
        {"a": 1},
        {"a": 2},
    ]


@pytest.mark.parametrize(
    ("line", "blank"), [(b"", True), (b"\n", True), (b" \r\n", True), (b"0", False)]
)
def test_a_line_may_be_blank(line, blank):
    assert is_blank(line) is blank


@given(line=st.binary())
def test_no_bytes_do_harm(line):
    try:
        told = parsed(line)
    except UnreadableError as error:
        told = str(error).isprintable() and {}

    assert isinstance(told, dict)
