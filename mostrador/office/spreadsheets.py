"""A list of sellers out of a spreadsheet, whatever program and country it was saved in."""

import codecs
import csv
import re
from collections.abc import Collection, Sequence
from io import StringIO

from mostrador.rules.bodies import LONGEST_ID
from mostrador.sellers.invitation_lists import Asked

MOST_ROWS = 50_000
LONGEST_NAME = 200
LONGEST_CELL = 100_000
LOOKED_AT = 50
SEPARATORS = ";,\t|"
# A language and nothing else: "de", "zh-hans". A name in two letters would have to be a word.
LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2,8})?", re.IGNORECASE)
# What the first line calls its columns: German, English and Chinese, without blanks and case.
HEADINGS = {
    "seller": {"seller", "sellerid", "id", "verkäufer", "verkäuferid", "händler", "händlerid",
               "verkäufernummer", "卖家", "卖家id", "卖家编号", "店铺id"},
    "store": {"store", "storeid", "marketplace", "shop", "marktplatz", "站点", "商城"},
    "language": {"language", "sprache", "lang", "语言"},
    "name": {"name", "company", "companyname", "firma", "firmenname", "unternehmen", "公司",
             "公司名称", "名称", "卖家名称"},
}  # fmt: skip
NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


class NotAListError(ValueError):
    """Nothing in it can be read as lines with a seller each."""


class TooLongError(ValueError):
    """More lines than are taken at once."""


def asked(raw: bytes, *, stores: Collection[str]) -> list[Asked]:
    """The lines of a list; `stores` are the names by which a column of stores is known."""
    rows = _rows(decoded(raw))
    if not rows:
        raise NotAListError
    if len(rows) > MOST_ROWS:
        raise TooLongError
    heading = _heading(rows[0])
    if heading:
        return [_by_heading(row, heading) for row in rows[1:]]
    return [_by_looks(row, stores) for row in rows]


def decoded(raw: bytes) -> str:
    """The text of a file that does not say its encoding."""
    if raw.startswith(NOT_TEXT):
        raise NotAListError
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030" if _looks_chinese(raw) else "cp1252", "replace")


def _looks_chinese(raw: bytes) -> bool:
    """In GBK the characters of every day are two high bytes; in a western text a high byte mostly
    stands alone between letters.
    """
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    pairs = [char.encode("gb18030") for char in text if not char.isascii()]
    common = sum(pair[0] >= 0xA1 and pair[1] >= 0xA1 for pair in pairs if len(pair) == 2)
    return common * 2 > len(pairs)


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.replace("\0", "").splitlines() if line.strip(SEPARATORS + " ")]
    if lines and lines[0].lower().startswith("sep="):
        # Excel's own way of naming the separator.
        lines = lines[1:]
    separator = _separator(lines[:LOOKED_AT])
    try:
        found = list(csv.reader(StringIO("\n".join(lines)), delimiter=separator))
    except csv.Error as error:
        raise NotAListError from error
    if any(len(cell) > LONGEST_CELL for row in found for cell in row):
        # A quote that nobody closed has swallowed the rest.
        raise NotAListError
    return [[cell.strip().strip("\ufeff") for cell in row] for row in found if any(row)]


def _separator(lines: Sequence[str]) -> str:
    """The one that cuts every line, and the most often: a comma may stand in a company's name."""

    def cuts(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            return 0, 0
        return (min(widths), sum(widths)) if widths else (0, 0)

    return max(SEPARATORS, key=cuts)


def _heading(row: Sequence[str]) -> dict[str, int]:
    """Which column holds what, if the first line says so."""
    told = [re.sub(r"[\W_]+", "", cell).lower() for cell in row]
    found = {
        name: next(at for at, cell in enumerate(told) if cell in words)
        for name, words in HEADINGS.items()
        if words & set(told)
    }
    return found if "seller" in found else {}


def _by_heading(row: Sequence[str], heading: dict[str, int]) -> Asked:
    return _asked({name: row[at] for name, at in heading.items() if at < len(row)})


def _by_looks(row: Sequence[str], stores: Collection[str]) -> Asked:
    """The seller comes first; what else there is says by itself what it is."""
    found = {"seller": row[0]}
    for cell in row[1:]:
        if cell in stores:
            found.setdefault("store", cell)
        elif LANGUAGE.fullmatch(cell):
            found.setdefault("language", cell)
        elif cell:
            found.setdefault("name", cell)
    return _asked(found)


def _asked(found: dict[str, str]) -> Asked:
    return Asked(
        seller=found.get("seller", "")[:LONGEST_ID],
        store=found.get("store", "")[:LONGEST_ID],
        language=found.get("language", "").lower()[:20],
        name=found.get("name", "")[:LONGEST_NAME],
    )
