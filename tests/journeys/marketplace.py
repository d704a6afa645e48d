"""A whole demo marketplace in processes of its own, for as long as a journey lasts."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests import blank
from tests.journeys import staging

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
def opened(folder: Path, *options: str, staged: bool = False) -> Iterator[Marketplace]:
    """`mostrador demo`, answering; ended by SIGTERM, and within the time it promises.

    On the stage of all journeys; without it the demo fills its own.
    """
    with _database(folder, staged=staged) as url:
        environment = {**os.environ, "MOSTRADOR_DATA": str(folder), "DATABASE_URL": url}
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
def _database(folder: Path, *, staged: bool) -> Iterator[str]:
    """The embedded default; on PostgreSQL a database of its own beside the tests' one."""
    server = os.environ.get("DATABASE_URL", "")
    like = staging.copied(folder, server) if staged else "template1"
    if not server:
        if not staged:
            blank.laid(folder / blank.FILE)
        yield ""
        return
    name = f"journey_{uuid4().hex[:12]}"
    try:
        yield staging.create(server, name, like=like)
    finally:
        staging.drop(server, name)
