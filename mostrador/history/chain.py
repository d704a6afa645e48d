"""The only writer of history."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import F, Field

from mostrador.history.models import Chained, Entry


class MovedOnError(Exception):
    """The row is no longer as the act expected it; nothing was written."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What is about to become an entry. `facts`: ids, moments, numbers, digests; no words."""

    what: str
    at: datetime
    by: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def begin(row: Chained, happenings: Sequence[Happening]) -> None:
    """Insert the row together with the first entries of its chain."""
    begin_all([(row, happenings)])


@transaction.atomic(savepoint=False)
def begin_all(rows: Sequence[tuple[Chained, Sequence[Happening]]]) -> None:
    """Insert many rows of one kind, each with the first entries of its chain."""
    entries: list[Entry] = []
    for row, happenings in rows:
        made = _linked(row, happenings)
        row.chain_length, row.chain_head, row.version = len(made), made[-1].hash, 1
        entries += made
    if rows:
        type(rows[0][0])._default_manager.bulk_create([row for row, _ in rows])
        Entry.objects.bulk_create(entries)


def write(
    row: Chained,
    was: Mapping[str, Any],
    happenings: Sequence[Happening],
    *,
    seen: bool = True,
    **changes: Any,
) -> None:
    """Write entries, head and new state in one act, if the row still is as `was` says.

    `seen=False` for acts that nobody needs to have seen before writing to the row. Raises
    MovedOnError when the row is no longer as `was` says; another writer alone is waited out.
    """
    with transaction.atomic(savepoint=False):
        made = _claim(row, was, happenings, seen=seen, **changes)
        Entry.objects.bulk_create(made)
    # Nothing was written, and raised here it leaves the transaction around us good to go on with.
    if not made:
        raise MovedOnError(row.subject)
    row.chain_length, row.chain_head = row.chain_length + len(made), made[-1].hash
    row.version += int(seen)
    for name, value in changes.items():
        setattr(row, name, value)


def _claim(
    row: Chained,
    was: Mapping[str, Any],
    happenings: Sequence[Happening],
    *,
    seen: bool,
    **changes: Any,
) -> list[Entry]:
    """Move the row to its new state and head; the entries that go with it, or none."""
    model = type(row)._default_manager
    while True:
        made = _linked(row, happenings)
        written = model.filter(pk=row.pk, chain_length=row.chain_length, **was).update(
            chain_length=row.chain_length + len(made),
            chain_head=made[-1].hash,
            version=F("version") + int(seen),
            **changes,
        )
        if written:
            return made
        row.refresh_from_db(fields=["chain_length", "chain_head", "version", *was])
        if not model.filter(pk=row.pk, **was).exists():
            return []


@transaction.atomic(savepoint=False)
def write_all(
    rows: Sequence[tuple[Chained, Sequence[Happening]]], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Write to many rows of one kind that this transaction has locked, in two round trips.

    `columns` holds, for each column to change, the rows' new values in the rows' order.
    """
    if not rows:
        return
    made = [_linked(row, happenings) for row, happenings in rows]
    values = [
        (row.chain_length + len(entries), entries[-1].hash, *new, row.pk, row.chain_length)
        for (row, _), entries, *new in zip(rows, made, *_stored(rows[0][0], columns), strict=True)
    ]
    table = rows[0][0]._meta.db_table
    sets = ", ".join(f'"{name}" = %s' for name in ("chain_length", "chain_head", *columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{table}" SET version = version + 1, {sets} '  # noqa: S608  names of columns
            "WHERE id = %s AND chain_length = %s",
            values,
        )
        if cursor.rowcount != len(rows):
            raise MovedOnError(table)
    Entry.objects.bulk_create(entry for entries in made for entry in entries)


def _stored(row: Chained, columns: Mapping[str, Sequence[Any]]) -> Iterator[list[Any]]:
    """The values as the database keeps them: SQLite, for one, keeps moments without a zone."""
    for name, values in columns.items():
        column = cast("Field[Any, Any]", row._meta.get_field(name))
        yield [column.get_db_prep_save(value, connection) for value in values]


def entries_of(row: Chained) -> list[Entry]:
    return list(Entry.objects.filter(subject=row.subject).order_by("number"))


def hash_of(entry: Entry) -> str:
    """SHA-256 over everything the entry says and the hash of the one before."""
    said = [entry.subject, entry.number, entry.at.isoformat(), entry.by, entry.what, entry.facts]
    canonical = json.dumps([*said, entry.previous], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _linked(row: Chained, happenings: Iterable[Happening]) -> list[Entry]:
    made: list[Entry] = []
    for happening in happenings:
        entry = Entry(
            subject=row.subject,
            number=row.chain_length + len(made) + 1,
            at=happening.at.astimezone(UTC),
            by=happening.by,
            what=happening.what,
            facts=_facts(happening),
            previous=made[-1].hash if made else row.chain_head,
        )
        entry.hash = hash_of(entry)
        made.append(entry)
    return made


def _facts(happening: Happening) -> dict[str, Any]:
    written = json.dumps(dict(happening.facts), default=_plain)
    # A database may give a float back as another number, and the hash would no longer fit.
    return dict(json.loads(written, parse_float=str))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
