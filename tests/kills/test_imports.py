"""kill -9 of the worker while a file is taken in: each row once, and each counted once."""

import json
from functools import partial
from subprocess import Popen

import pytest

from tests.kills.an_import import ROWS, WRONG
from tests.kills.installation import Installation, installed, process, until
from tests.kills.test_kills import of

pytestmark = pytest.mark.both

KILLS = 3
COME = 'SELECT "offset" FROM imports_import'


def test_whoever_is_killed_each_row_of_a_file_is_taken_in_once(tmp_path):
    with installed(tmp_path / "data") as here:
        here.environment["DJANGO_SETTINGS_MODULE"] = "mostrador.site.settings"
        staged = here.stage("tests.kills.an_import")
        assert staged.returncode == 0, staged.stderr
        for _ in range(KILLS):
            before = here.one(COME)
            worker = here.start("worker")
            until(partial(_has_come, here, worker, before))
            worker.kill()
            worker.wait()
        assert here.one("SELECT state FROM imports_import") == "running", here.log()

        with process(here, "worker"):
            until(lambda: here.one("SELECT state FROM imports_import") == "done")

        counts = of(here.one("SELECT counts FROM imports_import"))
        good = ROWS - WRONG
        assert counts["order"] == {
            "created": good, "changed": 0, "unchanged": 0, "rejected": WRONG,
        }  # fmt: skip
        assert here.one("SELECT count(*) FROM orders_order") == good
        told = here.rows("SELECT rows FROM imports_rejects")
        rejected = [row for (rows,) in told for row in _list(rows)]
        assert len({line for line, *_ in rejected}) == len(rejected) == WRONG
        assert here.run("verify").returncode == 0


def _has_come(here: Installation, worker: Popen, before: int) -> bool:
    assert worker.poll() is None, here.log()
    return here.one(COME) > before


def _list(rows: object) -> list:
    return json.loads(rows) if isinstance(rows, str) else list(rows)
