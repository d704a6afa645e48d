"""What no database of ours can keep in a body, and whether two bodies say the same."""

import json
import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

DEEPEST = 100
# Whoever makes more mistakes than this need not read them all.
MOST = 100
TOO_DEEP = ("TOO_DEEP", f"Nothing may lie deeper than {DEEPEST} levels.")
NUL = ("UNSTORABLE", "A text must not contain the NUL character.")
HALF = ("UNSTORABLE", "A text must not contain half of a surrogate pair.")
INFINITE = ("UNSTORABLE", "A number must be finite.")
HALF_A_PAIR = re.compile("[\ud800-\udfff]")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

Flaw = tuple[str, str, str]


def flaws(body: dict[str, Any]) -> list[Flaw]:
    """Everything in it that cannot be kept: code, sentence, pointer."""
    return [] if _is_plain(body) else list(islice(_walk(body), MOST))


def printable(text: str) -> str:
    """A text about a body, fit to be kept and to be shown on a terminal whatever it holds."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def step(key: Any) -> str:
    """A key as it stands in a JSON pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")


def same(one: Any, other: Any) -> bool:
    """Do two bodies say the same? PostgreSQL gives 1e2 back as 100, and true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if type(one) is type(other):
        return bool(one == other)
    return {type(one), type(other)} == {int, float} and _as_float(one) == _as_float(other)


def _is_plain(body: dict[str, Any]) -> bool:
    """The quick look that nearly every body passes: one walk, in C."""
    try:
        text = json.dumps(body, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError):
        return False
    # More brackets than levels prove nothing yet, and neither does this escape; fewer do.
    return text.count("[") + text.count("{") <= DEEPEST and "\\u0000" not in text


def _walk(body: dict[str, Any]) -> Iterator[Flaw]:
    """Every value in the order of the text. No recursion, since a body may lie deeper than Python
    can call itself, and nothing kept but the way down, since it may be as large as it likes.
    """
    yield from _flaws_of(body, "")
    way_down = [_inside(body, "")]
    while way_down:
        value, pointer = next(way_down[-1], (None, None))
        if pointer is None:
            way_down.pop()
            continue
        yield from _flaws_of(value, pointer)
        if isinstance(value, dict | list) and len(way_down) == DEEPEST:
            yield (*TOO_DEEP, pointer)
        else:
            way_down.append(_inside(value, pointer))


def _inside(value: Any, pointer: str) -> Iterator[tuple[Any, str]]:
    if isinstance(value, dict):
        return ((each, f"{pointer}/{step(key)}") for key, each in value.items())
    if isinstance(value, list):
        return ((each, f"{pointer}/{at}") for at, each in enumerate(value))
    return iter(())


def _flaws_of(value: Any, pointer: str) -> Iterator[Flaw]:
    if isinstance(value, float) and not math.isfinite(value):
        yield (*INFINITE, pointer)
    texts = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    for text in texts:
        if "\0" in text:
            yield (*NUL, pointer)
        if HALF_A_PAIR.search(text):
            yield (*HALF, pointer)


def _as_float(number: float) -> float | None:
    try:
        return float(number)
    except OverflowError:
        return None
