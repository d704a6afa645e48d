"""A table taken in at once, as the command does it: in constant memory, and again if cut short."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from django.db import transaction

from mostrador.imports import files, merging, rejects, tables
from mostrador.imports.guessing import MARKS
from mostrador.imports.kinds import BY
from mostrador.imports.loading import A_BATCH, Progress
from mostrador.imports.mapping import TableMapping
from mostrador.imports.reading import Reading, columns_reason
from mostrador.imports.report import IN_MEMORY, Report
from mostrador.imports.tables import Row
from mostrador.stores.copies import Outcome

Write = Callable[[bytes], object]


class NoSuchColumnsError(ValueError):
    """The file lacks columns that the mapping reads; a sentence."""


def load_table(
    path: Path,
    mapping: TableMapping,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
    give_back: Write | None = None,
) -> Report:
    """Take in every row; what became of each is in the report. A second time changes nothing.

    `give_back` gets the rejected rows as a table. Each batch is written whole or not at all. A dry
    run writes everything and takes it back: on the embedded database others wait meanwhile.
    """
    report = Report()
    mapping = as_marked(mapping, files.head(path))
    with path.open("rb") as file, SpooledTemporaryFile(max_size=IN_MEMORY) as told:
        columns, at, line = files.headings(file, mapping.shape)
        reading = _reading(mapping, columns)
        found = tables.rows(file, mapping.shape, at=at, line=line, width=len(columns))
        with transaction.atomic() if dry_run else nullcontext():
            while batch := list(islice(found, A_BATCH)):
                outcomes = merging.take(reading, batch, now=now, by=BY)
                for row, outcome in zip(batch, outcomes, strict=True):
                    _report(report, reading.record, row, outcome, told)
                progress(report.lines)
            if dry_run:
                transaction.set_rollback(True)
        if give_back:
            for piece in rejects.table(path, mapping.shape, columns, _told(told)):
                give_back(piece)
    return report


def as_marked(mapping: TableMapping, head: bytes) -> TableMapping:
    """What a file's own mark says of its encoding goes before what the mapping says."""
    said = next((encoding for mark, encoding in MARKS if head.startswith(mark)), "")
    return mapping.encoded(said) if said else mapping


def _reading(mapping: TableMapping, columns: tuple[str, ...]) -> Reading:
    reason = columns_reason(mapping, columns)
    if reason:
        raise NoSuchColumnsError(reason.detail)
    return Reading(mapping, columns)


def _report(
    report: Report, record: str, row: Row, outcome: Outcome, told: IO[bytes] | BinaryIO
) -> None:
    if outcome.word != "rejected":
        report.count(record, outcome.word)
        return
    report.reject(row.line, record, outcome.reasons)
    reasons = [reason.detail for reason in outcome.reasons]
    told.write(json.dumps([row.line, row.at, row.until - row.at, reasons]).encode() + b"\n")


def _told(told: IO[bytes]) -> Iterator[rejects.Told]:
    told.seek(0)
    return (json.loads(line) for line in told)
