"""Sellers: finding one, how he stands in each store, and what can be done about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mostrador.office import paging, seller_page, standings, words
from mostrador.office.seller_forms import SuspensionForm
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.rules.eligibility import Refusal
from mostrador.sellers import activation, announcing, suspension
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store

REFUSED = 422
LONGEST_SEARCH = 100
NARROWED = ("suspended", "stuck", "old_terms")


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """By number, a page after the other; narrowed by a search or by what is wrong."""
    only = paging.chosen(request, NARROWED)
    sought = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    found = _found(request, only, sought).filter(pk__gt=paging.text(request))
    page, last = paging.cut(found.order_by("pk"), paging.A_PAGE)
    path = reverse("office:sellers")
    kept = {"only": only, "q": sought}
    shown = {
        "rows": standings.rows(page, now=request.now),
        "only": only,
        "sought": sought,
        "filters": [(code, words.narrowed(code)) for code in ("", *NARROWED)],
        "more": paging.address(path, kept, after=last.pk) if last else "",
    }
    return render(request, "office/sellers.html", shown)


@require_safe
@needs_role("operator")
def one(request: Person, key: str) -> HttpResponse:
    found = get_object_or_404(Seller, pk=key)
    return render(request, "office/seller.html", seller_page.of(request, found))


@require_POST
@needs_role("operator")
def suspended(request: Person, key: str, enrolment: str) -> HttpResponse:
    """New orders are not covered from now on; the seller is told why (E34)."""
    row = _enrolment(key, enrolment)
    form = SuspensionForm(request.POST)
    if not form.is_valid():
        shown = seller_page.of(request, row.seller, wrong=(row.pk, form))
        return render(request, "office/seller.html", shown, status=REFUSED)
    act = partial(suspension.suspend, row, list(map(Refusal, form.cleaned_data["reasons"])))
    return _done(request, row, act, _("Suspended. The seller has been told why."))


@require_POST
@needs_role("operator")
def resumed(request: Person, key: str, enrolment: str) -> HttpResponse:
    row = _enrolment(key, enrolment)
    act = partial(suspension.resume, row)
    return _done(request, row, act, _("He takes part again from now on."))


@require_POST
@needs_role("operator")
def held(request: Person, key: str, enrolment: str) -> HttpResponse:
    row = _enrolment(key, enrolment)
    act = partial(activation.hold, row)
    return _done(request, row, act, _("The activation is held until you release it."))


@require_POST
@needs_role("operator")
def released(request: Person, key: str, enrolment: str) -> HttpResponse:
    row = _enrolment(key, enrolment)
    return _done(request, row, partial(activation.release, row), _("The activation goes on."))


def _done(request: Person, row: Enrolment, act: Callable[..., Any], said: str) -> HttpResponse:
    """Act, and say what became of it on the seller's page."""
    try:
        act(by=request.user.actor, now=request.now)
    except suspension.StillUnfitError as error:
        reasons = ", ".join(words.refusal(reason) for reason in error.reasons)
        messages.warning(request, _("This still stands in the way: %(why)s") % {"why": reasons})
    except (suspension.NotCurrentError, activation.NotActivatingError):
        messages.warning(request, _("This has changed meanwhile. Look again."))
    else:
        messages.success(request, said)
    return redirect("office:seller", row.seller_id)


def _enrolment(seller: str, key: str) -> Enrolment:
    return get_object_or_404(Enrolment.objects.select_related("seller"), pk=key, seller=seller)


def _found(request: Person, only: str, sought: str) -> QuerySet[Seller]:
    found = Seller.objects.defer("body")
    if sought:
        found = found.filter(Q(pk__istartswith=sought) | Q(name__icontains=sought))
    if only:
        found = found.filter(pk__in=narrowed(only, request).values("seller"))
    return found


def narrowed(only: str, request: Person) -> QuerySet[Enrolment]:
    """The enrolments behind a filter of the list, and behind its count on the first page."""
    if only == "suspended":
        return suspension.suspended(request.now).order_by()
    if only == "stuck":
        return activation.stuck(request.now).order_by()
    behind = Q(pk__in=[])
    for store in Store.objects.defer("body"):
        behind |= Q(pk__in=announcing.behind(store, request.now).values("pk"))
    return Enrolment.objects.filter(behind)
