"""What a program is told when it is refused: RFC 9457 problem documents with every reason."""

import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from mostrador.rules.bodies import Reason

MEDIA_TYPE = "application/problem+json"
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


def _nothing() -> None:
    pass


class ProblemError(Exception):
    """The request is refused. `more` are members of the document beside the usual ones."""

    def __init__(self, status: int, *reasons: Reason, **more: Any) -> None:
        super().__init__("; ".join(reason.detail for reason in reasons))
        self.status, self.reasons, self.more = status, reasons, more
        # What is to be written down although the request is rolled back.
        self.afterwards: Callable[[], None] = _nothing


def refused(code: str, detail: str, pointer: str = "") -> ProblemError:
    """A rule refuses, or the body is wrong."""
    return ProblemError(422, Reason(code, detail, pointer))


def not_there(what: str, pointer: str = "") -> ProblemError:
    """Not there, or not yours: the same answer, so that nothing is learnt from it."""
    return ProblemError(404, Reason("NOT_FOUND", f"There is no such {what}.", pointer))


def conflict(code: str, detail: str, pointer: str = "", **more: Any) -> ProblemError:
    return ProblemError(409, Reason(code, detail, pointer), **more)


def document(problem: ProblemError, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return answer(problem.status, problem.reasons, problem.more, headers)


def answer(
    status: int,
    reasons: Iterable[Reason],
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    errors = [reason.as_dict() for reason in reasons]
    said = {
        "type": "about:blank",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": " ".join(error["detail"] for error in errors),
        "errors": errors,
        **(more or {}),
    }
    # In ASCII, since half a surrogate pair may stand in a pointer.
    content = json.dumps(said)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)
