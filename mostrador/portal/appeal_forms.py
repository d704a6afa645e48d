"""What a seller fills in to appeal, and when he is asked for more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.decisions.appeals import AFile, Plea
from mostrador.pages.appeal_words import REASONS
from mostrador.pages.uploads import FilesField, attachments
from mostrador.rules.appeals import Reason

LONGEST = 4_000
# Pictures and papers: how a file begins says what it is, whatever its name says.
SIGNS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


class EvidenceField(FilesField):
    """Photos and PDFs."""

    def clean(self, data: Any, initial: Any = None) -> list[AFile]:
        found = attachments(super().clean(data, initial))
        if any(not body.startswith(SIGNS) for _name, _type, body in found):
            raise forms.ValidationError(_("Only photos and PDF files can be attached."))
        return found


class AppealForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why is the decision wrong?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    text = forms.CharField(
        label=_("In your words"),
        help_text=_("Say what happened, and what shows it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a sentence at least.")},
    )
    photos = EvidenceField()

    def __init__(self, reasons: Sequence[Reason], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(one), REASONS[one]) for one in reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]  # a field with choices
        if len(reasons) == 1:
            self.fields["reason"].initial = str(reasons[0])

    def plea(self) -> Plea:
        given = self.cleaned_data
        return Plea(given["reason"], given["text"], given["photos"])


class MoreForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    photos = EvidenceField()
