"""The next rows of an import, out of its file: of a table, of JSON Lines, of an export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from mostrador.imports import files, lines, past, tables
from mostrador.imports.kinds import KINDS
from mostrador.imports.lifecycle import TABLE
from mostrador.imports.loading import Kinds, Line
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import
from mostrador.imports.tables import LONGEST, Fault, Row
from mostrador.rules.bodies import Reason
from mostrador.stores.copies import Outcome


@dataclass(slots=True)
class Step:
    """A batch: what stands in it, and where the next one begins."""

    offset: int
    line: int
    rows: Sequence[Row] = ()
    # How its records are checked and written.
    kinds: Kinds = field(default_factory=lambda: KINDS)
    # What an export left out, in sentences, once it is read to its end.
    notes: Sequence[str] = ()
    # In JSON Lines, contacts that wait for the second round.
    put_off: bool = False
    outcomes: list[tuple[Row, str, Outcome]] = field(default_factory=list)


@dataclass(slots=True)
class _Opened:
    """An export that is being read: it can only be read from its beginning."""

    line: int
    lines: Iterator[Line]
    kinds: Kinds
    options: past.Options


# Kept between two batches by the worker that reads it; another one begins anew and skips.
_opened: dict[str, _Opened] = {}


def read(one: Import, size: int) -> Step:
    if one.form in past.FORMATS:
        return _of_export(one, size)
    with files.place(one.pk).open("rb") as file:
        rows = _of_table(one, file) if one.form == TABLE else _of_lines(one, file)
        found = _together(rows, size)
    end = found[-1] if found else None
    return Step(end.until if end else one.offset, end.next_line if end else one.line, found)


def _together(rows: Iterator[Row], size: int) -> list[Row]:
    """So many, or fewer if they are long."""
    found: list[Row] = []
    for row in islice(rows, size):
        found.append(row)
        if row.until - found[0].at > LONGEST:
            break
    return found


def _of_table(one: Import, file: BinaryIO) -> Iterator[Row]:
    shape = TableMapping.of(one.mapping).shape
    at, line = one.offset, one.line
    if at == 0:
        _columns, at, line = files.headings(file, shape)
    return tables.rows(file, shape, at=at, line=line, width=len(one.columns))


def _of_lines(one: Import, file: BinaryIO) -> Iterator[Row]:
    """Lines of JSON, as rows of one cell: what is in it is read when it is written."""
    file.seek(one.offset)
    at = one.offset
    for number, raw in enumerate(lines.lines_of(file), start=one.line):
        # A line that is too long is held in part only, and ends where the file stands.
        until = file.tell()
        if not lines.is_blank(raw):
            yield Row(number, at, until, number + 1, _cells(raw))
        at = until


def _of_export(one: Import, size: int) -> Step:
    held = _opened.pop(one.pk, None)
    if held is None or held.line != one.line:
        held = _open(one)
    found = [_row(number, line) for number, line in
             zip(range(one.line, one.line + size), held.lines, strict=False)]  # fmt: skip
    step = Step(0, one.line + len(found), found, held.kinds)
    if found:
        _opened.clear()
        _opened[one.pk] = held
        held.line = step.line
    else:
        step.offset, step.notes = one.size, held.options.notes()
    return step


def _open(one: Import) -> _Opened:
    options = past.Options(alone=True)
    told, kinds = past.opened(files.place(one.pk), one.form, options)
    return _Opened(one.line, islice(told, one.line - 1, None), kinds, options)


def _row(number: int, line: Line) -> Row:
    if isinstance(line, Reason):
        return Row(number, 0, 0, number + 1, [""], Fault(line.code, line.detail))
    return Row(number, 0, 0, number + 1, _cells(line))


def _cells(raw: bytes) -> list[Any]:
    """Bytes as they are, whatever they are."""
    return [raw.decode("latin-1")]
