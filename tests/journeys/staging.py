"""The stage on which every journey begins: set once in a run, and copied for each of them.

A copy is a marketplace of its own, with a clock of its own that begins when the journey does.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from mostrador import wallclock
from mostrador.site.demo import keller
from tests import blank

SET = (sys.executable, "-m", "tests.journeys.stage")


def copied(folder: Path, server: str) -> str:
    """Fill the folder; on PostgreSQL, the name of the database that is to be copied, too."""
    shared = _seen_by_all(folder)
    with (shared / "staged.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "staged").exists():
            _set(shared / "being-set", server)
            (shared / "being-set").rename(shared / "staged")
    shutil.copytree(shared / "staged", folder, dirs_exist_ok=True)
    ahead = keller.BEGINS_AT - wallclock.machine_now()
    (folder / wallclock.FILE_NAME).write_text(str(ahead // timedelta(microseconds=1)))
    return _name(shared / "being-set")


def create(server: str, name: str, *, like: str = "template1") -> str:
    """A database beside the tests' one; its address."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _seen_by_all(folder: Path) -> Path:
    """Where a run keeps its temporary files; each of several processes has a folder within."""
    own = folder.parent.parent
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _set(folder: Path, server: str) -> None:
    folder.mkdir()
    url = ""
    if server:
        drop(server, _name(folder))
        url = create(server, _name(folder))
    else:
        blank.laid(folder / blank.FILE)
    environment = {**os.environ, "MOSTRADOR_DATA": str(folder), "DATABASE_URL": url}
    subprocess.run(SET, env=environment, check=True)


def _name(folder: Path) -> str:
    return f"staged_{folder.parent.name}"
