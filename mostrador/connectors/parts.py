"""Reading what a marketplace answered: whatever stands in it, looking does no harm.

A value of another shape than was promised counts as missing; what is then missing from a record is
told by the check of the load format, in a sentence.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from mostrador.rules.moments import moment

Body = Mapping[str, Any]
Made = dict[str, Any]


def part(body: object, *keys: str) -> Body:
    """The object at the end of this path; an empty one when it is not there."""
    for key in keys:
        body = body.get(key) if isinstance(body, Mapping) else None
    return body if isinstance(body, Mapping) else {}


def parts(body: object, *keys: str) -> list[Body]:
    """The objects of the list at the end of this path."""
    return [one for one in values(body, *keys) if isinstance(one, Mapping)]


def values(body: object, *keys: str) -> list[Any]:
    *path, last = keys
    found = part(body, *path).get(last)
    return found if isinstance(found, list) else []


def text(body: object, *keys: str) -> str:
    """What stands there as a text; a number's digits count as one."""
    *path, last = keys
    found = part(body, *path).get(last)
    if isinstance(found, bool):
        return ""
    return str(found).strip() if isinstance(found, str | int | float) else ""


def whole(body: object, *keys: str) -> int:
    """A count, or none; a text of digits is taken for one."""
    said = text(body, *keys)
    return int(said) if said.isascii() and said.isdigit() and len(said) < len("1000000000") else 0


def given(**values: Any) -> Made:
    """Only what is there: an empty text, list or object says nothing, and is not said."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def in_utc(said: str) -> str:
    """A moment that is known to be UTC's although it does not say so."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return said
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


def latest(said: Iterable[str]) -> datetime | None:
    """The latest of these moments; what is none is left out."""
    return max((at for one in said if (at := _moment(one))), default=None)


def _moment(said: str) -> datetime | None:
    try:
        return moment(said)
    except ValueError:
        return None
