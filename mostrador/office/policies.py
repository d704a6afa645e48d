"""Sellers' return policies that wait: beside the standard, and approving, asking or refusing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.history.chain import MovedOnError
from mostrador.office import histories, names, paging
from mostrador.office.policy_forms import APPROVE, ASK, DecisionForm, beginning
from mostrador.pages import moments, policy_rows
from mostrador.pages.gates import needs_role
from mostrador.pages.policy_stage import stage_of
from mostrador.pages.requests import Person
from mostrador.pages.shapes import Fact
from mostrador.sellers import own_policies, policies
from mostrador.sellers.models import Submission

CONFLICT, REFUSED = 409, 422
SHOWN = 50
State = Submission.State
TAGS = {
    State.PENDING: (gettext_lazy("Waits for approval"), "brand"),
    State.ASKED: (gettext_lazy("The seller was asked"), "warn"),
    State.APPROVED: (gettext_lazy("Approved"), "ok"),
    State.REFUSED: (gettext_lazy("Not approved"), "late"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn by the seller"), "plain"),
}


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """Those that wait, the oldest first; or all others, the newest first."""
    only = paging.chosen(request, ("others",))
    found = policies.waiting() if not only else _others()
    page = list(found.defer("seller__body", "store__body")[:SHOWN])
    rows = [(one, *TAGS[State(one.state)]) for one in page]
    return render(request, "office/policies.html", {"rows": rows, "only": only})


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def one(request: Person, key: str) -> HttpResponse:
    """What a seller asks for, and deciding it."""
    related = ("seller", "store", "words", "reason")
    found = get_object_or_404(Submission.objects.select_related(*related), pk=key)
    if request.method != "POST":
        return _page(request, found)
    form = DecisionForm(request.POST)
    status = _decided(request, found, form)
    if status:
        return _page(request, found, form=form, status=status)
    return redirect("office:policy", found.pk)


def _decided(request: Person, found: Submission, form: DecisionForm) -> int:
    """Act on the form; the status of the page that says what is wrong, or nothing."""
    if not form.is_valid():
        return REFUSED
    try:
        _act(request, found, form)
    except policies.OwnPolicyError:
        form.add_error(None, _own())
    except policies.InThePastError:
        form.add_error("from_on", _("Choose today or a later day."))
    except policies.PolicyTooHarshError as error:
        for sentence in policy_rows.worse(error.rows):
            form.add_error(None, sentence)
    except MovedOnError:
        found.refresh_from_db()
        form.add_error(None, _("Somebody has decided this meanwhile."))
        return CONFLICT
    else:
        messages.success(request, _("Done. The seller has been told."))
        return 0
    return REFUSED


def _act(request: Person, found: Submission, form: DecisionForm) -> None:
    given, by = form.cleaned_data, request.user.actor
    if given["decision"] == APPROVE:
        begins = beginning(form, found.store, request.now)
        policies.approve(found, by=by, now=request.now, from_at=begins)
    elif given["decision"] == ASK:
        policies.ask(found, given["reason"], by=by, now=request.now)
    else:
        policies.refuse(found, given["reason"], by=by, now=request.now)


def _page(
    request: Person, found: Submission, *, form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    asked, usual = own_policies.submitted(found, at=request.now)
    stage = stage_of(found.store, now=request.now)
    known = names.known([found.submitted_by, found.decided_by])
    words, kind = TAGS[State(found.state)]
    shown: dict[str, Any] = {
        "found": found,
        "parts": policy_rows.parts(asked, usual, stage),
        "words": words,
        "kind": kind,
        "applies": _applies(found),
        "submitted_by": known.of(found.submitted_by),
        "decided_by": known.of(found.decided_by) if found.decided_by else "",
        "own": policies.wrote_it(found, request.user.actor),
        "open": found.state in policies.UNDECIDED,
        "history": histories.lines(histories.of([found.subject])),
        "form": form or DecisionForm(),
    }
    return render(request, "office/policy.html", shown, status=status)


def _applies(found: Submission) -> list[Fact]:
    """From when until when it bound, once it was approved."""
    told = {_("Applies from"): found.from_at, _("Withdrawn on"): found.from_at and found.until_at}
    zone = found.store.time_zone
    return [Fact(label, moments.full(at, zone)) for label, at in told.items() if at]


def _others() -> Any:
    found = Submission.objects.exclude(state=State.PENDING).select_related("seller", "store")
    return found.order_by("-submitted_at", "-pk")


def _own() -> str:
    return _("You wrote this policy, or belong to the seller. Somebody else has to decide.")
