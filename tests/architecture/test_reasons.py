"""An exemption from a rule carries its reason on the same line."""

import re

import pytest

from tests.architecture import tree

EXEMPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover|nosec|fmt:\s*off)\b")
# The rule exempted from, then at least two words of reason.
WITH_REASON = re.compile(
    r"#\s*(noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w,\s-]+\]|pragma:\s*no cover"
    r"|nosec \w+|fmt:\s*off)\s+([#-]\s*)?\w\S*\s+\S+"
)
PER_FILE = re.compile(r'^"[^"]+"\s*=\s*\[.*?\]\s*(?P<rest>.*)$', re.MULTILINE)


def speaks(comment: str) -> bool:
    return not EXEMPTION.search(comment) or bool(WITH_REASON.search(comment))


@pytest.mark.parametrize(
    ("comment", "good"),
    [
        ("# noqa: S608  names of columns", True),
        ("# noqa: S608, S609  names of columns", True),
        ("# type: ignore[attr-defined]  # a request of ours", True),
        ("# noqa: S608", False),
        ("# noqa  names of columns", False),
        ("# type: ignore[attr-defined]", False),
        ("# type: ignore  # a request of ours", False),
        ("# pragma: no cover", False),
        ("# an ordinary remark", True),
    ],
)
def test_a_reason_is_told_from_its_absence(comment, good):
    assert speaks(comment) is good


def test_exemptions_in_code_speak():
    silent = [
        f"{tree.name(path)}:{line} {comment}"
        for path in tree.python()
        for line, comment in tree.comments(path)
        if not speaks(comment)
    ]

    assert silent == []


def test_exemptions_of_whole_files_speak():
    settings = (tree.ROOT / "pyproject.toml").read_text()
    section = settings.split("[tool.ruff.lint.per-file-ignores]")[1].split("\n[")[0]
    exempted = list(PER_FILE.finditer(section))

    silent = [found[0] for found in exempted if not re.match(r"#\s*\w+,?\s+\w+", found["rest"])]

    assert len(exempted) == len(tree.project()["tool"]["ruff"]["lint"]["per-file-ignores"])
    assert silent == []
