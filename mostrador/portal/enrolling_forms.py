"""What a seller fills in to enrol, to accept terms, and to complain."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.cases.answer_values import LONGEST_TEXT


class TermsForm(forms.Form):
    """`terms` is the version that stood on the page where the box was ticked."""

    terms = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    accepted = forms.BooleanField(required=False)

    def __init__(self, version: str, data: Any = None) -> None:
        super().__init__(data, initial={"terms": version})
        self.version = version
        label = _("I accept the terms, version %(version)s.") % {"version": version}
        self.fields["accepted"].label = label

    @property
    def outdated(self) -> bool:
        """New terms came while the page was open."""
        return self.is_valid() and self.cleaned_data["terms"] != self.version

    def consented(self) -> str | None:
        """The version that was accepted; None if no box was ticked."""
        said = self.is_valid() and self.cleaned_data["accepted"]
        return self.cleaned_data["terms"] if said else None


class ComplaintForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Why it is wrong"),
        help_text=gettext_lazy("Somebody who has not decided before looks at it and writes why."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
