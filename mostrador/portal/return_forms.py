"""What a seller fills in about goods that come back: a way, a label, how they look."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.decisions.return_rows import AFile
from mostrador.decisions.return_steps import Inspection
from mostrador.decisions.returns import Offer
from mostrador.pages.labels import LabelField
from mostrador.pages.uploads import FilesField, attachments
from mostrador.rules.returns import Method

LONGEST_WORDS = 2_000
LONGEST_ADDRESS = 500
MOST_LINES = 8
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
WAYS = {
    Method.LOCAL_ADDRESS: _("To an address in the buyer's country"),
    Method.PREPAID_LABEL: _("With a label that you have paid"),
    Method.RETURNLESS: _("Not at all: refund the buyer, who keeps it"),
}
FINE, WORSE = "fine", "worse"


class WayForm(forms.Form):
    """One of three ways, and what it needs (R24, E62)."""

    method = forms.ChoiceField(
        label=_("How shall it come back?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three ways.")},
    )
    address = forms.CharField(
        label=_("Address, as it stands on a parcel"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    label = LabelField(required=False)

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        method = given.get("method")
        if method == Method.LOCAL_ADDRESS and not self.lines():
            self.add_error("address", _("Write the address that it shall go to."))
        if method == Method.PREPAID_LABEL and not given.get("label") and "label" not in self.errors:
            self.add_error("label", _("Choose the file of the paid label."))
        return given

    def lines(self) -> list[str]:
        said = str(self.cleaned_data.get("address") or "").splitlines()
        return [line.strip() for line in said if line.strip()][:MOST_LINES]

    def offer(self) -> Offer:
        method = Method(self.cleaned_data["method"])
        address = {"country": self.country, "lines": self.lines()}
        return Offer(method, address, self.cleaned_data["label"])


class InspectionForm(forms.Form):
    """How it came back (E65)."""

    outcome = forms.ChoiceField(
        label=_("How did it come back?"),
        choices=[
            (FINE, _("As it was sent: refund in full")),
            (WORSE, _("It has lost value by its use, and I show it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it came back.")},
    )
    percent = forms.IntegerField(
        label=_("Loss of value in percent of the price"),
        required=False,
        min_value=1,
        max_value=100,
    )
    words = forms.CharField(
        label=_("What is wrong with it?"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    photos = FilesField()

    def clean_photos(self) -> list[AFile]:
        found = attachments(self.cleaned_data["photos"])
        if any(kind.lower() not in PICTURES for _name, kind, _body in found):
            raise forms.ValidationError(_("Only pictures count as photos: PNG, JPEG, WebP or GIF."))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == WORSE and not given.get("percent"):
            self.add_error("percent", _("Say how much of its value is lost."))
        return given

    def inspection(self) -> Inspection:
        given = self.cleaned_data
        if given["outcome"] == FINE:
            return Inspection()
        return Inspection(given["percent"], given["words"], given["photos"])
