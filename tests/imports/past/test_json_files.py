"""JSON of any size: one record at a time, and one broken record spoils as little as it can."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mostrador.imports.past import json_files
from mostrador.imports.past.json_files import records
from mostrador.rules.bodies import Reason

VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=8,
)
TICKETS = some.lists(some.dictionaries(some.text(), VALUES, max_size=4), max_size=5)


def read(path, text: str | bytes) -> list:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = records(path, "tickets")
    return [one.detail if isinstance(one, Reason) else one for one in found]


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1}\n{"id": 2}\n',
        '\n{"id": 1}\r\n\r\n{"id": 2}',
        b'\xef\xbb\xbf{"id": 1}\n{"id": 2}',
        '[{"id": 1}, {"id": 2}]',
        b'\xef\xbb\xbf [\n {"id": 1},\n {"id": 2}\n]\n',
        '{"tickets": [{"id": 1}, {"id": 2}], "next_page": null}',
        '{\n "tickets": [\n  {"id": 1},\n  {"id": 2}\n ],\n "count": 2\n}\n',
        '{"tickets": [{"id": 1}]}\n{"tickets": [{"id": 2}]}\n',
    ],
)
def test_lines_arrays_and_pages_say_the_same(tmp_path, text):
    assert read(tmp_path / "tickets.json", text) == [{"id": 1}, {"id": 2}]


@given(tickets=TICKETS, piece=some.integers(1, 40), indent=some.sampled_from([None, 2]))
def test_an_array_is_the_same_however_it_is_cut(tmp_path_factory, tickets, piece, indent):
    path = tmp_path_factory.mktemp("json") / "tickets.json"
    whole = [{"id": 1, "x": one} for one in tickets]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_files, "A_PIECE", piece)

        found = read(path, json.dumps(whole, indent=indent))

    assert found == whole


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ('[{"id": 1}, {"id": 2', 1),
        ('[{"id": 1}, {"id": oops}, {"id": 3}]', 1),
        ("[", 0),
        ("[" * 5000, 0),
        ('[{"id": 1},' + "9" * 5000 + "]", 1),
    ],
)
def test_an_array_cannot_be_read_beyond_what_is_broken(tmp_path, text, good):
    found = read(tmp_path / "tickets.json", text)

    assert found[:good] == [{"id": 1}] * good
    assert [one[:46] for one in found[good:]] == ["The array cannot be read beyond this record. E"]


def test_a_broken_line_spoils_itself_alone(tmp_path):
    found = read(tmp_path / "tickets.json", '{"id": 1\n{"id": 2}\n[]\n7\n{"id": 3}\n\xff')

    assert [one for one in found if isinstance(one, dict)] == [{"id": 2}, {"id": 3}]
    assert len(found) == 6


def test_what_is_no_record_is_said(tmp_path):
    assert read(tmp_path / "a.json", '[1, {"id": 1}, "x"]') == [
        "It is not a JSON object.", {"id": 1}, "It is not a JSON object.",
    ]  # fmt: skip
    assert read(tmp_path / "b.json", "") == []
    assert read(tmp_path / "c.json", '{\n"tickets": [\n') == ["The file is not JSON."]


def test_one_object_over_a_whole_large_file_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(json_files, "LARGEST_PAGE", 20)

    (found,) = read(tmp_path / "tickets.json", '{\n "tickets": [\n  {"id": 1}\n ]\n}')

    assert found == (
        "One object fills the whole file, and it is too large. Export it as JSON Lines, one record "
        "a line, which may be of any size."
    )


def test_a_field_of_a_ticket_is_not_taken_for_a_list_of_tickets(tmp_path):
    ticket = {"id": 1, "tickets": ["merged"]}

    assert read(tmp_path / "tickets.json", json.dumps(ticket)) == [ticket]
