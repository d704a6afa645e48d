"""What the operator fills in about one seller."""

from django import forms
from django.utils.translation import gettext_lazy

from mostrador.office import words

LONGEST_REASON = 2_000


class SuspensionForm(forms.Form):
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The seller reads this."),
        choices=list(words.SUSPENSIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one reason.")},
    )


class ComplaintForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("granted", gettext_lazy("The seller is right")),
            ("rejected", gettext_lazy("It stays as it was decided")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is decided.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The seller reads this."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
    )
