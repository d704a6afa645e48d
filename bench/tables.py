"""A folder of tables, as a shop's own program might export it, out of a load file.

    python -m bench.tables orders.jsonl folder --dialect german

What the tables have no column for is left out and said at the end.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Body = dict[str, Any]

# The kind of table → its file and the words of a German program for its columns. A column is
# called as its field is where there is no such word.
FILES = {
    "store": "stores", "seller": "sellers", "product": "products", "buyer": "buyers",
    "order": "orders", "line": "order_lines", "shipment": "shipments", "payment": "payments",
    "enrolment": "enrolments", "return": "returns", "refund": "refunds", "feedback": "feedback",
    "claim": "claims", "contact": "contacts",
}  # fmt: skip
GERMAN: Mapping[str, Mapping[str, str]] = {
    "order": {
        "id": "Bestellnummer", "placed_at": "Bestelldatum", "status": "Bestellstatus",
        "seller": "Händlernummer", "buyer.id": "Kundennummer", "buyer.name": "Kundenname",
        "buyer.email": "E-Mail", "buyer.phone": "Telefon", "buyer.language": "Sprache",
        "ship_to.city": "Ort", "ship_to.country": "Land", "deliver_by": "Lieferdatum spätestens",
        "ship_by": "Versand bis", "store": "Marktplatz",
    },
    "line": {
        "id": "Bestellnummer", "lines.id": "Position", "lines.sku": "Artikelnummer",
        "lines.title": "Bezeichnung", "lines.quantity": "Menge", "lines.unit_price": "Einzelpreis",
        "lines.shipping": "Versandkosten", "lines.currency": "Währung",
        "lines.fulfilment": "Versand durch", "lines.product": "Produkt-ID",
        "lines.category": "Kategorie",
    },
    "shipment": {
        "id": "Bestellnummer", "shipments.id": "Sendungs-ID",
        "shipments.carrier": "Versanddienstleister", "shipments.tracking": "Sendungsnummer",
        "shipments.shipped_at": "Versanddatum", "shipments.delivered_at": "Zugestellt am",
    },
}  # fmt: skip
LISTS = {"line": "lines", "shipment": "shipments", "payment": "payments"}
A_DAY = 10


@dataclass(frozen=True, slots=True)
class Dialect:
    separator: str = ","
    decimal: str = "."
    # How a moment is written; none: as it is, with its offset.
    dates: str = ""
    encoding: str = "utf-8"
    mark: bool = False
    line_break: str = "\n"
    # Whose clock a moment without an offset is.
    zone: str = "UTC"
    german: bool = False


DIALECTS = {
    "plain": Dialect(),
    "german": Dialect(
        ";", ",", "%d.%m.%Y %H:%M:%S", "cp1252", line_break="\r\n", zone="Europe/Berlin",
        german=True,
    ),
    "excel": Dialect(
        ";", ",", "%d.%m.%Y %H:%M:%S", "utf-8", mark=True, line_break="\r\n", zone="Europe/Berlin"
    ),
    "american": Dialect(",", ".", "%m/%d/%Y %I:%M:%S %p", zone="America/New_York"),
    "unicode": Dialect("\t", ".", "", "utf-16-le", mark=True, line_break="\r\n"),
}  # fmt: skip


class Tables:
    """The open files of a folder; each begins with its first row."""

    def __init__(self, folder: Path, dialect: Dialect, files: ExitStack) -> None:
        from mostrador.imports.fields import FIELDS

        self.folder, self.dialect, self._files = folder, dialect, files
        self._zone = ZoneInfo(dialect.zone)
        self._fields = FIELDS
        self._open: dict[str, Any] = {}
        self.rows: Counter[str] = Counter()
        self.without_column: Counter[str] = Counter()

    def take(self, body: Body) -> None:
        kind = body["type"]
        if kind == "order":
            self._rows("order", [body])
            for table, name in LISTS.items():
                self._rows(table, [{"id": body["id"], name: one} for one in body.get(name, ())])
        elif kind == "contact":
            self._rows(kind, [{**body, "messages": one} for one in body["messages"]])
        else:
            self._rows(kind, [body])
        self._note_what_is_lost(body)

    def _rows(self, table: str, parts: Iterable[Body]) -> None:
        for part in parts:
            cells = [self._cell(part, name, table) for name in self.columns(table)]
            self._writer(table).writerow(cells)
            self.rows[table] += 1

    def columns(self, table: str) -> list[str]:
        """The fields of this kind of table; a row of an order has nothing of its lines."""
        part = LISTS.get(table)
        names = list(self._fields[table])
        if table == "order":
            return [name for name in names if name.partition(".")[0] not in LISTS.values()]
        return [
            name for name in names if part is None or name == "id" or name.startswith(f"{part}.")
        ]

    def _cell(self, body: Body, name: str, table: str) -> str:
        value: Any = body
        for step in name.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return ""
        how = self._fields[table][name].how
        if isinstance(value, list):
            return "|".join(map(str, value))
        if isinstance(value, bool):
            return "true" if value else "false"
        return self._written(str(value), how)

    def _written(self, text: str, how: str) -> str:
        if how == "money":
            return text.replace(".", self.dialect.decimal)
        if how in {"moment", "day"} and self.dialect.dates and text:
            if len(text) == A_DAY:
                return datetime.fromisoformat(text).strftime(self.dialect.dates.split(" ")[0])
            return datetime.fromisoformat(text).astimezone(self._zone).strftime(self.dialect.dates)
        return text

    def _writer(self, table: str) -> Any:
        if table not in self._open:
            dialect = self.dialect
            path = self.folder / f"{FILES[table]}.csv"
            path.write_bytes("\ufeff".encode(dialect.encoding) if dialect.mark else b"")
            file = self._files.enter_context(
                path.open("a", encoding=dialect.encoding, errors="replace", newline="")
            )
            writer = csv.writer(
                file, delimiter=dialect.separator, lineterminator=dialect.line_break
            )
            # In a table of parts it is the part that has an id of its own.
            words = {"id": "order"} if table in LISTS else {}
            words |= GERMAN.get(table, {}) if dialect.german else {}
            writer.writerow([words.get(name, name) for name in self.columns(table)])
            self._open[table] = writer
        return self._open[table]

    def _note_what_is_lost(self, body: Body) -> None:
        record = body["type"]
        known = {*self._fields[record], "type"}
        self.without_column.update(
            f"{record} {name}" for name in set(_paths(body)) if name not in known
        )


def _paths(value: Any, at: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _paths(inner, f"{at}.{name}" if at else name)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from _paths(one, at)
    elif value is not None:
        yield at


def write(lines: Iterable[bytes], folder: Path, dialect: Dialect) -> Tables:
    """The tables of these records; memory stays the same however many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        tables = Tables(folder, dialect, files)
        for line in lines:
            if line.strip():
                tables.take(json.loads(line))
    return tables


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.tables", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dialect", choices=DIALECTS, default="plain")
    options = parser.parse_args()
    _set_up()
    with options.file.open("rb") as file:
        tables = write(file, options.folder, DIALECTS[options.dialect])
    for table, count in tables.rows.items():
        print(f"{FILES[table]}.csv: {count} rows")
    for name, count in sorted(tables.without_column.items()):
        print(f"no column for {name}: {count} times", file=sys.stderr)
    return 0


def _set_up() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
