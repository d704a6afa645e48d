"""Our copies of the marketplace's records: what a body does that is given once more."""

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from mostrador.outbox import owing
from mostrador.outbox.models import Owed
from mostrador.rules.bodies import Reason
from mostrador.rules.moments import moment
from mostrador.rules.storable import same
from mostrador.stores.inserting import insert

Done = TypeVar("Done")

TRIES = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one body: created, changed, unchanged or rejected."""

    word: str
    reasons: tuple[Reason, ...] = ()

    @property
    def says_something(self) -> bool:
        return self.word in {"created", "changed"}


CREATED = Outcome("created")
CHANGED = Outcome("changed")
UNCHANGED = Outcome("unchanged")


def rejected(*reasons: Reason) -> Outcome:
    return Outcome("rejected", reasons)


@dataclass(frozen=True, slots=True)
class Known:
    """What we have. A `stub` was made on the side and gives way to the record itself."""

    body: Mapping[str, Any]
    updated_at: datetime | None = None
    stub: bool = False


def judged(known: Known | None, body: Mapping[str, Any], updated_at: datetime | None) -> Outcome:
    """An older `updated_at` never overwrites a newer one; the same body changes nothing."""
    if known is None or known.stub:
        return CREATED
    if updated_at and known.updated_at and updated_at < known.updated_at:
        return UNCHANGED
    # Over the API the address says the type, and the body need not.
    return UNCHANGED if same({**known.body, "type": ""}, {**body, "type": ""}) else CHANGED


def weighed(rows: Sequence[Any], known: dict[str, Known]) -> list[Outcome]:
    """Each row as if it came alone after the ones before it; `known` is what we have then."""
    outcomes = []
    for row in rows:
        was = known.get(row.pk)
        outcome = judged(was, row.body, row.source_updated_at)
        if outcome is not UNCHANGED:
            # A body without a date does not make an older one welcome again.
            if was and not was.stub:
                row.source_updated_at = row.source_updated_at or was.updated_at
            known[row.pk] = Known(row.body, row.source_updated_at)
        outcomes.append(outcome)
    return outcomes


def taken(model: type[models.Model], rows: Sequence[Any], *columns: str) -> list[Outcome]:
    """Keep records that nothing else depends on; `columns` are what the marketplace decides."""
    known = known_of(model, {row.pk for row in rows})
    stored = set(known)
    outcomes = weighed(rows, known)
    save(model, effective(rows, outcomes).values(), stored, columns)
    return outcomes


def effective(rows: Sequence[Any], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The last row of each key that says something new."""
    told = zip(rows, outcomes, strict=True)
    return {row.pk: row for row, outcome in told if outcome.says_something}


def known_of(
    model: type[models.Model], keys: Collection[str], stub: str | None = None
) -> dict[str, Known]:
    """What we have of these keys, locked where the database can."""
    wanted = model._default_manager.filter(pk__in=sorted(keys)).order_by("pk")
    columns = ("pk", "body", "source_updated_at", *((stub,) if stub else ()))
    found = wanted.select_for_update(no_key=True).values_list(*columns)
    return {key: Known(*rest) for key, *rest in found}


def save(
    model: type[models.Model],
    rows: Iterable[Any],
    stored: Collection[str],
    columns: Sequence[str],
) -> None:
    """Two statements whatever the number of rows.

    In the order of keys: two programs that save the same records then wait for each other and do
    not lock each other out.
    """
    ordered = sorted(rows, key=lambda row: row.pk)
    insert(model, [row for row in ordered if row.pk not in stored])
    replaced = [row for row in ordered if row.pk in stored]
    if replaced:
        model._default_manager.bulk_create(
            replaced,
            update_conflicts=True,
            unique_fields=[str(model._meta.pk.name)],
            update_fields=columns,
        )


def settled(act: Callable[[], Done]) -> Done:
    """Another program may create the same record at the same moment: ours then comes second."""
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return act()
        except IntegrityError:
            continue
    with transaction.atomic():
        return act()


def updated_at_of(body: Mapping[str, Any]) -> datetime | None:
    """For records that keep it in their body alone."""
    value = body.get("updated_at")
    return moment(value) if isinstance(value, str) else None


def notify_all(kind: str, payloads: Iterable[Mapping[str, Any]], *, now: datetime) -> None:
    """Owe each later app that takes this kind one notice a payload, all in one statement."""
    if kind not in owing.TAKERS:
        raise owing.NobodyTakesItError(kind)
    owed = [
        # The same change may come, go and come again, so no key is made of what it says.
        Owed(
            kind=f"{kind}>{taker}",
            key=f"{kind}:{secrets.token_hex(16)}:{taker}",
            payload=dict(payload),
            owed_at=now,
        )
        for payload in payloads
        for taker in owing.TAKERS[kind]
    ]
    owing.owe_all(owed)
