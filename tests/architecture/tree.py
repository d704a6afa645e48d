"""The repository as the tests of its shape see it."""

import ast
import io
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mostrador"


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def rings() -> tuple[tuple[str, ...], ...]:
    """The layers of the import contract, outermost first; rooms not furnished yet included."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return tuple(tuple(part.strip(" ()") for part in layer.split("|")) for layer in layers)


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository, whether committed yet or not."""
    return tuple(sorted(_walk(ROOT)))


def text_files() -> list[Path]:
    return [path for path in files() if _is_text(path)]


def python(*folders: str) -> list[Path]:
    """Our own modules; migrations are written by a machine."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and name(path).startswith(folders or "")
        and "migrations" not in path.parts
    ]


def shown() -> list[Path]:
    """What a browser or a mail program gets: templates, styles, scripts and drawings."""
    kinds = {".html", ".txt", ".css", ".js", ".svg"}
    return [path for path in files() if PACKAGE in path.parents and path.suffix in kinds]


def templates() -> list[Path]:
    return [path for path in shown() if "templates" in path.parts]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@cache
def _ignored() -> tuple[str, ...]:
    return (".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if any(path.match(pattern) for pattern in _ignored()):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _is_text(path: Path) -> bool:
    with path.open("rb") as opened:
        return b"\0" not in opened.read(8000)
