"""Instructions: what the marketplace is to do, how far it has come, and doing it by hand."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mostrador.decisions import instructions as acts
from mostrador.decisions.instructions import Acknowledgement
from mostrador.decisions.models import Instruction
from mostrador.office import instruction_facts, instruction_words, paging
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person

REFUSED = 422
CONFLICT = 409
NARROWED = ("open", "dead", "done", "refused", "withheld")
LONGEST_REASON = 300


class OutcomeForm(forms.Form):
    """What an operator without an interface has done, or not, in the marketplace itself."""

    reference = forms.CharField(
        label=gettext_lazy("The marketplace's number for it"), required=False, max_length=100
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot be done"),
        help_text=gettext_lazy("Agents read this. Needed only where it cannot be done."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
    )
    outcome = forms.ChoiceField(choices=[("done", ""), ("refused", "")])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("outcome") == "refused" and not given.get("reason"):
            self.add_error("reason", _("Say why, so that somebody can decide again."))
        return given


def narrowed(only: str) -> QuerySet[Instruction]:
    every = Instruction.objects.all()
    if only == "dead":
        return every.filter(state=Instruction.State.OPEN, dead_at__isnull=False)
    return every.filter(state=only) if only else every


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """The newest first, by state and by order."""
    only = paging.chosen(request, NARROWED)
    order = paging.text(request, "order").strip()
    wanted = Q(order=order) if order else Q()
    rows = narrowed(only).filter(wanted, paging.before(request, "made_at"))
    ordered = rows.select_related("store").order_by("-made_at", "-pk")
    page, last = paging.cut(ordered, paging.A_PAGE)
    kept = {"only": only, "order": order}
    path = reverse("office:instructions")
    shown = {
        "rows": [instruction_facts.row(one) for one in page],
        "only": only,
        "order": order,
        "choices": [_choice(code, path, kept) for code in ("", *NARROWED)],
        "more": paging.address(path, kept, before=paging.place(last.made_at, last.pk))
        if last
        else "",
    }
    return render(request, "office/instructions.html", shown)


@require_safe
@needs_role("operator")
def one(request: Person, key: str) -> HttpResponse:
    return _page(request, _found(key))


@require_POST
@needs_role("operator")
def sending(request: Person, key: str) -> HttpResponse:
    """Once more to the webhook, with the same id."""
    found = _found(key)
    try:
        acts.send_again(found.pk, now=request.now)
    except acts.SettledError:
        messages.warning(request, _("The marketplace has answered meanwhile."))
    else:
        messages.success(request, _("It is being sent again."))
    return redirect("office:instruction", found.pk)


@require_POST
@needs_role("operator")
def acknowledgement(request: Person, key: str) -> HttpResponse:
    """Done, or cannot be done."""
    found = _found(key)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=REFUSED)
    given = form.cleaned_data
    reason = given["reason"] if given["outcome"] == "refused" else ""
    said = Acknowledgement(given["outcome"], given["reference"], reason=reason)
    try:
        acts.acknowledge(found.pk, said, by=request.user.actor, now=request.now)
    except acts.ConflictError:
        form.add_error(None, _("Somebody has said otherwise meanwhile."))
        return _page(request, _found(key), form=form, status=CONFLICT)
    messages.success(request, _("Noted. The order and the request say so now."))
    return redirect("office:instruction", found.pk)


def _choice(code: str, path: str, kept: Mapping[str, str]) -> dict[str, Any]:
    """The same order, narrowed to another state."""
    query = urlencode({name: value for name, value in {**kept, "only": code}.items() if value})
    return {
        "words": instruction_words.narrowed(code),
        "href": f"{path}?{query}" if query else path,
        "current": kept["only"] == code,
    }


def _found(key: str) -> Instruction:
    related = ("store", "order", "decision__contact")
    return get_object_or_404(Instruction.objects.select_related(*related), pk=key)


def _page(
    request: Person, found: Instruction, *, form: OutcomeForm | None = None, status: int = 200
) -> HttpResponse:
    shown = {
        **instruction_facts.whole(found),
        "form": form or OutcomeForm(),
        "open": found.state == Instruction.State.OPEN,
        "can_be_sent": found.state == Instruction.State.OPEN and bool(found.store.webhook_url),
    }
    return render(request, "office/instruction.html", shown, status=status)
