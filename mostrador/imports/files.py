"""Files that were handed in: they lie in the data folder until their import is long over."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from mostrador.imports import tables
from mostrador.imports.guessing import LOOKED_AT, columns
from mostrador.imports.tables import Shape


def place(key: str) -> Path:
    return Path(settings.DATA) / "imports" / key


def keep(key: str, pieces: Iterable[bytes]) -> int:
    """Write it down, all of it or nothing; its size."""
    path = place(key)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with path.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            # Nobody is told that we have it before the disk has.
            os.fsync(file.fileno())
            return file.tell()
    except BaseException:
        throw_away(key)
        raise


def strays(*, before: datetime) -> Iterator[str]:
    """The keys of what has lain there untouched since then."""
    with suppress(FileNotFoundError):
        for path in (Path(settings.DATA) / "imports").iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    yield path.name


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
