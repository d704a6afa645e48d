"""A page that was read becomes records: through the load format's own checks and writers."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from mostrador.connectors import belonging, rejects
from mostrador.connectors.base import UNMAPPED, Page
from mostrador.connectors.models import Reading
from mostrador.imports import loading
from mostrador.imports.kinds import KINDS
from mostrador.orders.models import Order
from mostrador.rules.bodies import RefusedError

DELETED, RENAMED = "deleted", "renamed"
# In the old order's body, and in the new one's.
TO, FROM = "renamed_to", "renamed_from"
LONGEST_CHAIN = 10


def write(reading: Reading, page: Page, *, now: datetime) -> Counter[str]:
    """In the caller's transaction; how many became what. What is refused is kept, with reasons."""
    told = [*_with_names(page), *_renamed(page, reading), *_gone(page, reading)]
    strange = belonging.strange(reading.connection, told)
    for at, reasons in strange.items():
        rejects.keep(reading, told[at], reasons, now=now)
    counts = _taken(reading, [body for at, body in enumerate(told) if at not in strange], now=now)
    return counts + Counter(rejected=len(strange))


def _taken(reading: Reading, told: Sequence[Any], *, now: datetime) -> Counter[str]:
    bodies = _dated(told)
    report = loading.load(map(_line, bodies), now=now)
    refused = {each["line"]: each["reasons"] for each in report.rejections()}
    numbered = list(enumerate(bodies, start=1))
    for line, body in numbered:
        if line in refused:
            rejects.keep(reading, body, _reasons(body, refused[line]), now=now)
    rejects.forget(reading.connection, [body for line, body in numbered if line not in refused])
    totals: Counter[str] = Counter()
    for counted in report.counts.values():
        totals.update(counted)
    return +totals


def current(order_id: str) -> str:
    """What the marketplace calls this order now."""
    for _ in range(LONGEST_CHAIN):
        order = Order.objects.filter(pk=order_id).first()
        renamed = order.body.get(TO) if order else None
        if not renamed:
            break
        order_id = str(renamed)
    return order_id


def _type(body: Any) -> Any:
    return body.get("type") if isinstance(body, Mapping) else None


def _line(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, default=_plain).encode(errors="replace")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _with_names(page: Page) -> Iterator[Any]:
    was = {new: old for old, new in page.renamed.items()}
    for body in page.bodies:
        is_order = isinstance(body, Mapping) and body.get("type") == "order"
        old = was.get(str(body.get("id"))) if is_order else None
        yield {**body, FROM: old} if old else body


def _renamed(page: Page, reading: Reading) -> Iterator[dict[str, Any]]:
    """The old one stays, for the contacts about it, and says what it is called now."""
    for order in belonging.own(reading.connection, page.renamed):
        yield {**order.body, "status": RENAMED, TO: page.renamed[order.pk]}


def _gone(page: Page, reading: Reading) -> Iterator[dict[str, Any]]:
    """What the marketplace no longer has stays here, with its contacts, and says so."""
    for order in belonging.own(reading.connection, page.gone):
        yield {**order.body, "status": DELETED}


def _dated(bodies: Sequence[Any]) -> list[Any]:
    """A connector reads what stands there now: an older date means a clock that was put back.

    In the load format an older `updated_at` never overwrites a newer one, so it is left out.
    """
    rows = {at: row for at, body in enumerate(bodies) if (row := _row(body)) is not None}
    known: dict[tuple[type[Model], Any], datetime] = {}
    for model in {type(row) for row in rows.values()}:
        keys = [row.pk for row in rows.values() if type(row) is model]
        found = model._default_manager.filter(pk__in=keys, source_updated_at__isnull=False)
        known |= {(model, key): at for key, at in found.values_list("pk", "source_updated_at")}
    return [
        _without_date(body) if at in rows and _is_older(rows[at], known) else body
        for at, body in enumerate(bodies)
    ]


def _row(body: Any) -> Any:
    """The unsaved row of a body that has a date of its own."""
    kind = KINDS.get(str(body.get("type"))) if isinstance(body, Mapping) else None
    if kind is None or not body.get("updated_at"):
        return None
    try:
        row = kind.check(dict(body))
    except RefusedError:
        return None
    return row if isinstance(row, Model) and getattr(row, "source_updated_at", None) else None


def _is_older(row: Any, known: Mapping[tuple[type[Model], Any], datetime]) -> bool:
    ours = known.get((type(row), row.pk))
    return ours is not None and row.source_updated_at < ours


def _without_date(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "updated_at"}


def _reasons(body: Any, reasons: Sequence[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
    """Of what its own connector did not understand the connector's word is the better one."""
    if _type(body) == UNMAPPED:
        return [{"code": "UNMAPPED", "detail": str(body.get("why")), "pointer": ""}]
    return reasons
