"""What a seller says beside his return policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.cases.answer_values import LONGEST_TEXT
from mostrador.pages.policy_form import PolicyForm


class OwnPolicyForm(PolicyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = forms.CharField(
            label=_("Anything else we should know"),
            help_text=_("It is read by whoever approves; it never makes up for a row."),
            max_length=LONGEST_TEXT,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
