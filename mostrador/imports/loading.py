"""The bulk load: JSON Lines in, records out, in constant memory; a second time changes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import InterfaceError, OperationalError, transaction

from mostrador.imports.kinds import BY, KINDS, LAST, Kind
from mostrador.imports.lines import LONGEST, UnreadableError, is_blank, parsed
from mostrador.imports.report import UNKNOWN, Report
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.rules.storable import printable
from mostrador.stores.copies import Outcome, rejected

A_BATCH = 500

Progress = Callable[[int], None]
Kinds = Mapping[str, Kind]
# A line; or why there is none, from a reader of another program's export.
Line = bytes | Reason


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
    lines: Iterable[Line],
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
    kinds: Kinds = KINDS,
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
        # Where there is nothing else, nothing has to wait for it.
        waiting = kept_back if len(kinds) > 1 else None
        for batch in _batches(numbered, waiting, kinds):
            _settle(batch, report, kinds, now=now)
            progress(report.lines)
        for batch in _batches(_taken_up(kept_back), None, kinds):
            _settle(batch, report, kinds, now=now)
            progress(report.lines)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _batches(
    numbered: Iterable[tuple[int, Line]], keep_back: IO[bytes] | None, kinds: Kinds
) -> Iterator[Batch]:
    batch = Batch()
    for number, line in numbered:
        if isinstance(line, Reason):
            batch.add(Entry(number, LAST, outcome=rejected(line)), 0)
        elif not is_blank(line):
            found = entry(number, line, keep_back, kinds)
            if found is not None:
                batch.add(found, len(line))
        if batch.is_full:
            yield batch
            batch = Batch()
    if batch.entries:
        yield batch


def entry(
    number: int, line: bytes, keep_back: IO[bytes] | None, kinds: Kinds = KINDS
) -> Entry | None:
    """The row that a line asks for; none if it is put off by being kept back."""
    try:
        body = parsed(line)
    except UnreadableError as error:
        return Entry(number, UNKNOWN, outcome=rejected(Reason("UNREADABLE", str(error), "")))
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in kinds:
        sentence = f"type must be one of {', '.join(kinds)}."
        return Entry(number, UNKNOWN, outcome=rejected(Reason("NO_SUCH_TYPE", sentence, "/type")))
    if kind == LAST and keep_back is not None:
        keep_back.write(b"%d\n%b\n" % (number, line.strip()))
        return None
    try:
        return Entry(number, kind, row=kinds[kind].check(body))
    except RefusedError as error:
        return Entry(number, kind, outcome=rejected(*error.reasons))


def _taken_up(kept_back: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    kept_back.seek(0)
    while number := kept_back.readline():
        yield int(number), kept_back.readline()


def _settle(batch: Batch, report: Report, kinds: Kinds, *, now: datetime) -> None:
    write(batch.entries, kinds, now=now)
    for entry in batch.entries:
        outcome = entry.outcome or rejected()
        if outcome.word == "rejected":
            report.reject(entry.line, entry.kind, outcome.reasons)
        else:
            report.count(entry.kind, outcome.word)


def write(entries: list[Entry], kinds: Kinds = KINDS, *, now: datetime, by: str = BY) -> None:
    """All at once; or, if there is one that the database will not have, each by itself."""
    waiting = [entry for entry in entries if entry.outcome is None]
    try:
        _write_at_once(waiting, kinds, now=now, by=by)
    except (InterfaceError, OperationalError):
        raise
    except Exception:  # noqa: BLE001  whatever one line does, it does not stop the others
        for entry in waiting:
            _write_alone(entry, kinds, now=now, by=by)


@transaction.atomic
def _write_at_once(entries: list[Entry], kinds: Kinds, *, now: datetime, by: str) -> None:
    for kind, how in kinds.items():
        ours = [entry for entry in entries if entry.kind == kind]
        outcomes = how.write([entry.row for entry in ours], now=now, by=by) if ours else []
        for entry, outcome in zip(ours, outcomes, strict=True):
            entry.outcome = outcome


def _write_alone(entry: Entry, kinds: Kinds, *, now: datetime, by: str) -> None:
    try:
        _write_at_once([entry], kinds, now=now, by=by)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # noqa: BLE001  whatever one line does, it does not stop the others
        first = printable(str(error)).partition("\n")[0][:200]
        sentence = f"It could not be kept: {first or type(error).__name__}."
        entry.outcome = rejected(Reason("NOT_KEPT", sentence, ""))
