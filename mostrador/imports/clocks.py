"""Whose clock the times of a table are: if they do not say, a store's zone is proposed."""

from collections.abc import Iterator
from dataclasses import replace

from mostrador.imports.cells import READERS, CellError, Manner
from mostrador.imports.fields import FIELDS
from mostrador.imports.guessing import Guess, Seen
from mostrador.imports.mapping import TableMapping
from mostrador.stores.models import Store


def proposed(mapping: TableMapping, guess: Guess) -> tuple[TableMapping, Seen | None]:
    """The mapping with a zone if one is needed and known, and what is to be said of it."""
    example = next(_without_offset(mapping, guess), "")
    if not example or mapping.zone:
        return mapping, None
    zone = _zone(mapping, guess)
    if not zone:
        return mapping, Seen("zone", "unknown", example)
    return replace(mapping, zone=zone), Seen("zone", "proposed", zone)


def _without_offset(mapping: TableMapping, guess: Guess) -> Iterator[str]:
    """Cells that can only be read by somebody's clock."""
    fields = FIELDS[mapping.kind]
    for at, name in enumerate(guess.columns):
        field = fields.get(mapping.columns.get(name, ""))
        if field and field.how in ("moment", "day"):
            cells = (row[at].strip() for row in guess.sample if at < len(row))
            yield from (cell for cell in cells if cell and _asks_whose_clock(cell, field.how))


def _asks_whose_clock(cell: str, how: str) -> bool:
    return any(_fault(cell, how, order) == "WHOSE_CLOCK" for order in ("dmy", "mdy"))


def _fault(cell: str, how: str, order: str) -> str:
    try:
        READERS[how](cell, Manner(dates=order))
    except CellError as error:
        return error.code
    return ""


def _zone(mapping: TableMapping, guess: Guess) -> str:
    """The one of all stores that the table names; where it names none, of all there are."""
    named = _stores(mapping, guess)
    known = Store.objects.filter(pk__in=named) if named else Store.objects.all()
    zones = dict(known.values_list("pk", "time_zone"))
    return next(iter(zones.values())) if len({*zones.values()}) == 1 and named <= {*zones} else ""


def _stores(mapping: TableMapping, guess: Guess) -> set[str]:
    columns = [at for at, name in enumerate(guess.columns) if mapping.columns.get(name) == "store"]
    found = {row[at].strip() for at in columns for row in guess.sample if at < len(row)} - {""}
    constant = mapping.constants.get("store", "")
    return found or ({constant} if constant else set())
