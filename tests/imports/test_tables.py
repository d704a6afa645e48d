"""Rows of a table: whatever one of them is like, the others are read, from any place on."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mostrador.imports import tables
from mostrador.imports.tables import Shape, rows

PLAIN = Shape()


def read(raw: bytes, shape: Shape = PLAIN, **how) -> list:
    return list(rows(io.BytesIO(raw), shape, **how))


def said(raw: bytes, shape: Shape = PLAIN, **how) -> list:
    """The line of each row, and its cells or the code of its fault."""
    return [
        (row.line, row.fault.code if row.fault else row.cells) for row in read(raw, shape, **how)
    ]


def test_a_row_knows_its_line_and_its_bytes():
    raw = b'id;name\r\n1;Lena\r\n\r\n2;"two\r\nlines"\r\n3;x'

    found = read(raw, Shape(separator=";"))

    assert [(row.line, row.cells) for row in found] == [
        (1, ["id", "name"]), (2, ["1", "Lena"]), (4, ["2", "two\r\nlines"]), (6, ["3", "x"]),
    ]  # fmt: skip
    assert [raw[row.at : row.until] for row in found] == [
        b"id;name\r\n", b"1;Lena\r\n", b'2;"two\r\nlines"\r\n', b"3;x",
    ]  # fmt: skip


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "utf-16-be"])
def test_reading_goes_on_from_any_row(encoding, line_break):
    # Of these letters one half is the byte of a line feed in UTF-16.
    first, last = ("\ufeffNummer", "Ċ,ਊ") if "utf" in encoding else ("Nummer", "3,e")
    text = line_break.join([f"{first},Größe", '1,"a,b"', f'2,"c{line_break}d"', last])
    shape = Shape(encoding, line_break=line_break[-1])
    raw = text.encode(encoding)
    whole = read(raw, shape)

    assert [row.cells[0] for row in whole][:3] == ["Nummer", "1", "2"]
    assert len(whole) == 4
    for at, row in enumerate(whole):
        assert read(raw, shape, at=row.until, line=row.next_line) == whole[at + 1 :]


def test_too_few_and_too_many_cells_are_said_and_the_rest_goes_on():
    assert said(b"1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n4,5,6\n", width=3) == [
        (1, ["1", "2", "3"]), (2, "TOO_FEW_CELLS"), (3, "TOO_MANY_CELLS"), (4, ["1", "2", "3"]),
        (5, ["4", "5", "6"]),
    ]  # fmt: skip


def test_a_file_cut_off_in_the_middle_loses_its_last_row_alone():
    assert said(b"1,2,3\n4,5", width=3) == [(1, ["1", "2", "3"]), (2, "CUT_OFF")]
    assert said(b'1,2,3\n4,"5', width=3) == [(1, ["1", "2", "3"]), (2, "OPEN_QUOTE")]


def test_a_forgotten_quote_costs_its_own_line_alone():
    raw = b'1,"a\n2,b\n3,c\n4,"d"\n5,e\n'

    assert said(raw, width=2) == [
        (1, "STRAY_QUOTE"), (2, ["2", "b"]), (3, ["3", "c"]), (4, ["4", "d"]), (5, ["5", "e"]),
    ]  # fmt: skip


def test_a_quote_that_closes_lines_later_in_a_good_looking_place_is_noticed_by_the_width():
    assert said(b'1,"a,x\n2,b",3,4\n5,e\n', width=2) == [
        (1, "TOO_MANY_CELLS"), (2, "TOO_MANY_CELLS"), (3, ["5", "e"]),
    ]  # fmt: skip


def test_a_quote_that_nothing_closes_is_not_read_to_the_end_of_a_large_file(monkeypatch):
    monkeypatch.setattr(tables, "LONGEST", 100)

    found = said(b'1,"a\n' + b"2,b\n" * 100, width=2)

    assert found[:2] == [(1, "OPEN_QUOTE"), (2, ["2", "b"])]
    assert len(found) == 101


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_line_without_an_end_is_one_rejected_row(monkeypatch, encoding):
    monkeypatch.setattr(tables, "LONGEST", 64)
    monkeypatch.setattr(tables, "A_PIECE", 16)
    raw = ("1,a\n2," + "b" * 500 + "\n3,c\n").encode(encoding)

    assert said(raw, Shape(encoding), width=2) == [
        (1, ["1", "a"]), (2, "TOO_LONG"), (3, ["3", "c"]),
    ]  # fmt: skip


def test_bytes_that_are_no_text_cost_their_own_row():
    assert said("1,ä\n".encode() + b"2,\xe4\n3,c\n", width=2) == [
        (1, ["1", "ä"]), (2, "NOT_READABLE"), (3, ["3", "c"]),
    ]  # fmt: skip


@given(some.binary(max_size=300), some.sampled_from(["utf-8", "cp1252", "utf-16-le", "utf-16-be"]))
def test_any_bytes_are_read_to_the_end_once_and_from_any_row_on(raw, encoding):
    shape = Shape(encoding)
    whole = read(raw, shape, width=2)

    assert all(one.until <= other.at for one, other in pairwise(whole))
    for at, row in enumerate(whole):
        assert read(raw, shape, at=row.until, line=row.next_line, width=2) == whole[at + 1 :]
