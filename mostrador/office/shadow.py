"""The shadow run: which sellers are live, what we would have done for the others, and what was."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mostrador.office import histories, paging, saving, shadow_facts, shadow_words
from mostrador.office.forms import Refusable, VersionField
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.shapes import Fact
from mostrador.rules import live_share
from mostrador.sellers.models import Enrolment
from mostrador.shadow import looking_back
from mostrador.shadow.models import Observation
from mostrador.stores import going_live
from mostrador.stores.models import Store

STEPS = (0, 5, 10, 25, 50, 100)
USUAL_DAYS = 30


class ShareForm(Refusable):
    places: ClassVar[Mapping[str, str]] = {"live_share": "live_share"}

    live_share = forms.IntegerField(
        label=gettext_lazy("Of a hundred sellers so many are live"),
        help_text=gettext_lazy("0: only observe. 100: serve everybody."),
        min_value=live_share.NOBODY,
        max_value=live_share.EVERYBODY,
    )
    version = VersionField()

    def __init__(self, store: Store, data: Any = None) -> None:
        initial = {"live_share": store.live_share, "version": store.version}
        super().__init__(data, initial=initial)


class LookBackForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Days to look back"),
        help_text=gettext_lazy("Each matter is judged by what was known when it came in."),
        min_value=1,
        max_value=looking_back.MOST_DAYS,
        initial=USUAL_DAYS,
    )


@require_safe
@needs_role("operator")
def stores(request: Person) -> HttpResponse:
    """Each store goes live by itself; where there is one store, there is no choice."""
    found = list(Store.objects.order_by("name", "pk"))
    if len(found) == 1:
        return redirect("office:shadow", found[0].pk)
    rows = [(one, reverse("office:shadow", args=[one.pk])) for one in found]
    return render(request, "office/shadow_stores.html", {"stores": rows})


@require_safe
@needs_role("operator")
def store(request: Person, key: str) -> HttpResponse:
    return _page(request, get_object_or_404(Store, pk=key))


@require_POST
@needs_role("operator")
def share(request: Person, key: str) -> HttpResponse:
    """Going live, and back."""
    found = get_object_or_404(Store, pk=key)
    form = ShareForm(found, request.POST)

    def act() -> object:
        given, by = form.cleaned_data, request.user.actor
        wanted, version = given["live_share"], given["version"]
        return going_live.change(found, wanted, by=by, version=version, now=request.now)

    status = saving.changed(request, found, form, act)
    if status:
        return _page(request, found, form=form, status=status)
    return redirect("office:shadow", found.pk)


@require_POST
@needs_role("operator")
def look_back(request: Person, key: str) -> HttpResponse:
    """Observe what is over already."""
    found = get_object_or_404(Store, pk=key)
    form = LookBackForm(request.POST)
    if not form.is_valid():
        return _page(request, found, days=form, status=saving.REFUSED)
    days = form.cleaned_data["days"]
    looking_back.ask(found, days, by=request.user.actor, now=request.now)
    messages.success(request, _("The past is being observed. Look again in a moment."))
    return redirect("office:shadow", found.pk)


@require_safe
@needs_role("operator")
def matter(request: Person, key: str, number: str) -> HttpResponse:
    """One matter: what we would have done beside what happened."""
    related = ("store", "seller", "subject_text")
    rows = Observation.objects.select_related(*related)
    found = get_object_or_404(rows, pk=number, store=key)
    shown = {"store": found.store, **shadow_facts.one(found)}
    return render(request, "office/shadow_matter.html", shown)


def _page(
    request: Person,
    found: Store,
    *,
    form: ShareForm | None = None,
    days: LookBackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    path = reverse("office:shadow", args=[found.pk])
    shown = {
        "store": found,
        "form": form or ShareForm(found),
        "days": days or LookBackForm(),
        "sellers": _sellers(found, request),
        "wish": looking_back.last_of(found),
        "table": shadow_facts.table(found, path),
        **_list(request, found, path),
        "history": histories.lines(_changes(found)),
    }
    return render(request, "office/shadow.html", shown, status=status)


def _sellers(found: Store, request: Person) -> dict[str, Any]:
    """What the setting means: how many sellers it serves now, and would serve at other shares."""
    current = Enrolment.objects.filter(
        Q(until_at=None) | Q(until_at__gt=request.now), store=found, from_at__lte=request.now
    )
    places = [
        live_share.place(found.pk, seller)
        for seller in current.values_list("seller", flat=True).distinct()
    ]
    steps = sorted({*STEPS, found.live_share})
    return {
        "live": sum(place < found.live_share for place in places),
        "all": len(places),
        "steps": [Fact(f"{step} %", str(sum(place < step for place in places))) for step in steps],
    }


def _list(request: Person, found: Store, path: str) -> dict[str, Any]:
    only = paging.chosen(request, list(shadow_words.NARROWED))
    topic = paging.chosen(request, list(shadow_words.TOPICS), "topic")
    wanted = Q(agreement=only) if only else Q()
    if topic:
        wanted &= Q(topic=topic) | Q(topic__startswith=f"{topic}.")
    rows = Observation.objects.filter(wanted, paging.before(request, "at"), store=found)
    related = rows.select_related("store", "subject_text")
    page, last = paging.cut(related.order_by("-at", "-pk"), paging.A_PAGE)
    kept = {"only": only, "topic": topic}
    more = paging.address(path, kept, before=paging.place(last.at, last.pk)) if last else ""
    return {
        "rows": [shadow_facts.row(one) for one in page],
        "choices": [_choice(code, path, kept) for code in shadow_words.NARROWED],
        "topic": shadow_words.topic(topic) if topic else "",
        "more": f"{more}#matters" if more else "",
    }


def _choice(code: str, path: str, kept: Mapping[str, str]) -> dict[str, Any]:
    query = urlencode({name: value for name, value in {**kept, "only": code}.items() if value})
    return {
        "words": shadow_words.NARROWED[code],
        "href": (f"{path}?{query}" if query else path) + "#matters",
        "current": kept["only"] == code,
    }


def _changes(found: Store) -> list[Any]:
    return list(histories.of([found.subject]).filter(what="live_share_changed")[:10])
