"""Connecting a marketplace, and changing how: the only writer of a connection's settings.

The history says which settings changed, not to what: an address may hold a key.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.connectors import opening, readings, registry
from mostrador.connectors.base import Connector
from mostrador.connectors.models import Connection, Reading
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.rules.webhook_address import endpoint
from mostrador.stores.models import Store

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
BAD_NAME = "A name has small letters, digits, - and _, and at most 60 of them."
TAKEN = "There is a connection of this name already."
NOT_AN_ADDRESS = "{label} must begin with https://, or be on this machine."
MISSING = "{label} is required."
NOT_ASKED = "{name} is nothing that this connector asks for."
NOT_A_CHOICE = "{label} must be one of {choices}."
NOT_ALLOWED = "{label}: {theirs} must become one of {allowed}."
ANOTHER_CARRIES = "Another connection carries out this store's instructions already."
CANNOT_CARRY = "This connector cannot carry out any instruction."
LONGEST = 2_000
MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody types in. A secret that is left out stays as it is."""

    settings: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@transaction.atomic
def connect(
    name: str, kind: str, store: Store, wanted: Wanted, *, by: str, now: datetime,
    machine_now: datetime,
) -> Connection:  # fmt: skip
    """Raises RefusedError, or registry.UnknownKindError."""
    made = registry.find(kind)
    reasons = [*_name(name), *_wrong(made, wanted, known={})]
    if reasons:
        raise RefusedError(reasons)
    connection = Connection(name=name, kind=kind, store=store, made_at=now, **_split(made, wanted))
    named = {"kind": kind, "store": store.pk, "settings": sorted(wanted.settings)}
    chain.begin(connection, [Happening("connected", now, by, named)])
    readings.begin(connection, opening.opened(connection, machine_now=machine_now))
    return connection


@transaction.atomic
def change(
    connection: Connection, wanted: Wanted, *, by: str, version: int, now: datetime,
    machine_now: datetime,
) -> bool:  # fmt: skip
    """False if it changes nothing. Raises RefusedError, or MovedOnError if somebody was faster."""
    _seen(connection, version)
    made = registry.find(connection.kind)
    known = connection.settings | connection.secrets
    reasons = _wrong(made, wanted, known=known)
    if reasons:
        raise RefusedError(reasons)
    kept = _split(
        made, Wanted({**known, **wanted.settings}, {**connection.tables, **wanted.tables})
    )
    changed = _changed(connection, kept)
    if not changed:
        return False
    # With another key it may be asked again at once.
    write(connection, "connection_changed", {"settings": changed}, by=by, now=now, quiet_until=None,
          fault_code="", fault="", **kept)  # fmt: skip
    readings.wake(connection, machine_now=machine_now)
    return True


@transaction.atomic
def pause(connection: Connection, *, by: str, now: datetime) -> bool:
    if connection.paused:
        return False
    write(connection, "connection_paused", {}, by=by, now=now, paused=True)
    return True


@transaction.atomic
def go_on(connection: Connection, *, by: str, now: datetime, machine_now: datetime) -> bool:
    if not connection.paused:
        return False
    write(connection, "connection_went_on", {}, by=by, now=now, paused=False, quiet_until=None)
    readings.wake(connection, machine_now=machine_now)
    return True


@transaction.atomic
def carry(connection: Connection, *, wanted: bool, by: str, now: datetime) -> bool:
    """Whether it carries out the store's instructions. Raises RefusedError."""
    if connection.carries == wanted:
        return False
    if wanted:
        _may_carry(connection)
    what = "connection_carries" if wanted else "connection_stopped_carrying"
    write(connection, what, {}, by=by, now=now, carries=wanted)
    return True


@transaction.atomic
def read_again(
    reading: Reading, since: datetime, *, by: str, now: datetime, machine_now: datetime
) -> None:
    """Replay: what is known already changes nothing, what was missed comes in."""
    facts = {"stream": reading.stream, "since": since}
    write(reading.connection, "stream_read_again", facts, by=by, now=now)
    readings.begin_again(reading, since, machine_now=machine_now)


def write(
    connection: Connection, what: str, facts: Mapping[str, Any], *, by: str, now: datetime,
    **changes: Any,
) -> None:  # fmt: skip
    happening = Happening(what, now, by, facts)
    chain.write(connection, {"version": connection.version}, [happening], **changes)


def _seen(connection: Connection, version: int) -> None:
    if connection.version != version:
        raise chain.MovedOnError(connection.subject)


def _name(name: str) -> list[Reason]:
    if not NAME.fullmatch(name):
        return [Reason("NOT_A_NAME", BAD_NAME, "/name")]
    if Connection.objects.filter(pk=name).exists():
        return [Reason("NAME_TAKEN", TAKEN, "/name")]
    return []


def _may_carry(connection: Connection) -> None:
    if not registry.find(connection.kind).carries:
        raise RefusedError([Reason("CANNOT_CARRY", CANNOT_CARRY, "/carries")])
    others = Connection.objects.filter(store=connection.store_id, carries=True)
    if others.exclude(pk=connection.pk).exists():
        raise RefusedError([Reason("ANOTHER_CARRIES", ANOTHER_CARRIES, "/carries")])


def _wrong(made: type[Connector], wanted: Wanted, *, known: Mapping[str, str]) -> list[Reason]:
    asked = {each.name: each for each in made.settings}
    strange = [name for name in wanted.settings if name not in asked]
    reasons = [_reason("NOT_ASKED", name, NOT_ASKED, name=name) for name in strange]
    for name, each in asked.items():
        value = wanted.settings.get(name, known.get(name, "")).strip() or each.default
        label = str(each.label)
        if each.required and not value:
            reasons.append(_reason("MISSING", name, MISSING, label=label))
        elif value and each.address and endpoint(value) is None:
            reasons.append(_reason("NOT_A_WEBHOOK", name, NOT_AN_ADDRESS, label=label))
        elif value and each.choices and value not in each.choices:
            choices = ", ".join(each.choices)
            reasons.append(_reason("NOT_ONE_OF", name, NOT_A_CHOICE, label=label, choices=choices))
    return reasons + _wrong_tables(made, wanted)


def _wrong_tables(made: type[Connector], wanted: Wanted) -> list[Reason]:
    allowed = {each.name: each for each in made.tables}
    return [
        _reason("NOT_ONE_OF", name, NOT_ALLOWED, label=str(allowed[name].label), theirs=theirs,
                allowed=", ".join(allowed[name].allowed))
        for name, words in wanted.tables.items()
        if name in allowed and allowed[name].allowed
        for theirs, ours in words.items()
        if ours not in allowed[name].allowed
    ]  # fmt: skip


def _reason(code: str, name: str, sentence: str, /, **about: str) -> Reason:
    return Reason(code, sentence.format(**about), f"/settings/{name}")


def _split(made: type[Connector], wanted: Wanted) -> dict[str, Any]:
    secret = {each.name for each in made.settings if each.secret}
    given = {name: value.strip()[:LONGEST] for name, value in wanted.settings.items()}
    return {
        "settings": {name: value for name, value in given.items() if name not in secret},
        "secrets": {name: value for name, value in given.items() if name in secret and value},
        "tables": {name: dict(words) for name, words in wanted.tables.items()},
    }


def _changed(connection: Connection, kept: Mapping[str, Any]) -> list[str]:
    """The names of what is different, in order."""
    changed = set()
    for column, values in kept.items():
        was = getattr(connection, column)
        changed |= {name for name in {*was, *values} if was.get(name) != values.get(name)}
    return sorted(changed)
