"""What a seller fills in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mostrador.cases.kinds import Choice, Kind
from mostrador.cases.log import Said

LONGEST_TEXT = 10_000
LONGEST_DETAIL = 200
MOST_FILES = 10
MEGABYTES = 10

File = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class Words:
    """What he says beside an answer: to the service, or to his buyer.

    `seen` is how much of the conversation he had before his eyes, where the page says so.
    """

    text: str
    files: Sequence[File] = ()
    seen: int | None = None


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once: photos, an invoice."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Photos or files"),
            required=False,
            widget=FilesInput,
            help_text=_("Up to 10 files of at most 10 MB each."),
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        found = [super(FilesField, self).clean(one, initial) for one in given if one]
        if len(found) > MOST_FILES or any(one.size > MEGABYTES * 2**20 for one in found):
            raise forms.ValidationError(_("These are too many files, or one of them is too large."))
        return found


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


@dataclass(frozen=True, slots=True)
class Option:
    """One closed answer as the page shows it, with the one thing more that it asks for."""

    tag: BoundWidget
    detail: BoundField | None


class AnswerForm(forms.Form):
    """The kind's closed answers, what each of them asks for, and the seller's own words."""

    text = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = FilesField()
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.choices:
            self.fields["choice"] = forms.ChoiceField(
                label=_("Your answer"),
                choices=[(one.code, one.label) for one in kind.choices],
                required=False,
                widget=forms.RadioSelect,
            )
        else:
            words = self.fields["text"]
            words.label, words.required = _("Your answer"), True
            words.error_messages["required"] = _("Write an answer.")
        for one in kind.choices:
            if one.detail:
                self.fields[one.detail] = _detail(one)

    @property
    def asks_for_more(self) -> bool:
        """Whether words and files are what it is about, and not what may be added."""
        return not self.kind.choices or self.kind.code == "part_photo" or self.is_bound

    def options(self) -> Sequence[Option]:
        pairs = zip(self["choice"], self.kind.choices, strict=True)
        return [Option(tag, self[one.detail] if one.detail else None) for tag, one in pairs]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.kind.choices and not (given.get("choice") or given.get("text") or self.errors):
            raise forms.ValidationError(_("Choose an answer, or write one."))
        if self._lacks_its_number(given):
            self.add_error("tracking_number", _("Write the tracking number."))
        return given

    def _lacks_its_number(self, given: dict[str, Any]) -> bool:
        """“Here is the number” without one answers nothing, unless words say why."""
        chosen = next((one for one in self.kind.choices if one.code == given.get("choice")), None)
        wanted = chosen is not None and chosen.detail == "tracking_number"
        return wanted and not (given.get("tracking_number") or given.get("text"))

    def said(self) -> Said:
        given = self.cleaned_data
        chosen = next((one for one in self.kind.choices if one.code == given.get("choice")), None)
        detail = given.get(chosen.detail) if chosen and chosen.detail else None
        return Said(
            text=given["text"],
            language=get_language() or "en",
            choice=chosen.code if chosen else "",
            values={chosen.detail: str(detail)} if chosen and detail else {},
            attachments=attachments(given["photos"]),
        )


def attachments(files: Sequence[Any]) -> list[File]:
    return [(one.name or "", one.content_type or "", one.read()) for one in files]


def _detail(choice: Choice) -> forms.Field:
    if choice.detail == "day":
        # A browser's own calendar gives and takes ISO dates alone.
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(
            label=str(choice.detail_label),
            required=False,
            widget=widget,
            input_formats=["%Y-%m-%d"],
        )
    return forms.CharField(
        label=str(choice.detail_label), required=False, max_length=LONGEST_DETAIL
    )
