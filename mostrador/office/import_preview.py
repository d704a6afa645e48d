"""The first rows of a table as they would be read, and what stands in the way of the others."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.imports import merging
from mostrador.imports.fields import FIELDS
from mostrador.imports.mapping import TableMapping
from mostrador.imports.reading import Part, Reading
from mostrador.imports.tables import Row
from mostrador.office import import_words as words
from mostrador.office.import_forms import MappingForm
from mostrador.rules.bodies import Reason
from mostrador.stores.copies import Outcome

NUMBER = re.compile(r"/\d+(?=/|$)")
# Of a reason's code → the setting that cures it for every column at once.
CURES = {
    "WHOSE_CLOCK": "zone",
    "WHICH_ORDER": "dates",
    "OTHER_ORDER": "dates",
    "NOT_MONEY": "decimal",
}


@dataclass(frozen=True, slots=True)
class Why:
    """A reason in the reader's language, or in English if it is one of the rare ones."""

    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    words: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it would be read; a cell that could not be read stands there as it is."""

    line: int
    words: str
    kind: str
    reasons: list[Why]
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why rows would come back, how many, and the field of the page that cures it."""

    rows: str
    why: Why
    href: str
    cure: str


def preview(form: MappingForm, known: TableMapping, rows: Sequence[Row]) -> dict[str, Any]:
    reading = Reading(known, form.names)
    told = merging.foresee(reading, rows)
    flat = [_flat(part.body) for part, _outcome in told]
    wrong = [_raw(part, outcome, reading) for part, outcome in told]
    fields = _fields(known, flat, wrong)
    bad = sum(outcome.word == "rejected" for _part, outcome in told)
    return {
        "heads": [words.heading(name, known.kind) for name in fields],
        "rows": [
            _shown(part, outcome, [_cell(name, good, not_good) for name in fields], known)
            for (part, outcome), good, not_good in zip(told, flat, wrong, strict=True)
        ],
        "missing": reading.missing,
        "bad": bad,
        "fits": bad < len(told),
        "troubles": _troubles(form, known, [outcome for _part, outcome in told]),
    }


def _fields(known: TableMapping, *told: Sequence[Mapping[str, str]]) -> list[str]:
    """What there is to show; the columns that could not be read stand first."""
    there = {name for rows in told for row in rows for name in row}
    wrong = {name for row in told[-1] for name in row}
    said = [name for name in FIELDS[known.kind] if name in there]
    return sorted([*said, *sorted(there - set(said))], key=lambda name: name not in wrong)


def field_of(reason: Reason) -> str:
    """What a reason's pointer is about, as mappings call it: /lines/0/currency, lines.currency."""
    return NUMBER.sub("", reason.pointer).strip("/").replace("/", ".")


def _cell(name: str, good: Mapping[str, str], wrong: Mapping[str, str]) -> Cell:
    return Cell(wrong[name], wrong=True) if name in wrong else Cell(good.get(name, ""))


def _shown(part: Part, outcome: Outcome, cells: list[Cell], known: TableMapping) -> Shown:
    said, kind = words.became(outcome.word)
    reasons = [_why(reason, known) for reason in outcome.reasons]
    return Shown(part.row.line, said, kind, reasons, cells)


def _raw(part: Part, outcome: Outcome, reading: Reading) -> dict[str, str]:
    """The cells that reasons are about, as they stand in the file."""
    about = {field_of(reason) for reason in outcome.reasons}
    places = {reading.mapping.columns.get(name): at for at, name in enumerate(reading.columns)}
    return {
        name: part.row.cells[places[name]]
        for name in about
        if name in places and places[name] < len(part.row.cells)
    }


def _troubles(form: MappingForm, known: TableMapping, outcomes: Sequence[Outcome]) -> list[Trouble]:
    """Equal reasons as one, the most frequent first."""
    found: dict[tuple[str, str], list[Reason]] = {}
    for outcome in outcomes:
        of_row = {_about(reason): reason for reason in outcome.reasons}
        for key, reason in of_row.items():
            found.setdefault(key, []).append(reason)
    ranked = sorted(found.values(), key=len, reverse=True)
    return [_trouble(form, known, reasons) for reasons in ranked]


def _about(reason: Reason) -> tuple[str, str]:
    """A setting cures every column at once."""
    return reason.code, CURES.get(reason.code) or field_of(reason)


def _trouble(form: MappingForm, known: TableMapping, reasons: Sequence[Reason]) -> Trouble:
    count, first = len(reasons), reasons[0]
    said = ngettext("%(n)s row", "%(n)s rows", count) % {"n": count}
    cure = _cure(form, known, first)
    if not cure:
        return Trouble(said, _why(first, known), "#columns", _("What each column is"))
    return Trouble(said, _why(first, known), f"#{form[cure].id_for_label}", str(form[cure].label))


def _cure(form: MappingForm, known: TableMapping, reason: Reason) -> str:
    """The field of the form by which it is mended."""
    name = field_of(reason)
    columns = [
        f"column_{at}" for at, one in enumerate(form.names) if known.columns.get(one) == name
    ]
    ways = [CURES.get(reason.code, ""), *columns, f"constant_{name}"]
    if reason.code == "NOT_ONE_OF":
        ways.insert(0, f"values_{name}")
    return next((way for way in ways if way in form.fields), "")


def _why(reason: Reason, known: TableMapping) -> Why:
    name = field_of(reason)
    about = words.heading(name, known.kind) if name in FIELDS[known.kind] else name
    said = words.reason(reason.code)
    if not said or ("%(field)s" in said and not about):
        return Why(reason.detail, "en")
    return Why(said % {"field": about})


def _flat(body: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """The record's values by the names of their fields."""
    found: dict[str, str] = {}
    for name, value in body.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found |= _flat(value[0], f"{before}{name}.")
        elif isinstance(value, dict):
            found |= _flat(value, f"{before}{name}.")
        elif f"{before}{name}" != "type":
            said = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
            found[f"{before}{name}"] = said
    return found
