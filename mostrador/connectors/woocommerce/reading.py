"""Lists of the shop, page by page."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mostrador.connectors import parts
from mostrador.connectors.base import Cursor
from mostrador.connectors.calling import Caller, UnreadableError
from mostrador.connectors.parts import Body

AT_ONCE = 50
A_SECOND = timedelta(seconds=1)
# What it is asked with, and what it answers with.
Found = tuple[list[Body], dict[str, Any] | None]


def listed(caller: Caller, path: str, **params: str) -> list[Body]:
    found = caller.get(path, {"per_page": str(AT_ONCE), **params}).json()
    if not isinstance(found, list):
        raise UnreadableError(f"The shop's answer to {path} is no list.")
    return [one for one in found if isinstance(one, dict)]


def changed(caller: Caller, path: str, cursor: Cursor, **params: str) -> Found:
    """What was changed at or after the cursor, from the oldest change on.

    Pages are counted only within one second: what is changed or deleted meanwhile would push
    others over the edge of a page, where nobody sees them.
    """
    page = cursor.page or {"after": _said(cursor.since - A_SECOND), "page": 1}
    found = listed(
        caller, path, modified_after=page["after"], dates_are_gmt="true", orderby="modified",
        order="asc", page=str(page["page"]), **params,
    )  # fmt: skip
    return found, _next(found, page) if len(found) >= AT_ONCE else None


def counted(caller: Caller, path: str, cursor: Cursor, **params: str) -> Found:
    """Page after page of a list that only grows at its end."""
    page = cursor.page or {"page": 1}
    found = listed(caller, path, page=str(page["page"]), **params)
    more = {"page": page["page"] + 1} if len(found) >= AT_ONCE else None
    return found, more


def modified(body: Body) -> str:
    return parts.in_utc(parts.text(body, "date_modified_gmt"))


def _next(found: list[Body], page: dict[str, Any]) -> dict[str, Any]:
    moments = [parts.latest([modified(one)]) for one in found]
    known = [one for one in moments if one]
    # An old shop does not sort by the change, and then the last one is not the latest.
    is_sorted = len(known) == len(found) and known == sorted(known)
    after = _said(known[-1] - A_SECOND) if is_sorted else page["after"]
    if after > page["after"]:
        return {"after": after, "page": 1}
    return {"after": page["after"], "page": page["page"] + 1}


def _said(at: datetime) -> str:
    """Without an offset: what is meant is said by `dates_are_gmt`."""
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()
