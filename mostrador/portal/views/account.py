"""A seller's account: the services he uses, and what he decides about them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages as notices
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.history.chain import MovedOnError
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.watching import watched
from mostrador.portal import account as pages
from mostrador.portal import enrolling
from mostrador.portal.answering import shown
from mostrador.portal.enrolling import Service
from mostrador.portal.enrolling_forms import ComplaintForm, TermsForm
from mostrador.sellers import complaints as complaining
from mostrador.sellers import enrolment as enrolments
from mostrador.sellers import interests, invitations
from mostrador.stores.models import Store

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN, CONFLICT, REFUSED = 403, 409, 422
Act = Callable[[Person, Service], HttpResponse]


@require_safe
@needs_role("seller")
@watched
def account(request: Person) -> HttpResponse:
    page = pages.overview(request.user, now=request.now)
    return shown(request, "account", page, place="account")


@require_safe
@needs_role("seller")
@watched
def service(request: Person, store: str) -> HttpResponse:
    one = _service(request, store)
    _open_invitation(request, one)
    return _page(request, one)


def _acts(act: Act) -> Callable[..., HttpResponse]:
    """A form on the service's page: sent by an owner of the account alone (E55)."""

    @require_http_methods(LOOK_OR_SEND)
    @needs_role("seller")
    @wraps(act)
    def sent(request: Person, store: str) -> HttpResponse:
        one = _service(request, store)
        if request.method != "POST":
            return _back(one)
        if not one.may_decide:
            return _page(request, one, problem=_owners_alone(), status=FORBIDDEN)
        return act(request, one)

    return sent


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def enrolment(request: Person, store: str) -> HttpResponse:
    """What it is, costs and asks for; and "Enrol now" (R26, R27)."""
    one = _service(request, store)
    if one.current:
        if request.method == "POST":
            notices.info(request, _("You are enrolled already."))
        return _back(one)
    if request.method != "POST":
        _open_invitation(request, one)
        form = TermsForm(one.store.terms_version)
        return shown(request, "enrolment", pages.information(one, form), place="account")
    if not one.may_decide:
        return _page(request, one, problem=_owners_alone(), status=FORBIDDEN)
    return _enrol(request, one, TermsForm(one.store.terms_version, request.POST))


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def leaving(request: Person, store: str) -> HttpResponse:
    """What stays and until when; and "Unsubscribe now" (R32)."""
    one = _service(request, store)
    if one.current is None:
        if request.method == "POST":
            notices.info(request, _("You have left already."))
        return _back(one)
    if request.method != "POST":
        return shown(request, "leaving", pages.leaving(one), place="account")
    if not one.may_decide:
        return _page(request, one, problem=_owners_alone(), status=FORBIDDEN)
    return _leave(request, one)


@_acts
def terms(request: Person, one: Service) -> HttpResponse:
    """New terms are accepted while he takes part."""
    form = TermsForm(one.store.terms_version, request.POST)
    if one.current is None:
        return _back(one)
    if form.outdated:
        return _page(request, one, problem=_outdated(one), status=CONFLICT)
    consent = enrolments.Consent(form.consented(), one.user.actor)
    try:
        enrolments.agree(one.current, consent, by=_actor(one), now=request.now)
    except enrolments.NotEligibleError as refusal:
        return _page(request, one, refusals=refusal.reasons, status=REFUSED)
    except (enrolments.NotEnrolledError, MovedOnError):
        return _back(one)
    notices.success(request, _("Accepted. Thank you."))
    return _back(one)


@_acts
def interest(request: Person, one: Service) -> HttpResponse:
    """Not invited, and would like to be (R29)."""
    interests.say(one.seller, one.store, by=one.user.actor, now=request.now)
    notices.success(request, _("Thank you. The marketplace knows that you are interested."))
    return _back(one)


