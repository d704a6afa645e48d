"""The commands as an operator types them: each a process of its own, on a folder of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mostrador.site.demo import cast

pytestmark = pytest.mark.once


class Shell:
    """`mostrador …` on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "MOSTRADOR_DATA": str(self.folder), "DATABASE_URL": ""}
        command = [sys.executable, "-m", "mostrador.site.main", *words]
        return subprocess.run(
            command, env=environment, input=given, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An empty folder that one load has made a marketplace."""
    shell = Shell(tmp_path_factory.mktemp("commands") / "data")
    lines = "\n".join(json.dumps(body) for body in cast.BODIES)
    assert shell("load", "-", given=lines).returncode == 0
    return shell


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["coverage", "--order", "LM-1", "--topic", "item"], 1, "There is no order LM-1."),
        (["coverage", "--order", "LM-1007", "--topic", "love"], 2, "'love' is no topic"),
        (["clock", "--advance", "1h"], 1, "only a demo's clock moves"),
        (["clock", "--advance", "soon"], 2, "'soon' is no span such as 90m, 24h or 3d"),
        (["mail", "nowhere.eml"], 1, "No such file or directory: nowhere.eml"),
        (["load", "nowhere.jsonl"], 1, "nowhere.jsonl"),
        (["restore", "nowhere.tar.gz"], 1, "No such file or directory: nowhere.tar.gz"),
        (["dance"], 2, "invalid choice: 'dance'"),
        ([], 2, "required: COMMAND"),
    ],
)
def test_a_mistake_gets_one_clear_sentence(filled, words, status, sentence):
    said = filled(*words)

    assert (said.returncode, said.stdout) == (status, "")
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


def test_coverage_is_said_to_people_and_to_programs(filled):
    asked = ("coverage", "--order", "LM-0968", "--topic", "delivery")

    assert filled(*asked).stdout == "line 1: seller (NOT_ENROLLED_WHEN_PLACED)\n"
    assert json.loads(filled(*asked, "--json").stdout) == {
        "order": "LM-0968",
        "line": "1",
        "topic": "delivery",
        "covered": False,
        "handler": "seller",
        "reasons": ["NOT_ENROLLED_WHEN_PLACED"],
    }


def test_people_and_tokens_are_made_once(filled):
    assert filled("user", "add", "nina", "--role", "agent", given="secret\n").returncode == 0
    again = filled("user", "add", "nina", "--role", "agent", given="secret\n")
    assert (again.returncode, again.stderr) == (
        1,
        "mostrador: Somebody is called nina already; choose another name.\n",
    )
    assert filled("token", "shop").stdout.startswith("mst_")


def test_a_backup_comes_back_whole(filled, tmp_path):
    mail = "From: Anna <anna.keller@mail.example>\nTo: service@lichtmarkt.example\n\nLM-1007?\n"
    assert filled("mail", "-", given=mail).returncode == 0
    file = tmp_path / "backup.tar.gz"
    assert filled("backup", str(file)).returncode == 0
    other = Shell(tmp_path / "other")

    restored = other("restore", str(file))

    assert (restored.returncode, restored.stderr) == (0, "")
    assert other("verify", "--root").stdout == filled("verify", "--root").stdout
    again = other("restore", str(file))
    assert (again.returncode, again.stderr) == (
        1,
        "mostrador: There are contents here already; restore into an empty folder or database.\n",
    )


def test_the_doctor_names_what_is_missing(tmp_path):
    empty = Shell(tmp_path / "empty")

    said = empty("doctor")

    assert said.returncode == 1
    assert "FIX  migrations:" in said.stdout


def test_a_database_that_is_away_is_said_in_one_sentence(tmp_path):
    shell = Shell(tmp_path / "data")
    away = "postgres://nobody@127.0.0.1:9/nothing"

    said = subprocess.run(
        [sys.executable, "-m", "mostrador.site.main", "verify"],
        env={**os.environ, "MOSTRADOR_DATA": str(shell.folder), "DATABASE_URL": away},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("mostrador: The database cannot be used: ")
    assert len(said.stderr.splitlines()) == 1
