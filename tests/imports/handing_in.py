"""A file that somebody hands in, and a worker that takes it in."""

from mostrador.imports import lifecycle, running
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import
from tests.cast import NOON

BY = "operator:7"
HEADING = "order_id;date;buyer_id;store\n"


def orders(count: int, first: int = 0) -> str:
    return "".join(f"N-{first + at};03.11.2026;B-{at};de\n" for at in range(count))


def received(text: str | bytes, *, form: str = "table", kind: str = "order") -> Import:
    raw = text if isinstance(text, bytes) else text.encode()
    return lifecycle.receive("orders.csv", [raw], form=form, kind=kind, by=BY, now=NOON)


def mapped(one: Import) -> Import:
    found = TableMapping.of(one.mapping | {"dates": "dmy", "zone": "Europe/Berlin"})
    lifecycle.read_as(one, found, by=BY, now=NOON)
    return one


def worked_off(one: Import, *, most: int = 1000) -> Import:
    """As a worker does, until nothing is to be done now."""
    while most and (at := running.next_at()) and at <= NOON:
        running.sweep(now=NOON)
        most -= 1
    return Import.objects.get(pk=one.pk)


def begun(text: str | bytes, **how) -> Import:
    one = received(text, **how)
    if one.form == "table":
        mapped(one)
    lifecycle.begin(one, by=BY, now=NOON)
    return one
