"""Mostrador as it is installed: a data folder or a database of its own, processes that can die."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from tests import blank

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
EVERYBODY_NEEDS = ("stores_store", "outbox_owed")
STARTS_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 15


def until(true: Callable[[], Any], *, within: float = STARTS_WITHIN_SECONDS) -> Any:
    """Wait for a process of ours; what never comes true is a failure that says so."""
    end, pause = time.monotonic() + within, threading.Event()
    while not (found := true()):
        assert time.monotonic() < end, f"after {within} s it is still not true: {true}"
        pause.wait(0.05)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@dataclass
class Installation:
    folder: Path
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        """One command, as an operator types it."""
        return subprocess.run(
            self._command(words), env=self._all(), input=given, capture_output=True, check=False
        )

    def stage(self, module: str) -> subprocess.CompletedProcess[bytes]:
        """A module of the tests that fills it, in a process with its settings."""
        return subprocess.run(
            [sys.executable, "-m", module], env=self._all(), cwd=ROOT, capture_output=True,
            check=False,
        )  # fmt: skip

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "processes.log").open("ab") as log:
            return subprocess.Popen(
                self._command(words), env=self._all(), stdin=subprocess.DEVNULL, stdout=log,
                stderr=log,
            )  # fmt: skip

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Asked beside all processes, over a connection of its own."""
        if self.url:
            with psycopg.connect(self.url) as connection:
                return connection.execute(question).fetchall()
        with closing(sqlite3.connect(self.folder / "mostrador.sqlite3", timeout=20)) as connection:
            return connection.execute(question).fetchall()

    def one(self, question: str) -> Any:
        return self.rows(question)[0][0]

    def change(self, statement: str) -> None:
        if self.url:
            with psycopg.connect(self.url) as connection:
                connection.execute(statement)
            return
        with closing(sqlite3.connect(self.folder / "mostrador.sqlite3", timeout=20)) as connection:
            connection.execute(statement)
            connection.commit()

    @contextmanager
    def database_away(self) -> Iterator[None]:
        """Nobody can use it, and then everybody again."""
        if not self.url:
            # An open file cannot be taken from a process; what it needs in it can.
            for table in EVERYBODY_NEEDS:
                self.change(f"ALTER TABLE {table} RENAME TO away_{table}")
            try:
                yield
            finally:
                for table in EVERYBODY_NEEDS:
                    self.change(f"ALTER TABLE away_{table} RENAME TO {table}")
            return
        name = urlsplit(self.url).path.strip("/")
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            server.execute(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )
            try:
                yield
            finally:
                server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def log(self) -> str:
        return (self.folder / "processes.log").read_text()

    def _command(self, words: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", "mostrador.site.main", *words]

    def _all(self) -> dict[str, str]:
        ours = {"MOSTRADOR_DATA": str(self.folder), "DATABASE_URL": self.url}
        return {**os.environ, **ours, **self.environment}


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """On the embedded default; on PostgreSQL in a database of its own beside the tests' one."""
    folder.mkdir(exist_ok=True)
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        blank.laid(folder / blank.FILE)
        yield Installation(folder)
        return
    name = f"installed_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Installation(folder, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def process(here: Installation, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process for as long as the block lasts; it ends by SIGTERM, and well."""
    running = here.start(*words)
    try:
        yield running
        running.send_signal(signal.SIGTERM)
        assert running.wait(ENDS_WITHIN_SECONDS) == 0, here.log()
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()


@contextmanager
def receiver(here: Installation, *options: str) -> Iterator[int]:
    """The port on which `mostrador receive` answers."""
    port = free_port()
    with process(here, "receive", "--port", str(port), *options) as running:
        until(lambda: answers(port) or running.poll() is not None)
        assert running.poll() is None, here.log()
        yield port
