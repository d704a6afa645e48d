"""What a buyer fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.contacts.conversation import Heard
from mostrador.helpcentre import own
from mostrador.pages.uploads import FilesField, attachments
from mostrador.sellers.models import Product

LONGEST = 10_000
LONGEST_NAME = 200


def _words(label: Any, *, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write your message first.")},
    )


class AddForm(forms.Form):
    """More words for a request that exists."""

    text = _words(_("Your message"), rows=5)
    photos = FilesField()

    def heard(self, now: Any) -> Heard:
        files = attachments(self.cleaned_data["photos"])
        return Heard(self.cleaned_data["text"], now, "web", attachments=files)


class QuestionForm(forms.Form):
    """A question to a seller before there is an order (E41)."""

    product = forms.CharField(
        label=_("Number of the product"),
        help_text=_("It stands on the product's page and in its address."),
        max_length=200,
        error_messages={"required": _("Say which product you ask about.")},
    )
    text = _words(_("Your question"), rows=5)
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer goes there. The seller does not see the address."),
        max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Say where the answer shall go.")},
    )

    def __init__(self, *args: Any, about_known: bool, person_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if about_known:
            del self.fields["product"]
        if person_known:
            del self.fields["name"], self.fields["email"]

    def clean_product(self) -> Product:
        key = self.cleaned_data["product"].strip()
        found = own.product(key)
        if found is None:
            raise forms.ValidationError(_("We know no product with this number."))
        return found

    def signed(self) -> str:
        """The question with its asker's name under it, unless he has written it there himself."""
        text, name = self.cleaned_data["text"], self.cleaned_data.get("name", "")
        return f"{text}\n\n{name}" if name and name.lower() not in text.lower() else str(text)
