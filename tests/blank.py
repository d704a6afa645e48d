"""Every table and no row, made once in a run; whoever wants a fresh database gets a copy of it.

Making one by the migrations takes seconds of a core, and a run wants dozens. What an empty folder
becomes by itself has tests of its own; those do not ask here.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

IN_MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
FILE = "mostrador.sqlite3"
MADE = "MOSTRADOR_TEST_BLANK"


def quick() -> str | None:
    """Where files cost least: in memory, if there is room; else where all temporary files lie."""
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM
    return str(IN_MEMORY) if roomy else None


@contextmanager
def made() -> Iterator[dict[str, str]]:
    """A blank SQLite for as long as the block lasts, and what tells the run's processes of it."""
    with tempfile.TemporaryDirectory(prefix="mostrador-blank-", dir=quick()) as kept:
        _migrate(kept, "")
        yield {MADE: str(Path(kept, FILE))}


def made_on(server: str) -> None:
    """PostgreSQL itself copies template1 whenever a database is created."""
    with tempfile.TemporaryDirectory(prefix="mostrador-blank-", dir=quick()) as kept:
        _migrate(kept, urlunsplit(urlsplit(server)._replace(path="/template1")))


def is_there() -> bool:
    return MADE in os.environ


def laid(file: Path) -> None:
    """A copy of it; a single test that is run by hand makes its own by the migrations."""
    if is_there():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(os.environ[MADE], file)


def _migrate(folder: str, url: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "mostrador.site.main", "verify"],
        env={**os.environ, "MOSTRADOR_DATA": folder, "DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        check=True,
    )
