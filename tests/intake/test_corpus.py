"""Mails that nobody in the project wrote, by the command that a mail server's pipe runs."""

import json
from collections import Counter

import pytest

from mostrador.intake.models import Inbound
from mostrador.site import main

pytestmark = pytest.mark.usefixtures("marketplace")


def test_every_file_gives_one_record_and_one_line_and_a_second_time_nothing_new(
    shared_data, capsys
):
    index = (shared_data / "mail" / "index.jsonl").read_text().splitlines()
    files = [str(shared_data / "mail" / json.loads(line)["file"]) for line in index]

    first = lines_of(files, capsys)
    kept = list(Inbound.objects.order_by("pk").values_list("verdict", flat=True))
    second = lines_of(files, capsys)

    assert len(first) == len(second) == len(files) == len(kept) > 400
    assert [line["verdict"] for line in first] == kept
    told = Counter(line["verdict"] for line in second)
    assert set(told) <= {"duplicate", "quarantined"}
    assert told["quarantined"] == Counter(kept)["quarantined"]
    unread = [line for line in first if line["verdict"] == "quarantined"]
    assert {line["why"] for line in unread} <= {
        "It cannot be read; the original is kept for a person."
    }


def lines_of(files: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict]:
    assert main.main(["mail", "--json", *files]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return [json.loads(line) for line in said.out.splitlines()]
