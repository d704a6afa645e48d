"""What an export tells of one matter, before our own orders, buyers and topics are looked up."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from mostrador.rules.bodies import Reason
from mostrador.rules.storable import printable

LONGEST_SUBJECT, LONGEST_NAME = 998, 255
HALF_A_PAIR = re.compile("[\ud800-\udfff]")

# What is left out on purpose is said once, with its number.
LEFT_OUT: Mapping[str, str] = {
    "open": "{count} not solved yet were left out; load them once they are.",
    "deleted": "{count} deleted or merged there were left out.",
    "silent": "{count} in which no buyer says anything were left out.",
    "sellers": "{count} between you and a seller were left out.",
    "private": "{count} internal notes were left out: they are not the buyer's conversation.",
    "automatic": "{count} automatic replies, delivery reports and spam mails were left out.",
    "twice": "{count} mails lay there twice and count once.",
    "files": "{count} attachments are named in the export and do not lie beside it.",
    "large": "{count} attachments larger than 25 MB were left out.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One message: `file`s of its attachments are names that only its own reader understands."""

    who: str
    at: str
    text: str
    channel: str = ""
    name: str = ""
    address: str = ""
    attachments: tuple[Mapping[str, str], ...] = ()

    def body(self, who: str) -> dict[str, Any]:
        body: dict[str, Any] = {"from": who, "at": self.at, "text": clean(self.text)}
        if self.channel:
            body["channel"] = self.channel
        if self.name:
            body["name"] = clean(self.name)[:LONGEST_NAME]
        if self.attachments:
            body["attachments"] = list(self.attachments)
        return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    key: str
    said: tuple[Said, ...]
    opened_at: str
    closed_at: str | None = None
    subject: str = ""
    # Whose matter it is: the address of the buyer who opened it.
    address: str = ""
    tags: tuple[str, ...] = ()
    # What the people there wrote into fields of their own: an order's number is meant as one.
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Options:
    """What the person who loads an export knows and the export does not say."""

    store: str = ""
    # The service's own addresses: whoever writes from them is not a buyer.
    service: frozenset[str] = frozenset()
    # Handed in without a folder: no file beside it is its own.
    alone: bool = False
    left_out: Counter[str] = field(default_factory=Counter)

    def notes(self) -> list[str]:
        return [
            LEFT_OUT[what].format(count=count) for what, count in self.left_out.items() if count
        ]


class Export(Protocol):
    def told(self) -> Iterator[Told | Reason]:
        """Everything in it, in an order that stays; what cannot be read is a reason."""

    def file(self, name: str) -> bytes:
        """The bytes of an attachment by the name that it was told with."""


def attempt(read: Callable[[Any], Told | Reason], record: Any) -> Told | Reason:
    """What a reader makes of one record; whatever one of them does, the others go on."""
    try:
        return read(record)
    except Exception as error:  # noqa: BLE001  programs write what their documentation never saw
        detail = f"It cannot be read: {printable(str(error))[:200] or type(error).__name__}."
        return Reason("UNREADABLE", detail, "")


def clean(text: str) -> str:
    """Without what no database keeps: nobody meant a NUL or half a character."""
    return HALF_A_PAIR.sub("\ufffd", text.replace("\0", ""))


def attachment(name: str, media_type: str, *, file: str = "", content: str = "") -> dict[str, str]:
    given = {"name": clean(name)[:LONGEST_NAME], "type": clean(media_type)[:120]}
    return {**given, "file": file} if file else {**given, "content": content}


def encoded(content: bytes) -> str:
    return b64encode(content).decode()


def text(value: object) -> str:
    """A text or a number as text; anything else says nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def part(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def parts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts(value: object) -> tuple[str, ...]:
    return tuple(filter(None, map(text, value))) if isinstance(value, list) else ()
