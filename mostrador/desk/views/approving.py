"""A second person looks at what is above one agent's limit; and taking back what still can be."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mostrador.cases.models import Question
from mostrador.decisions import judgement
from mostrador.decisions.judgement import RefusedError
from mostrador.decisions.models import Decision
from mostrador.desk import onwards, refusals
from mostrador.desk.judging_forms import WhyForm
from mostrador.desk.show import decided, inbox, names
from mostrador.desk.show.decided import Face
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.people.models import Role

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    face: Face
    contact: str
    about: str
    by: str


@needs_role("agent", "operator")
@require_safe
def approvals(request: Person) -> HttpResponse:
    """What waits for a second person, the oldest first; and who asks for more time."""
    found = Decision.objects.filter(state=Decision.State.PROPOSED)
    related = found.select_related("reason", "contact__store", "contact__buyer", "order")
    rows = list(related.prefetch_related("instructions").order_by("decided_at", "pk")[:SHOWN])
    by = names.of_actors(one.decided_by for one in rows)
    asked = Question.objects.filter(state="open", more_time_asked_at__isnull=False)
    is_agent = request.user.role == Role.AGENT
    context = (inbox.alone("approvals") if is_agent else {"nav": [], "keys": []}) | {
        "approvals": [_row(one, by[one.decided_by], request) for one in rows],
        "wants_time": list(asked.filter(more_time_given_at=None).order_by("due_at")[:SHOWN]),
        "is_agent": is_agent,
    }
    return render(request, "desk/approvals.html", context)


@needs_role("agent", "operator")
@require_POST
def approval(request: Person, decision_id: str) -> HttpResponse:
    found = get_object_or_404(Decision, pk=decision_id)
    done = _("Approved. The buyer and the seller have been told.")
    return _act(request, done, lambda: judgement.approve(
        found.pk, by=request.user.actor, now=request.now
    ))  # fmt: skip


@needs_role("agent", "operator")
@require_POST
def rejection(request: Person, decision_id: str) -> HttpResponse:
    found = get_object_or_404(Decision, pk=decision_id)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _unreasoned(request)
    reason = form.cleaned_data["reason"]
    done = _("Not approved. The contact wants an agent again.")
    return _act(request, done, lambda: judgement.reject(
        found.pk, reason, by=request.user.actor, now=request.now
    ))  # fmt: skip


@needs_role("agent")
@require_POST
def cancellation(request: Person, decision_id: str) -> HttpResponse:
    """While it waits for a second person, or within its grace (E11)."""
    found = get_object_or_404(Decision.objects.select_related("contact"), pk=decision_id)
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the reason in one sentence."))
        return onwards.to_contact(found.contact)
    try:
        reason = form.cleaned_data["reason"]
        judgement.cancel(found.pk, reason, by=request.user.actor, now=request.now)
        messages.success(request, _("Taken back. The contact wants an answer again."))
    except RefusedError as error:
        messages.error(request, refusals.sentence(error))
    return onwards.to_contact(found.contact)


def _act(request: Person, done: str, act: Callable[[], Decision]) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except RefusedError as error:
        messages.error(request, refusals.sentence(error))
    return redirect("desk:approvals")


def _unreasoned(request: Person) -> HttpResponse:
    messages.error(request, _("Give the reason in one sentence."))
    return redirect("desk:approvals")


def _row(decision: Decision, by: str, request: Person) -> Row:
    contact = decision.contact
    about = " · ".join(filter(None, (names.person(contact), contact.order_id, contact.pk)))
    return Row(decided.face(decision, request.user), contact.pk, about, by)
