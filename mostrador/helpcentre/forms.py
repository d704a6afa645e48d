"""What a buyer fills in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.contacts.conversation import Heard
from mostrador.helpcentre import own, words
from mostrador.orders.models import Order
from mostrador.pages import moments
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


class WriteForm(forms.Form):
    """A new request about one of the buyer's orders."""

    order = forms.ChoiceField(label=_("Which order?"))
    reason = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(code, label) for code, label in words.REASONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    text = _words(_("What happened?"), rows=6)
    photos = FilesField()

    def __init__(self, *args: Any, orders: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = {one.pk: one for one in orders}
        found = [(one.pk, _named(one)) for one in orders]
        self.fields["order"].choices = found  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self) -> Order:
        return self.orders[self.cleaned_data["order"]]


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


def _named(order: Order) -> str:
    titles = [own.title_of(line) for line in order.lines.all()]
    placed = moments.date(order.placed_at, order.store.time_zone)
    return " · ".join([*titles[:2], *(["…"] if len(titles) > 2 else []), order.pk, placed])
