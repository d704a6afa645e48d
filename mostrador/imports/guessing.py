"""What a file of unknown making looks like: encoding, separator, decimal sign, order of dates.

A guess says what it saw, and a person can say otherwise.
"""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from mostrador.imports.reading import unguarded
from mostrador.imports.tables import SEPARATORS, Shape

LOOKED_AT = 64 * 1024
LOOKED_AT_ROWS = 200
NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
WITH_COMMA = re.compile(r"-?(\d+|\d{1,3}([. '\u00a0\u202f]\d{3})+),\d{1,2}( ?€)?")
WITH_POINT = re.compile(r"-?(\d+|\d{1,3}([, '\u00a0\u202f]\d{3})+)\.\d{1,2}( ?€)?")
A_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(?:[T ,].*)?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?")
LAST_MONTH = 12
# The way in which Excel itself names the separator.
SEP_LINE = re.compile(r"sep=([,;|\t])[\r\n]+", re.IGNORECASE)


class NotATableError(ValueError):
    """No rows of text; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation: about what, what it was, and an example from the file."""

    about: str
    word: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    shape: Shape
    # "," or "."; empty when no number has one.
    decimal: str
    # "ymd", "dmy" or "mdy"; empty when the dates can be read two ways.
    dates: str
    columns: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    seen: tuple[Seen, ...]


def guess(raw: bytes) -> Guess:
    """From the first bytes of a file, of which the last line may be cut."""
    encoding, how = _encoding(raw)
    text = _decoded(raw, encoding)
    line_break = "\n" if "\n" in text or "\r" not in text else "\r"
    whole = text if len(raw) < LOOKED_AT else text[: text.rfind(line_break) + 1] or text
    named = SEP_LINE.match(whole)
    whole = whole[named.end() :] if named else whole
    separator = named[1] if named else _separator(whole)
    rows = _cut(whole, separator)
    if not rows:
        raise NotATableError("The file is empty.")
    heading = _is_heading(rows)
    sample = rows[1:] if heading else rows
    cells = [cell.strip() for row in sample for cell in row]
    decimal, sign = _decimal(cells, separator)
    dates, order = _dates(cells)
    first = rows[0] if heading else [""] * len(rows[0])
    shape = Shape(encoding, separator, heading, line_break)
    word = SEPARATORS[separator]
    seen = (Seen("encoding", how), Seen("separator", word, str(len(rows[0]))), sign, order)
    return Guess(shape, decimal, dates, columns(first), tuple(map(tuple, sample)), seen)


def columns(first: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns: none without a name, and none twice."""
    found: dict[str, None] = {}
    for number, cell in enumerate(first, start=1):
        said = unguarded(cell.removeprefix("\ufeff").strip())
        name = " ".join(said.split()) or f"Column {number}"
        found[f"{name} ({number})" if name in found else name] = None
    return tuple(found)


def _encoding(raw: bytes) -> tuple[str, str]:
    if raw.startswith(NOT_TEXT):
        raise NotATableError("This is no text: save the table as CSV and take that file.")
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding, "mark"
    start = raw[:1000]
    # A few that stand in cells cost their own rows.
    if (len(start) - len(start.translate(None, CONTROLS))) * 50 > len(start):
        # Letters of two bytes, of which western ones have an empty half.
        even, odd = raw[0:1000:2].count(0), raw[1:1000:2].count(0)
        if max(even, odd) * 8 < min(len(raw), 1000) or min(even, odd) * 4 > max(even, odd):
            raise NotATableError("This is no text: save the table as CSV and take that file.")
        return ("utf-16-be" if even > odd else "utf-16-le"), "halves"
    if raw.isascii():
        return "utf-8", "ascii"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw, final=len(raw) < LOOKED_AT)
    except UnicodeDecodeError:
        return "cp1252", "not_utf8"
    return "utf-8", "utf8"


def _decoded(raw: bytes, encoding: str) -> str:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(raw)
    return text.removeprefix("\ufeff").replace("\0", "")


def _cut(text: str, separator: str) -> list[list[str]]:
    """The first rows, read with patience: a guess need not be strict."""
    found: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in row):
                found.append(row)
            if len(found) > LOOKED_AT_ROWS:
                break
    except csv.Error:
        pass
    return found


def _separator(text: str) -> str:
    """The one that cuts most rows into as many cells as the first, and into the most."""

    def cuts(separator: str) -> tuple[float, int]:
        rows = _cut(text, separator)
        widths = Counter(map(len, rows))
        if not rows or len(rows[0]) == 1:
            return 0, 0
        return round(widths[len(rows[0])] / len(rows), 1), len(rows[0])

    return max(SEPARATORS, key=cuts)


def _is_heading(rows: Sequence[Sequence[str]]) -> bool:
    """Numbers, dates and addresses name no column."""
    first = [cell.strip() for cell in rows[0]]
    return not any(
        cell[:1].isdigit() or WITH_COMMA.fullmatch(cell) or "@" in cell for cell in first if cell
    )


def _decimal(cells: Iterable[str], separator: str) -> tuple[str, Seen]:
    """What most amounts have; whoever separates cells by semicolons needs the comma for amounts."""
    commas, points = [], []
    for cell in cells:
        if WITH_COMMA.fullmatch(cell):
            commas.append(cell)
        elif WITH_POINT.fullmatch(cell):
            points.append(cell)
    if not commas and not points:
        return "", Seen("decimal", "none")
    if commas and points:
        said = Seen("decimal", "both", f"{commas[0]} · {points[0]}")
        more = len(commas) - len(points)
        return ("," if more > 0 or (more == 0 and separator == ";") else "."), said
    sign, example = (",", commas[0]) if commas else (".", points[0])
    return sign, Seen("decimal", "comma" if commas else "point", example)


def _dates(cells: Iterable[str]) -> tuple[str, Seen]:
    """A day after the twelfth shows where the day stands; both ways in one file show nothing."""
    first: dict[str, str] = {}
    for cell in cells:
        if order := _order_of(cell):
            first.setdefault(order, cell)
    if {"dmy", "mdy"} <= first.keys():
        return "", Seen("dates", "mixed", f"{first['dmy']} · {first['mdy']}")
    for order in ("dmy", "mdy"):
        if order in first:
            return order, Seen("dates", order, first[order])
    if "either" in first:
        return "", Seen("dates", "either", first["either"])
    return "ymd", Seen("dates", "ymd" if "ymd" in first else "none", first.get("ymd", ""))


def _order_of(cell: str) -> str:
    if ISO_DATE.fullmatch(cell):
        return "ymd"
    found = A_DATE.fullmatch(cell)
    if found is None:
        return ""
    one, other = int(found[1]) > LAST_MONTH, int(found[3]) > LAST_MONTH
    return "either" if one == other else "dmy" if one else "mdy"
