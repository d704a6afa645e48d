"""What the law lets the form of a withdrawal ask, and nothing more (Art. 11a CRD, § 356a BGB)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.decisions.withdrawals import Statement
from mostrador.helpcentre.plain import PlainField

LONGEST = 1_000


class WithdrawalForm(forms.Form):
    name = PlainField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say who withdraws.")},
    )
    contract = PlainField(
        label=_("Which contract?"),
        help_text=_(
            "The order number, or whatever else identifies it: the item, the day of the order. "
            "If you withdraw from a part of it only, say from which."
        ),
        max_length=LONGEST,
        error_messages={"required": _("Say which contract it is.")},
    )
    email = forms.EmailField(
        label=_("E-mail address for the confirmation"),
        max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Say where the confirmation shall go.")},
    )

    def statement(self) -> Statement:
        return Statement(**{name: str(said) for name, said in self.cleaned_data.items()})
