"""What an owner fills in about his people, and about how he is told."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mostrador.rules import group_bots
from mostrador.sellers import reach
from mostrador.sellers.models import Membership
from mostrador.sellers.reach import Wishes
from mostrador.sellers.reach_models import Reach

ROLES: Mapping[str, Promise] = {
    Membership.Role.OWNER: pgettext_lazy("role of a seller's person", "Owner: everything"),
    Membership.Role.ANSWERS: pgettext_lazy("role of a seller's person", "Answers questions"),
    Membership.Role.MONEY: pgettext_lazy(
        "role of a seller's person", "Sees money, answers nothing"
    ),
    Membership.Role.READS: pgettext_lazy("role of a seller's person", "Reads only"),
}
KINDS: Mapping[str, Promise] = {
    reach.QUESTIONS: _("Questions and reminders"),
    reach.MESSAGES: _("Messages of buyers and of the service"),
    reach.DECISIONS: _("What was decided for you"),
    reach.SERVICE: _("The service itself: terms, your enrolment, your people"),
}


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("User name"), max_length=150)
    role = forms.ChoiceField(
        label=pgettext_lazy("of a seller's person", "Role"),
        choices=list(ROLES.items()),
        initial=Membership.Role.ANSWERS,
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=list(ROLES.items()))


def _time(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, required=False, widget=widget, input_formats=["%H:%M", "%H:%M:%S"]
    )


class NotificationForm(forms.Form):
    second_email = forms.EmailField(
        label=_("Second e-mail address"),
        help_text=_("We ask there first. If mails to the first address come back, everything goes "
                    "to this one, too."),
        required=False,
        max_length=320,
    )  # fmt: skip
    second_kinds = forms.MultipleChoiceField(
        label=_("What goes to the second address as well"),
        choices=list(KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quiet_from = _time(pgettext_lazy("quiet hours", "From"))
    quiet_until = _time(pgettext_lazy("quiet hours", "Until"))
    bot_url = forms.CharField(
        label=_("Webhook of the group's bot"),
        help_text=_("From WeCom, DingTalk or Feishu. The group is told that a question waits and "
                    "until when, and nothing about the buyer."),
        required=False,
        max_length=500,
    )  # fmt: skip
    bot_secret = forms.CharField(
        label=_("The bot's secret"),
        help_text=_("Only where the group demands signed words (DingTalk, Feishu)."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @classmethod
    def of(cls, now: Reach) -> "NotificationForm":
        names = ("second_email", "second_kinds", "quiet_from", "quiet_until", "bot_url",
                 "bot_secret")  # fmt: skip
        return cls(initial={name: getattr(now, name) for name in names})

    def clean_bot_url(self) -> str:
        address = str(self.cleaned_data["bot_url"]).strip()
        if address and group_bots.webhook(address, loopback=settings.DEMO) is None:
            raise forms.ValidationError(
                _("This is no webhook of a WeCom, DingTalk or Feishu group. Copy it from there.")
            )
        return address

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        hours = given.get("quiet_from"), given.get("quiet_until")
        if not self.errors and (hours[0] is None) != (hours[1] is None):
            name = "quiet_from" if hours[0] is None else "quiet_until"
            self.add_error(name, _("Quiet hours have a beginning and an end."))
        return given

    def wishes(self, zone: str) -> Wishes:
        return Wishes(**self.cleaned_data, quiet_zone=zone)
