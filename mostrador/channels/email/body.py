"""What stands in the parts of a mail: words, files, letters inside the letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import NamedTuple

from mostrador.channels.email import decode, flowed, markup
from mostrador.intake.letter import Attachment

_DEEPEST = 20
_MOST_PARTS = 500
_MOST_RECIPIENTS = 100
_LONGEST_PAGE = 5_000_000
LONGEST_TEXT = 1_000_000
CUT_MARK = "\n[…]"
_A_KIND = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}")
_STATUS = {"message/delivery-status", "message/global-delivery-status"}
_RETURNED_HEADERS = {"text/rfc822-headers", "message/global-headers"}
_SUFFIXES = {
    "application/pdf": ".pdf",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
}


class Piece(NamedTuple):
    is_page: bool
    text: str

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def words(self) -> str:
        return markup.text_of(self.text[:_LONGEST_PAGE]) if self.is_page else self.text


@dataclass(slots=True)
class Body:
    pieces: list[Piece] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    letters: list[Message] = field(default_factory=list)
    # What a mail system enclosed: the fields of its report, the headers of what came back.
    statuses: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)

    def add(self, other: "Body") -> None:
        self.pieces += other.pieces
        self.attachments += other.attachments
        self.letters += other.letters
        self.statuses += other.statuses
        self.returned += other.returned

    def text(self) -> str:
        said = [words for piece in self.pieces if (words := piece.words().strip("\n")).strip()]
        return shortened("\n\n".join(said))


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + CUT_MARK


class _Reading(NamedTuple):
    mail: Message
    parts_left: Iterator[int]
    # A program that forgets to declare a part's charset names it in the headers.
    likely: list[str]


def read(message: Message) -> Body:
    headers = (str(message.get(name, "")) for name in ("Subject", "From", "To"))
    likely = [charset for value in headers for charset in decode.charsets_named(value)]
    return _part(message, _Reading(message, iter(range(_MOST_PARTS)), likely), depth=0)


def _part(part: Message, reading: _Reading, *, depth: int) -> Body:
    body = Body()
    if depth > _DEEPEST or next(reading.parts_left, None) is None:
        return body
    kind = _kind(part)
    if kind == "message/rfc822" and part.is_multipart():
        _enclose(part, body)
    elif kind in _STATUS:
        body.statuses.append(_as_text(part))
    elif part.is_multipart():
        inner = [_part(child, reading, depth=depth + 1) for child in _children(part)]
        _combine(body, inner, one_of_them=kind == "multipart/alternative")
    else:
        _leaf(part, kind, body, reading)
    return body


def _kind(part: Message) -> str:
    found = _A_KIND.match(part.get_content_type())
    # Who writes nonsense here wrote no file: files are named by programs.
    return found[0] if found else "text/plain"


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)]


def _combine(body: Body, inner: list[Body], *, one_of_them: bool) -> None:
    if one_of_them:
        chosen = _best(inner)
        for other in inner:
            if other is not chosen:
                other.pieces = []
    for other in inner:
        body.add(other)


def _best(versions: list[Body]) -> Body | None:
    """The plain version where it says anything: it is what the sender's program meant as text."""
    speaking = [version for version in versions if any(version.pieces)]
    plain = [body for body in speaking if any(piece and not piece.is_page for piece in body.pieces)]
    return next(iter(plain or speaking), None)


def _enclose(part: Message, body: Body) -> None:
    for letter in _children(part)[:1]:
        body.letters.append(letter)
        body.attachments.append(_attachment(part, "message/rfc822", _whole(letter)))


def _leaf(part: Message, kind: str, body: Body, reading: _Reading) -> None:
    content = _content(part)
    if kind in _RETURNED_HEADERS:
        body.returned.append(decode.words(content))
    elif _is_words(part, kind, alone=part is reading.mail):
        words = decode.words(content, _parameter(part, "charset"), reading.likely)
        body.pieces.append(_piece(part, kind, words))
    else:
        body.attachments.append(_attachment(part, kind, content))


def _is_words(part: Message, kind: str, *, alone: bool) -> bool:
    # What could not be taken apart is read as what it then is: one text.
    containers = ("multipart/", "message/")
    if kind not in {"text/plain", "text/html"} and not kind.startswith(containers):
        return False
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    # A mail's only part may bear a name and is yet what its sender has to say.
    return not disposition.startswith("attachment") and (alone or not _file_name(part))


def _piece(part: Message, kind: str, text: str) -> Piece:
    opening = text[:1000].lstrip().lower()
    if kind == "text/html" or opening.startswith(("<!doctype html", "<html")):
        return Piece(is_page=True, text=text)
    if (_parameter(part, "format") or "").lower() == "flowed":
        text = flowed.joined(text, delsp=(_parameter(part, "delsp") or "").lower() == "yes")
    return Piece(is_page=False, text=text)


def _content(part: Message) -> bytes:
    encoding = str(part.get("Content-Transfer-Encoding", ""))
    # Only without this header are the bytes handed out as they came; we undo the encoding
    # ourselves, since the standard library gives up on much that a reader still makes sense of.
    del part["Content-Transfer-Encoding"]
    data = part.get_payload(decode=True)
    return decode.transferred(data, encoding) if isinstance(data, bytes) else b""


def _as_text(part: Message) -> str:
    if not part.is_multipart():
        return decode.words(_content(part))
    return "\n".join(decode.words(_whole(block)) for block in _children(part)[:_MOST_RECIPIENTS])


def _whole(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return b""


def _attachment(part: Message, kind: str, content: bytes) -> Attachment:
    name = _file_name(part) or "attachment" + _SUFFIXES.get(kind, "")
    content_id = decode.one_line(str(part.get("Content-ID", ""))).strip("<> ")
    return Attachment(name, kind, content, content_id[:200] or None)


def _file_name(part: Message) -> str:
    name = _parameter(part, "filename", header="Content-Disposition") or _parameter(part, "name")
    # Some programs name the whole path on their own disk.
    name = (name or "").replace("\\", "/").rstrip("/").rpartition("/")[2].strip()
    if len(name) <= 200:
        return name
    stem, dot, suffix = name.rpartition(".")
    return stem[: 199 - len(suffix)] + dot + suffix if len(suffix) < 20 else name[:200]


def _parameter(part: Message, name: str, *, header: str = "Content-Type") -> str | None:
    if name not in str(part.get(header, "")).lower():
        return None
    try:
        value = part.get_param(name, header=header)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    if isinstance(value, tuple):
        charset, _, said = value
        return decode.one_line(decode.words(said.encode("latin-1", "replace"), charset))
    return decode.header(value) if isinstance(value, str) else None
