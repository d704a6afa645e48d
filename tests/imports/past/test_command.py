"""`mostrador load --from`, as a person starts it."""

import argparse
import json

import pytest

from mostrador.contacts.models import Attachment, Contact
from mostrador.site.commands import load
from mostrador.site.failure import Failure
from tests.given import needed
from tests.imports.past.exports import (
    PICTURE,
    a_mail,
    a_zendesk_ticket,
    lines_in,
    mailbox_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder", "marketplace")]


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    load.arguments(parser)
    return load.run(parser.parse_args(arguments))


def test_an_export_is_summed_up_with_what_was_left_out(tmp_path, capsys):
    tickets = [a_zendesk_ticket(), a_zendesk_ticket(36, status="open"), "?"]
    path = lines_in(tmp_path / "tickets.json", *tickets)

    assert run(str(path), "--from", "zendesk", "--store", "de") == 1

    told = capsys.readouterr()
    assert told.out == "contact: 1 created, 1 rejected\n"
    assert told.err.splitlines() == [
        "line 2: The line is not JSON: Expecting value at 1.",
        "1 not solved yet were left out; load them once they are.",
    ]


def test_json_has_the_notes_beside_the_counts(tmp_path, capsys):
    path = mailbox_in(tmp_path / "in", a_mail("shop@mail.example", "Hallo", key="1"),
                      a_mail("anna@mail.example", "Hallo", key="2"))  # fmt: skip

    options = ("--from", "mbox", "--service-address", "Shop@mail.example", "--json")
    assert run(str(path), *options) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["contact"]["created"], told["rejections"]) == (1, [])
    assert told["notes"] == ["1 in which no buyer says anything were left out."]
    assert run(str(path), *options, "--dry-run") == 0


def test_a_dry_run_keeps_nothing(tmp_path):
    path = lines_in(tmp_path / "tickets.json", a_zendesk_ticket())

    assert run(str(path), "--from", "zendesk", "--dry-run") == 0
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere", "--from", "zammad"), "There is no .*nowhere"),
        ((".", "--from", "zammad"), "There is no ticket"),
        ((".", "--from", "mbox", "--store", "at"), "There is no store at; load it first"),
    ],
)
def test_what_is_not_there_is_one_sentence(tmp_path, arguments, sentence):
    with pytest.raises(Failure, match=sentence):
        run(str(tmp_path / arguments[0]), *arguments[1:])


def test_files_named_in_a_load_lie_in_its_folder(tmp_path, capsys):
    (tmp_path / "lampe.png").write_bytes(PICTURE)
    message = {"from": "buyer", "at": "2026-09-01T08:00:00Z", "text": "Kaputt"}
    bodies = [
        needed("contact", id=name, messages=[{**message, "attachments": [{"file": name}]}])
        for name in ("lampe.png", "weg.png")
    ]
    path = lines_in(tmp_path / "contacts.jsonl", *bodies)

    assert run(str(path)) == 1

    assert "There is no file weg.png beside the export." in capsys.readouterr().err
    assert [one.file.name for one in Attachment.objects.all()] == ["lampe.png"]
