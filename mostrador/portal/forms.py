"""What a seller fills in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.cases.answer_values import LONGEST_TEXT
from mostrador.cases.uploads import Announced
from mostrador.pages.uploads import File, FilesField, attachments


@dataclass(frozen=True, slots=True)
class Words:
    """What he says beside an answer: to the service, or to his buyer.

    `seen` is how much of the conversation he had before his eyes, where the page says so.
    """

    text: str
    files: Sequence[File] = ()
    seen: int | None = None


class WordsForm(forms.Form):
    """A message: to a buyer, or to the service."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    photos = FilesField()
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def words(self) -> Words:
        given = self.cleaned_data
        return Words(given["text"], attachments(given["photos"]), given["version"])


class UploadForm(forms.Form):
    """What a script says of a file before it sends the pieces."""

    name = forms.CharField(max_length=255, strip=False)
    type = forms.CharField(max_length=120, required=False)
    size = forms.IntegerField(min_value=1)

    def announced(self) -> Announced:
        given = self.cleaned_data
        media_type = given["type"] or "application/octet-stream"
        return Announced(given["name"], media_type, given["size"])


class PieceForm(forms.Form):
    start = forms.IntegerField(min_value=0)
