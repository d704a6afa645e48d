"""What became of every line of a load."""

import json
import weakref
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from tempfile import SpooledTemporaryFile
from typing import Any, TextIO

from mostrador.imports.kinds import KINDS
from mostrador.rules.bodies import Reason

UNKNOWN = "unknown"
WORDS = ("created", "changed", "unchanged", "rejected")
IN_MEMORY = 1024 * 1024


class Report:
    """Each line is counted once. Rejections lie in a file: there may be as many as lines."""

    def __init__(self) -> None:
        # What a person should know beside it: what was left out of another program's export.
        self.notes: list[str] = []
        self.counts = {kind: dict.fromkeys(WORDS, 0) for kind in (*KINDS, UNKNOWN)}
        self._rejections = SpooledTemporaryFile(max_size=IN_MEMORY, mode="w+b")  # noqa: SIM115  lives as long as the report
        weakref.finalize(self, self._rejections.close)

    def count(self, kind: str, word: str) -> None:
        self.counts[kind][word] += 1

    def reject(self, line: int, kind: str, reasons: Sequence[Reason]) -> None:
        self.count(kind, "rejected")
        said = {"line": line, "reasons": [reason.as_dict() for reason in reasons]}
        self._rejections.write(json.dumps(said).encode() + b"\n")

    @property
    def rejected(self) -> int:
        return sum(counts["rejected"] for counts in self.counts.values())

    @property
    def lines(self) -> int:
        return sum(sum(counts.values()) for counts in self.counts.values())

    def rejections(self) -> Iterator[dict[str, Any]]:
        return (json.loads(line) for line in self._kept())

    def as_dict(self) -> dict[str, Any]:
        return {**self.counts, "rejections": list(self.rejections()), **self._noted()}

    def write(self, out: TextIO) -> None:
        """What `as_dict` says as JSON on one line, without holding it all."""
        out.write(json.dumps(self.counts)[:-1] + ', "rejections": [')
        commas = chain([""], repeat(", "))
        pairs = zip(commas, self._kept(), strict=False)
        out.writelines(comma + line.decode().rstrip("\n") for comma, line in pairs)
        noted = json.dumps(self._noted())[1:]
        out.write("]" + (", " if self.notes else "") + noted + "\n")

    def _noted(self) -> dict[str, list[str]]:
        return {"notes": self.notes} if self.notes else {}

    def _kept(self) -> Iterator[bytes]:
        self._rejections.seek(0)
        return iter(self._rejections)
