"""The bulk load: JSON Lines in, records out, in constant memory; a second time changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import InterfaceError, OperationalError, transaction

from mostrador.imports.kinds import BY, KINDS, LAST
from mostrador.imports.lines import LONGEST, UnreadableError, is_blank, parsed
from mostrador.imports.report import UNKNOWN, Report
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.rules.storable import printable
from mostrador.stores.copies import Outcome, rejected

A_BATCH = 500

Progress = Callable[[int], None]


@dataclass(slots=True)
class Entry:
    """One line: the row it asks for, and in the end what became of it."""

    line: int
    kind: str
    row: Any = None
    outcome: Outcome | None = None


@dataclass(slots=True)
class Batch:
    entries: list[Entry] = field(default_factory=list)
    size: int = 0

    def add(self, entry: Entry, size: int) -> None:
        self.entries.append(entry)
        self.size += size

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= A_BATCH or self.size >= LONGEST


def load(
    lines: Iterable[bytes],
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """Take in every line; what became of each is in the report. Blank lines are no lines.

    Each batch is written whole or not at all, so a load that was interrupted is simply run again.
    A dry run writes everything and takes it back: on the embedded database others wait meanwhile.
    """
    report = Report()
    with (
        transaction.atomic() if dry_run else nullcontext(),
        SpooledTemporaryFile(max_size=LONGEST) as kept_back,
    ):
        numbered = enumerate(lines, start=1)
        for batch in _batches(numbered, kept_back):
            _settle(batch, report, now=now)
            progress(report.lines)
        for batch in _batches(_taken_up(kept_back), None):
            _settle(batch, report, now=now)
            progress(report.lines)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _batches(numbered: Iterable[tuple[int, bytes]], keep_back: IO[bytes] | None) -> Iterator[Batch]:
    batch = Batch()
    for number, line in numbered:
        if is_blank(line):
            continue
        entry = _entry(number, line, keep_back)
        if entry is not None:
            batch.add(entry, len(line))
        if batch.is_full:
            yield batch
            batch = Batch()
    if batch.entries:
        yield batch


def _entry(number: int, line: bytes, keep_back: IO[bytes] | None) -> Entry | None:
    try:
        body = parsed(line)
    except UnreadableError as error:
        return Entry(number, UNKNOWN, outcome=rejected(Reason("UNREADABLE", str(error), "")))
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        sentence = f"type must be one of {', '.join(KINDS)}."
        return Entry(number, UNKNOWN, outcome=rejected(Reason("NO_SUCH_TYPE", sentence, "/type")))
    if kind == LAST and keep_back is not None:
        keep_back.write(b"%d\n%b\n" % (number, line.strip()))
        return None
    try:
        return Entry(number, kind, row=KINDS[kind].check(body))
    except RefusedError as error:
        return Entry(number, kind, outcome=rejected(*error.reasons))


def _taken_up(kept_back: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    kept_back.seek(0)
    while number := kept_back.readline():
        yield int(number), kept_back.readline()


def _settle(batch: Batch, report: Report, *, now: datetime) -> None:
    _write(batch.entries, now=now)
    for entry in batch.entries:
        outcome = entry.outcome or rejected()
        if outcome.word == "rejected":
            report.reject(entry.line, entry.kind, outcome.reasons)
        else:
            report.count(entry.kind, outcome.word)


def _write(entries: list[Entry], *, now: datetime) -> None:
    """All at once; or, if there is one that the database will not have, each by itself."""
    waiting = [entry for entry in entries if entry.outcome is None]
    try:
        _write_at_once(waiting, now=now)
    except (InterfaceError, OperationalError):
        raise
    except Exception:  # noqa: BLE001  whatever one line does, it does not stop the others
        for entry in waiting:
            _write_alone(entry, now=now)


@transaction.atomic
def _write_at_once(entries: list[Entry], *, now: datetime) -> None:
    for kind, how in KINDS.items():
        ours = [entry for entry in entries if entry.kind == kind]
        outcomes = how.write([entry.row for entry in ours], now=now, by=BY) if ours else []
        for entry, outcome in zip(ours, outcomes, strict=True):
            entry.outcome = outcome


def _write_alone(entry: Entry, *, now: datetime) -> None:
    try:
        _write_at_once([entry], now=now)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # noqa: BLE001  whatever one line does, it does not stop the others
        first = printable(str(error)).partition("\n")[0][:200]
        sentence = f"It could not be kept: {first or type(error).__name__}."
        entry.outcome = rejected(Reason("NOT_KEPT", sentence, ""))
