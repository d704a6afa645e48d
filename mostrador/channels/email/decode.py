"""Bytes to words, whatever the sender's program believed about its own letters."""

import binascii
import codecs
import re
from collections.abc import Iterable

from mostrador.channels.email import charsets

# PostgreSQL refuses NUL and lone surrogates; nobody types the other control characters.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")
_ENCODED_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_BETWEEN_WORDS = re.compile(rb"[A-Za-z] +(?=[A-Za-z])")
_A_LINE_AT_MOST = 10_000


def clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text)


def words(data: bytes, charset: str | None = None, likely: Iterable[str] = ()) -> str:
    """The text in `data`: as it is declared, where that can be true, else the best guess."""
    return clean(charsets.read(data, charset, likely))


def one_line(text: str) -> str:
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(clean(text).split())


def header(value: str) -> str:
    """A header's words: folding undone, encoded words read, raw 8-bit bytes guessed."""
    value = _without_raw_bytes(value[:_A_LINE_AT_MOST])
    if "=?" in value:
        value = _read_encoded_words(value)
    return one_line(value)


def charsets_named(value: str) -> list[str]:
    return [found[1].lower() for found in _ENCODED_WORD.finditer(value[:_A_LINE_AT_MOST])]


def _without_raw_bytes(value: str) -> str:
    if value.isascii():
        return value
    try:
        return words(value.encode("ascii", "surrogateescape"))
    except UnicodeEncodeError:
        return value


def _read_encoded_words(value: str) -> str:
    read = ""
    charset, waiting, position = "", b"", 0
    for found in _ENCODED_WORD.finditer(value):
        between = value[position : found.start()]
        data = _encoded(found[3], how=found[2])
        # Some programs cut a character in two between words; only together are they whole.
        if waiting and not between.strip() and found[1].lower() == charset:
            waiting += data
        else:
            read += words(waiting, charset)
            read += "" if waiting and not between.strip() else between
            charset, waiting = found[1].lower(), data
        position = found.end()
    return read + words(waiting, charset) + value[position:]


def _encoded(text: str, *, how: str) -> bytes:
    data = text.encode("ascii", "surrogateescape") if text.isascii() else text.encode()
    if how in "bB":
        return base64(data)
    return binascii.a2b_qp(data, header=True)


def base64(data: bytes) -> bytes:
    """All that can be read, whatever stands between, is missing, or was glued together."""
    pieces = _NOT_BASE64.sub(b"", data).split(b"=")
    return b"".join(_base64_piece(piece) for piece in pieces if len(piece) > 1)


def _base64_piece(piece: bytes) -> bytes:
    if len(piece) % 4 == 1:
        piece = piece[:-1]
    return binascii.a2b_base64(piece + b"=" * (-len(piece) % 4))


def transferred(data: bytes, encoding: str) -> bytes:
    """Undo a Content-Transfer-Encoding; one that nobody knows is taken for none."""
    encoding = encoding.strip().lower().split(";")[0].replace(" ", "")
    if encoding == "base64":
        return data if _is_prose(data[:2_000]) else base64(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return _uuencoded(data)
    return data


def _is_prose(data: bytes) -> bool:
    """Words with blanks between them were never encoded, whatever the header claims."""
    return len(_BETWEEN_WORDS.findall(data)) * 50 > len(data)


def _uuencoded(data: bytes) -> bytes:
    try:
        return codecs.decode(data, "uu")
    except (ValueError, LookupError):
        return data
