"""Rejected rows as a table: their own columns, then the line and the reasons.

Corrected, the same file can be handed in again; its two last columns are left out then.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, BinaryIO

from mostrador.imports import files, tables
from mostrador.imports.lifecycle import TABLE
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import
from mostrador.imports.proposing import OURS
from mostrador.imports.reading import guarded
from mostrador.imports.tables import Shape

# Excel takes a file for UTF-8 only if it begins so.
MARK = "\ufeff"
BETWEEN = " · "
RECORD = "record"

# The line, its first byte, how many there are, and the reasons.
Told = tuple[int, int, int, Sequence[str]]


def of_import(one: Import) -> Iterator[bytes]:
    """Piece by piece: there may be as many as rows."""
    shape = TableMapping.of(one.mapping).shape if one.form == TABLE else None
    yield from table(files.place(one.pk), shape, one.columns, _told(one))


def table(
    path: Path, shape: Shape | None, columns: Sequence[str], told: Iterable[Told]
) -> Iterator[bytes]:
    """Without a shape the file holds a record a line, which stands in one cell."""
    separator = shape.separator if shape else ","
    names = columns if shape else (RECORD,)
    first, *others = [guarded(name) for name in (*names, *_ours(names))]
    yield _line([MARK + first, *others], separator)
    with path.open("rb") as file:
        for line, at, size, reasons in told:
            cells = _cells(file, shape, at, size, len(names))
            told_last = [str(line), BETWEEN.join(reasons)]
            yield _line([guarded(cell) for cell in (*cells, *told_last)], separator)


def _told(one: Import) -> Iterator[Told]:
    for batch in one.rejects.order_by("pk").iterator(chunk_size=20):
        for line, at, size, reasons in batch.rows:
            yield line, at, size, [detail for _code, detail, _pointer in reasons]


def _ours(names: Sequence[str]) -> list[str]:
    return [f"{name} ({len(names) + 1 + at})" if name in names else name
            for at, name in enumerate(OURS)]  # fmt: skip


def _cells(file: BinaryIO, shape: Shape | None, at: int, size: int, width: int) -> Sequence[str]:
    """As many as there are columns; of a row that cannot be cut, all of it in the first."""
    file.seek(at)
    raw = file.read(min(size, tables.LONGEST))
    if shape is None:
        return [raw.decode("utf-8", "replace").strip()]
    text = raw.decode(shape.encoding, "replace").lstrip("\ufeff").rstrip("\r\n")
    row = next(tables.rows(BytesIO(raw), shape), None)
    if row is None or row.fault:
        return [text, *[""] * (width - 1)]
    cells = row.cells + [""] * (width - len(row.cells))
    # What is too much stands in the last cell, so that nothing of it is lost.
    return [*cells[: width - 1], shape.separator.join(cells[width - 1 :])]


def _line(cells: Sequence[Any], separator: str) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=separator).writerow(cells)
    return out.getvalue().encode()
