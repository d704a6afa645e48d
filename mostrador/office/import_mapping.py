"""The page on which an operator says how a table is read, with its first rows as they would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mostrador.history.chain import MovedOnError
from mostrador.imports import files, lifecycle, merging, tables
from mostrador.imports.fields import FIELDS
from mostrador.imports.lifecycle import TABLE, NotNowError
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import
from mostrador.imports.models import Mapping as Saved
from mostrador.imports.reading import Part, Reading
from mostrador.imports.tables import Row
from mostrador.office import import_facts
from mostrador.office import import_words as words
from mostrador.office.import_forms import MappingForm
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.shapes import Column
from mostrador.rules.bodies import RefusedError
from mostrador.stores.copies import Outcome
from mostrador.stores.models import Store

CONFLICT, REFUSED = 409, 422
LOOKED_AT = 20
SAMPLES = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it would be read."""

    line: int
    words: str
    kind: str
    reasons: list[str]
    cells: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def mapping(request: Person, key: str) -> HttpResponse:
    """See how it is read; correct it, try it, begin."""
    one = get_object_or_404(Import, pk=key, form=TABLE, file_gone_at=None)
    if one.state not in lifecycle.MAY_BEGIN:
        return redirect("office:import", key=key)
    if request.method != "POST":
        return _page(request, one)
    try:
        return _changed(request, one)
    except (NotNowError, MovedOnError):
        messages.warning(request, _("It has gone on meanwhile. Look again."))
        return redirect("office:import", key=key)


def _changed(request: Person, one: Import) -> HttpResponse:
    who: dict[str, Any] = {"by": request.user.actor, "now": request.now}
    do = request.POST.get("do", "")
    if do == "kind" and request.POST.get("kind") in FIELDS:
        lifecycle.propose_again(one, request.POST["kind"], **who)
        return redirect("office:import_mapping", key=one.pk)
    if do == "use":
        saved = get_object_or_404(Saved, pk=request.POST.get("saved", ""), removed_at=None)
        lifecycle.read_as(one, _for_this_file(saved, one), **who)
        return redirect("office:import_mapping", key=one.pk)
    form = MappingForm(one, TableMapping.of(one.mapping), _samples(one), request.POST)
    if not form.is_valid():
        return _page(request, one, form, status=REFUSED)
    try:
        said = form.mapping()
        lifecycle.read_as(one, said, **who)
    except RefusedError as error:
        form.refuse(error)
        return _page(request, one, form, status=REFUSED)
    if form.cleaned_data["name"]:
        lifecycle.keep_mapping(form.cleaned_data["name"], said, **who)
    return _next(one, do, who)


def _next(one: Import, do: str, who: Mapping[str, Any]) -> HttpResponse:
    if do in ("try", "begin") and one.state == Import.State.WAITING:
        lifecycle.begin(one, trial=do == "try", **who)
        return redirect("office:import", key=one.pk)
    return redirect("office:import_mapping", key=one.pk)


def _for_this_file(saved: Saved, one: Import) -> TableMapping:
    """How the columns are called is the mapping's; how this file was saved is its own."""
    found = TableMapping.of(saved.body)
    return found.shaped(TableMapping.of(one.mapping).shape)


def _samples(one: Import) -> list[list[str]]:
    return [row.cells for row in _rows(one, SAMPLES) if not row.fault]


def _rows(one: Import, count: int) -> list[Row]:
    shape = TableMapping.of(one.mapping).shape
    try:
        with files.place(one.pk).open("rb") as file:
            _columns, at, line = files.headings(file, shape)
            found = tables.rows(file, shape, at=at, line=line, width=len(one.columns))
            return list(islice(found, count))
    except FileNotFoundError:
        raise Http404 from None


def _page(
    request: Person, one: Import, form: MappingForm | None = None, *, status: int = 200
) -> HttpResponse:
    known = TableMapping.of(one.mapping)
    shown = {
        "one": one,
        "kind": known.kind,
        "kinds": words.KINDS.items(),
        "what": words.kind(known.kind),
        "seen": [words.seen(*each) for each in one.seen],
        "form": form or MappingForm(one, known, _samples(one)),
        "saved": import_facts.mappings(known.kind),
        "needed": [words.field(name) for name in known.needed()],
        "zones": sorted({*Store.objects.values_list("time_zone", flat=True), "UTC"}),
        "waits": one.state == Import.State.WAITING,
        **_preview(one, known),
    }  # fmt: skip
    return render(request, "office/import_mapping.html", shown, status=status)


def _preview(one: Import, known: TableMapping) -> dict[str, Any]:
    reading = Reading(known, one.columns)
    told = merging.foresee(reading, _rows(one, LOOKED_AT))
    flat = [_flat(part.body) for part, _outcome in told]
    said = [name for name in FIELDS[known.kind] if any(name in each for each in flat)]
    extra = sorted({name for each in flat for name in each} - set(said))
    fields = [*said, *extra]
    rows = [
        _shown(part, outcome, [cells.get(name, "") for name in fields])
        for (part, outcome), cells in zip(told, flat, strict=True)
    ]
    return {
        "heads": [Column(words.field(name)) for name in fields],
        "rows": rows,
        "missing": reading.missing,
        "bad": sum(row.kind == "late" for row in rows),
    }


def _shown(part: Part, outcome: Outcome, cells: list[str]) -> Shown:
    said, kind = words.became(outcome.word)
    return Shown(part.row.line, said, kind, [each.detail for each in outcome.reasons], cells)


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
