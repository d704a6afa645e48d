"""Marketplaces that are connected: how each does, its settings, and the test button."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mostrador.connectors import connections as acts
from mostrador.connectors import opening, registry, testing
from mostrador.connectors.base import Connector, Finding
from mostrador.connectors.failures import CallError
from mostrador.connectors.models import Connection
from mostrador.office import connection_faces as faces
from mostrador.office import histories, saving, words
from mostrador.office.connection_forms import NewForm, ReadingForm, SettingsForm
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.rules.bodies import RefusedError

REFUSED = 422
A_PAGE = 20


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    rows = Connection.objects.select_related("store").prefetch_related("readings").order_by("name")
    kinds = sorted(registry.kinds().values(), key=lambda made: str(made.label).lower())
    shown = {"rows": [faces.row(each) for each in rows], "kinds": [_kind(made) for made in kinds]}
    return render(request, "office/connections.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def new(request: Person, kind: str) -> HttpResponse:
    made = registry.kinds().get(kind)
    if made is None:
        raise Http404
    form = NewForm(made, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = acts.connect(
                given["name"], kind, given["store"], form.wanted(), by=request.user.actor,
                now=request.now, machine_now=request.machine_now,
            )  # fmt: skip
            return redirect("office:connection", found.pk)
        except RefusedError as error:
            form.refuse(error)
    shown = {"form": form, "kind": _kind(made)}
    return render(request, "office/connection_new.html", shown, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def one(request: Person, key: str) -> HttpResponse:
    connection = _found(key)
    made = registry.kinds().get(connection.kind)
    if request.method != "POST" or made is None:
        return _page(request, connection)
    form = SettingsForm(made, connection, request.POST)
    status = _changed(request, connection, form)
    if status:
        return _page(request, connection, form=form, status=status)
    return redirect("office:connection", connection.pk)


@require_POST
@needs_role("operator")
def test(request: Person, key: str) -> HttpResponse:
    """What was found is on this answer; nothing keeps it."""
    connection = _found(key)
    found = testing.findings(connection, machine_now=request.machine_now)
    return _page(request, connection, findings=found)


@require_POST
@needs_role("operator")
def pausing(request: Person, key: str) -> HttpResponse:
    connection, by = _found(key), request.user.actor
    if request.POST.get("wanted") == "go_on":
        acts.go_on(connection, by=by, now=request.now, machine_now=request.machine_now)
    else:
        acts.pause(connection, by=by, now=request.now)
    return redirect("office:connection", connection.pk)


@require_POST
@needs_role("operator")
def carrying(request: Person, key: str) -> HttpResponse:
    connection, wanted = _found(key), request.POST.get("wanted") == "yes"
    try:
        acts.carry(connection, wanted=wanted, by=request.user.actor, now=request.now)
    except RefusedError as error:
        return _page(request, connection, problems=_problems(error), status=REFUSED)
    return redirect("office:connection", connection.pk)


@require_POST
@needs_role("operator")
def reading(request: Person, key: str) -> HttpResponse:
    connection = _found(key)
    form = ReadingForm(connection, request.POST, now=request.now)
    if not form.is_valid():
        return _page(request, connection, again=form, status=REFUSED)
    since = datetime.combine(form.cleaned_data["since"], time(), connection.store.zone)
    for each in form.chosen():
        each.connection = connection
        acts.read_again(
            each, since.astimezone(UTC), by=request.user.actor, now=request.now,
            machine_now=request.machine_now,
        )  # fmt: skip
    messages.success(request, _("It is being read again; what is known already changes nothing."))
    return redirect("office:connection", connection.pk)


def _found(key: str) -> Connection:
    return get_object_or_404(Connection.objects.select_related("store"), pk=key)


def _changed(request: Person, connection: Connection, form: SettingsForm) -> int:
    """The status of the page that says what is wrong, or nothing."""

    def act() -> object:
        return acts.change(
            connection, form.wanted(), by=request.user.actor, version=form.cleaned_data["version"],
            now=request.now, machine_now=request.machine_now,
        )  # fmt: skip

    return saving.changed(request, connection, form, act)


def _page(
    request: Person,
    connection: Connection,
    *,
    form: SettingsForm | None = None,
    again: ReadingForm | None = None,
    findings: Sequence[Finding] = (),
    problems: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    made = registry.kinds().get(connection.kind)
    state, look = faces.state(connection, connection.readings.all())
    path = reverse("office:connection", args=[connection.pk])
    shown = {
        "connection": connection,
        "kind": _kind(made) if made else None,
        "state": state,
        "look": look,
        "fault": faces.fault(connection),
        "streams": faces.streams(connection, _opened(connection, request.machine_now)),
        "rejected": faces.rejected(connection),
        "findings": findings,
        "problems": problems,
        "form": form or (SettingsForm(made, connection) if made else None),
        "again": again or ReadingForm(connection, now=request.now),
        **histories.page(request, [connection.subject], A_PAGE, path=path, part="history"),
    }
    return render(request, "office/connection.html", shown, status=status)


def _opened(connection: Connection, machine_now: datetime) -> Connector | None:
    try:
        return opening.opened(connection, machine_now=machine_now)
    except CallError:
        return None


def _kind(made: type[Connector]) -> dict[str, Any]:
    return {
        "kind": made.kind,
        "label": made.label,
        "tried": made.tried,
        "carries": bool(made.carries),
    }


def _status(form: NewForm) -> int:
    return REFUSED if form.is_bound and form.errors else 200


def _problems(error: RefusedError) -> list[str]:
    return [words.refused(reason.code) for reason in error.reasons]
