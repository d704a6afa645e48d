"""Outages that the operator posts: open questions get their time back (E6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from mostrador.cases import incidents
from mostrador.cases.incident_models import Incident
from mostrador.cases.incidents import Outage
from mostrador.office import names
from mostrador.pages import moments
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.stores.models import Store

REFUSED = 422
SHOWN = 50
# Longer ones are typing errors: a month would move every promise by a month.
LONGEST = timedelta(days=7)
AS_TYPED = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class IncidentForm(forms.Form):
    store = forms.ModelChoiceField(
        Store.objects.order_by("name"), label=gettext_lazy("Store"), empty_label=None
    )
    from_at = forms.DateTimeField(
        label=gettext_lazy("Began"),
        help_text=gettext_lazy("In the store's own time."),
        input_formats=AS_TYPED,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=AS_TYPED[0]),
    )
    until_at = forms.DateTimeField(
        label=gettext_lazy("Ended, or will end"),
        input_formats=AS_TYPED,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=AS_TYPED[0]),
    )
    words = forms.CharField(
        label=gettext_lazy("What happened, in one sentence"),
        help_text=gettext_lazy("For the record; sellers read only that there was a disturbance."),
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        store, begin, end = (given.get(name) for name in ("store", "from_at", "until_at"))
        if not (store and begin and end):
            return given
        given["from_at"], given["until_at"] = (at.replace(tzinfo=store.zone) for at in (begin, end))
        lasted = given["until_at"] - given["from_at"]
        if lasted <= timedelta(0):
            self.add_error("until_at", _("It ends after it began."))
        elif lasted > LONGEST:
            self.add_error("until_at", _("A week at most; post the rest as another one."))
        return given


@dataclass(frozen=True, slots=True)
class Row:
    store: str
    begin: str
    end: str
    lasted: str
    words: str
    moved: str
    by: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def incidents_page(request: Person) -> HttpResponse:
    """What was posted, and posting one."""
    form = IncidentForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, status=REFUSED if form.is_bound else 200)
    given = form.cleaned_data
    outage = Outage(given["from_at"], given["until_at"], given["words"])
    try:
        posted = incidents.post(given["store"], outage, by=request.user.actor, now=request.now)
    except incidents.OverlapsError:
        form.add_error("from_at", _("Another incident has given part of this time already."))
        return _page(request, form, status=REFUSED)
    messages.success(request, _("Posted: %(moved)s.") % {"moved": _moved(posted)})
    return redirect("office:incidents")


def _page(request: Person, form: IncidentForm, *, status: int) -> HttpResponse:
    found = list(Incident.objects.select_related("store", "words").order_by("-from_at")[:SHOWN])
    known = names.known(one.posted_by for one in found)
    rows = [_row(one, known.of(one.posted_by)) for one in found]
    return render(request, "office/incidents.html", {"form": form, "rows": rows}, status=status)


def _row(one: Incident, by: str) -> Row:
    zone = one.store.time_zone
    return Row(
        store=one.store.name,
        begin=_at(one.from_at, zone),
        end=_at(one.until_at, zone),
        lasted=moments.duration(one.until_at - one.from_at),
        words=one.words.body,
        moved=_moved(one),
        by=_("%(who)s, %(moment)s") % {"who": by, "moment": _at(one.posted_at, zone)},
    )


def _at(at: datetime, zone: str) -> str:
    return moments.day_and_hour(at, zone)


def _moved(one: Incident) -> str:
    said = ngettext(
        "%(n)d open question is due later", "%(n)d open questions are due later", one.shifted
    )
    return said % {"n": one.shifted}
