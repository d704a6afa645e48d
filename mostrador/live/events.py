"""What open pages should look at again: told in the act's own transaction, read by streams.

On PostgreSQL a row with a smaller id may be committed later than its neighbour. Each row therefore
keeps its transaction, and a reader's place stays behind the oldest one that is still running, in
whichever database of the server: what it sees behind that place it tells at once, and remembers.
SQLite has one writer at a time: its ids are committed in their order.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from django.db import connection
from django.db.models import BigIntegerField, Func, Max, Q, QuerySet

from mostrador.live.models import Event

DESK = "desk"
KEPT_FOR = timedelta(days=1)
AT_ONCE = 1000
WRITING = "pg_current_xact_id()::text::bigint"
OLDEST_RUNNING = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# What a database can hold in the columns of a position.
FARTHEST = 2**63


def contact(key: str) -> str:
    return f"contact:{key}"


def seller(key: str) -> str:
    return f"seller:{key}"


class Position(NamedTuple):
    """A place between two events."""

    transaction: int
    number: int

    def __str__(self) -> str:
        return f"{self.transaction}-{self.number}"

    @classmethod
    def read(cls, written: str) -> Self:
        """Raise ValueError for anything that `str` did not write."""
        transaction, number = map(int, written.split("-"))
        if max(transaction, number) >= FARTHEST:
            raise ValueError(written)
        return cls(transaction, number)


class Told(NamedTuple):
    """Rows by number with their topics; whatever is told later lies behind `until`."""

    topics: dict[int, str]
    until: Position


def tell(*topics: str, at: datetime) -> None:
    writing = Func(template=WRITING, output_field=BigIntegerField()) if _has_numbers() else 0
    Event.objects.bulk_create([Event(topic=topic, at=at, transaction=writing) for topic in topics])


def here() -> Position:
    """Whatever is told and not yet committed lies behind it."""
    if not _has_numbers():
        return Position(0, Event.objects.aggregate(last=Max("pk"))["last"] or 0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {OLDEST_RUNNING}")
        return Position(cursor.fetchone()[0], 0)


def since(position: Position) -> Told:
    """What can be seen behind there, a thousand rows at once; some of it may be seen again."""
    until = here()
    rows = _behind(position).order_by("transaction", "pk")[:AT_ONCE]
    found = list(rows.values_list("pk", "topic", "transaction"))
    if len(found) == AT_ONCE:
        until = min(until, Position(found[-1][2], found[-1][0]))
    return Told({number: topic for number, topic, _ in found}, max(position, until))


def missed(topics: Collection[str], position: Position) -> Told:
    """Which of these topics were told of since, each with its last row."""
    until = here()
    rows = _behind(position).filter(topic__in=topics).order_by().values_list("topic")
    return Told({number: topic for topic, number in rows.annotate(last=Max("pk"))}, until)


def forget(*, before: datetime) -> int:
    """What no open page can still have missed; returns how many."""
    return Event.objects.filter(at__lte=before - KEPT_FOR).delete()[0]


def _behind(position: Position) -> QuerySet[Event]:
    transaction, number = position
    later = Q(transaction__gt=transaction) | Q(transaction=transaction, pk__gt=number)
    return Event.objects.filter(later)


def _has_numbers() -> bool:
    return connection.vendor == "postgresql"
