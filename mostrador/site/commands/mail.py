"""mostrador mail FILE… | -"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from mostrador import wallclock
from mostrador.channels.email.parse import parse
from mostrador.intake import arrival
from mostrador.site.failure import Failure

HELP = "hand raw mails to intake, as a mail server's pipe transport would"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a mail, a folder, a Maildir, or -"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object per mail")
    parser.add_argument("--to", action="append", default=[], help="the envelope's recipient")


def run(options: argparse.Namespace) -> int:
    for raw in _mails(options.files):
        letter = parse(raw, recipients=options.to)
        try:
            taken = arrival.take(letter, raw, now=wallclock.now())
        except arrival.NoStoreError:
            raise Failure("There is no store yet; load one first (mostrador load).") from None
        if options.json:
            print(json.dumps(taken.as_dict(), ensure_ascii=False), flush=True)
        else:
            where = f" {taken.contact.pk} ({taken.contact.handler})" if taken.contact else ""
            print(f"{taken.judged.verdict}{where}: {taken.judged.why}", flush=True)
    return 0


def _mails(names: list[str]) -> Iterator[bytes]:
    for name in names:
        if name == "-":
            yield sys.stdin.buffer.read()
        elif Path(name).is_dir():
            for file in sorted(Path(name).rglob("*")):
                if file.is_file():
                    yield file.read_bytes()
        else:
            yield Path(name).read_bytes()
