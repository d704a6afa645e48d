"""A seller's people, looked after by an owner."""

from typing import cast

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.portal import owning, settings_pages
from mostrador.portal.answering import see_other, shown
from mostrador.portal.owning import Owned
from mostrador.portal.settings_forms import InvitationForm, RoleForm
from mostrador.sellers import members
from mostrador.sellers.models import Membership

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN = 403


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def people(request: Person) -> HttpResponse:
    owned = owning.of(request)
    if owned is None:
        return owners_only(request)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, owned, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        members.invite(owned.seller, given["name"], given["role"], now=request.now)
    except members.NobodyError:
        nobody = _(
            "Nobody who could join signs in with this name. The marketplace sets people up; "
            "whoever works for another seller already cannot join."
        )
        form.add_error("name", nobody)
        return _page(request, owned, form, status=422)
    notices.success(request, _("Let in. Your default address has been told."))
    return back(owned, "people")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def person(request: Person, number: int) -> HttpResponse:
    """What one of them may do."""
    owned, member = _member(request, number)
    if request.method != "POST":
        return back(owned, "people")
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, owned, InvitationForm(), status=422)
    try:
        members.change_role(member, form.cleaned_data["role"], now=request.now)
    except members.LastOwnerError:
        return _last_owner(request, owned)
    notices.success(request, _("Changed. Your default address has been told."))
    return _after(request, owned, member)


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def removal(request: Person, number: int) -> HttpResponse:
    owned, member = _member(request, number)
    if request.method != "POST":
        return back(owned, "people")
    try:
        members.remove(member, now=request.now)
    except members.LastOwnerError:
        return _last_owner(request, owned)
    notices.success(request, _("Removed. What was answered stays."))
    return _after(request, owned, member)


def owners_only(request: Person) -> HttpResponse:
    return shown(request, "owners_only", {}, place="account", status=FORBIDDEN)


def back(owned: Owned, name: str) -> HttpResponse:
    """Sent: a reload of the page sends nothing again."""
    return HttpResponseRedirect(owned.path(name), status=303)


def _after(request: Person, owned: Owned, member: Membership) -> HttpResponse:
    """Whoever has given up one seller himself is led to those he still has."""
    himself = member.user_id == request.user.pk
    return see_other("people") if himself else back(owned, "people")


def _member(request: Person, number: int) -> tuple[Owned, Membership]:
    owned = owning.of(request)
    mine = members.of(owned.seller) if owned else Membership.objects.none()
    member = get_object_or_404(mine, pk=number)
    return cast("Owned", owned), member


def _last_owner(request: Person, owned: Owned) -> HttpResponse:
    last = _("Somebody has to be the owner. Make a colleague an owner first.")
    return _page(request, owned, InvitationForm(), refusal=last, status=409)


def _page(
    request: Person, owned: Owned, form: InvitationForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    page = settings_pages.people(owned, request.user)
    context = {**page, "form": form, "reasons": [refusal] if refusal else []}
    return shown(request, "people", context, place="account", status=status)
