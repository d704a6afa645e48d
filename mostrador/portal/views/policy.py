"""The seller's page of his return policy: find, check, act, answer."""

from collections.abc import Iterable

from django.contrib import messages as notices
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mostrador.history.chain import MovedOnError
from mostrador.pages import policy_rows
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.watching import watched
from mostrador.portal import enrolling
from mostrador.portal import policy as pages
from mostrador.portal.answering import shown
from mostrador.portal.enrolling import Service
from mostrador.portal.enrolling_forms import ComplaintForm
from mostrador.portal.policy_forms import OwnPolicyForm
from mostrador.rules.bodies import RefusedError
from mostrador.sellers import complaints, policies
from mostrador.sellers.models import Complaint, Submission
from mostrador.stores.models import Store

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN, CONFLICT, REFUSED = 403, 409, 422


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
@watched
def policy(request: Person, store: str) -> HttpResponse:
    """His policy beside the standard; comparing what he types, and submitting it (R20, R21)."""
    one = _service(request, store)
    if request.method != "POST":
        return _page(request, one, pages.form_of(one))
    form = pages.form_of(one, request.POST)
    if request.POST.get("do") != "submit":
        return _page(request, one, form)
    if not one.may_decide:
        return _page(request, one, form, reasons=[_owners_alone()], status=FORBIDDEN)
    if not form.is_valid():
        return _page(request, one, form, reasons=[_("Some rows cannot be read.")], status=REFUSED)
    return _submit(request, one, form)


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def withdrawal(request: Person, store: str) -> HttpResponse:
    """From now on the standard applies; orders keep what they were placed under (E57)."""
    one = _service(request, store)
    latest = _latest(one)
    if request.method != "POST" or latest is None:
        return _back(one)
    if not one.may_decide:
        form = pages.form_of(one)
        return _page(request, one, form, reasons=[_owners_alone()], status=FORBIDDEN)
    try:
        policies.withdraw(latest, by=one.user.actor, now=request.now)
    except MovedOnError:
        notices.info(request, _("It is not open any more."))
    else:
        notices.success(request, _("Withdrawn. The standard policy applies to new orders."))
    return _back(one)


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def complaint(request: Person, store: str) -> HttpResponse:
    """Against a refusal; somebody else decides about it."""
    one = _service(request, store)
    latest = _latest(one)
    if request.method != "POST" or latest is None or latest.state != Submission.State.REFUSED:
        return _back(one)
    form = ComplaintForm(request.POST)
    if not (form.is_valid() and one.may_decide):
        reasons = [] if one.may_decide else [_owners_alone()]
        status = REFUSED if one.may_decide else FORBIDDEN
        mine = pages.form_of(one)
        return _page(request, one, mine, reasons=reasons, complaint=form, status=status)
    complaints.raise_(
        one.seller, one.store, Complaint.About.POLICY, form.cleaned_data["words"],
        subject=latest.pk, by=one.user.actor, now=request.now,
    )  # fmt: skip
    notices.success(request, _("Sent. You get the decision with its reasons by e-mail."))
    return _back(one)


def _submit(request: Person, one: Service, form: OwnPolicyForm) -> HttpResponse:
    said = form.cleaned_data["words"]
    try:
        policies.submit(
            one.seller, one.store, form.body(), said, by=one.user.actor, now=request.now
        )
    except policies.PolicyTooHarshError as error:
        reasons = policy_rows.worse(error.rows)
        return _page(request, one, form, reasons=reasons, status=REFUSED)
    except RefusedError as error:
        reasons = [reason.detail for reason in error.reasons]
        return _page(request, one, form, reasons=reasons, status=REFUSED)
    notices.success(request, _("Submitted. Until it is approved what applied before goes on."))
    return _back(one)


def _page(
    request: Person,
    one: Service,
    form: OwnPolicyForm,
    *,
    reasons: Iterable[str] = (),
    complaint: ComplaintForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = pages.page(one, form, reasons=reasons, complaint=complaint)
    return shown(request, "policy", page, place="account", status=status)


def _latest(one: Service) -> Submission | None:
    return policies.of(one.seller, one.store).first()


def _service(request: Person, key: str) -> Service:
    mine = request.user.sellers.order_by("memberships__pk")
    named = request.GET.get("seller")
    seller = get_object_or_404(mine, pk=named) if named else mine.first()
    if seller is None:
        raise Http404
    return enrolling.of(request.user, seller, get_object_or_404(Store, pk=key), now=request.now)


def _back(one: Service) -> HttpResponse:
    return HttpResponseRedirect(one.path("policy"), status=303)


def _owners_alone() -> str:
    return _("Only an owner of your account may decide this. Ask one of them.")
