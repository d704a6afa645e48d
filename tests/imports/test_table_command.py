"""`mostrador load` of a table, as a person starts it with nothing but the file."""

import argparse
import csv
import io
import json

import pytest

from mostrador.imports import lifecycle
from mostrador.imports.mapping import TableMapping
from mostrador.orders.models import Order
from mostrador.site import from_table
from mostrador.site.commands import load
from mostrador.site.failure import Failure
from tests.cast import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
OTHER_ORDER = "day, month, year, the order that the mapping names"
TABLE = (
    "Bestellnummer;Bestelldatum;Kundennummer;Store;Farbe\r\n"
    "LM-1;13.11.2026;B-1;de;rot\r\n"
    "LM-2;14.11.2026;B-2;de;grün\r\n"
    "LM-3;02/13/2026;B-3;de;\r\n"
)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    load.arguments(parser)
    return load.run(parser.parse_args([str(each) for each in arguments]))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    return path


@pytest.fixture
def mapping(tmp_path, file, capsys):
    assert run(file, "--guess", "order") == 0
    path = tmp_path / "mapping.json"
    path.write_text(capsys.readouterr().out)
    return path


def test_what_is_guessed_is_printed_with_what_was_seen_and_is_still_to_be_said(file, capsys):
    assert run(file, "--guess") == 0

    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "kind": "order", "encoding": "cp1252", "separator": ";", "heading": True,
        "line_break": "\n", "decimal": "", "dates": "", "zone": "",
        "columns": {"Bestellnummer": "id", "Bestelldatum": "placed_at", "Kundennummer": "buyer.id",
                    "Store": "store", "Farbe": ""},
        "constants": {}, "values": {},
    }  # fmt: skip
    assert said.err.splitlines() == [
        "Orders (order): if it holds something else, say the kind: --guess KIND",
        "The letters are not UTF-8: an older encoding of Windows.",
        "The first row has 5 cells.", "No amount has a comma or a point.",
        "Dates are written in two orders: 13.11.2026 · 02/13/2026. The others come back.",
        'still needed: dates, "dmy" or "mdy"; the dates can be read both ways',
        "left out: Farbe", from_table.LEFT,
    ]  # fmt: skip


def test_a_first_import_is_done_from_the_command_line_alone(file, mapping, tmp_path, capsys):
    mapping.write_text(mapping.read_text().replace('"dates": ""', '"dates": "dmy"'))
    back = tmp_path / "back.csv"

    assert run(file, "--mapping", mapping, "--rejects", back) == 1

    said = capsys.readouterr()
    assert said.out == "order: 2 created, 1 rejected\n"
    assert said.err.splitlines() == [
        f"line 4 at /placed_at: Bestelldatum: '02/13/2026' is not {OTHER_ORDER}.",
    ]  # fmt: skip
    rows = list(csv.reader(io.StringIO(back.read_text("utf-8-sig")), delimiter=";"))
    assert [row[-2] for row in rows] == ["line", "4"]

    back.write_text(back.read_text().replace("02/13/2026", "13.02.2026"))
    assert run(back, "--mapping", mapping) == 0
    assert run(file, "--mapping", mapping) == 1
    assert capsys.readouterr().out == "order: 1 created\norder: 2 unchanged, 1 rejected\n"


def test_a_mapping_that_is_saved_goes_by_its_name(file, mapping):
    lifecycle.keep_mapping("Shop", TableMapping.of(json.loads(mapping.read_text()) | {
        "dates": "dmy"}), by="operator:1", now=NOON)  # fmt: skip

    assert run(file, "--mapping", "Shop") == 1
    assert Order.objects.count() == 2


def test_a_dry_run_says_the_same_and_keeps_nothing(file, mapping, capsys):
    assert run(file, "--mapping", mapping, "--dry-run", "--json") == 1

    told = json.loads(capsys.readouterr().out)
    assert told["order"] == {"created": 0, "changed": 0, "unchanged": 0, "rejected": 3}
    assert [each["line"] for each in told["rejections"]] == [2, 3, 4]
    assert Order.objects.count() == 0


def test_standard_input_is_a_table_too(file, mapping, monkeypatch):
    mapping.write_text(mapping.read_text().replace('"dates": ""', '"dates": "dmy"'))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))

    assert run("-", "--mapping", mapping) == 1
    assert Order.objects.count() == 2


def test_a_table_of_many_batches_is_taken_in_whole(tmp_path, mapping, capsys):
    path = tmp_path / "many.csv"
    rows = "".join(f"N-{at};13.11.2026;B-1;de;\n" for at in range(1200))
    path.write_text(TABLE.splitlines()[0] + "\n" + rows)
    mapping.write_text(mapping.read_text().replace('"dates": ""', '"dates": "dmy"'))

    assert run(path, "--mapping", mapping) == 0
    assert capsys.readouterr().out == "order: 1200 created\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv", "--guess"], "There is no file"),
        (["{file}", "--mapping", "nothing"], "There is no mapping saved as nothing"),
        (["{file}", "--mapping", "{file}"], "it is not JSON"),
        (["{file}", "--mapping", "{wrong}"], "is wrong: kind must be one of"),
        (
            ["{other}", "--mapping", "{mapping}"],
            "The mapping names 4 columns that this file does not have: .* It has: a, b",
        ),
        (["{zip}", "--guess"], "save the table as CSV"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments, words, file, mapping, tmp_path):
    for name, text in (("wrong", "{}"), ("other", "a;b\n1;2\n"), ("zip", "PK\x03\x04")):
        (tmp_path / name).write_text(text)
    places = {"file": file, "mapping": mapping} | {
        name: tmp_path / name for name in ("wrong", "other", "zip")
    }

    with pytest.raises(Failure, match=words):
        run(*(each.format(**places) for each in arguments))
