"""A full disk and a missing database: one clear sentence, and nothing lost."""

import json
import os
import resource
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from mostrador.site.demo import cast
from tests.cast import a_mail
from tests.kills.installation import (
    HOST,
    Installation,
    answers,
    free_port,
    installed,
    process,
    until,
)  # fmt: skip

SERVICE = "service@lichtmarkt.example"
WAITING = "SELECT count(*) FROM outbox_owed WHERE done_at IS NULL"
ANNA = "anna.keller@mail.example"
# On PostgreSQL the disk is the server's: what Mostrador sees is a database that is away.
embedded = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="its own disk only")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path / "data") as made:
        lines = "\n".join(json.dumps(one) for one in cast.BODIES).encode()
        assert made.run("load", "-", given=lines).returncode == 0
        yield made


@contextmanager
def full(here: Installation, pid: int = 0) -> Iterator[None]:
    """No file may grow any more: for a process that runs, or for those to come."""
    soft, hard = psutil.Process(pid or os.getpid()).rlimit(psutil.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in here.folder.iterdir())
    whose = pid or os.getpid()
    resource.prlimit(whose, resource.RLIMIT_FSIZE, (min(4096, largest), hard))
    try:
        yield
    finally:
        resource.prlimit(whose, resource.RLIMIT_FSIZE, (soft, hard))


def a_sentence(said: bytes) -> str:
    """Exactly one, for a person: no traceback."""
    [line] = said.decode().splitlines()
    assert line.startswith("mostrador: ")
    return line.removeprefix("mostrador: ")


def wire(mail_id: str) -> bytes:
    return a_mail(mail_id=mail_id).replace(b"\n", b"\r\n")


def taken_in(here: Installation) -> list[str]:
    rows = here.rows("SELECT mail_id FROM intake_inbound WHERE verdict = 'new' ORDER BY id")
    return [row[0] for row in rows]


@embedded
def test_a_command_on_a_full_disk_says_so_and_keeps_what_was_kept(here, tmp_path):
    first, second = tmp_path / "1.eml", tmp_path / "2.eml"
    first.write_bytes(a_mail(mail_id="<1@mail.example>"))
    second.write_bytes(a_mail(mail_id="<2@mail.example>"))
    assert here.run("mail", str(first)).returncode == 0

    with full(here):
        refused = here.run("mail", "--json", str(second))

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert a_sentence(refused.stderr).startswith("The database cannot be used: ")
    assert taken_in(here) == ["<1@mail.example>"]
    assert here.run("mail", str(first), str(second)).returncode == 0
    assert taken_in(here) == ["<1@mail.example>", "<2@mail.example>"]
    assert here.run("verify").returncode == 0


@embedded
def test_a_receiver_on_a_full_disk_asks_for_the_mail_again(here):
    port = free_port()
    with process(here, "receive", "--port", str(port)) as running:
        until(lambda: answers(port))
        with smtplib.SMTP(HOST, port, timeout=60) as client:
            with full(here, running.pid), pytest.raises(smtplib.SMTPDataError) as refused:
                client.sendmail(ANNA, [SERVICE], wire("<1@mail.example>"))
            assert refused.value.smtp_code == 451
            assert taken_in(here) == []

            client.sendmail(ANNA, [SERVICE], wire("<1@mail.example>"))

        assert taken_in(here) == ["<1@mail.example>"]
        assert "Traceback" not in here.log()


@embedded
def test_a_worker_on_a_full_disk_waits_and_then_sends_once(here):
    with process(here, "worker") as running:
        until(lambda: here.one(WAITING) == 0)
        with full(here, running.pid):
            assert here.run("mail", "-", given=a_mail()).returncode == 0
            until(lambda: "trying again" in here.log())
            assert here.rows("SELECT state FROM contacts_delivery") == [("queued",)]

        # Whatever it held is free again when its lease is over, which is not waited for here.
        here.change("UPDATE outbox_owed SET leased_until = NULL WHERE done_at IS NULL")
        until(lambda: here.rows("SELECT state FROM contacts_delivery") == [("sent",)])

    assert "Traceback" not in here.log()
    assert here.one("SELECT count(*) FROM sealed_file WHERE \"of\" = 'buyer:B-KELLER'") == 2


@pytest.mark.both
def test_a_worker_whose_database_goes_away_waits_for_it(here):
    with process(here, "worker"):
        until(lambda: here.one(WAITING) == 0)
        with here.database_away():
            until(lambda: "trying again" in here.log())
        assert here.run("mail", "-", given=a_mail()).returncode == 0

        until(lambda: here.rows("SELECT state FROM contacts_delivery") == [("sent",)])

    assert "Traceback" not in here.log()


@pytest.mark.both
def test_a_command_without_the_database_says_one_sentence_and_loses_nothing(here):
    with here.database_away():
        refused = here.run("mail", "--json", "-", given=a_mail())

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert a_sentence(refused.stderr).startswith("The database cannot be used: ")
    assert here.run("mail", "-", given=a_mail()).returncode == 0
    assert taken_in(here) == ["<1@mail.example>"]


@pytest.mark.parametrize("command", ["worker", "receive", "serve", "verify", "mail"])
def test_a_database_that_is_not_there_is_named(tmp_path, command):
    nowhere = Installation(tmp_path, f"postgres://postgres@127.0.0.1:{free_port()}/none")

    refused = nowhere.run(command, *(["-"] if command == "mail" else []), given=a_mail())

    assert refused.returncode == 1
    assert a_sentence(refused.stderr).startswith("The database cannot be used: ")


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")

    refused = Installation(tmp_path / "file" / "data").run("verify")

    assert refused.returncode == 1
    assert str(tmp_path / "file") in a_sentence(refused.stderr)
