"""`mostrador load`, as a person or a program starts it."""

import argparse
import io
import json

import pytest

from mostrador.imports import report as reports
from mostrador.orders.models import Order
from mostrador.site.commands import load
from mostrador.site.failure import Failure
from tests.given import NEEDED, needed, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    load.arguments(parser)
    return load.run(parser.parse_args(arguments))


@pytest.fixture
def file(tmp_path):
    def write(*bodies) -> str:
        path = tmp_path / "orders.jsonl"
        text = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
        path.write_text("\n".join(text))
        return str(path)

    return write


def test_a_file_that_is_all_right_is_summed_up(file, capsys):
    assert run(file(needed("store"), needed("order"), needed("order"))) == 0

    said = capsys.readouterr()
    assert said.out == "store: 1 created\norder: 1 created, 1 unchanged\n"
    assert said.err == ""


def test_a_file_with_a_wrong_line_fails_after_all_others_are_in(file, capsys):
    wrong = needed("order", store=1, placed_at="today")
    assert run(file("?", wrong, needed("order"))) == 1

    said = capsys.readouterr()
    example = "2026-11-01T10:00:00+01:00"
    assert said.out == "order: 1 created, 1 rejected\nunknown: 1 rejected\n"
    assert said.err.splitlines() == [
        "line 1: The line is not JSON: Expecting value at 1.",
        f"line 2 at /placed_at: placed_at: 'today' is not a moment such as {example}.",
        "line 2 at /store: store must be a text.",
    ]
    assert Order.objects.count() == 1


def test_of_many_wrong_lines_the_first_are_shown(file, capsys):
    assert run(file(*["?"] * 30)) == 1

    said = capsys.readouterr().err.splitlines()
    assert len(said) == load.SHOWN + 1
    assert said[-1] == "and 10 lines more; --json lists all."


@pytest.mark.parametrize("in_memory", [1, reports.IN_MEMORY])
def test_json_is_one_line_and_nothing_more(file, capsys, monkeypatch, in_memory):
    monkeypatch.setattr(reports, "IN_MEMORY", in_memory)

    assert run(file(*[whole(kind) for kind in NEEDED], "?", "[]"), "--json") == 1

    said = capsys.readouterr()
    told = json.loads(said.out)
    assert said.out.count("\n") == 1
    assert said.err == ""
    assert [each["line"] for each in told["rejections"]] == [13, 14]
    assert {
        kind for kind, words in told.items() if kind in NEEDED and words["created"] == 1
    } == set(NEEDED)


def test_json_without_a_rejection(file, capsys):
    assert run(file(needed("store")), "--json") == 0
    assert json.loads(capsys.readouterr().out)["rejections"] == []


def test_a_dry_run_keeps_nothing(file, capsys):
    assert run(file(needed("order")), "--dry-run") == 0

    assert capsys.readouterr().out == "order: 1 created\n"
    assert not Order.objects.exists()


def test_a_dash_is_standard_input(monkeypatch, capsys):
    given = io.TextIOWrapper(io.BytesIO(json.dumps(needed("order")).encode()))
    monkeypatch.setattr("sys.stdin", given)

    assert run("-") == 0
    assert capsys.readouterr().out == "order: 1 created\n"


def test_an_empty_file_is_no_failure(file, capsys):
    assert run(file()) == 0
    assert capsys.readouterr().out == ""


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(Failure, match=r"^There is no file .*nowhere\.jsonl\.$"):
        run(str(tmp_path / "nowhere.jsonl"))


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(Failure, match=r" is a folder; name a file\.$"):
        run(str(tmp_path))


def test_whatever_stands_in_a_line_can_be_said_on_any_screen(file, capsys):
    run(file('{"type":"order","id":"\\ud800\\u0000","\\udfff":{"\\u0000":"\\u001b[2J\\u0000"}}'))

    said = capsys.readouterr().err
    assert "\0" not in said
    assert said.encode()


def test_progress_is_shown_to_a_person_alone(file, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

    run(file(needed("order")), "--json")

    assert capsys.readouterr().err == "\r1 lines"
