"""Finding what a request names: it is there, or the answer is 404 with a pointer to the name."""

from collections.abc import Iterable, Sequence
from typing import Annotated, TypeVar

from django.db.models import Model, QuerySet
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from mostrador.api.problems import ProblemError, not_there
from mostrador.rules.bodies import Reason

Row = TypeVar("Row", bound=Model)


def _storable(value: str) -> str:
    if "\0" in value:
        raise PydanticCustomError("unstorable", "A text must not contain the NUL character.")
    return value


# What stands in a query, where any character may.
Named = Annotated[str, AfterValidator(_storable)]


def find(rows: QuerySet[Row], key: str, what: str, pointer: str = "") -> Row:
    # PostgreSQL refuses even to look for a NUL, which may stand in an address.
    found = None if "\0" in key else rows.filter(pk=key).first()
    if found is None:
        raise not_there(what, pointer)
    return found


class Search:
    """Finding several things a body names; `settle` tells all that are missing at once."""

    def __init__(self) -> None:
        self._missing: list[Reason] = []

    def find(self, rows: QuerySet[Row], key: str | None, what: str, pointer: str) -> Row | None:
        if key is None:
            return None
        found = rows.filter(pk=key).first()
        if found is None:
            self.miss(what, pointer)
        return found

    def lines(self, known: Iterable[str], wanted: Sequence[str], pointer: str = "/lines") -> None:
        there = set(known)
        for at, line in enumerate(wanted):
            if line not in there:
                self.miss("line of this order", f"{pointer}/{at}")

    def miss(self, what: str, pointer: str) -> None:
        self._missing.append(Reason("NOT_FOUND", f"There is no such {what}.", pointer))

    def settle(self) -> None:
        if self._missing:
            raise ProblemError(404, *self._missing)
