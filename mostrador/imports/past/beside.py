"""The files that lie beside an export: found by several names, and never outside of its folder."""

import re
from collections.abc import Iterable
from pathlib import Path

from mostrador.contacts.past_files import LARGEST, UnreadableFileError
from mostrador.imports.past.telling import Options, attachment

NUMBERS = re.compile(r"(\d+)")


class NoExportError(ValueError):
    """A sentence: there is nothing here that this reader could read."""


class Folder:
    def __init__(self, path: Path, *, alone: bool = False) -> None:
        """`alone`: what lies beside the file has nothing to do with it."""
        self.root = (path if alone or path.is_dir() else path.parent).resolve()

    def named(self, *patterns: str) -> list[Path]:
        """The files of these names, 2 before 10."""
        found = {path for pattern in patterns for path in self.root.glob(pattern)}
        return sorted((path for path in found if path.is_file()), key=_in_order)

    def find(self, candidates: Iterable[str]) -> str:
        """The first that there is; empty if there is none."""
        return next((name for name in candidates if self._path(name)), "")

    def size(self, name: str) -> int:
        path = self._path(name)
        return path.stat().st_size if path else 0

    def read(self, name: str) -> bytes:
        path = self._path(name)
        if path is None:
            raise UnreadableFileError(f"There is no file {name[:200]} beside the export.")
        if path.stat().st_size > LARGEST:
            raise UnreadableFileError(f"{name[:200]} is larger than {LARGEST} bytes.")
        return path.read_bytes()

    def _path(self, name: str) -> Path | None:
        """An export says where its files lie; that must not lead to anybody else's."""
        if ".." in Path(name).parts:
            return None
        try:
            path = (self.root / name).resolve()
            inside = path.is_relative_to(self.root) and path.is_file()
        except (OSError, ValueError, RuntimeError):
            return None
        return path if inside else None


def attached(
    folder: Folder, options: Options, name: str, media_type: str, candidates: Iterable[str]
) -> dict[str, str] | None:
    """The attachment as a record has it; None, and counted, where its file cannot be had."""
    file = folder.find(candidates)
    if not file:
        options.left_out["files"] += 1
        return None
    if folder.size(file) > LARGEST:
        options.left_out["large"] += 1
        return None
    return attachment(name, media_type, file=file)


def exports(path: Path, *patterns: str) -> list[Path]:
    """The file itself, or the files of these names in the folder."""
    if not path.is_dir():
        return [path]
    found = Folder(path).named(*patterns)
    if not found:
        raise NoExportError(f"There is no {' or '.join(patterns)} in {path}.")
    return found


def _in_order(path: Path) -> list[tuple[int, str]]:
    pieces = NUMBERS.split(path.name)
    return [(int(one), "") if one.isdecimal() else (-1, one) for one in pieces]
