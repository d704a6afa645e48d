"""Nothing is written into a contact's history that the desk could not read aloud."""

import re
from pathlib import Path

from mostrador.desk.show import history

PACKAGE = Path(history.__file__).parents[2]
WRITTEN = (
    re.compile(r'Happening\(\s*"(\w+)"'),
    re.compile(r'(?:\b|_)(?:write|note)\(\s*(?:question\.)?contact, "(\w+)"'),
    re.compile(r'(?:decided|note|wake_a_person|take_back|undone)\(\s*decision, "(\w+)"'),
    re.compile(r'^ +what = "(\w+)" if .* else "(\w+)"', re.MULTILINE),
)

# Returns, withdrawals and appeals have chains of their own.
NOT_OF_CONTACTS = {"requested", "declared", "judged", "order_found", "filed"}


def written() -> set[str]:
    """What the apps of a contact write, found in their own source."""
    sources = [
        path.read_text()
        for app in ("contacts", "cases", "decisions")
        for path in (PACKAGE / app).glob("*.py")
    ]
    found = [
        match for source in sources for pattern in WRITTEN for match in pattern.findall(source)
    ]
    return {word for match in found for word in ([match] if isinstance(match, str) else match)}


def test_every_kind_of_entry_has_a_sentence():
    assert written() - set(history.SENTENCES) - NOT_OF_CONTACTS == set()


def test_the_search_finds_what_is_written_in_each_way():
    assert {
        "opened",
        "said_to_buyer",
        "question_asked",
        "taken_over",
        "answer_after_due",
        "more_time_given",
        "decision_approved",
        "decision_stopped",
    } <= written()
