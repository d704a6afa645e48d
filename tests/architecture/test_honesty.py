"""Tests use the real thing, and do not wait for luck."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import tree

MOCKS = {"unittest.mock", "mock", "pytest_mock", "freezegun", "time_machine"}
# Who waits for a process to start or end, or for the machine's own time to pass.
MAY_SLEEP = {"tests/postgres.py"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sleeps(path: Path) -> bool:
    calls = (node.func for node in ast.walk(tree.parsed(path)) if isinstance(node, ast.Call))
    return any(ast.unparse(called) in ("time.sleep", "sleep") for called in calls)


def test_nothing_is_mocked():
    mocking = [tree.name(path) for path in tree.python() if MOCKS.intersection(imports(path))]

    assert mocking == []


def test_no_test_takes_a_mock_from_a_fixture():
    taking = [
        f"{tree.name(path)}: {function.name}"
        for path in tree.python("tests")
        for function in ast.walk(tree.parsed(path))
        if isinstance(function, ast.FunctionDef)
        and any(argument.arg == "mocker" for argument in function.args.args)
    ]

    assert taking == []


def test_no_test_sleeps():
    asleep = {tree.name(path) for path in tree.python("tests") if sleeps(path)}

    assert asleep == MAY_SLEEP
