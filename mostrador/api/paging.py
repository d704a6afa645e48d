"""Long lists, a page at a time: by key, never by offset, so that the last page costs no more."""

import base64
import json
from datetime import datetime
from typing import Annotated, Any, TypeVar

from django.db.models import Model, Q, QuerySet
from ninja import Query, Schema

from mostrador.api.problems import refused
from mostrador.rules.moments import moment

Row = TypeVar("Row", bound=Model)

A_PAGE = 100
MOST = 500


class Page(Schema):
    """`after` is the `next` of the page before."""

    after: str | None = None
    limit: Annotated[int, Query(ge=1, le=MOST)] = A_PAGE


def page(rows: QuerySet[Row], asked: Page, moment_field: str) -> tuple[list[Row], str | None]:
    """The rows after the cursor in the order of their moment and id, and the next cursor."""
    if asked.after is not None:
        at, key = _opened(asked.after)
        later = {f"{moment_field}__gt": at}
        rows = rows.filter(Q(**later) | Q(**{moment_field: at}, pk__gt=key))
    found = list(rows.order_by(moment_field, "pk")[: asked.limit + 1])
    if len(found) <= asked.limit:
        return found, None
    last = found[asked.limit - 1]
    return found[: asked.limit], _cursor(getattr(last, moment_field), last.pk)


def _cursor(at: datetime, key: Any) -> str:
    said = json.dumps([at.isoformat(), key]).encode()
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def _opened(cursor: str) -> tuple[datetime, str]:
    try:
        at, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return moment(at), _storable(key)
    except (ValueError, TypeError, RecursionError):
        detail = "after must be the next of a page before."
        raise refused("NOT_A_CURSOR", detail, "/after") from None


def _storable(key: Any) -> str:
    if not isinstance(key, str) or "\0" in key or not key.isascii():
        raise ValueError
    return key
