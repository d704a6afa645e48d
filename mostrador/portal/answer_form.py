"""What a seller fills in to answer: made from the kind of question, whichever it is."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mostrador.cases import answer_values
from mostrador.cases.answer_values import LONGEST_TEXT
from mostrador.cases.kinds import Detail, Form, Kind
from mostrador.cases.log import Said
from mostrador.cases.models import Question, Upload
from mostrador.pages import moments
from mostrador.pages.uploads import MOST_FILES, TOO_MANY, FilesField, attachments
from mostrador.rules.money import Money

# A comma or a point before the coins, and none between the thousands: 1,250 might be either.
PRICE = re.compile(r"\d{1,7}(?:[.,]\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Option:
    """One closed answer as the page shows it, with the things more that it asks for."""

    tag: BoundWidget
    details: Sequence[BoundField]


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

    def __init__(
        self,
        kind: Kind,
        *args: Any,
        currency: str = "EUR",
        uploads: QuerySet[Upload] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.currency = kind, currency
        mine = Upload.objects.none() if uploads is None else uploads
        self.fields["uploads"] = UploadsField(mine)
        # A phone offers its camera beside its pictures.
        self.fields["photos"].widget.attrs["accept"] = "image/*,.pdf"
        if kind.choices:
            self.fields["choice"] = _choices(kind)
        elif not kind.details:
            words = self.fields["text"]
            words.label, words.required = _("Your answer"), True
            words.error_messages["required"] = _("Write an answer.")
        for one in kind.every_detail:
            self.fields[one.name] = FIELDS[one.form](one, currency)
            # Read by the label: what may only be left out for a reason is not called optional.
            self.fields[one.name].needed = one.needed  # type: ignore[attr-defined]  # our own mark

    @property
    def asks_for_more(self) -> bool:
        """Whether words and files are what it is about, and not what may be added."""
        closed = self.kind.choices or self.kind.details
        photo = any(one.needs_photo for one in self.kind.choices)
        return not closed or photo or self.is_bound

    def options(self) -> Sequence[Option]:
        if not self.kind.choices:
            return ()
        pairs = zip(self["choice"], self.kind.choices, strict=True)
        return [Option(tag, self._fields_of(one.details)) for tag, one in pairs]

    def details(self) -> Sequence[BoundField]:
        """What is filled in whatever is chosen."""
        return self._fields_of(self.kind.details)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        # A reader sees one field for photos, whichever way they came.
        for error in self.errors.pop("uploads", ()):
            self.add_error("photos", error)
        if len(_files(given)) > MOST_FILES:
            self.add_error("photos", TOO_MANY)
        if given.get("text") or self.errors:
            return given
        if self.kind.choices and not given.get("choice"):
            raise forms.ValidationError(_("Choose an answer, or write one."))
        # “Here is the number” without one answers nothing, unless words say why.
        for one in self.kind.details_with(given.get("choice", "")):
            if one.needed and not given.get(one.name):
                self.add_error(one.name, _("Fill this in, or say in your own words why not."))
        if self._needs_photo(given) and not _files(given):
            self.add_error("photos", _("Attach the photo, or say in your own words why not."))
        return given

    def said(self) -> Said:
        given = self.cleaned_data
        choice = given.get("choice", "")
        filled = [(one, given.get(one.name)) for one in self.kind.details_with(choice)]
        return Said(
            text=given["text"],
            language=get_language() or "en",
            choice=choice,
            values={one.name: str(value) for one, value in filled if value not in (None, "")},
            attachments=attachments(given["photos"]),
            uploads=given["uploads"],
        )

    def _needs_photo(self, given: Mapping[str, Any]) -> bool:
        chosen = (one for one in self.kind.choices if one.code == given.get("choice"))
        return any(one.needs_photo for one in chosen)

    def _fields_of(self, details: Iterable[Detail]) -> list[BoundField]:
        return [self[one.name] for one in details]


def beginning(question: Question) -> dict[str, str]:
    """What is known already and need only be looked over: his return address near the store."""
    if question.kind != "return_address":
        return {}
    known = [one for one in question.seller.body.get("return_addresses") or () if one.get("lines")]
    near = [one for one in known if one.get("country") == question.contact.store.country]
    if not known:
        return {"country": question.seller.country}
    found = (near or known)[0]
    lines = dict(zip(("name", "street", "place"), map(str, found["lines"]), strict=False))
    return {**lines, "country": str(found.get("country") or question.seller.country)}


class UploadsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # none at run time
    """Files of this person that have arrived before, in pieces; a script names them."""

    def __init__(self, mine: QuerySet[Upload]) -> None:
        gone = _("A photo has not arrived whole. Choose it once more.")
        # Whole ones: those of which as much has come as there is.
        super().__init__(
            mine.filter(received=F("size")),
            required=False,
            widget=forms.MultipleHiddenInput,
            error_messages={"invalid_choice": gone, "invalid_pk_value": gone},
        )


class PriceField(forms.CharField):
    """An amount as people type it; given on as the amount and its currency."""

    def __init__(self, currency: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency = currency

    def clean(self, value: Any) -> str:
        typed = super().clean(value).replace(" ", "")
        if not typed:
            return ""
        if not PRICE.fullmatch(typed):
            raise forms.ValidationError(_("Write an amount such as 12.50."))
        return Money.of(typed.replace(",", "."), self.currency).text()


def _files(given: Mapping[str, Any]) -> list[Any]:
    return [*given.get("photos", ()), *given.get("uploads", ())]


def _choices(kind: Kind) -> forms.Field:
    return forms.ChoiceField(
        label=_("Your answer"),
        choices=[(one.code, one.label) for one in kind.choices],
        required=False,
        widget=forms.RadioSelect,
    )


def _line(detail: Detail, _currency: str) -> forms.Field:
    return forms.CharField(
        label=str(detail.label), required=False, max_length=answer_values.LONGEST_LINE
    )


def _words(detail: Detail, _currency: str) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=str(detail.label),
        required=False,
        max_length=answer_values.LONGEST_WORDS,
        widget=widget,
    )


def _day(detail: Detail, _currency: str) -> forms.Field:
    # A browser's own calendar gives and takes ISO dates alone.
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=str(detail.label), required=False, widget=widget, input_formats=["%Y-%m-%d"]
    )


def _days(detail: Detail, _currency: str) -> forms.Field:
    return forms.IntegerField(
        label=str(detail.label), required=False, min_value=0, max_value=answer_values.MOST_DAYS
    )


def _price(detail: Detail, currency: str) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return PriceField(
        currency,
        label=str(detail.label),
        help_text=_currency_name(currency),
        required=False,
        max_length=12,
        widget=widget,
    )


def _country(detail: Detail, _currency: str) -> forms.Field:
    return forms.ChoiceField(label=str(detail.label), required=False, choices=countries)


def _currency_name(currency: str) -> str | Promise:
    return str(moments.reader().currencies.get(currency, currency))


def countries() -> list[tuple[str, str]]:
    """Every country by its name in the reader's language."""
    named = moments.reader().territories
    found = [(code, str(named[code])) for code in answer_values.countries() if code in named]
    return [("", "–"), *sorted(found, key=lambda one: one[1])]


FIELDS: Mapping[Form, Callable[[Detail, str], forms.Field]] = {
    Form.LINE: _line,
    Form.WORDS: _words,
    Form.DAY: _day,
    Form.DAYS: _days,
    Form.MONEY: _price,
    Form.COUNTRY: _country,
}
