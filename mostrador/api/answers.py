"""What operations answer with: their responses as the document of the API declares them."""

from typing import Any

from ninja import Schema

# Any operation may be refused like this.
ALWAYS = (401, 403, 404, 405, 422)
WITH_A_BODY = (413, 415)
OF_A_POST = (*WITH_A_BODY, 409)


class Error(Schema):
    """One reason. `pointer` is a JSON pointer into the body, or /NAME of a query parameter."""

    code: str
    detail: str
    pointer: str


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Error]


def given(shape: Any) -> dict[int, Any]:
    """A GET or DELETE."""
    return {200: shape} | _refusals(ALWAYS)


def replaced(shape: Any) -> dict[int, Any]:
    """A PUT: 201 for what is new, 200 for what was there."""
    return {200: shape, 201: shape} | _refusals((*ALWAYS, *WITH_A_BODY))


def done(*statuses: int, shape: Any) -> dict[int, Any]:
    """A POST."""
    return dict.fromkeys(statuses, shape) | _refusals((*ALWAYS, *OF_A_POST))


def _refusals(statuses: tuple[int, ...]) -> dict[int, Any]:
    return dict.fromkeys(sorted(statuses), Problem)
