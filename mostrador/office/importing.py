"""Imports: files that were handed in, how far each has come, and what came back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mostrador.history.chain import MovedOnError
from mostrador.imports import lifecycle, rejects
from mostrador.imports.guessing import NotATableError
from mostrador.imports.lifecycle import NotNowError
from mostrador.imports.models import Import, Mapping
from mostrador.office import import_facts
from mostrador.office.import_forms import ReceiveForm
from mostrador.pages.downloads import guarded
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.watching import watch, watched

REFUSED = 422
SHOWN = 50
A_PIECE = 1024 * 1024
TAKES_IN = ("begin", "try", "go_on")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """What was handed in, newest first; and handing in."""
    if request.method != "POST":
        return _list(request, ReceiveForm(initial={"kind": request.GET.get("kind", "")}))
    form = ReceiveForm(request.POST, request.FILES)
    corrects = _corrected(request)
    if not form.is_valid():
        return _list(request, form, status=REFUSED)
    kind, table = form.form_and_kind
    try:
        made = _received(request, form.cleaned_data["file"], kind, table, corrects)
    except NotATableError:
        form.add_error("file", _("This is no table. Save it as CSV, and hand that file in."))
        return _list(request, form, status=REFUSED)
    if made.form == lifecycle.TABLE:
        return redirect("office:import_mapping", key=made.pk)
    return redirect("office:import", key=made.pk)


@require_safe
@needs_role("operator")
@watched
def one(request: Person, key: str) -> HttpResponse:
    """How far it has come, and what became of its rows."""
    found = get_object_or_404(Import, pk=key)
    shown = import_facts.page(found) | watch(request, lifecycle.topic(found.pk))
    return render(request, "office/import.html", shown)


@require_POST
@needs_role("operator")
def course(request: Person, key: str) -> HttpResponse:
    """Begin, try, stop, go on, throw the file away."""
    found = get_object_or_404(Import, pk=key)
    acts: dict[str, Any] = {
        "begin": lifecycle.begin,
        "try": lambda *one, **who: lifecycle.begin(*one, **who, trial=True),
        "stop": lifecycle.stop,
        "go_on": lifecycle.go_on,
        "throw_away": lifecycle.throw_away,
    }
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    if request.POST["do"] in TAKES_IN and import_facts.lacks_columns(found):
        # How it is read says so, and which ones.
        return redirect("office:import_mapping", key=key)
    try:
        act(found, by=request.user.actor, now=request.now)
    except (NotNowError, MovedOnError):
        messages.warning(request, _("It has gone on meanwhile. Look again."))
    return redirect("office:import", key=key)


@require_safe
@needs_role("operator")
def rejected(_request: Person, key: str) -> HttpResponse:
    """The rejected rows as a table, to be corrected and handed in again."""
    found = get_object_or_404(Import, pk=key, file_gone_at=None)
    if not found.rejects.exists():
        raise Http404
    text = rejects.of_import(found)
    answer: Any = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
    return guarded(answer, f"rejected-{found.pk}.csv", inline=False)


@require_POST
@needs_role("operator")
def mapping_removal(request: Person, key: str) -> HttpResponse:
    """It is proposed no more; what was read by it stays."""
    found = get_object_or_404(Mapping, pk=key, removed_at=None)
    try:
        lifecycle.remove_mapping(found, by=request.user.actor, now=request.now)
        messages.success(request, _("The mapping is removed."))
    except MovedOnError:
        messages.warning(request, _("Somebody was faster. Look again."))
    return redirect("office:imports")


def _corrected(request: Person) -> Import | None:
    """The import whose rejected rows are handed in once more."""
    key = request.POST.get("corrects", "")
    return get_object_or_404(Import, pk=key, form=lifecycle.TABLE) if key else None


def _received(request: Person, file: Any, form: str, kind: str, corrects: Import | None) -> Import:
    return lifecycle.receive(
        file.name or "",
        file.chunks(A_PIECE),
        form=form,
        kind=kind,
        by=request.user.actor,
        now=request.now,
        corrects=corrects,
    )


def _list(request: Person, form: ReceiveForm, *, status: int = 200) -> HttpResponse:
    found = Import.objects.order_by("-received_at", "-pk")[:SHOWN]
    shown = {
        "form": form,
        "rows": import_facts.rows(found),
        "mappings": import_facts.mappings(),
    }
    return render(request, "office/imports.html", shown, status=status)
