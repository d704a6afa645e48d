"""Deciding for a buyer in two steps, and closing a contact."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.models import Contact
from mostrador.decisions import closure as closures
from mostrador.decisions import judgement
from mostrador.decisions.judgement import RefusedError
from mostrador.decisions.models import Decision
from mostrador.desk import acting, dossier, judging, onwards, refusals
from mostrador.desk.dossier import Dossier
from mostrador.desk.forms import VersionForm
from mostrador.desk.judging import Sheet
from mostrador.desk.judging_forms import SheetForm
from mostrador.desk.show import deciding as show
from mostrador.desk.show import page, previewing
from mostrador.desk.views.leading import moved_on
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person

AGAIN, DECIDE = "again", "decide"


@needs_role("agent")
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Person, contact_id: str) -> HttpResponse:
    """The judgement sheet; then what each side will read and pay; then it is done."""
    found = dossier.gather(dossier.find(contact_id), request.user, now=request.now)
    data = request.POST if request.method == "POST" else None
    form = SheetForm(found, data, asked=judging.beginning(found))
    sheet = judging.sheet(found, form.asked(), now=request.now)
    if data is None or data.get("do") == AGAIN:
        return _page(request, found, form, sheet, status=200)
    form.demand(sheet)
    if not form.is_valid():
        return _page(request, found, form, sheet, status=422)
    try:
        return _next(request, found, form, sheet, do=data.get("do", ""))
    except MovedOnError:
        return moved_on(request, contact_id, form.cleaned_data["version"])
    except RefusedError as error:
        form.add_error(None, refusals.sentence(error))
        return _page(request, found, form, sheet, status=422)


def _next(
    request: Person, found: Dossier, form: SheetForm, sheet: Sheet, *, do: str
) -> HttpResponse:
    if do != DECIDE:
        return _preview(request, found, form, sheet)
    made = _decide(request, found, form, sheet)
    messages.success(request, previewing.done(made, found))
    return onwards.to_contact(found.contact)


def _decide(request: Person, found: Dossier, form: SheetForm, sheet: Sheet) -> Decision:
    with acting.unchanged(found.contact.pk, form.cleaned_data["version"]):
        made = _judgement(found, form, sheet)
        return judgement.decide(found.contact.pk, made, by=request.user.actor, now=request.now)


def _preview(request: Person, found: Dossier, form: SheetForm, sheet: Sheet) -> HttpResponse:
    """Weighed as it would be, and nothing kept of it: not even an address that was typed."""
    with transaction.atomic():
        made = _judgement(found, form, sheet)
        would = judgement.preview(found.contact.pk, made, by=request.user.actor, now=request.now)
        transaction.set_rollback(True)
    context = page.frame(request, found) | previewing.page(would, made.reason, form, found)
    return render(request, "desk/decision_preview.html", context)


def _judgement(found: Dossier, form: SheetForm, sheet: Sheet) -> judgement.Judgement:
    of = f"buyer:{found.contact.buyer_id or found.contact.pk}"
    return form.judgement(sheet, facts=show.facts(found, sheet), of=of)


@needs_role("agent")
@require_POST
def closure(request: Person, contact_id: str) -> HttpResponse:
    """The matter is settled; a new word of the buyer opens it again."""
    found = dossier.find(contact_id)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        closures.resolve(found.pk, by=request.user.actor, now=request.now, version=version)
    except MovedOnError:
        return moved_on(request, contact_id, version)
    except RefusedError as error:
        return _refused(request, found, refusals.sentence(error))
    messages.success(request, _("Resolved."))
    return onwards.to_contact(found)


def _refused(request: Person, contact: Contact, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return page.show(request, contact, status=422)


def _page(
    request: Person, found: Dossier, form: SheetForm, sheet: Sheet, *, status: int
) -> HttpResponse:
    context: dict[str, Any] = page.frame(request, found)
    context |= show.page(found, form, sheet)
    return render(request, "desk/decision.html", context, status=status)
