"""JSON of any size, one record at a time: a line each, an array, or one page of an API."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from mostrador.imports.lines import UnreadableError, is_blank, lines_of, parsed
from mostrador.rules.bodies import Reason
from mostrador.rules.storable import printable

Record = dict[str, Any] | Reason

A_PIECE = 1024 * 1024
LONGEST_ELEMENT = 64 * A_PIECE
# An object over many lines can only be read at once.
LARGEST_PAGE = 64 * A_PIECE
DECODER = json.JSONDecoder()
BETWEEN = " \t\r\n,"
SPLIT_IT = "Export it as JSON Lines, one record a line, which may be of any size."


def records(path: Path, *names: str) -> Iterator[Record]:
    """Every object in a file; one that only wraps a list under one of these names is its list."""
    for value in _values(path):
        wrapped = [value[name] for name in names if name in value] if _is_object(value) else []
        inner = wrapped[0] if wrapped else value
        for one in inner if isinstance(inner, list) else [inner]:
            yield one if isinstance(one, dict | Reason) else unreadable("It is not a JSON object.")


def whole(path: Path) -> object:
    """All of a small file; None where there is none, or where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_PAGE:
            return None
        return json.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
    except (OSError, ValueError, RecursionError):
        return None


def unreadable(sentence: str) -> Reason:
    return Reason("UNREADABLE", printable(sentence), "")


def _is_object(value: object) -> bool:
    # A ticket may have a field with such a name and is still a ticket.
    return isinstance(value, dict) and "id" not in value


def _values(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        start = file.read(A_PIECE).removeprefix(b"\xef\xbb\xbf").lstrip()
        file.seek(0)
        if start.startswith(b"["):
            with path.open(encoding="utf-8-sig", errors="replace") as text:
                yield from _elements(text)
        elif _is_page(start):
            yield from _page(path)
        else:
            yield from _lines(file)


def _is_page(start: bytes) -> bool:
    """Does one object stand over many lines?"""
    first, line_end, rest = start.partition(b"\n")
    if not start.startswith(b"{") or not line_end or not rest.strip():
        return False
    try:
        parsed(first)
    except UnreadableError:
        return not rest.lstrip().startswith(b"{")
    return False


def _page(path: Path) -> Iterator[Any]:
    if path.stat().st_size > LARGEST_PAGE:
        yield unreadable(f"One object fills the whole file, and it is too large. {SPLIT_IT}")
        return
    found = whole(path)
    yield unreadable("The file is not JSON.") if found is None else found


def _lines(file: BinaryIO) -> Iterator[Any]:
    for line in lines_of(file):
        if is_blank(line):
            continue
        try:
            yield parsed(line)
        except UnreadableError as error:
            yield unreadable(str(error))


def _elements(file: TextIO) -> Iterator[Any]:
    """The elements of an array: as much of it is held as one of them needs."""
    pieces = iter(lambda: file.read(A_PIECE), "")
    held, at = next(pieces, "").lstrip(), 1
    while True:
        at = _next_word(held, at)
        if held[at : at + 1] == "]":
            return
        try:
            value, end = DECODER.raw_decode(held, at)
            # A number could go on in the next piece.
            if end < len(held):
                yield value
                at = end
                continue
        except (ValueError, RecursionError):
            pass
        more = next(pieces, "") if len(held) - at <= LONGEST_ELEMENT else ""
        if not more:
            yield unreadable(f"The array cannot be read beyond this record. {SPLIT_IT}")
            return
        held, at = "".join(chain([held[at:]], [more])), 0


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at] in BETWEEN:
        at += 1
    return at
