"""The part of `mostrador load` that reads tables: by a mapping, which it can propose, too."""

import argparse
import codecs
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from mostrador import wallclock
from mostrador.imports import clocks, files, lifecycle, proposing
from mostrador.imports.fields import FIELDS
from mostrador.imports.guessing import Guess, NotATableError, Seen
from mostrador.imports.guessing import guess as guessed
from mostrador.imports.loading import Progress
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Mapping
from mostrador.imports.report import Report
from mostrador.imports.tables import SEPARATORS
from mostrador.imports.whole import NoSuchColumnsError, load_table
from mostrador.office import import_words as words
from mostrador.rules.bodies import RefusedError
from mostrador.site.failure import Failure

ANY = "any"
SIGNS = [sign.encode() for sign in SEPARATORS]
LEFT = (
    'What is left out is not loaded: write a field behind its name under "columns", or "+" to keep '
    "it as it stands; docs/importing.md lists the fields."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("tables (CSV)")
    group.add_argument(
        "--guess",
        nargs="?",
        const=ANY,
        metavar="KIND",
        choices=(ANY, *FIELDS),
        help="load nothing: print the mapping that the table proposes for itself, as JSON, and on "
        f"standard error what was seen; KIND is one of {', '.join(FIELDS)}",
    )
    group.add_argument(
        "--mapping",
        metavar="NAME|FILE",
        help="FILE is a table; its columns are read by this mapping, saved in the office or a file "
        "of JSON such as --guess prints",
    )
    group.add_argument(
        "--rejects", metavar="CSV", help="write rejected rows there, with line and reasons"
    )


def guess(options: argparse.Namespace) -> int:
    with _placed(options.file) as path:
        found = _guessed(path)
    kind = _kind(found) if options.guess == ANY else options.guess
    mapping = proposing.propose(kind, found, constants=lifecycle.constants())
    mapping, clock = clocks.proposed(mapping, found)
    print(json.dumps(mapping.as_dict(), ensure_ascii=False, indent=2))  # noqa: T201  the command's voice
    for sentence in (_taken_for(kind), *_seen(found, clock), *_left(mapping)):
        print(sentence, file=sys.stderr)  # noqa: T201  the command's voice
    return 0


def load(options: argparse.Namespace, progress: Progress) -> Report:
    mapping = _mapping(options.mapping)
    back = Path(options.rejects).open("wb") if options.rejects else None  # noqa: SIM115  closed by the block below
    with _placed(options.file) as path, back or nullcontext():
        try:
            return load_table(
                path,
                mapping,
                now=wallclock.now(),
                dry_run=options.dry_run,
                progress=progress,
                give_back=back.write if back else None,
            )
        except NoSuchColumnsError as error:
            raise Failure(str(error)) from None


def _mapping(named: str) -> TableMapping:
    """The one that is saved under this name, else the file."""
    saved = Mapping.objects.filter(name=named, removed_at=None).first()
    path = Path(named)
    if saved is None and not path.is_file():
        raise Failure(f"There is no mapping saved as {named}, and no file of that name.")
    try:
        return TableMapping.of(saved.body if saved else json.loads(path.read_text("utf-8-sig")))
    except RefusedError as error:
        raise Failure(f"The mapping {named} is wrong: {error}") from None
    except ValueError:
        raise Failure(f"{named} holds no mapping: it is not JSON.") from None


@contextmanager
def _placed(name: str) -> Iterator[Path]:
    """A table is read from any place in it, so standard input is written down first."""
    if name == "-":
        with tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.flush()
            yield Path(copy.name)
        return
    path = Path(name)
    if not path.is_file():
        raise Failure(f"There is no file {name}.")
    yield path


def _guessed(path: Path) -> Guess:
    try:
        return guessed(files.head(path))
    except NotATableError as error:
        raise Failure(str(error)) from None


def refuse_a_table(name: str, first: Sequence[bytes]) -> None:
    """Whoever forgot to say how a table is read is told so once, and not for each of its lines."""
    said = [line.removeprefix(codecs.BOM_UTF8).strip() for line in first]
    if said and not any(map(_may_be_json, said)) and any(map(said[0].__contains__, SIGNS)):
        tries = f"try `mostrador load {name} --guess`, then `--mapping`"
        raise Failure(f"This looks like a table: {tries}.")


def _may_be_json(line: bytes) -> bool:
    """Or is meant to be: of a line that begins so JSON's own faults are told."""
    if line.startswith((b"{", b"[")):
        return True
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _kind(found: Guess) -> str:
    if not proposing.is_sure(found):
        others = ", ".join(kind for kind in FIELDS if kind != "order")
        what = "We do not know what this table holds; say it: --guess order"
        raise Failure(f"{what} (or {others}). Its columns: {', '.join(found.columns)}.")
    return proposing.kind_of(found)


def _taken_for(kind: str) -> str:
    return f"{words.kind(kind)} ({kind}): if it holds something else, say the kind: --guess KIND"


def _seen(found: Guess, clock: Seen | None) -> list[str]:
    told = (*found.seen, *([clock] if clock else []))
    return [words.seen(each.about, each.word, each.example) for each in told]


def _left(mapping: TableMapping) -> list[str]:
    """What a person still has to say."""
    said = [f"still needed: {name}" for name in mapping.needed()]
    if not mapping.dates:
        said.append('still needed: dates, "dmy" or "mdy"; the dates can be read both ways')
    unread = [name for name, to in mapping.columns.items() if not to]
    if unread:
        names = ", ".join(unread)
        said.append(f"left out: {names}")
        said.append(LEFT)
    return said
