"""Importing a folder of tables as the office does: guessed, proposed, and taken batch by batch."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bench.tables import FILES
from mostrador.imports import files, merging, tables
from mostrador.imports.guessing import guess
from mostrador.imports.mapping import TableMapping
from mostrador.imports.proposing import propose
from mostrador.imports.reading import Reading

A_BATCH = 500
BY = "program:test"
Told = tuple[str, int, tuple[str, ...]]


def mapping_of(path: Path, kind: str, **known: Any) -> TableMapping:
    """What the table proposes for itself, with what a person would say of it."""
    found = propose(kind, guess(files.head(path)))
    return replace(found, **{name: value for name, value in known.items() if value})


def take(path: Path, mapping: TableMapping, *, now: datetime) -> tuple[Counter[str], list[Told]]:
    """What became of the rows, and the rejected ones with their lines and reasons."""
    counts: Counter[str] = Counter()
    rejected: list[Told] = []
    with path.open("rb") as file:
        columns, at, line = files.headings(file, mapping.shape)
        reading = Reading(mapping, columns)
        rows = tables.rows(file, mapping.shape, at=at, line=line, width=len(columns))
        while batch := list(islice(rows, A_BATCH)):
            outcomes = merging.take(reading, batch, now=now, by=BY)
            counts.update(outcome.word for outcome in outcomes)
            rejected += [
                (mapping.kind, row.line, tuple(reason.detail for reason in outcome.reasons))
                for row, outcome in zip(batch, outcomes, strict=True)
                if outcome.word == "rejected"
            ]
    return counts, rejected


def tables_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The kinds of tables that lie there, in an order in which each finds what it names."""
    for kind, name in FILES.items():
        if (path := folder / f"{name}.csv").exists():
            yield kind, path


def take_all(folder: Path, *, now: datetime, **known: Any) -> tuple[Counter[str], list[Told]]:
    counts: Counter[str] = Counter()
    rejected: list[Told] = []
    for kind, path in tables_in(folder):
        found, refused = take(path, mapping_of(path, kind, **known), now=now)
        counts += found
        rejected += refused
    return counts, rejected
