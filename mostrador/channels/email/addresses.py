"""Who a header names. Reads the raw header, so that no encoded name can pose as an address."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mostrador.channels.email import decode

_TOKEN = re.compile(
    r'(?P<quoted>"(?:[^"\\]|\\.)*+")(?P<domain>@[^\s,;<>"]+)?'
    r"|<(?P<angle>[^<>]*)>|(?P<next>[,;])|(?P<plain>[^\",;<>\\]+|\\.|.)",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s:()<>\[\]\"',;]+@[^\s:()<>\[\]\"',;]+")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+|\"[^\s<>]+\"@[^\s@<>,;]+")
_COMMENT = re.compile(r"\([^()]*\)")
_ID = re.compile(r"<([^<>]+)>")
_LONGEST_ADDRESS = 320
_LONGEST_ID = 990
_MOST_IDS = 500


class Mailbox(NamedTuple):
    name: str
    address: str


def mailboxes(raw: str) -> list[Mailbox]:
    return [box for box in map(_mailbox, _split(raw)) if box.address]


def first(raw: str) -> Mailbox:
    """The first who is named; where no address can be made out, at least the name."""
    found = mailboxes(raw) or mailboxes(decode.header(raw))
    if found:
        return found[0]
    return Mailbox(decode.header(raw).strip(" <>\"'"), "")


def listed(raws: Iterable[str]) -> list[str]:
    return [box.address for raw in raws for box in mailboxes(raw)]


def mentioned(text: str) -> str:
    """The first address in running words."""
    found = _BARE.search(text)
    return plain(found[0]) if found else ""


def plain(address: str) -> str:
    """The address alone, in lower case; empty where it is none."""
    address = decode.header(address).strip(" <>").lower().removeprefix("mailto:")
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        return ""
    return address


def ids(raws: Iterable[str]) -> tuple[str, ...]:
    """Message ids in their order, each once."""
    found = dict.fromkeys(one for raw in raws for one in _ids(raw))
    return tuple(found)[:_MOST_IDS]


def _ids(raw: str) -> list[str]:
    raw = decode.header(raw) if "=?" in raw else decode.clean(raw)
    inside = _ID.findall(raw) or [word for word in raw.split() if "@" in word]
    return [f"<{one}>" for one in map(_tidy_id, inside) if one]


def _tidy_id(text: str) -> str:
    text = "".join(text.split()).strip("<>")
    return text if len(text) <= _LONGEST_ID else ""


def message_id(raw: str) -> str | None:
    """The id of a letter; one without angle brackets is given them, so that ids compare."""
    found = _ids(raw)
    if found:
        return found[0]
    bare = _tidy_id(decode.clean(raw))
    return f"<{bare}>" if bare else None


class _Parts(NamedTuple):
    words: list[str]
    angle: list[str]


def _split(raw: str) -> list[_Parts]:
    boxes = [_Parts([], [])]
    for token in _TOKEN.finditer(raw):
        if token["next"]:
            boxes.append(_Parts([], []))
        elif token["domain"]:
            boxes[-1].angle.append(token["quoted"] + token["domain"])
        elif token["angle"] is not None:
            boxes[-1].angle.append(token["angle"])
        else:
            boxes[-1].words.append(_unquoted(token["quoted"]) or token["plain"] or "")
    return boxes


def _unquoted(quoted: str | None) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1]) if quoted else ""


def _mailbox(parts: _Parts) -> Mailbox:
    said = "".join(parts.words)
    for angle in reversed(parts.angle):
        address = plain(_COMMENT.sub("", angle))
        if address:
            return Mailbox(_name(said), address)
    bare = _BARE.search(said)
    if not bare:
        return Mailbox("", "")
    return Mailbox(_name(said.replace(bare[0], " ")), plain(bare[0]))


def _name(said: str) -> str:
    # "(Anna Keller)" is the oldest way of writing a name; quotes are often doubled.
    name = decode.header(said).strip(" '\"()[]")
    return name.removeprefix("mailto:").strip()[:200]
