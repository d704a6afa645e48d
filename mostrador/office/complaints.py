"""Complaints of sellers: a list, and deciding each with a reason, by another person than before."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.office import histories, names, paging, seller_page, words
from mostrador.office.seller_forms import ComplaintForm
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.sellers import complaints as acts
from mostrador.sellers.models import Complaint, Enrolment, Submission

REFUSED = 422
# What one office can see of at once; the oldest are decided first.
MOST_OPEN = 200


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """Those that wait for a decision, the oldest first; or those decided, the newest first."""
    only = paging.chosen(request, ("decided",))
    found = Complaint.objects.select_related("seller", "store").defer("seller__body", "store__body")
    if only:
        rows = found.exclude(state=Complaint.State.OPEN).filter(
            paging.before(request, "decided_at")
        )
        page, last = paging.cut(rows.order_by("-decided_at", "-pk"), paging.A_PAGE)
    else:
        rows = found.filter(state=Complaint.State.OPEN)
        page, last = list(rows.order_by("raised_at", "pk")[:MOST_OPEN]), None
    path = reverse("office:complaints")
    shown = {
        "rows": [seller_page.complaint_row(one) for one in page],
        "only": only,
        "more": paging.address(path, {"only": only}, before=paging.place(last.decided_at, last.pk))
        if last
        else "",
    }
    return render(request, "office/complaints.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def one(request: Person, key: str) -> HttpResponse:
    """The case, and deciding it."""
    related = ("seller", "store", "words", "reason")
    found = get_object_or_404(Complaint.objects.select_related(*related), pk=key)
    if request.method != "POST":
        return _page(request, found)
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=REFUSED)
    granted, reason = form.cleaned_data["decision"] == "granted", form.cleaned_data["reason"]
    try:
        acts.decide(found, granted=granted, reason=reason, by=request.user.actor, now=request.now)
    except acts.SamePersonError:
        form.add_error(None, _("You decided this yourself. Somebody else has to look at it."))
        return _page(request, found, form=form, status=REFUSED)
    except acts.AlreadyDecidedError:
        messages.warning(request, _("Somebody has decided this meanwhile."))
    else:
        messages.success(request, _("Decided. The seller has been told, with your reason."))
    return redirect("office:complaint", found.pk)


def _page(
    request: Person, found: Complaint, *, form: ComplaintForm | None = None, status: int = 200
) -> HttpResponse:
    state, kind = words.complaint_state(found.state)
    subject = _subject(found)
    entries = histories.of([one.subject for one in (found, subject) if one])
    known = names.known([found.raised_by, found.decided_by, found.first_decided_by])
    shown: dict[str, Any] = {
        "complaint": found,
        "about": words.complaint_about(found.about),
        "state": state,
        "kind": kind,
        "raised_by": known.of(found.raised_by),
        "decided_by": known.of(found.decided_by) if found.decided_by else "",
        "first": known.of(found.first_decided_by) if found.first_decided_by else "",
        "own": found.first_decided_by == request.user.actor,
        "open": found.state == Complaint.State.OPEN,
        "history": histories.lines(entries),
        "form": form or ComplaintForm(),
    }
    return render(request, "office/complaint.html", shown, status=status)


def _subject(found: Complaint) -> Enrolment | Submission | None:
    """What was decided before: the enrolment that was suspended, or the policy."""
    if found.about == Complaint.About.SUSPENSION:
        return Enrolment.objects.filter(pk=found.subject_id).first()
    if found.about == Complaint.About.POLICY:
        return Submission.objects.filter(pk=found.subject_id).first()
    return None
