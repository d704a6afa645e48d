"""A row of a table read by its mapping: the part of a record that it is, or why it is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mostrador.imports import cells
from mostrador.imports.cells import READERS, CellError, Manner
from mostrador.imports.fields import FIELDS, LISTS, Field
from mostrador.imports.mapping import KEPT, TableMapping
from mostrador.imports.tables import Row
from mostrador.rules.bodies import Reason

Body = dict[str, Any]
EXTRA = "extra"
# The last four are the first four in full width, as some programs take them.
FORMULA = set("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
NUMERAL = re.compile(r"[+-]?[\d.,\s]*\d")
NUMBER = re.compile(r"/\d+(?=/|$)")
# Of these a table knows no difference: the cell is empty, or there is none.
NOTHING = ("MISSING", "EMPTY")
# An amount brings its currency along if it stands in the same cell.
CURRENCY_OF = {
    "lines.unit_price": "lines.currency", "lines.shipping": "lines.currency",
    "payments.amount": "payments.currency", "amount": "currency",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """What a row says of one record; with reasons it says nothing."""

    row: Row
    body: Body
    reasons: tuple[Reason, ...] = ()

    @property
    def key(self) -> str:
        return str(self.body.get("id") or "")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One column: where its cells go, and how."""

    at: int
    column: str
    name: str
    field: Field
    values: Mapping[str, str]


class Reading:
    """A mapping together with the columns of a file, ready for its rows."""

    def __init__(self, mapping: TableMapping, columns: Sequence[str]) -> None:
        self.mapping, self.columns = mapping, tuple(columns)
        self.record = mapping.record
        self._manner = Manner(mapping.decimal, mapping.dates, mapping.known_zone)
        fields = FIELDS[mapping.kind]
        told = [(at, name, mapping.columns.get(name, "")) for at, name in enumerate(columns)]
        self._cells = [
            _Cell(at, name, to, fields[to], _folded(mapping.values.get(to, {})))
            for at, name, to in told
            if to in fields
        ]
        self._kept = [(at, name) for at, name, to in told if to == KEPT]
        self._constants = {
            name: self._read(_Cell(-1, "", name, fields[name], {}), value)
            for name, value in mapping.constants.items()
        }
        self._column_of = {cell.name: cell.column for cell in self._cells}

    @property
    def missing(self) -> list[str]:
        """Columns that the mapping reads and the file does not have."""
        return _missing(self.mapping, self.columns)

    def part(self, row: Row) -> Part:
        if row.fault:
            return Part(row, {}, (Reason(row.fault.code, row.fault.sentence, ""),))
        flat, reasons = self._flat(row.cells)
        kept = {name: row.cells[at] for at, name in self._kept if row.cells[at].strip()}
        body = _nested(flat, self._constants)
        self._finish(body, kept)
        return Part(row, body, tuple(reasons))

    def explained(self, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        """Reasons against a record, in the words of the table: which column they are about."""
        return tuple(self._explained(reason) for reason in reasons)

    def _explained(self, reason: Reason) -> Reason:
        name = NUMBER.sub("", reason.pointer).strip("/").replace("/", ".")
        column = self._column_of.get(name)
        if reason.code in NOTHING and name:
            said = f"{column or name} is empty or missing."
            return Reason(reason.code, said, reason.pointer)
        if column is None:
            path = f"{name}: " if "." in name else ""
            return Reason(reason.code, f"{path}{reason.detail}", reason.pointer)
        return Reason(reason.code, f"{column}: {reason.detail}", reason.pointer)

    def _flat(self, row: Sequence[str]) -> tuple[Body, list[Reason]]:
        """By field; an empty cell says nothing."""
        flat: Body = {}
        reasons: list[Reason] = []
        for cell in self._cells:
            text = unguarded(row[cell.at].strip())
            if not text:
                continue
            try:
                flat[cell.name] = self._read(cell, cell.values.get(text.casefold(), text))
            except CellError as error:
                pointer = "/" + cell.name.replace(".", "/")
                reasons.append(Reason(error.code, f"{cell.column}: {error}", pointer))
        reasons += _settle_currencies(flat, {**self._constants, **flat})
        return flat, reasons

    def _read(self, cell: _Cell, text: str) -> Any:
        return READERS[cell.field.how](text, self._manner)

    def _finish(self, body: Body, kept: Mapping[str, str]) -> None:
        body["type"] = self.record
        if kept:
            body[EXTRA] = kept
        for line in body.get("lines", ()) if self.record == "order" else ():
            # Lines are told apart by what is sold in them where the table has no number of a line.
            if "id" not in line and (other := line.get("sku") or line.get("product")):
                line["id"] = other.replace("/", "-")


def columns_reason(mapping: TableMapping, columns: Sequence[str]) -> Reason | None:
    """Why a table with these columns is not read by this mapping; None if it can be."""
    missing = _missing(mapping, columns)
    if not missing:
        return None
    names = f"{len(missing)} column{'s' if len(missing) > 1 else ''}"
    there = (
        f"It has: {', '.join(columns)}."
        if columns
        else "Its first row cannot be read so: look at encoding and separator."
    )
    sentence = (
        f"The mapping names {names} that this file does not have: {', '.join(missing)}. {there}"
    )
    return Reason("NO_SUCH_COLUMNS", sentence, "/columns")


def _missing(mapping: TableMapping, columns: Sequence[str]) -> list[str]:
    """By the alphabet: a database need not remember in which order a mapping was written."""
    return sorted(name for name, to in mapping.columns.items() if to and name not in columns)


def guarded(text: str) -> str:
    """A cell that no program for tables takes for a formula; numbers stay what they are."""
    return f"'{text}" if text[:1] in FORMULA and not NUMERAL.fullmatch(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA and text[1:] else text


def _settle_currencies(flat: Body, with_constants: Mapping[str, Any]) -> list[Reason]:
    reasons = []
    for name, beside in CURRENCY_OF.items():
        found = flat.get(name)
        if not isinstance(found, cells.Amount):
            continue
        said = with_constants.get(beside)
        if found.currency and said and found.currency != said:
            sentence = f"The amount is in {found.currency} and the row's currency is {said}."
            reasons.append(Reason("TWO_CURRENCIES", sentence, "/" + name.replace(".", "/")))
        if found.currency and not said:
            flat[beside] = found.currency
        flat[name] = found.number
    return reasons


def _nested(flat: Mapping[str, Any], constants: Mapping[str, Any]) -> Body:
    """The body that the fields make. A constant alone makes no line, shipment or payment."""
    parts = {name.partition(".")[0] for name in flat if "." in name}
    body: Body = {}
    for name, value in {**constants, **flat}.items():
        first, point, rest = name.partition(".")
        said = value.number if isinstance(value, cells.Amount) else value
        if not point:
            body[first] = said
        elif first in LISTS:
            if first in parts:
                body.setdefault(first, [{}])[0][rest] = said
        else:
            inside = body.setdefault(first, {})
            *way, last = rest.split(".")
            for step in way:
                inside = inside.setdefault(step, {})
            inside[last] = said
    return body


def _folded(values: Mapping[str, str]) -> dict[str, str]:
    return {word.strip().casefold(): ours for word, ours in values.items()}
