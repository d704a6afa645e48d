"""A seller's people, looked after by an owner."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.portal import settings_pages
from mostrador.portal.answering import see_other, shown
from mostrador.portal.settings_forms import InvitationForm, RoleForm
from mostrador.sellers import members
from mostrador.sellers.models import Membership, Seller

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN = 403


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def people(request: Person) -> HttpResponse:
    seller = members.owned_by(request.user)
    if seller is None:
        return owners_only(request)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, seller, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        members.invite(seller, given["name"], given["role"], now=request.now)
    except members.NobodyError:
        nobody = _(
            "Nobody who could join signs in with this name. The marketplace sets people up; "
            "whoever works for another seller already cannot join."
        )
        form.add_error("name", nobody)
        return _page(request, seller, form, status=422)
    notices.success(request, _("Let in. Your default address has been told."))
    return see_other("people")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def person(request: Person, number: int) -> HttpResponse:
    """What one of them may do."""
    member = _member(request, number)
    if request.method != "POST":
        return see_other("people")
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, member.seller, InvitationForm(), status=422)
    try:
        members.change_role(member, form.cleaned_data["role"], now=request.now)
    except members.LastOwnerError:
        return _last_owner(request, member.seller)
    notices.success(request, _("Changed. Your default address has been told."))
    return see_other("people")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def removal(request: Person, number: int) -> HttpResponse:
    member = _member(request, number)
    if request.method != "POST":
        return see_other("people")
    try:
        members.remove(member, now=request.now)
    except members.LastOwnerError:
        return _last_owner(request, member.seller)
    notices.success(request, _("Removed. What was answered stays."))
    return see_other("people")


def owners_only(request: Person) -> HttpResponse:
    return shown(request, "owners_only", {}, place="account", status=FORBIDDEN)


def _member(request: Person, number: int) -> Membership:
    mine = members.owned_by(request.user)
    return get_object_or_404(members.of(mine) if mine else Membership.objects.none(), pk=number)


def _last_owner(request: Person, seller: Seller) -> HttpResponse:
    last = _("Somebody has to be the owner. Make a colleague an owner first.")
    return _page(request, seller, InvitationForm(), refusal=last, status=409)


def _page(
    request: Person, seller: Seller, form: InvitationForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    page = settings_pages.people(seller, request.user)
    context = {**page, "form": form, "reasons": [refusal] if refusal else []}
    return shown(request, "people", context, place="account", status=status)
