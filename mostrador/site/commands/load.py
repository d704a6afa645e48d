"""mostrador load FILE | - | FILE --mapping NAME | --from zendesk|zammad|mbox FILE|FOLDER"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from mostrador import wallclock
from mostrador.imports import past
from mostrador.imports.kinds import KINDS, with_files
from mostrador.imports.lines import lines_of
from mostrador.imports.loading import Kinds, load
from mostrador.imports.past.beside import Folder
from mostrador.imports.report import Report
from mostrador.site import from_table
from mostrador.site.failure import Failure
from mostrador.stores.models import Store

HELP = "load stores, sellers, orders and the rest from a file of JSON Lines, or a table (CSV)"
# More than this nobody reads from a screen.
SHOWN = 20
# Lines that show whether a file is a table.
LOOKED_AT = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="one JSON object a line; - is standard input")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would happen and keep nothing; on SQLite other writers wait meanwhile",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")
    from_table.arguments(parser)
    exports = parser.add_argument_group("past contacts of another program")
    exports.add_argument(
        "--from", dest="source", choices=past.FORMATS, help="FILE is its export, or a folder of it"
    )
    exports.add_argument("--store", default="", metavar="ID", help="whose contacts they were")
    exports.add_argument(
        "--service-address",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="an address that the service wrote from; the stores' own if none is named",
    )


def run(options: argparse.Namespace) -> int:
    if options.guess is not None:
        return from_table.guess(options)
    if options.mapping:
        report = from_table.load(options, _progress)
    else:
        report = _past(options) if options.source else _lines(options)
    if options.json:
        report.write(sys.stdout)
    else:
        _say(report)
    return 1 if report.rejected else 0


def _lines(options: argparse.Namespace) -> Report:
    with _opened(options.file) as file:
        lines = lines_of(file)
        first = list(islice(lines, LOOKED_AT))
        from_table.refuse_a_table(options.file, first)
        return load(
            chain(first, lines),
            now=wallclock.now(),
            dry_run=options.dry_run,
            progress=_progress,
            kinds=_kinds(options.file),
        )


def _kinds(name: str) -> Kinds:
    """The files that records name lie in the folder of their own file."""
    return KINDS if name == "-" else with_files(Folder(Path(name)).read)


def _past(options: argparse.Namespace) -> Report:
    path = Path(options.file)
    if not path.exists():
        raise Failure(f"There is no {options.file}.")
    if options.store and not Store.objects.filter(pk=options.store).exists():
        raise Failure(f"There is no store {options.store}; load it first.")
    service = frozenset(address.strip().lower() for address in options.service_address)
    known = past.Options(options.store, service)
    try:
        return past.load(
            path,
            options.source,
            known,
            now=wallclock.now(),
            dry_run=options.dry_run,
            progress=_progress,
        )
    except past.NoExportError as error:
        raise Failure(str(error)) from None


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    path = Path(name)
    if path.is_dir():
        raise Failure(f"{name} is a folder; name a file.")
    if not path.exists():
        raise Failure(f"There is no file {name}.")
    with path.open("rb") as file:
        yield file


def _progress(lines: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{lines} lines", end="", file=sys.stderr, flush=True)


def _say(report: Report) -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for kind, counts in report.counts.items():
        if any(counts.values()):
            said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
            print(f"{kind}: {said}")
    for rejection in islice(report.rejections(), SHOWN):
        for reason in rejection["reasons"]:
            where = f" at {reason['pointer']}" if reason["pointer"] else ""
            print(f"line {rejection['line']}{where}: {reason['detail']}", file=sys.stderr)
    for note in report.notes:
        print(note, file=sys.stderr)
    if report.rejected > SHOWN:
        print(f"and {report.rejected - SHOWN} lines more; --json lists all.", file=sys.stderr)
