"""What is different between two wordings, so that a person sees it: word by word, line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
# A Chinese text has no blanks, so each of its characters is a word.
WORD = re.compile(r"\s+|[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]|[^\s\u3400-\u9fff\uff00-\uffef]+")
# Longer stretches that stayed the same are folded away but for their ends.
SHOWN_AROUND = 2
# Beyond this, comparing word by word would keep the reader waiting.
MOST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines of a text; `folded` ones stayed as they were and are far from any change."""

    pieces: tuple[Piece, ...]
    folded: int = 0


def between(old: str, new: str) -> list[Stretch]:
    """The new wording with what was taken out; empty if nothing changed."""
    if old == new:
        return []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    found: list[Stretch] = []
    for place, (step, a, b, c, d) in enumerate(steps):
        if step == "equal":
            ends = (place == 0, place == len(steps) - 1)
            found += _unchanged(after[c:d], *ends)
        else:
            found.append(Stretch(tuple(_words("".join(before[a:b]), "".join(after[c:d])))))
    return found


def _unchanged(lines: Sequence[str], is_first: bool, is_last: bool) -> Iterator[Stretch]:  # noqa: FBT001  the two ends of a text
    head = 0 if is_first else SHOWN_AROUND
    tail = len(lines) - (0 if is_last else SHOWN_AROUND)
    if tail - head <= SHOWN_AROUND:
        yield Stretch((Piece(SAME, "".join(lines)),))
        return
    if head:
        yield Stretch((Piece(SAME, "".join(lines[:head])),))
    yield Stretch((Piece(SAME, "".join(lines[head:tail])),), folded=tail - head)
    if tail < len(lines):
        yield Stretch((Piece(SAME, "".join(lines[tail:])),))


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        yield from _whole(old, new)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    # Two wordings with nothing but blanks in common are read one after the other.
    if matcher.ratio() < 0.4:
        yield from _whole(old, new)
        return
    for step, a, b, c, d in matcher.get_opcodes():
        if step == "equal":
            yield Piece(SAME, "".join(after[c:d]))
        else:
            yield from _whole("".join(before[a:b]), "".join(after[c:d]))


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(REMOVED, old)
    if new:
        yield Piece(ADDED, new)
