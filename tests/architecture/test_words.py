"""The repository speaks of the product alone."""

import re

import pytest

from tests.architecture import tree

HERE = "tests/architecture/test_words.py"
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.])/(work|home|root|Users)/\w|\.\./shared")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")
NOBODYS = (".example", ".invalid", ".test")
REGISTRY = re.compile(r"\b(pypi|pythonhosted|npmjs|unpkg|jsdelivr|cdnjs)\.(org|com|net)\b")
# Tests and measurements read real data that lies beside the project, and a newcomer is told so.
READ_REAL_DATA = ("tests/", "bench/", "CONTRIBUTING.md")


def found(pattern: re.Pattern[str], *, but: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{tree.name(path)}:{number} {hit[0]}"
        for path in tree.text_files()
        if path.name != "LICENSE" and not tree.name(path).startswith((HERE, *but))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for hit in pattern.finditer(line)
    ]


def test_nothing_is_left_over():
    assert found(LEFT_OVER) == []


def test_no_folder_of_somebodys_machine_is_named():
    assert found(SOMEBODYS_FOLDER, but=READ_REAL_DATA) == []


def test_mail_addresses_belong_to_nobody():
    owned = [hit for hit in found(ADDRESS) if not hit.lower().endswith(NOBODYS)]

    assert owned == []


def test_no_registry_is_named():
    assert found(REGISTRY) == []


@pytest.mark.parametrize(
    ("pattern", "text", "seen"),
    [
        (LEFT_OVER, "# TODO: later", True),
        (LEFT_OVER, "a todo list", False),
        (SOMEBODYS_FOLDER, 'Path("/home/ada/main")', True),
        (SOMEBODYS_FOLDER, "/portal/home/", False),
        (ADDRESS, "anna.keller@mail.example", True),
        (ADDRESS, "@pytest.mark.django_db", False),
    ],
)
def test_the_search_sees_what_it_looks_for(pattern, text, seen):
    assert bool(pattern.search(text)) is seen
