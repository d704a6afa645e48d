"""The programme of each store: its settings, its terms, and what was changed when by whom."""

from typing import Any

from babel.core import get_global
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mostrador.office import differences, histories, saving, words
from mostrador.office.forms import HandOverForm, ProgrammeForm, Refusable, TermsForm
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.rules.bodies import RefusedError
from mostrador.sellers import announcing
from mostrador.stores import programme as acts
from mostrador.stores.models import Store, Terms

SHOWN_CHANGES = 30


@require_safe
@needs_role("operator")
def programmes(request: Person) -> HttpResponse:
    """Each store has a programme of its own; where there is one store, there is no choice."""
    stores = list(Store.objects.order_by("name", "pk"))
    if len(stores) == 1:
        return redirect("office:programme", stores[0].pk)
    chosen = [(store, words.MODES[store.mode], _address(store)) for store in stores]
    return render(request, "office/programmes.html", {"stores": chosen})


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def programme(request: Person, key: str) -> HttpResponse:
    """What is set, and setting it."""
    store = get_object_or_404(Store, pk=key)
    if request.method != "POST":
        return _page(request, store)
    form = ProgrammeForm(store, request.POST)
    status = _changed(request, store, form)
    return _page(request, store, form=form, status=status) if status else redirect(_address(store))


@require_POST
@needs_role("operator")
def hand_over(request: Person, key: str) -> HttpResponse:
    """Where sellers of each country forward buyers' mails to (R44)."""
    store = get_object_or_404(Store, pk=key)
    form = HandOverForm(store, request.POST)
    status = _changed(request, store, form)
    if status:
        return _page(request, store, addresses=form, status=status)
    return redirect(_address(store))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def terms(request: Person, key: str) -> HttpResponse:
    """Every version of the terms, what changed between two of them, and a new one."""
    store = get_object_or_404(Store, pk=key)
    versions = list(Terms.objects.filter(store=store).order_by("-published_at", "-pk"))
    if request.method != "POST":
        return _terms_page(request, store, versions)
    form = TermsForm(store, versions[0] if versions else None, request.POST)
    if form.is_valid():
        try:
            version = form.cleaned_data["terms_version"]
            by = request.user.actor
            acts.publish_terms(store, version, form.texts(), by=by, now=request.now)
        except RefusedError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Published. Whoever enrols from now on accepts it."))
            return redirect("office:terms", store.pk)
    return _terms_page(request, store, versions, form=form, status=saving.REFUSED)


@require_POST
@needs_role("operator")
def terms_letters(request: Person, key: str) -> HttpResponse:
    """Whoever has accepted an earlier version is written to; each of them once a version."""
    store = get_object_or_404(Store, pk=key)
    acts.send_terms(store, by=request.user.actor, now=request.now)
    messages.success(request, _("The mails are on their way."))
    return redirect("office:terms", store.pk)


def _changed(request: Person, store: Store, form: Any) -> int:
    """The status of the page that says what is wrong, or nothing."""

    def act() -> object:
        by, version = request.user.actor, form.cleaned_data["version"]
        return acts.change(store, form.settings(), by=by, version=version, now=request.now)

    return saving.changed(request, store, form, act)


def _page(
    request: Person,
    store: Store,
    *,
    form: Refusable | None = None,
    addresses: Refusable | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "store": store,
        "form": form or ProgrammeForm(store),
        "addresses": addresses or HandOverForm(store),
        "countries": _countries(),
        **histories.page(
            request, [store.subject], SHOWN_CHANGES, path=_address(store), part="changes"
        ),
    }
    return render(request, "office/programme.html", shown, status=status)


def _terms_page(
    request: Person,
    store: Store,
    versions: list[Terms],
    *,
    form: TermsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    old, new = _two(request, versions)
    behind = announcing.behind(store, request.now).count()
    shown = {
        "store": store,
        "versions": versions,
        "old": old,
        "new": new,
        "differences": _differences(old, new),
        "form": form or TermsForm(store, versions[0] if versions else None),
        "behind": behind,
        "told": announcing.told_of_terms(store).count() if behind else 0,
    }
    return render(request, "office/terms.html", shown, status=status)


def _two(request: Person, versions: list[Terms]) -> tuple[Terms | None, Terms | None]:
    """The two versions to compare: those asked for, else the last two."""
    by_name = {one.version: one for one in versions}
    new = by_name.get(request.GET.get("to", "")) or (versions[0] if versions else None)
    before = versions[versions.index(new) + 1 :] if new else []
    old = by_name.get(request.GET.get("from", "")) or (before[0] if before else None)
    return old, new


def _differences(old: Terms | None, new: Terms | None) -> list[dict[str, Any]]:
    """Of each language: its name and code, and the new text with what was taken out."""
    if new is None:
        return []
    before = old.texts if old else {}
    return [
        {
            "code": code,
            "language": words.language(code),
            "text": text,
            "stretches": differences.between(before.get(code, ""), text) if old else [],
        }
        for code, text in new.texts.items()
    ]


def _countries() -> list[tuple[str, str]]:
    known = get_global("territory_zones")
    found = [(code, words.country(code)) for code in known if len(code) == 2]
    return sorted(found, key=lambda one: one[1])


def _address(store: Store) -> str:
    return reverse("office:programme", args=[store.pk])
