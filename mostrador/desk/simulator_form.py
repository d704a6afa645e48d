"""Facts that an agent makes up."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.decisions import replay, simulation
from mostrador.pages import fact_words, policy_words
from mostrador.rules.entitlement_facts import Facts, Stage
from mostrador.stores.models import Store

LABELS: Mapping[str, Any] = fact_words.LABELS
DATES = ("ordered_on", "promised_by", "delivered_on", "asked_on", "sent_back_on", "came_back_on")
YES_OR_NO = (
    "customised", "withdraws", "instructed", "consumer", "return_address_here", "prepaid_label",
    "seller_silent",
)  # fmt: skip
AS_TYPED = "%Y-%m-%d"
LONGEST_MEMORY = 200_000


def _amount(name: str, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=LABELS[name], min_value=0, max_digits=14, required=False, **more
    )


def _day(name: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format=AS_TYPED)
    return forms.DateField(label=LABELS[name], required=False, widget=widget)


class SimulatorForm(forms.Form):
    store = forms.ModelChoiceField(
        Store.objects.order_by("name"), label=gettext_lazy("Store"), empty_label=None
    )
    cause = forms.ChoiceField(label=LABELS["cause"], choices=list(fact_words.CAUSES.items()))
    stage = forms.ChoiceField(label=LABELS["stage"], choices=list(fact_words.STAGES.items()))
    condition = forms.ChoiceField(
        label=LABELS["condition"],
        choices=[(one.value, words) for one, words in policy_words.CONDITIONS.items()],
    )
    category = forms.ChoiceField(label=LABELS["category"], required=False)
    quantity = forms.IntegerField(label=LABELS["quantity"], min_value=1, max_value=100_000)
    price = _amount("unit_price")
    shipping = _amount("shipping")
    express = _amount("express")
    refunded = _amount("refunded")
    ordered_on = _day("ordered_on")
    promised_by = _day("promised_by")
    delivered_on = _day("delivered_on")
    asked_on = _day("asked_on")
    sent_back_on = _day("sent_back_on")
    came_back_on = _day("came_back_on")
    own_window_days = forms.IntegerField(
        label=gettext_lazy("The seller's own days to return"),
        min_value=1,
        max_value=3650,
        required=False,
    )
    seller_country = forms.CharField(label=LABELS["seller_country"], max_length=2, required=False)
    claim = forms.ChoiceField(
        label=LABELS["claim"], choices=[("", "–"), *fact_words.CLAIMS.items()], required=False
    )
    # The facts that were worked out before, to be compared with.
    was = forms.CharField(max_length=LONGEST_MEMORY, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, now: datetime) -> None:
        today = now.date()
        initial = {
            "cause": "changed_mind",
            "stage": Stage.DELIVERED,
            "condition": "as_received",
            "quantity": 1,
            "price": "39.90",
            "shipping": "4.90",
            "ordered_on": today - timedelta(days=9),
            "delivered_on": today - timedelta(days=4),
            "asked_on": today,
            "consumer": True,
            "instructed": True,
        }
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            # What is left out is as it usually is: the page's first sentence says so.
            field.needed = True  # type: ignore[attr-defined]  # read by field.html
        for name in YES_OR_NO:
            self.fields[name] = forms.BooleanField(label=LABELS[name], required=False)
        kinds = [(code, words) for code, words in policy_words.CATEGORIES.items()]
        self.fields["category"].choices = [("", "–"), *kinds]  # type: ignore[attr-defined]  # a field with choices

    def facts(self, now: datetime) -> Facts | None:
        """Nothing where no form was sent, or what was filled in makes no sense."""
        if not self.is_bound or not self.is_valid():
            return None
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"was", "store"} and value not in (None, "")
        }
        said = {name: value if _is_plain(value) else str(value) for name, value in given.items()}
        try:
            return simulation.facts(said, self.cleaned_data["store"], now=now)
        except (ValueError, OverflowError):
            self.add_error(None, _("These facts do not go together."))
            return None

    def before(self) -> Facts | None:
        said = self.cleaned_data.get("was") if self.is_bound else ""
        try:
            return replay.facts_from(json.loads(said)) if said else None
        except (ValueError, TypeError):
            return None


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | str)
