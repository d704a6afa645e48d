"""Databases of earlier versions, kept as backups, are still read: nothing lost by upgrading.

`0.1.tar.gz` is the stage of the Keller case, its mails sent, as the first version left it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KEPT = sorted(Path(__file__).parent.glob("*.tar.gz"))
pytestmark = pytest.mark.once


@pytest.mark.parametrize("backup", KEPT, ids=lambda path: path.name)
def test_an_old_database_is_brought_up_to_date_and_whole(backup, tmp_path):
    def mostrador(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mostrador.site.main", *words],
            env={**os.environ, "MOSTRADOR_DATA": str(tmp_path / "data"), "DATABASE_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )

    assert mostrador("restore", str(backup)).returncode == 0

    covered = mostrador("coverage", "--order", "LM-1007", "--topic", "delivery")
    assert covered.stdout == "line 1: service (covered)\n"
    assert mostrador("verify").stdout.endswith("records are whole.\n")
