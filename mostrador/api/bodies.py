"""From bytes to a JSON object, and what every body must be before anybody looks into it."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NoReturn

from django.http import HttpRequest
from ninja.errors import ValidationError
from ninja.parser import Parser
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from mostrador.api.problems import ProblemError, refused
from mostrador.rules import moments
from mostrador.rules.bodies import LONGEST_ID, YEARS, Reason
from mostrador.rules.storable import flaws, printable, step
from mostrador.rules.topics import Topic

# An order of ten thousand lines fits.
MOST_BYTES = 8 * 1024 * 1024
TOO_LARGE = Reason("TOO_LARGE", f"The body must have at most {MOST_BYTES} bytes.", "")
CODES = {
    "missing": "MISSING",
    "literal_error": "NOT_ONE_OF",
    "string_too_short": "EMPTY",
    "string_too_long": "TOO_LONG",
    "too_long": "TOO_LONG",
    "greater_than_equal": "OUT_OF_RANGE",
    "less_than_equal": "OUT_OF_RANGE",
}


class Body(BaseModel):
    """What a program sends. Nothing is converted in silence; what we do not know is left alone."""

    model_config = ConfigDict(strict=True, extra="ignore")


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_type", "A moment must be a text.")
    try:
        found = moments.moment(value)
    except ValueError as error:
        detail = printable(str(error)).replace("{", "").replace("}", "")
        raise PydanticCustomError("not_a_moment", f"{detail[:200]}.") from None
    if found.year not in YEARS:
        raise PydanticCustomError("out_of_range", "A moment must be in the years 1900 to 2999.")
    return found


def _maybe_day(value: Any) -> Any:
    try:
        found = moments.bare_date(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if value is not None and found is None:
        raise PydanticCustomError("not_a_day", "A day is written as 2026-11-12.")
    return found


def _topic(value: str) -> str:
    try:
        Topic.of(value)
    except ValueError:
        raise PydanticCustomError(
            "unknown_topic", f"There is no such topic. There are: {', '.join(Topic)}."
        ) from None
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty", "A text must not be empty.")
    return value


def _id(value: str) -> str:
    if not 0 < len(value) <= LONGEST_ID or "/" in value:
        raise PydanticCustomError("not_an_id", "An id has 1 to 200 characters without a slash.")
    return value


def _maybe_moment(value: Any) -> Any:
    return None if value is None else _moment(value)


_INSTANT = {"type": ["string", "null"], "format": "date-time", "examples": [moments.EXAMPLE]}
Moment = Annotated[Any, BeforeValidator(_maybe_moment), WithJsonSchema(_INSTANT)]
Day = Annotated[
    Any, BeforeValidator(_maybe_day), WithJsonSchema({"type": ["string", "null"], "format": "date"})
]
TopicName = Annotated[str, Field(max_length=60), AfterValidator(_topic)]
Words = Annotated[str, Field(min_length=1), AfterValidator(_not_blank)]
Id = Annotated[str, AfterValidator(_id)]


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The object in the body. What no database can keep is remembered for `check`."""
        _refuse_other_kinds(request)
        found = parsed(request.body)
        request.flaws = [Reason(*flaw) for flaw in flaws(found)]  # type: ignore[attr-defined]  # a request type of ours
        return found


def parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > MOST_BYTES:
        raise ProblemError(413, TOO_LARGE)
    try:
        found = json.loads(raw.decode(), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise refused("NOT_JSON", "The body is not UTF-8.") from None
    except RecursionError:
        raise refused("NOT_JSON", "The body is nested too deeply.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise refused("NOT_JSON", f"The body is not JSON: {error.msg} ({where}).") from None
    except ValueError:
        # Python's own limit, against numbers that take minutes to read.
        raise refused("NOT_JSON", "A number in the body cannot be read.") from None
    if not isinstance(found, dict):
        raise refused("WRONG_TYPE", "The body must be a JSON object.")
    return found


def check(request: HttpRequest) -> None:
    """Refuse what parsed well and cannot be kept."""
    reasons = getattr(request, "flaws", [])
    if reasons:
        raise ProblemError(422, *reasons)


def reasons_in(error: ValidationError) -> list[Reason]:
    """Every reason against the body, each with a pointer to what it is about."""
    return [_reason(each) for each in error.errors]


def _reason(error: dict[str, Any]) -> Reason:
    where, *path = error["loc"]
    # The first step of a body's place is our own name for it.
    steps = path[1:] if where == "body" else path
    pointer = "".join(f"/{step(each)}" for each in steps)
    kind = str(error["type"])
    wrong_type = kind.endswith(("_type", "_parsing"))
    code = CODES.get(kind) or ("WRONG_TYPE" if wrong_type else kind.upper())
    return Reason(code, printable(_sentence(kind, path, error)), printable(pointer))


def _sentence(kind: str, path: Sequence[Any], error: Mapping[str, Any]) -> str:
    """In words that name what is meant; the library's own say only what is wrong with it."""
    name = next((str(one) for one in reversed(path) if isinstance(one, str)), "The body")
    match kind:
        case "missing":
            return f"{name} is required."
        case "string_too_short":
            return f"{name} must not be empty."
        case _:
            return f"{name}: {error['msg']}"


def _refuse_other_kinds(request: HttpRequest) -> None:
    media_type = (request.content_type or "").lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        detail = "Send the body as Content-Type: application/json."
        raise ProblemError(415, Reason("NOT_JSON", detail, ""))


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)
