"""Whom to invite: one seller, or a list out of a spreadsheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.office import spreadsheets
from mostrador.rules.bodies import LONGEST_ID
from mostrador.sellers.invitation_lists import Asked
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store

MEGABYTES = 3
LONGEST_LINES = 20 * 2**20


class StoreField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker alone
    """With one store there is nothing to choose, and it stands chosen."""

    def __init__(self) -> None:
        stores = Store.objects.defer("body").order_by("name", "pk")
        super().__init__(stores, label=gettext_lazy("Store"), empty_label=None)


class InviteForm(forms.Form):
    seller = forms.CharField(label=gettext_lazy("Seller's number"), max_length=LONGEST_ID)
    store = StoreField()

    def clean_seller(self) -> Seller:
        found = Seller.objects.filter(pk=self.cleaned_data["seller"]).first()
        if found is None:
            raise forms.ValidationError(_("There is no seller with this number."))
        return found


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("List of sellers (CSV)"),
        help_text=gettext_lazy(
            "One seller a line, his number first; columns for language and name may follow. Saved "
            "by Excel or another program, in any common encoding."
        ),
    )
    store = StoreField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Two forms of one page must not share the names of their fields.
        self.auto_id = "list_%s"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is None or "store" not in given:
            return given
        if file.size > MEGABYTES * 2**20:
            self.add_error("file", _("This file is too large. Cut it into several."))
            return given
        try:
            stores = set(Store.objects.values_list("pk", flat=True))
            given["asked"] = spreadsheets.asked(file.read(), stores=stores)
        except spreadsheets.NotAListError:
            self.add_error("file", _("This is no list of sellers. Save it as CSV and try again."))
        except spreadsheets.TooLongError:
            self.add_error("file", _("This list is too long. Cut it into several."))
        return given


class SendForm(forms.Form):
    """What the preview showed as to be invited: a line each, seller and language."""

    store = StoreField()
    lines = forms.CharField(max_length=LONGEST_LINES, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].widget = forms.HiddenInput()

    def clean_lines(self) -> list[Asked]:
        # Not `splitlines`, for a seller's number may hold the rarer ends of a line.
        lines = self.cleaned_data["lines"].replace("\r", "").split("\n")
        cut = [line.partition("\t") for line in lines]
        found = [Asked(seller, language=language[:20]) for seller, _tab, language in cut if seller]
        if not found or len(found) > spreadsheets.MOST_ROWS:
            raise forms.ValidationError(_("There is nobody to invite."))
        return found
