"""The standard return policy of a store: what applies, its versions, and publishing a new one."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mostrador.office.policy_forms import StandardForm, beginning
from mostrador.pages import policy_rows
from mostrador.pages.gates import needs_role
from mostrador.pages.policy_stage import stage_of
from mostrador.pages.requests import Person
from mostrador.rules.bodies import RefusedError
from mostrador.rules.return_policy import ReturnPolicy
from mostrador.stores import standard
from mostrador.stores.models import Store

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def returns(request: Person, key: str) -> HttpResponse:
    store = get_object_or_404(Store, pk=key)
    usual = _last(store, request.now)
    data = request.POST if request.method == "POST" else None
    holidays = usual.holiday_extension
    form = StandardForm(usual, data, currency=store.currency, holidays=holidays)
    if data is None:
        return _page(request, store, form, usual)
    publishes = data.get("do") == "publish"
    if publishes and form.is_valid() and _published(request, store, form):
        return redirect("office:returns", store.pk)
    return _page(request, store, form, usual, status=REFUSED if publishes else 200)


def _published(request: Person, store: Store, form: StandardForm) -> bool:
    # All holidays are on the page: where none is left there are none.
    body = {"holiday_extension": [], **form.body()}
    begins = beginning(form, store, request.now)
    try:
        standard.publish(store, body, from_at=begins, by=request.user.actor, now=request.now)
    except RefusedError as error:
        for reason in error.reasons:
            form.add_error(*_said(reason.code, reason.detail))
        return False
    messages.success(request, _("Published."))
    return True


def _said(code: str, detail: str) -> tuple[str | None, str]:
    known = {
        "IN_THE_PAST": _("Choose today or a later day."),
        "MOMENT_TAKEN": _("Another version begins on that day."),
    }
    return ("from_on" if code in known else None), known.get(code, detail)


def _last(store: Store, now: datetime) -> ReturnPolicy:
    """The version that comes last is the one to go on from."""
    newest = standard.versions(store).first()
    return standard.policy_in(newest, store) if newest else standard.standard_of(store, at=now)


def _page(
    request: Person, store: Store, form: StandardForm, usual: ReturnPolicy, *, status: int = 200
) -> HttpResponse:
    asked = usual
    if form.is_bound:
        form.is_valid()
        asked = policy_rows.policy_of(form, usual, store.currency)
    stage = stage_of(store, now=request.now)
    versions = list(standard.versions(store))
    shown = {
        "store": store,
        "form": form,
        "parts": policy_rows.parts(asked, usual, stage, form),
        "versions": versions,
        "current": next((one for one in versions if one.from_at <= request.now), None),
    }
    return render(request, "office/returns.html", shown, status=status)
