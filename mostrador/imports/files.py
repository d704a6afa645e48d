"""Files that were handed in: they lie in the data folder until their import is long over."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from mostrador.imports import tables
from mostrador.imports.guessing import LOOKED_AT, columns
from mostrador.imports.tables import Shape


def place(key: str) -> Path:
    return Path(settings.DATA) / "imports" / key


def keep(key: str, pieces: Iterable[bytes]) -> int:
    """Write it down; its size."""
    path = place(key)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece)
        return file.tell()


def throw_away(key: str) -> None:
    with suppress(FileNotFoundError):
        place(key).unlink()


def head(path: Path) -> bytes:
    """So much of it as a guess looks at."""
    with path.open("rb") as file:
        return file.read(LOOKED_AT)


def headings(file: BinaryIO, shape: Shape) -> tuple[tuple[str, ...], int, int]:
    """The columns, and the byte and the line at which the first row of data begins."""
    first = next(tables.rows(file, shape), None)
    # What Excel itself writes down to name the separator.
    if first and ",".join(first.cells).lower().startswith("sep="):
        first = next(tables.rows(file, shape, at=first.until, line=first.next_line), None)
    if first is None or first.fault:
        return (), 0, 1
    if shape.heading:
        return columns(first.cells), first.until, first.next_line
    return columns([""] * len(first.cells)), first.at, first.line
