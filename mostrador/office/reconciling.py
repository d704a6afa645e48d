"""Differences between what was said to be done and what the records show."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mostrador.decisions import reconciliation as acts
from mostrador.decisions.models import Difference, Reconciliation
from mostrador.office import instruction_facts, names, paging
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person

REFUSED = 422
MOST_OPEN = 200
LONGEST_NOTE = 1_000


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 2}),
    )


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """Those that nobody has looked into yet; or those that were, with the note."""
    only = paging.chosen(request, ("noted",))
    return _page(request, only=only)


@require_POST
@needs_role("operator")
def look(request: Person) -> HttpResponse:
    """Now, and not at night."""
    for row in Reconciliation.objects.select_related("store"):
        acts.look(row.store, now=request.now)
    messages.success(request, _("Compared. What does not agree stands here."))
    return redirect("office:differences")


@require_POST
@needs_role("operator")
def note(request: Person, number: int) -> HttpResponse:
    found = get_object_or_404(Difference, pk=number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, wrong=(found.pk, form), status=REFUSED)
    try:
        acts.acknowledge(
            found.pk, form.cleaned_data["note"], by=request.user.actor, now=request.now
        )
    except acts.GoneError:
        messages.warning(request, _("It is over already."))
    else:
        messages.success(request, _("Noted."))
    return redirect("office:differences")


def _page(
    request: Person,
    *,
    only: str = "",
    wrong: tuple[int, NoteForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    key, form = wrong or (0, None)
    rows = [
        {
            **instruction_facts.difference(one, one.store.time_zone),
            "form": form if one.pk == key else NoteForm(auto_id=f"id_{one.pk}_%s"),
        }
        for one in ([] if only else acts.open_ones()[:MOST_OPEN])
    ]
    looked = Reconciliation.objects.select_related("store").order_by("store__name")
    shown = {"rows": rows, "noted": _noted() if only else [], "only": only, "looked": looked}
    return render(request, "office/differences.html", shown, status=status)


def _noted() -> list[dict[str, object]]:
    rows = Difference.objects.filter(noted_at__isnull=False).select_related("store", "note")
    found = list(rows.order_by("-noted_at", "-pk")[:MOST_OPEN])
    known = names.known(one.noted_by for one in found)
    return [instruction_facts.noted(one, known) for one in found]
