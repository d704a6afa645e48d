"""The field for a carrier's label, the same for a seller and for an agent to whom he sent it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.decisions import return_labels
from mostrador.pages.uploads import MEGABYTES, TOO_MANY, File


class LabelField(forms.FileField):
    def __init__(self, *, required: bool = True) -> None:
        hint = _("A PDF or PNG of the carrier, at most 10 MB. The buyer prints it.")
        super().__init__(label=_("Paid label"), required=required, help_text=hint)

    def clean(self, data: Any, initial: Any = None) -> File | None:
        found = super().clean(data, initial)
        if not found:
            return None
        if found.size > MEGABYTES * 2**20:
            raise forms.ValidationError(TOO_MANY)
        body = found.read()
        kind = return_labels.media_type(body)
        if not kind:
            raise forms.ValidationError(_("The label is neither a PDF nor a PNG."))
        return found.name or "label", kind, body


class LabelForm(forms.Form):
    label = LabelField()
