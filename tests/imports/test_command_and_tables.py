"""`mostrador load` of a table by somebody who does not know yet how it is done."""

import argparse
import io
import json

import pytest

from mostrador.office import import_words as words
from mostrador.orders.models import Order
from mostrador.site import from_table
from mostrador.site.commands import load
from mostrador.site.failure import Failure
from mostrador.stores.models import Store
from tests.given import needed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
TABLE = "Bestellnummer;Bestelldatum;Kundennummer;Laden\r\nLM-1;13.11.2026 09:30;B-1;de\r\n"


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    load.arguments(parser)
    return load.run(parser.parse_args([str(each) for each in arguments]))


@pytest.fixture
def file(tmp_path):
    def write(text: str, encoding: str = "utf-8"):
        path = tmp_path / "x.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", [TABLE, '"id","name"\n"1","Anna"\n', "1|2", "a\tb\n"])
def test_a_table_without_a_mapping_is_one_sentence(file, text, encoding):
    path = file(text, encoding)

    with pytest.raises(Failure) as caught:
        run(path)

    tries = f"try `mostrador load {path} --guess`, then `--mapping`"
    assert str(caught.value) == f"This looks like a table: {tries}."


def test_on_standard_input_too(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))

    with pytest.raises(Failure, match="looks like a table: try `mostrador load - --guess`"):
        run("-")


@pytest.mark.parametrize("first", ['{"type":"order", "id":', "[1, 2]", "a, b", "?", "", "[" * 9999])
def test_lines_of_json_are_told_line_by_line_as_before(file, first, capsys):
    wrong = 1 if first else 0

    assert run(file(f"{first}\n{json.dumps(needed('order'))}\n")) == wrong

    assert Order.objects.count() == 1
    assert ("line 1" in capsys.readouterr().err) == bool(wrong)


def test_a_guess_that_is_weak_asks_for_the_kind(file):
    sentence = (
        r"^We do not know what this table holds; say it: --guess order \(or store, .* Farbe, G"
    )

    with pytest.raises(Failure, match=sentence):
        run(file("Farbe;Größe\nrot;L\n"), "--guess")


def test_a_guess_proposes_the_stores_zone_and_says_so(file, capsys):
    Store.objects.create(
        pk="de", country="DE", languages=["de"], currency="EUR", time_zone="Europe/Berlin",
        body={"type": "store", "id": "de"},
    )  # fmt: skip

    assert run(file(TABLE), "--guess") == 0

    said = capsys.readouterr()
    assert json.loads(said.out)["zone"] == "Europe/Berlin"
    assert words.seen("zone", "proposed", "Europe/Berlin") in said.err.splitlines()


def test_a_guess_asks_for_a_zone_that_nobody_knows_and_for_what_is_left_out(file, capsys):
    assert run(file(TABLE.replace("Laden", "Farbe")), "--guess", "order") == 0

    said = capsys.readouterr().err.splitlines()
    assert words.seen("zone", "unknown", "13.11.2026 09:30") in said
    assert said[-2:] == ["left out: Farbe", from_table.LEFT]


def test_a_file_that_lacks_columns_of_the_mapping_is_not_begun(file, tmp_path, capsys):
    run(file(TABLE), "--guess", "order")
    mapping = tmp_path / "mapping.json"
    mapping.write_text(capsys.readouterr().out)
    other = file(TABLE.replace("Kundennummer", "Kunde").replace("Laden", "Markt"))

    sentence = "names 2 columns that this file does not have: Kundennummer, Laden. It has: Bestell"
    with pytest.raises(Failure, match=sentence):
        run(other, "--mapping", mapping)
    assert not Order.objects.exists()
