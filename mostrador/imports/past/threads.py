"""Which mails of some mailboxes belong together, by their own headers; their words stay on disk."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import blake2b

ID = re.compile(r"<([^<>\s]{1,990})>")
MOST_IDS = 500
LONGEST_HEAD = 256 * 1024
END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail's place, and numbers that stand for ids: its own, and where its thread began."""

    number: int
    own: int
    origin: int
    named: tuple[int, ...]

    @property
    def answers(self) -> bool:
        return self.origin != self.own


def mail_of(number: int, raw: bytes) -> Mail:
    head = _headers(raw)
    own = _ids(head, "Message-ID")[:1]
    before = [*_ids(head, "References"), *_ids(head, "In-Reply-To")]
    key = _number(own[0].encode(errors="replace") if own else raw)
    named = tuple(_number(one.encode(errors="replace")) for one in before[:MOST_IDS])
    return Mail(number, key, named[0] if named else key, named)


def together(mails: Iterable[Mail]) -> Iterator[list[Mail]]:
    """The threads in the order of their first mails. A mail that lies there twice stays twice."""
    mails, leaders = list(mails), _Leaders()
    for mail in mails:
        for one in mail.named:
            leaders.join(mail.own, one)
    threads: dict[int, list[Mail]] = defaultdict(list)
    for mail in mails:
        threads[leaders.of(mail.own)].append(mail)
    yield from threads.values()


class _Leaders:
    """Disjoint sets: whoever is led by the same one is in the same thread."""

    def __init__(self) -> None:
        self._led_by: dict[int, int] = {}

    def of(self, one: int) -> int:
        way = [one]
        while (ahead := self._led_by.get(way[-1], way[-1])) != way[-1]:
            way.append(ahead)
        for passed in way[:-1]:
            self._led_by[passed] = way[-1]
        return way[-1]

    def join(self, one: int, other: int) -> None:
        self._led_by[self.of(other)] = self.of(one)


def _headers(raw: bytes) -> Message:
    end = END.search(raw)
    return BytesHeaderParser().parsebytes(raw[: end.end()] if end else raw)


def _ids(head: Message, name: str) -> Sequence[str]:
    return [one for value in head.get_all(name, []) for one in ID.findall(str(value))]


def _number(text: bytes) -> int:
    return int.from_bytes(blake2b(text, digest_size=8).digest())
