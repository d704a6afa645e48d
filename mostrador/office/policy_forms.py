"""What the operator fills in about return policies: his own, and what he says to a seller's."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.office.seller_forms import LONGEST_REASON
from mostrador.pages.policy_form import ISO, PolicyForm
from mostrador.rules.calendar import day_of, start_of_day
from mostrador.stores.models import Store

APPROVE, ASK, REFUSE = "approve", "ask", "refuse"


def _day(label: Any, hint: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=ISO)
    return forms.DateField(
        label=label, help_text=hint, required=False, widget=widget, input_formats=[ISO]
    )


def beginning(form: forms.Form, store: Store, now: datetime) -> datetime:
    """The first moment of the chosen day in the store; now if it is today or none was chosen."""
    day = form.cleaned_data["from_on"]
    return now if day is None or day == day_of(now, store.zone) else start_of_day(day, store.zone)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (APPROVE, gettext_lazy("Approve it")),
            (ASK, gettext_lazy("Ask the seller something first")),
            (REFUSE, gettext_lazy("Do not approve it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is decided.")},
    )
    from_on = _day(gettext_lazy("Applies from"), gettext_lazy("Empty: at once."))
    reason = forms.CharField(
        label=gettext_lazy("Your question, or why not"),
        help_text=gettext_lazy("The seller reads this."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") in {ASK, REFUSE} and not given.get("reason"):
            self.add_error("reason", _("Write what you want to know, or why not."))
        return given


class StandardForm(PolicyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"] = _day(
            gettext_lazy("Applies to orders from"),
            gettext_lazy("Empty: at once. Orders placed before keep the version of their day."),
        )
