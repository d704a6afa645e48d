"""Backup and restore: one tar file with the database and the keys beside it.

SQLite is copied page by page by its own online backup; PostgreSQL by `pg_dump` and `pg_restore`.
"""

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from mostrador.connectors.base import Finding
from mostrador.site.failure import Failure

# The time machine and the secret belong to the data: links that were sent must go on working.
BESIDE = ("secret_key", "clock", "demo")
SQLITE, POSTGRESQL = "mostrador.sqlite3", "mostrador.pgdump"


def backup(file: Path) -> None:
    """Write `file` whole or not at all."""
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
        _dump(Path(folder))
        whole = Path(folder) / "backup.tar.gz"
        with tarfile.open(whole, "w:gz") as tar:
            for name in (SQLITE, POSTGRESQL):
                if (Path(folder) / name).exists():
                    tar.add(Path(folder) / name, name)
            for name in BESIDE:
                if (settings.DATA / name).exists():
                    tar.add(settings.DATA / name, name)
        whole.replace(file)


def tried() -> Finding:
    """Make one, open it, look whether it is whole, and throw it away."""
    try:
        with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
            file = Path(folder) / "backup"
            backup(file)
            size = file.stat().st_size
            _look_into(file, Path(folder))
    except (Failure, OSError, sqlite3.Error, tarfile.TarError) as fault:
        return Finding(fine=False, sentence=_("No backup can be made: %(why)s") % {"why": fault})
    sentence = _(
        "A backup can be made and opened; it has %(size)s. Now let “mostrador backup FILE” run"
        " every night, and keep the files elsewhere."
    )
    return Finding(fine=True, sentence=sentence % {"size": filesizeformat(size)})


def _look_into(file: Path, folder: Path) -> None:
    """What would be found out too late otherwise."""
    with tarfile.open(file) as tar:
        tar.extractall(folder, filter="data")
    if (folder / POSTGRESQL).exists():
        _run("pg_restore", "--list", str(folder / POSTGRESQL))
        return
    with closing(sqlite3.connect(folder / SQLITE)) as copy:
        said = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise Failure(str(said))


def restore(file: Path) -> None:
    """Only into a folder and a database without contents: nothing is overwritten."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(file) as tar:
                tar.extractall(folder, filter="data")
        except tarfile.TarError:
            raise Failure(f"{file} is no backup of Mostrador.") from None
        _fill(Path(folder), file)
        for name in BESIDE:
            if (Path(folder) / name).exists():
                shutil.copy(Path(folder) / name, settings.DATA / name)


def _dump(folder: Path) -> None:
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--file", str(folder / POSTGRESQL), _url())
        return
    with (
        closing(sqlite3.connect(settings.SQLITE_FILE)) as source,
        closing(sqlite3.connect(folder / SQLITE)) as copy,
    ):
        source.backup(copy)


def _fill(folder: Path, file: Path) -> None:
    if connection.vendor == "postgresql":
        if not (folder / POSTGRESQL).exists():
            raise Failure(f"{file} was made from SQLite; restore it without DATABASE_URL.")
        _refuse_if_filled(bool(connection.introspection.table_names()))
        _run(
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--dbname",
            _url(),
            str(folder / POSTGRESQL),
        )
        return
    if not (folder / SQLITE).exists():
        raise Failure(f"{file} was made from PostgreSQL; set DATABASE_URL to an empty database.")
    target = settings.SQLITE_FILE
    _refuse_if_filled(target.exists())
    shutil.copy(folder / SQLITE, target)


def _refuse_if_filled(filled: bool) -> None:  # noqa: FBT001  one plain question
    if filled:
        raise Failure("There are contents here already; restore into an empty folder or database.")


def _url() -> str:
    return os.environ["DATABASE_URL"]


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  named above
    except FileNotFoundError:
        raise Failure(f"{command[0]} is missing; install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        raise Failure(f"{command[0]} failed: {error.stderr.strip().splitlines()[-1]}") from None
