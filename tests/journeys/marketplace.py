"""A whole demo marketplace in processes of its own, for as long as a journey lasts."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from tests import blank

ENDS_WITHIN_SECONDS = 15


@dataclass(frozen=True)
class Marketplace:
    card: dict[str, Any]
    environment: dict[str, str]
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return str(self.card["urls"]["help"]).removesuffix("help/")

    def run(self, *words: str, given: bytes | None = None) -> subprocess.CompletedProcess[str]:
        """A `mostrador` command on the same data, as an operator would type it."""
        return subprocess.run(
            [sys.executable, "-m", "mostrador.site.main", *words],
            env=self.environment,
            input=given.decode("utf-8", "surrogateescape") if given is not None else None,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def opened(folder: Path, *options: str, stage: Sequence[str] = ()) -> Iterator[Marketplace]:
    """`mostrador demo`, answering; ended by SIGTERM, and within the time it promises.

    `stage` is a program that fills the marketplace first; without it the demo fills its own.
    """
    with _database(folder) as url:
        environment = {**os.environ, "MOSTRADOR_DATA": str(folder), "DATABASE_URL": url}
        if stage:
            subprocess.run(stage, env=environment, check=True)
        command = [sys.executable, "-m", "mostrador.site.main", "demo", "--json", "--port", "0"]
        with (folder.parent / "demo.log").open("w") as log:
            process = subprocess.Popen(
                [*command, *options],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        assert process.stdout is not None
        try:
            card = process.stdout.readline()
            assert card, (folder.parent / "demo.log").read_text()
            yield Marketplace(json.loads(card), environment, process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(ENDS_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise
            finally:
                process.stdout.close()


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The embedded default; on PostgreSQL a database of its own beside the tests' one."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        blank.laid(folder / blank.FILE)
        yield ""
        return
    name = f"journey_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
