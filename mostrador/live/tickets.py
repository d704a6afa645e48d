"""What a page may listen to: signed by whoever showed the page, so that a stream asks no database.

A stream says only that something changed; what it is, the page asks as the person who reads it.
"""

from datetime import timedelta
from typing import NamedTuple

from django.core import signing

from mostrador.live.events import Position

GOOD_FOR = timedelta(hours=12)


class Ticket(NamedTuple):
    topics: frozenset[str]
    after: Position


def seal(ticket: Ticket) -> str:
    return signing.dumps([*sorted(ticket.topics), str(ticket.after)], salt="mostrador.live")


def open_seal(sealed: str) -> Ticket | None:
    """None when it is altered or past its time, which is the machine's."""
    try:
        *topics, after = signing.loads(sealed, salt="mostrador.live", max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return Ticket(frozenset(topics), Position.read(after))
