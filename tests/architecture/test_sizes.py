"""Small files, small functions, and names that say what a thing is."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.architecture import tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MIDDLING_FUNCTION = 10
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "service", "services", "manager", "managers",
                "handler", "handlers", "common"}  # fmt: skip


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{tree.name(path)}: {node.name}", node.end_lineno - node.lineno + 1


def lengths(*folders: str) -> dict[str, int]:
    return dict(found for path in tree.python(*folders) for found in functions(path))


def test_files_stay_short():
    written = {".py", ".html", ".txt", ".css", ".js", ".sh", ""}
    counted = {
        tree.name(path): len(path.read_text().splitlines())
        for path in tree.text_files()
        if path.suffix in written and path.name != "LICENSE" and "migrations" not in path.parts
    }

    assert {file: lines for file, lines in counted.items() if lines >= LONGEST_FILE} == {}


def test_functions_stay_small():
    found = lengths()

    assert {name: lines for name, lines in found.items() if lines > LONGEST_FUNCTION} == {}
    assert median(lengths("mostrador").values()) <= MIDDLING_FUNCTION


def test_names_say_what_a_thing_is():
    named = [
        tree.name(path) for path in tree.files() if SAYS_NOTHING & {path.stem, path.parent.name}
    ]

    assert named == []
