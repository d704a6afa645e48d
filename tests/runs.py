"""Starting pytest so that nothing of it stays behind, however it ends."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

from tests import blank

ROOT = Path(__file__).resolve().parents[1]
# Three processes share the files of tests, since each often waits for another program to start; a
# file's tests stay together and in their order. The files, too: few tests are often the longest.
IN_PARALLEL = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
A_MOMENT = 20


def pytest(*arguments: str, **environment: str) -> int:
    """Run it on a temporary folder of its own; returns its exit status."""
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(
        prefix="mostrador-tests-", dir=blank.quick(), ignore_cleanup_errors=True
    ) as kept:
        run = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
            cwd=ROOT,
            env={
                **os.environ,
                "TMPDIR": kept,
                "COVERAGE_FILE": f"{kept}/coverage",
                **environment,
            },
        )
        try:
            return run.wait()
        except BaseException:
            _stop(run)
            raise


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)


def _stop(run: subprocess.Popen[bytes]) -> None:
    # pytest takes an interrupt as the wish to tidy up and end.
    run.send_signal(signal.SIGINT)
    try:
        run.wait(A_MOMENT)
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait()
