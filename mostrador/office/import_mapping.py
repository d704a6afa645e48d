"""The page on which an operator says how a table is read, with its first rows as they would be."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mostrador.history.chain import MovedOnError
from mostrador.imports import files, lifecycle, tables
from mostrador.imports.fields import FIELDS
from mostrador.imports.lifecycle import TABLE, NameTakenError, NotNowError
from mostrador.imports.mapping import TableMapping, zones
from mostrador.imports.models import Import
from mostrador.imports.models import Mapping as Saved
from mostrador.imports.tables import Row
from mostrador.office import import_facts
from mostrador.office import import_words as words
from mostrador.office.import_forms import MappingForm
from mostrador.office.import_preview import preview
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.rules.bodies import RefusedError
from mostrador.stores.models import Store

CONFLICT, REFUSED = 409, 422
LOOKED_AT = 20
SAMPLES = 200
REGIONS = (
    "Africa/",
    "America/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


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
        lifecycle.read_as(one, _for_this_file(saved, one), kept=saved, **who)
        return redirect("office:import_mapping", key=one.pk)
    form = MappingForm(one, TableMapping.of(one.mapping), _samples(one), request.POST)
    if not form.is_valid():
        return _page(request, one, form, status=REFUSED)
    try:
        _keep(one, form, who)
    except RefusedError as error:
        form.refuse(error)
    except NameTakenError as error:
        form.refuse_name(error.kind)
    else:
        return _next(one, do, who)
    return _page(request, one, form, status=REFUSED)


@transaction.atomic
def _keep(one: Import, form: MappingForm, who: Mapping[str, Any]) -> None:
    """Both or neither: what this import is read by, and what goes on under a name."""
    said, name = form.mapping(), form.cleaned_data["name"]
    kept = None
    if name:
        its_own = one.kept is not None and one.kept.name == name
        replace = form.cleaned_data["replace"] or its_own
        kept = lifecycle.keep_mapping(name, said, replace=replace, **who)
    lifecycle.read_as(one, said, kept=kept, **who)


def _next(one: Import, do: str, who: Mapping[str, Any]) -> HttpResponse:
    if do in ("try", "begin") and _may_begin(one):
        lifecycle.begin(one, trial=do == "try", **who)
        return redirect("office:import", key=one.pk)
    return redirect("office:import_mapping", key=one.pk)


def _may_begin(one: Import) -> bool:
    return one.state == Import.State.WAITING or one.is_hopeless


def _for_this_file(saved: Saved, one: Import) -> TableMapping:
    """How the columns are called is the mapping's; how this file was saved is its own."""
    found = TableMapping.of(saved.body)
    return found.shaped(TableMapping.of(one.mapping).shape)


def _zones() -> list[str]:
    """Those of the stores, then every other that is named after a place."""
    ours = sorted({*Store.objects.values_list("time_zone", flat=True), "UTC"})
    return [*ours, *sorted(name for name in zones() - set(ours) if name.startswith(REGIONS))]


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
    form = form or MappingForm(one, known, _samples(one))
    shown = {
        "one": one,
        "kind": known.kind,
        "kinds": words.KINDS.items(),
        "what": words.kind(known.kind),
        "seen": [words.seen(*each) for each in one.seen],
        "form": form,
        "saved": import_facts.mappings(known.kind),
        "needed": [words.field(name, known.kind) for name in known.needed()],
        "zones": _zones(),
        "waits": _may_begin(one),
        **preview(form, known, _rows(one, LOOKED_AT)),
    }
    return render(request, "office/import_mapping.html", shown, status=status)
