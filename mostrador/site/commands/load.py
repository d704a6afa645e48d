"""mostrador load FILE | -"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from mostrador import wallclock
from mostrador.imports.lines import lines_of
from mostrador.imports.loading import load
from mostrador.imports.report import Report
from mostrador.site.failure import Failure

HELP = "load stores, sellers, orders and the rest from a file of JSON Lines"
# More than this nobody reads from a screen.
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="one JSON object a line; - is standard input")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would happen and keep nothing; on SQLite other writers wait meanwhile",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")


def run(options: argparse.Namespace) -> int:
    with _opened(options.file) as file:
        report = load(
            lines_of(file), now=wallclock.now(), dry_run=options.dry_run, progress=_progress
        )
    if options.json:
        report.write(sys.stdout)
    else:
        _say(report)
    return 1 if report.rejected else 0


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
    if report.rejected > SHOWN:
        print(f"and {report.rejected - SHOWN} lines more; --json lists all.", file=sys.stderr)