@_acts
def invitation(request: Person, one: Service) -> HttpResponse:
    """He does not want it."""
    try:
        if one.invitation:
            invitations.decline(one.invitation, by=_actor(one), now=request.now)
            notices.success(request, _("Declined. You will not be asked again."))
    except (invitations.NotWaitingError, MovedOnError):
        notices.info(request, _("The invitation is no longer open."))
    return _back(one)


@_acts
def complaints(request: Person, one: Service) -> HttpResponse:
    """A refusal or a suspension is contested."""
    what, form = pages.about(one), ComplaintForm(request.POST)
    if not what:
        nothing = _("There is nothing to complain about any more.")
        return _page(request, one, problem=nothing, status=CONFLICT)
    if not form.is_valid():
        return _page(request, one, complaint=form, status=REFUSED)
    subject = one.current.pk if one.current else ""
    _complaint, new = complaining.raise_(
        one.seller, one.store, what, form.cleaned_data["words"], subject=subject,
        by=one.user.actor, now=request.now,
    )  # fmt: skip
    if new:
        notices.success(request, _("Sent. You get the decision with its reasons by e-mail."))
    else:
        notices.info(request, _("Your complaint about this is with us already."))
    return _back(one)


def _enrol(request: Person, one: Service, form: TermsForm) -> HttpResponse:
    if form.outdated:
        fresh = TermsForm(one.store.terms_version)
        page = {**pages.information(one, fresh), "problem": _outdated(one)}
        return shown(request, "enrolment", page, place="account", status=CONFLICT)
    consent = enrolments.Consent(form.consented(), one.user.actor)
    try:
        row, new = enrolments.begin(one.seller, one.store, consent, by=_actor(one), now=request.now)
    except enrolments.NotEligibleError as refusal:
        page = {**pages.information(one, form, refusals=refusal.reasons), "refused": True}
        return shown(request, "enrolment", page, place="account", status=REFUSED)
    if not new:
        notices.info(request, _("You are enrolled already."))
    elif row.activated_at:
        notices.success(request, _("You are enrolled, and the service is active."))
    else:
        notices.success(request, _("You are enrolled. The service is being made ready."))
    return _back(one)


def _leave(request: Person, one: Service) -> HttpResponse:
    try:
        enrolments.end(
            one.seller, store=one.store.pk, by=_actor(one), now=request.now, person=one.user.actor
        )
    except enrolments.MandatoryError:
        return shown(request, "leaving", pages.leaving(one), place="account", status=REFUSED)
    except (enrolments.NotEnrolledError, MovedOnError):
        notices.info(request, _("You have left already."))
    else:
        notices.success(request, _("You have left. Orders covered until now stay with us."))
    return _back(one)


def _service(request: Person, key: str) -> Service:
    """His seller, and any store: what a store's programme is, everybody may know."""
    mine = request.user.sellers.order_by("memberships__pk")
    named = request.GET.get("seller")
    seller = get_object_or_404(mine, pk=named) if named else mine.first()
    if seller is None:
        raise Http404
    store = get_object_or_404(Store, pk=key)
    return enrolling.of(request.user, seller, store, now=request.now)


def _open_invitation(request: Person, one: Service) -> None:
    """He has come to see what it is about."""
    if request.method == "GET" and one.invitation:
        try:
            with transaction.atomic():
                invitations.open_(one.invitation, by=_actor(one), now=request.now)
        except MovedOnError:
            del one.__dict__["invitation"]


def _page(request: Person, one: Service, *, status: int = 200, **more: Any) -> HttpResponse:
    return shown(request, "taking_part", pages.service(one, **more), place="account", status=status)


def _back(one: Service) -> HttpResponse:
    return HttpResponseRedirect(one.path(), status=303)


def _actor(one: Service) -> str:
    return f"seller:{one.seller.pk}"


def _owners_alone() -> str:
    return _("Only an owner of your account may decide this. Ask one of them.")


def _outdated(one: Service) -> str:
    said = _("The terms have changed while your page was open. Please read version %(version)s.")
    return said % {"version": one.store.terms_version}
