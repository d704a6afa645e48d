"""Lists by key: a page goes on where the last one ended, however much was added meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

from mostrador.rules.moments import moment

A_PAGE = 50
# More digits than a database counts to.
LONGEST_NUMBER = 18
LONGEST_KEY = 300


def number(request: HttpRequest, name: str = "before") -> int | None:
    """A key that is a number; anything else begins at the beginning."""
    return _whole(request.GET.get(name, ""))


def _whole(given: str) -> int | None:
    known = given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER
    return int(given) if known else None


def text(request: HttpRequest, name: str = "after") -> str:
    return request.GET.get(name, "").replace("\0", "")[:LONGEST_KEY]


def before(request: HttpRequest, column: str, *, numbered: bool = False) -> Q:
    """Rows older than the one that the address names, the newest first; ties by their ids, which
    are text unless they are `numbered`.
    """
    at, _dot, written = text(request, "before").partition("~")
    key = _whole(written) if numbered else written
    try:
        then = moment(at)
    except ValueError:
        return Q()
    if key is None:
        return Q()
    return Q(**{f"{column}__lt": then}) | Q(**{column: then, "pk__lt": key})


def place(at: datetime, key: str | int) -> str:
    """The other side of `before`."""
    return f"{at.isoformat()}~{key}"


def cut(rows: QuerySet[Any], size: int) -> tuple[list[Any], Any]:
    """A page, and its last row if there is more behind it."""
    found = list(rows[: size + 1])
    return found[:size], found[size - 1] if len(found) > size else None


def address(path: str, kept: Mapping[str, str], **key: str | int) -> str:
    """Where the next page is, with whatever narrows the list."""
    query = {name: value for name, value in kept.items() if value}
    return f"{path}?{urlencode({**query, **key})}"


def chosen(request: HttpRequest, known: Sequence[str], name: str = "only") -> str:
    given = request.GET.get(name, "")
    return given if given in known else ""
