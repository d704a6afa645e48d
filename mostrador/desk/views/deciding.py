"""Deciding for a buyer, and closing a contact."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.models import Contact
from mostrador.decisions import closure as closures
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement, RefusedError
from mostrador.desk import acting, dossier, onwards, refusals
from mostrador.desk.dossier import Dossier
from mostrador.desk.forms import DecisionForm, VersionForm
from mostrador.desk.show import deciding as show
from mostrador.desk.show import page
from mostrador.desk.views.leading import moved_on
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person


@needs_role("agent")
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Person, contact_id: str) -> HttpResponse:
    """We know, we do not know, the rules that apply, the options: and one sentence why."""
    found = dossier.gather(dossier.find(contact_id), request.user, now=request.now)
    form = DecisionForm(request.POST or None, initial={"version": found.contact.version})
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, status=422 if form.is_bound else 200)
    try:
        _decide(request, found, form.cleaned_data)
    except MovedOnError:
        return moved_on(request, contact_id, form.cleaned_data["version"])
    except RefusedError as error:
        form.add_error(None, refusals.sentence(error))
        return _page(request, found, form, status=422)
    messages.success(request, _("Decided. The buyer and the seller have been told."))
    return onwards.to_contact(found.contact)


def _decide(request: Person, found: Dossier, given: dict[str, Any]) -> None:
    made = Judgement(
        given["remedy"],
        show.ground(found),
        given["reason"],
        lines=[line.ref for line in found.lines],
        facts=show.facts(found),
    )
    with acting.unchanged(found.contact.pk, given["version"]):
        judgement.decide(found.contact.pk, made, by=request.user.actor, now=request.now)


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


def _page(request: Person, found: Dossier, form: DecisionForm, *, status: int) -> HttpResponse:
    context = page.frame(request, found) | show.page(found, form)
    return render(request, "desk/decision.html", context, status=status)
