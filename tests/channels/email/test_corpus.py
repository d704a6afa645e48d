"""Mails that nobody in the project wrote. Another program's output is a question, not a verdict."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from mostrador.channels.email.parse import parse
from mostrador.channels.email.quotes import new_text

# The two that differ: an answer between quoted lines, which we keep, and a quoted line that a
# program broke at an unusual length.
AGREED = 43
# One file of the corpus is empty.
UNREADABLE = 1


@pytest.fixture(scope="module")
def index(shared_data: Path) -> list[dict]:
    lines = (shared_data / "mail" / "index.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def raw(shared_data: Path, row: dict) -> bytes:
    return (shared_data / "mail" / row["file"]).read_bytes()


def tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def test_every_mail_is_read(shared_data, index):
    letters = [parse(raw(shared_data, row)) for row in index if row["form"] == "eml"]

    assert len(letters) == 395
    assert sum(not letter.readable for letter in letters) == UNREADABLE


def test_a_mail_with_words_gives_words(shared_data, index):
    letters = [parse(raw(shared_data, row)) for row in index if row["form"] == "eml"]

    assert [one for one in letters if one.whole_text.strip() and not one.text.strip()] == []


def test_the_new_words_are_found_as_others_find_them(shared_data, index):
    told = [row for row in index if row["expected"] and "charset" not in row["expected"]]
    same = 0
    for row in told:
        expected = row["expected"].get("reply_text") or row["expected"]["fragments"]["0"]
        body = raw(shared_data, row).decode("utf-8", "replace").replace("\r\n", "\n")
        same += tidy(new_text(body)) == tidy(expected)

    assert len(told) == 45
    assert same >= AGREED


def test_one_letter_reads_the_same_in_every_encoding(shared_data, index):
    told = defaultdict(set)
    for row in index:
        if row["expected"] and "charset" in row["expected"]:
            letter = parse(raw(shared_data, row))
            kind = row["file"].split("_")[2:4]
            told[row["expected"]["language"], *kind[: 1 + (kind[0] == "multipart")]].add(
                (letter.subject, " ".join(letter.whole_text.split()))
            )

    assert len(told) >= 30
    assert {key: len(versions) for key, versions in told.items() if len(versions) > 1} == {}


def test_every_report_is_recognised(shared_data, index):
    reports = [row for row in index if "report" in row["tags"]]

    assert [parse(raw(shared_data, row)).report is not None for row in reports] == [True] * 3
