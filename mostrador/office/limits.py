"""The money of a store: how much may be given alone, and how long things may take."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mostrador.office import saving
from mostrador.office.forms import Refusable, VersionField
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.rules import money_limits as rules
from mostrador.rules.money import Money
from mostrador.stores import money as acts
from mostrador.stores.models import Store

# Amounts in the form, and the settings that they become.
AMOUNTS = {
    "agent_limit": "agent_limit_minor",
    "goodwill_limit": "goodwill_limit_minor",
    "returnless_up_to": "returnless_up_to_minor",
}
NUMBERS = ("refund_grace_minutes", "appeal_days", "option_days")


class MoneyField(forms.CharField):
    """An amount in the store's currency; a comma is a point."""

    def __init__(self, currency: str, **more: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput({"inputmode": "decimal"}), **more)
        self.currency = currency

    def clean(self, value: Any) -> int | None:
        said = str(super().clean(value)).replace(",", ".")
        if not said:
            return None
        try:
            found = Money.of(said, self.currency)
        except ValueError:
            raise forms.ValidationError(
                _("Write an amount in %(currency)s, such as 25.00.") % {"currency": self.currency}
            ) from None
        if found.minor < 0:
            raise forms.ValidationError(_("An amount is not below zero."))
        return found.minor


class MoneyForm(Refusable):
    places: ClassVar[dict[str, str]] = {
        **{setting: name for name, setting in AMOUNTS.items()},
        **{name: name for name in NUMBERS},
    }

    refund_grace_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes to take a best judgement back"),
        help_text=gettext_lazy("Before its money moves; 120 at most."),
        min_value=0,
        max_value=rules.LONGEST_GRACE_MINUTES,
    )
    appeal_days = forms.IntegerField(
        label=gettext_lazy("Days to appeal"),
        help_text=gettext_lazy("From the day a seller is told what a decision costs him."),
        min_value=1,
        max_value=rules.LONGEST_APPEAL_DAYS,
    )
    option_days = forms.IntegerField(
        label=gettext_lazy("Days for a seller abroad to offer a way back"),
        help_text=gettext_lazy("Calendar days. Then the buyer is refunded and keeps the goods."),
        min_value=1,
        max_value=rules.LONGEST_OPTION_DAYS,
    )
    version = VersionField()

    def __init__(self, store: Store, data: Any = None) -> None:
        held = acts.settings_of(store)
        initial = {name: held[name] for name in NUMBERS} | {"version": store.version}
        for name, setting in AMOUNTS.items():
            minor = held[setting]
            initial[name] = "" if minor is None else Money(store.currency, minor).amount()
        super().__init__(data, initial=initial)
        coin = {"currency": store.currency}
        without = _("Above it a second person looks first. Empty: no limit.")
        self.fields["agent_limit"] = MoneyField(
            store.currency, label=_("An agent may give alone, in %(currency)s") % coin,
            help_text=without, required=False,
        )  # fmt: skip
        self.fields["goodwill_limit"] = MoneyField(
            store.currency, label=_("Of it as goodwill, in %(currency)s") % coin,
            help_text=without, required=False,
        )  # fmt: skip
        self.fields["returnless_up_to"] = MoneyField(
            store.currency, label=_("Goods need not come back up to, in %(currency)s") % coin,
            help_text=_("The price of one unit, of sellers abroad."),
        )  # fmt: skip

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        amounts = {setting: given[name] for name, setting in AMOUNTS.items()}
        return amounts | {name: given[name] for name in NUMBERS}


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def limits(request: Person, key: str) -> HttpResponse:
    store = get_object_or_404(Store, pk=key)
    if request.method != "POST":
        return _page(request, store, MoneyForm(store))
    form = MoneyForm(store, request.POST)
    status = _changed(request, store, form)
    return _page(request, store, form, status=status) if status else redirect(
        "office:limits", store.pk
    )  # fmt: skip


def _changed(request: Person, store: Store, form: MoneyForm) -> int:
    """The status of the page that says what is wrong, or nothing."""

    def act() -> object:
        by, version = request.user.actor, form.cleaned_data["version"]
        return acts.change(store, form.settings(), by=by, version=version, now=request.now)

    return saving.changed(request, store, form, act)


def _page(request: Person, store: Store, form: MoneyForm, *, status: int = 200) -> HttpResponse:
    return render(request, "office/limits.html", {"store": store, "form": form}, status=status)
