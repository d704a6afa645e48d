"""What open pages should look at again: told in the act's own transaction, read by streams.

On PostgreSQL a row with a smaller id may be committed later than its neighbour. Each row therefore
keeps its transaction, and a reader stays behind the oldest one that is still running. SQLite has
one writer at a time: its ids are committed in their order.
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
    """Each topic with the place where it was told last, and the place that was looked up to."""

    topics: dict[str, Position]
    until: Position


def tell(*topics: str, at: datetime) -> None:
    writing = _number(WRITING) if _has_numbers() else 0
    Event.objects.bulk_create([Event(topic=topic, at=at, transaction=writing) for topic in topics])


def here() -> Position:
    """Whatever is told and not yet committed lies behind it."""
    if not _has_numbers():
        return Position(0, Event.objects.aggregate(last=Max("pk"))["last"] or 0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {OLDEST_RUNNING}")
        return Position(cursor.fetchone()[0], 0)


def since(position: Position) -> Told:
    """What was told next, a thousand events at once."""
    rows = _after(position).order_by("transaction", "pk")[:AT_ONCE]
    found = [
        (topic, Position(*at)) for topic, *at in rows.values_list("topic", "transaction", "pk")
    ]
    return Told(dict(found), found[-1][1] if found else position)


def missed(topics: Collection[str], position: Position) -> Told:
    """Which of these were told of between there and here."""
    until = here()
    known = _after(position).exclude(_behind(until)).filter(topic__in=topics)
    names = known.order_by().values_list("topic", flat=True).distinct()
    return Told(dict.fromkeys(names, until), until)


def forget(*, before: datetime) -> int:
    """What no open page can still have missed; returns how many."""
    return Event.objects.filter(at__lte=before - KEPT_FOR).delete()[0]


def _after(position: Position) -> QuerySet[Event]:
    committed = Q(transaction__lt=_number(OLDEST_RUNNING)) if _has_numbers() else Q()
    return Event.objects.filter(_behind(position), committed)


def _behind(position: Position) -> Q:
    transaction, number = position
    return Q(transaction__gt=transaction) | Q(transaction=transaction, pk__gt=number)


def _has_numbers() -> bool:
    return connection.vendor == "postgresql"


def _number(sql: str) -> Func:
    return Func(template=sql, output_field=BigIntegerField())
