"""What a buyer says of a parcel that he has sent back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SendForm(forms.Form):
    """The number by which the parcel can be followed; a receipt has one, and it is the proof."""

    tracking = forms.CharField(
        label=_("Carrier and tracking number"),
        help_text=_("They stand on the receipt, for example DHL 00340434161094042557."),
        max_length=100,
        error_messages={"required": _("Write the number that stands on the receipt.")},
    )
