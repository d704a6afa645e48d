"""How a store's marketplace learns what to do: by webhook, or by fetching it."""

from typing import ClassVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mostrador.office import saving
from mostrador.office.forms import Refusable, VersionField
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.rules import webhook_address
from mostrador.stores import webhooks as acts
from mostrador.stores.models import Store


class WebhookForm(Refusable):
    places: ClassVar[dict[str, str]] = {"webhook_url": "webhook_url"}

    webhook_url = forms.CharField(
        label=gettext_lazy("Address of the webhook"),
        help_text=gettext_lazy("Beginning with https://. Empty: the marketplace fetches them."),
        required=False,
        max_length=webhook_address.LONGEST,
        widget=forms.URLInput,
    )
    version = VersionField()

    def __init__(self, store: Store, data: object = None) -> None:
        initial = {"webhook_url": store.webhook_url, "version": store.version}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a request's data


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def webhook(request: Person, key: str) -> HttpResponse:
    store = get_object_or_404(Store, pk=key)
    if request.method != "POST":
        return _page(request, store)
    form = WebhookForm(store, request.POST)
    status = _changed(request, store, form)
    if status:
        return _page(request, store, form=form, status=status)
    return redirect("office:webhook", store.pk)


@require_POST
@needs_role("operator")
def secret(request: Person, key: str) -> HttpResponse:
    """It is shown on this answer and never again: nothing keeps it where a page could find it."""
    store = get_object_or_404(Store, pk=key)
    made = acts.change_secret(store, by=request.user.actor, now=request.now)
    answer = _page(request, store, made=made)
    answer["Cache-Control"] = "no-store"
    return answer


def _changed(request: Person, store: Store, form: WebhookForm) -> int:
    """The status of the page that says what is wrong, or nothing."""

    def act() -> object:
        by, version = request.user.actor, form.cleaned_data["version"]
        address = form.cleaned_data["webhook_url"]
        return acts.change_address(store, address, by=by, version=version, now=request.now)

    return saving.changed(request, store, form, act)


def _page(
    request: Person,
    store: Store,
    *,
    form: WebhookForm | None = None,
    made: str = "",
    status: int = 200,
) -> HttpResponse:
    masked = f"{store.webhook_secret[:9]}…" if store.webhook_secret else ""
    shown = {"store": store, "form": form or WebhookForm(store), "made": made, "masked": masked}
    return render(request, "office/webhook.html", shown, status=status)
