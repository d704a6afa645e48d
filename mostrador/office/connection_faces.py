"""A connection as the operator sees it: how it does, what was read, what would not come in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.connectors import registry, testing
from mostrador.connectors.base import Connector
from mostrador.connectors.models import Connection, Faulty, Reading, Rejected

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    kind: str
    store: str
    href: str
    state: str
    look: str
    read_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, what to do, and in small letters what the marketplace said."""

    advice: str
    said: str


@dataclass(frozen=True, slots=True)
class StreamFace:
    name: str
    label: str
    read_at: datetime | None
    until: datetime
    counted: str
    fault: Fault | None
    # A round is under way.
    pages_left: bool


@dataclass(frozen=True, slots=True)
class RejectedFace:
    title: str
    at: datetime
    reasons: tuple[str, ...]
    body: str
    times: int


def row(connection: Connection) -> Row:
    readings = list(connection.readings.all())
    words, look = state(connection, readings)
    read = [each.read_at for each in readings if each.read_at]
    return Row(
        connection.name,
        label(connection.kind),
        connection.store.name,
        reverse("office:connection", args=[connection.pk]),
        words,
        look,
        max(read, default=None),
        connection.store.time_zone,
    )


def state(connection: Connection, readings: Iterable[Reading]) -> tuple[str, str]:
    """In a word, and how it looks."""
    told = list(readings)
    if connection.paused:
        return _("paused"), "plain"
    codes = [each.fault_code for each in (connection, *told) if each.fault_code]
    if any(code != "TRY_LATER" for code in codes):
        return _("needs you"), "late"
    if codes:
        return _("waits"), "warn"
    if not any(each.read_at for each in told):
        return _("not read yet"), "plain"
    return _("works"), "ok"


def label(kind: str) -> str:
    made = registry.kinds().get(kind)
    return str(made.label) if made else kind


def fault(row: Faulty) -> Fault | None:
    return Fault(testing.advice(row.fault_code), row.fault) if row.fault_code else None


def streams(connection: Connection, connector: Connector | None) -> list[StreamFace]:
    labels = {each.name: str(each.label) for each in connector.streams()} if connector else {}
    return [_stream(each, labels) for each in connection.readings.order_by("pk")]


def _stream(reading: Reading, labels: Mapping[str, str]) -> StreamFace:
    return StreamFace(
        reading.stream,
        labels.get(reading.stream, reading.stream),
        reading.read_at,
        reading.since,
        counted(reading.counts),
        fault(reading),
        reading.page is not None,
    )


def counted(counts: Mapping[str, Any]) -> str:
    """What became of what was read: only words that say something."""
    number = {word: int(counts.get(word, 0)) for word in
              ("created", "changed", "unchanged", "rejected", "messages")}  # fmt: skip
    said = [
        ngettext("%(n)s new", "%(n)s new", number["created"]) % {"n": number["created"]},
        ngettext("%(n)s changed", "%(n)s changed", number["changed"]) % {"n": number["changed"]},
        ngettext("%(n)s as before", "%(n)s as before", number["unchanged"])
        % {"n": number["unchanged"]},
        ngettext("%(n)s rejected", "%(n)s rejected", number["rejected"])
        % {"n": number["rejected"]},
        ngettext("%(n)s message", "%(n)s messages", number["messages"]) % {"n": number["messages"]},
    ]
    told = [words for words, each in zip(said, number.values(), strict=True) if each]
    return ", ".join(told) or _("nothing so far")


def rejected(connection: Connection) -> list[RejectedFace]:
    rows = connection.rejected.select_related("text").order_by("-at", "-pk")
    return [_rejected(each) for each in rows[:SHOWN]]


def _rejected(row: Rejected) -> RejectedFace:
    reasons = tuple(_reason(each) for each in row.reasons)
    title = f"{row.kind} {row.ref}" if len(row.ref) < len("0" * 64) else row.kind
    return RejectedFace(title, row.at, reasons, row.text.body, row.times)


def _reason(reason: Mapping[str, str]) -> str:
    pointer = reason.get("pointer")
    said = str(reason.get("detail"))
    return f"{pointer}: {said}" if pointer else said
