"""Tables as they really come: each is taken in as far as it goes, and what does not go is said."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mostrador.imports import rejects, tables
from mostrador.imports.loading import load
from mostrador.imports.mapping import TableMapping
from mostrador.imports.reading import FORMULA, NUMERAL, guarded, unguarded
from mostrador.orders.models import Line, Order
from mostrador.sellers.models import Product
from tests.given import needed
from tests.imports import folder

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
GERMAN = (
    "Bestellnummer;Bestelldatum;Kundennummer;Marktplatz;Artikelnummer;Bezeichnung;Menge;"
    "Einzelpreis;Währung;Versand durch\r\n"
    "LM-1;03.11.2026 09:00;B-1;de;LENA;Leselampe „Lena“;2;1.039,90;EUR;Händler\r\n"
    "LM-2;13.11.2026;B-2;de;TISCH;Größe L;1;5,00;EUR;Händler\r\n"
)


@pytest.fixture(autouse=True)
def store():
    load([json.dumps(needed(kind)).encode() for kind in ("store", "seller")], now=NOON)


def file(tmp_path: Path, raw: bytes | str) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


def taken(path: Path, kind: str = "order", **known) -> tuple[dict[str, int], list]:
    mapping = folder.mapping_of(path, kind, **{"zone": "Europe/Berlin", **known})
    counts, rejected = folder.take(path, mapping, now=NOON)
    return dict(counts), [(line, why) for _, line, why in rejected]


def kept() -> list[tuple]:
    rows = Line.objects.order_by("order").select_related("order")
    return [
        (row.order_id, row.order.placed_at.isoformat(), row.body["title"], row.body["quantity"],
         row.body["unit_price"], row.body["fulfilment"])
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        GERMAN.encode(),
        b"\xef\xbb\xbf" + GERMAN.encode(),
        GERMAN.encode("cp1252"),
        GERMAN.encode("utf-16"),
        b"\xfe\xff" + GERMAN.encode("utf-16-be"),
        GERMAN.encode("utf-16-le"),
        GERMAN.replace("\r\n", "\r").encode(),
        GERMAN.replace("\r\n", "\n").replace(";", "\t").encode(),
        ("sep=;\r\n" + GERMAN).encode("cp1252"),
        GERMAN.replace("\r\n", ";;\r\n").encode(),
        ("\r\n" + GERMAN.rstrip("\r\n")).encode(),
    ],
    ids=["utf-8", "mark", "cp1252", "utf-16", "utf-16-be", "utf-16 without a mark", "old Mac",
         "tabs", "Excel's own first line", "separators at the end", "a blank line first"],
)  # fmt: skip
def test_one_table_in_every_disguise_is_the_same_orders(tmp_path, raw):
    assert taken(file(tmp_path, raw)) == ({"created": 2}, [])

    assert kept() == [
        ("LM-1", "2026-11-03T08:00:00+00:00", "Leselampe „Lena“", 2, "1039.90", "seller"),
        ("LM-2", "2026-11-12T23:00:00+00:00", "Größe L", 1, "5.00", "seller"),
    ]


MIXED = (
    "order_id,date,buyer_id,store\nM-1,03.11.2026,B,de\nM-2,11/13/2026,B,de\n"
    "M-3,2026-11-03,B,de\nM-4,3. November,B,de\nM-5,13.11.2026,B,de\n"
)


def test_mixed_dates_are_not_guessed_and_a_person_can_say_which_are_meant(tmp_path):
    path = file(tmp_path, MIXED)

    counts, rejected = taken(path)

    assert counts == {"created": 1, "rejected": 4}
    assert [(line, why[0].partition(":")[0]) for line, why in rejected] == [
        (2, "date"), (3, "date"), (5, "date"), (6, "date"),
    ]  # fmt: skip
    counts, rejected = taken(path, dates="dmy")
    assert counts == {"created": 2, "unchanged": 1, "rejected": 2}
    assert [line for line, _ in rejected] == [3, 5]
    assert {str(one.placed_at.date()) for one in Order.objects.all()} == {
        "2026-11-02", "2026-11-12",
    }  # fmt: skip


ROW = 'C-{at},2026-11-03T09:00:00Z,B-{at},de,"two\nlines, and a comma"\n'
HEADING = "order_id,date,buyer_id,store,note\n"


@pytest.mark.parametrize("back", [1, 3, 12, 20, 40, 60, 75])
def test_a_table_that_was_cut_off_loses_its_last_row_and_gets_it_back(tmp_path, back):
    whole = HEADING + "".join(ROW.format(at=at) for at in range(5))

    counts, rejected = taken(file(tmp_path, whole[:-back]))

    # Without its last line end alone nothing is missing.
    assert counts["created"] in {4, 5} if back == 1 else counts["created"] in {3, 4}
    assert len(rejected) <= 2
    counts, rejected = taken(file(tmp_path, whole))
    assert (sum(counts.values()), rejected, Order.objects.count()) == (5, [], 5)


def test_a_nul_costs_its_own_row(tmp_path):
    raw = b"order_id,date,buyer_id,store\n" + b"".join(
        b"N-%d,2026-11-03,B\0%d,de\n" % (at, at) if at == 3 else b"N-%d,2026-11-03,B,de\n" % at
        for at in range(6)
    )

    counts, rejected = taken(file(tmp_path, raw))

    assert counts == {"created": 5, "rejected": 1}
    assert rejected == [(5, ("buyer_id: A text must not contain the NUL character.",))]


def test_bytes_of_another_encoding_cost_their_own_row(tmp_path):
    good = b"".join(b"N-%d,2026-11-03,B-\xc3\xbc,de\n" % at for at in range(3000))
    last = b"X-1,2026-11-03,B-\xfc,de\nX-2,2026-11-03,B,de\n"
    raw = b"order_id,date,buyer_id,store\n" + good + last

    counts, rejected = taken(file(tmp_path, raw))

    assert counts == {"created": 3001, "rejected": 1}
    assert rejected == [(3002, ("The row is not UTF-8 at its byte 18.",))]


def test_a_hundred_thousand_columns_are_read_in_a_moment(tmp_path):
    names = ["order_id", "date", "buyer_id", "store", *(f"c{at}" for at in range(100_000))]
    cells = ["W-1", "2026-11-03", "B", "de", *["1"] * 100_000]
    raw = "\n".join([",".join(names), ",".join(cells), "W-2,2026-11-03,B,de", ""])

    counts, rejected = taken(file(tmp_path, raw))

    assert counts == {"created": 1, "rejected": 1}
    sentence = "The row has 4 cells, and there are 100004 columns; nothing says which ones are"
    assert rejected == [(3, (f"{sentence} missing.",))]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_fifty_megabytes_is_one_rejected_row_and_little_memory(tmp_path, quote):
    path = tmp_path / "table.csv"
    with path.open("wb") as out:
        out.write(b"id,seller,title\nP-1,S-ZHOU,Lena\n")
        out.write(f"P-2,S-ZHOU,{quote}".encode())
        for _ in range(50):
            out.write(b"x" * 2**20)
        out.write(f"{quote}\nP-3,S-ZHOU,Lampe\n".encode())

    tracemalloc.start()
    counts, rejected = taken(path, "product")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert counts == {"created": 2, "rejected": 1}
    assert [line for line, _ in rejected] == [3]
    assert peak < 30 * 2**20


def hostile(shared_data: Path) -> list[str]:
    lines = (shared_data / "hostile" / "strings.jsonl").read_text().splitlines()
    formulas = ["=1+1", "+SUM(A1)", "-2+3+cmd|' /C calc'!A0", "@x", '=HYPERLINK("//x","y")', "'=1"]
    return [*formulas, *(json.loads(line)["text"] for line in lines)]


def test_strings_that_broke_other_programs_come_in_as_they_stand(shared_data, tmp_path):
    strings = hostile(shared_data)
    path = tmp_path / "products.csv"
    with path.open("w", newline="", encoding="utf-8", errors="surrogatepass") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "seller", "title"])
        writer.writerows([f"P-{at}", "S-ZHOU", text] for at, text in enumerate(strings))

    counts, rejected = taken(path, "product")

    assert sum(counts.values()) == len(strings)
    assert all("NUL" in why[0] or "not UTF-8" in why[0] for _, why in rejected)
    titles = {one.pk: one.body.get("title") for one in Product.objects.all()}
    lost = {f"P-{at}" for at in range(len(strings))} - set(titles)
    assert len(lost) == len(rejected)
    wanted = {f"P-{at}": unguarded(text.strip()) or None for at, text in enumerate(strings)}
    assert titles == {key: text for key, text in wanted.items() if key not in lost}


def test_no_rejected_row_comes_back_as_a_formula(shared_data, tmp_path):
    strings = [text for text in hostile(shared_data) if text.strip() and text.isprintable()]
    path = tmp_path / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["order_id", "date", "=cmd", "store"])
        writer.writerows([text, "never", text, text] for text in strings)
    mapping = folder.mapping_of(path, "order")
    with path.open("rb") as source:
        rows = list(tables.rows(source, mapping.shape, width=4))

    told = [(row.line, row.at, row.until - row.at, ["=HYPERLINK()"]) for row in rows]
    columns = ("order_id", "date", "=cmd", "store")
    out = b"".join(rejects.table(path, mapping.shape, columns, told)).decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(out, newline="")) for cell in row]
    assert len(cells) == 6 * (len(rows) + 1)
    assert [one for one in cells if one[:1] in FORMULA and one and not NUMERAL.fullmatch(one)] == []


def test_a_mapping_of_too_many_columns_is_one_sentence():
    given = {"kind": "order", "columns": {f"c{at}": "+" for at in range(1000)}}
    with pytest.raises(ValueError, match="columns must be an object of at most 500"):
        TableMapping.of(given)


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "-cmd|x", "\uff1d1+1", "\uff20SUM", "\t=1"])
def test_no_cell_of_what_comes_back_is_a_formula(cell):
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["-12,50", "+49 170 123", "Lena", ""])
def test_what_is_a_number_stays_one(cell):
    assert guarded(cell) == cell
