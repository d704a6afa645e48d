"""Rows of a table in a file: each with its line and its bytes, so that reading goes on anywhere.

Whatever stands in the file, memory stays small, and one broken row spoils no other.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

# Longer than any record, short enough to hold a few.
LONGEST = 1024 * 1024
A_PIECE = 64 * 1024
WIDE = {"utf-16-le", "utf-16-be"}
ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "gb18030")
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
BREAKS = {"\n": "line feed", "\r": "carriage return"}
OPEN_QUOTE = "A quote is opened in this row and never closed"
# Python's own limit is below the longest description in a shop.
csv.field_size_limit(LONGEST)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is written down."""

    encoding: str = "utf-8"
    separator: str = ","
    # Whether the first row names the columns.
    heading: bool = True
    line_break: str = "\n"


@dataclass(frozen=True, slots=True)
class Fault:
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins in, and the bytes from `at` to `until`."""

    line: int
    at: int
    until: int
    # Of the row after it.
    next_line: int
    cells: list[str] = field(default_factory=list)
    fault: Fault | None = None


class _BrokenError(Exception):
    def __init__(self, code: str, sentence: str) -> None:
        self.fault = Fault(code, sentence)
        super().__init__(sentence)


def rows(
    file: BinaryIO, shape: Shape, *, at: int = 0, line: int = 1, width: int | None = None
) -> Iterator[Row]:
    """The rows from byte `at` on, which is in line `line`; blank ones are none.

    With a `width`, a row of fewer or more cells has a fault. A row that is broken over several
    lines loses its first line only: what follows is read anew, for a forgotten quote would
    otherwise swallow the rest of the file.
    """
    lines = _Lines(file, shape, at, line)
    reader = csv.reader(lines, delimiter=shape.separator, strict=True)
    while True:
        lines.begin()
        cells: list[str] = []
        try:
            cells = next(reader)
            fault = _misfit(cells, width, ended=lines.ended)
        except StopIteration:
            return
        except _BrokenError as error:
            fault = error.fault
        except csv.Error as error:
            fault = _broken(error, lines)
        if fault:
            lines.back_to_second()
            reader = csv.reader(lines, delimiter=shape.separator, strict=True)
        elif not any(cell.strip() for cell in cells):
            continue
        yield Row(lines.first, lines.began, lines.at, lines.number, cells, fault)


def _misfit(cells: list[str], width: int | None, *, ended: bool) -> Fault | None:
    if width is None or not any(cell.strip() for cell in cells):
        return None
    while len(cells) > width and not cells[-1].strip():
        # Some programs end every row with a separator.
        cells.pop()
    if len(cells) == width:
        return None
    said = f"The row has {len(cells)} cells, and there are {width} columns"
    if len(cells) > width:
        return Fault("TOO_MANY_CELLS", f"{said}: a separator stands in a cell without quotes.")
    if not ended:
        return Fault("TOO_FEW_CELLS", f"{said}; nothing says which ones are missing.")
    return Fault("CUT_OFF", f"{said}, and the file ends within it: it was cut off here.")


def _broken(error: csv.Error, lines: "_Lines") -> Fault:
    if lines.is_over:
        ending = "the file was cut off here, or a quote is missing"
        return Fault("OPEN_QUOTE", f"{OPEN_QUOTE}: {ending}.")
    if "limit" in str(error):
        return Fault("OPEN_QUOTE", f"{OPEN_QUOTE} within {LONGEST} bytes.")
    return Fault("STRAY_QUOTE", "A quote within a quoted cell must be written twice.")


class _Lines:
    """The lines of the file as text, and where in its bytes we are."""

    def __init__(self, file: BinaryIO, shape: Shape, at: int, line: int) -> None:
        self._file, self._encoding = file, shape.encoding
        self._break = shape.line_break.encode(shape.encoding)
        self._plain = self._break == b"\n"
        self.at, self.number = at, line
        # Where the second line of the row begins, once that is known.
        self._second: tuple[int, int] | None = None
        self.begin()
        self._go_to(at)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = self._file.readline(LONGEST + 1) if self._plain else self._cut()
        if not raw:
            self.is_over = True
            raise StopIteration
        self.ended = not raw.endswith(self._break)
        begins = self.at
        self.at, self.number = self.at + len(raw), self.number + 1
        if self._second is None:
            if len(raw) > LONGEST:
                self._skip_line(raw)
            self._second = (self.at, self.number)
        if self.at - self.began > LONGEST:
            code = "OPEN_QUOTE" if begins > self.began else "TOO_LONG"
            said = OPEN_QUOTE if begins > self.began else "The row is too long: nothing ends it"
            raise _BrokenError(code, f"{said} within {LONGEST} bytes.")
        return self._text(raw, first=begins == 0)

    def begin(self) -> None:
        """A row begins here."""
        self.began, self.first = self.at, self.number
        self.is_over = self.ended = False
        self._second = None

    def back_to_second(self) -> None:
        """The line after the one in which the row begins."""
        if self._second and self._second[0] != self.at:
            self.at, self.number = self._second
            self._go_to(self.at)

    def _go_to(self, at: int) -> None:
        self._kept = b""
        self._file.seek(at)

    def _text(self, raw: bytes, *, first: bool) -> str:
        try:
            text = raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            said = f"The row is not {self._encoding.upper()} at its byte {error.start + 1}"
            raise _BrokenError("NOT_READABLE", f"{said}.") from None
        return text.removeprefix("\ufeff") if first else text

    def _skip_line(self, raw: bytes) -> None:
        """Only so much of a line that is too long is held as shows that it is."""
        while raw and not raw.endswith(self._break):
            raw = self._file.readline(A_PIECE) if self._plain else self._cut()
            self.at += len(raw)

    def _cut(self) -> bytes:
        """A line where a break is not the byte of a line feed."""
        looked = 0
        while (found := self._found(looked)) < 0 and len(self._kept) <= LONGEST:
            piece = self._file.read(A_PIECE)
            if not piece:
                break
            looked = max(0, len(self._kept) - len(self._break))
            self._kept += piece
        end = found + len(self._break) if found >= 0 else len(self._kept)
        line, self._kept = self._kept[:end], self._kept[end:]
        return line

    def _found(self, begin: int) -> int:
        """Where the break is; in two-byte letters its bytes may also lie across two letters."""
        size = len(self._break)
        found = self._kept.find(self._break, begin)
        while found >= 0 and found % size:
            found = self._kept.find(self._break, found + 1)
        return found
