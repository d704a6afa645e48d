"""What agents fill in, checked before anything is done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mostrador.cases.kinds import KINDS
from mostrador.desk import refusals, words
from mostrador.orders.models import Order
from mostrador.rules.topics import EXCLUDED

LONGEST = 50_000
LONGEST_REASON = 300
LONGEST_ID = 200


class VersionField(forms.IntegerField):
    """The contact as the writer saw it."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1)


class MessageForm(forms.Form):
    THEN = ("stay", "next", "resolve", "interim")

    text = forms.CharField(
        max_length=LONGEST, error_messages={"required": _("Write something first.")}
    )
    version = VersionField()
    then = forms.ChoiceField(choices=[(one, one) for one in THEN], required=False)


class DraftForm(forms.Form):
    text = forms.CharField(max_length=LONGEST, required=False, strip=False)
    version = VersionField()


class VersionForm(forms.Form):
    version = VersionField()


class TopicForm(forms.Form):
    topic = forms.ChoiceField(label=_("Topic"), choices=list(words.TOPICS.items()))
    version = VersionField()


class OrderForm(forms.Form):
    order = forms.CharField(label=_("Order number"), max_length=LONGEST_ID)
    version = VersionField()

    def clean_order(self) -> Order:
        found = Order.objects.filter(pk=self.cleaned_data["order"]).select_related("buyer").first()
        if found is None:
            raise forms.ValidationError(_("There is no order with this number."))
        return found


class SplitForm(forms.Form):
    topic = forms.ChoiceField(
        label=_("What the seller answers"),
        choices=[(topic.value, words.TOPICS[topic.value]) for topic in EXCLUDED],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("The buyer's words that belong to it"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
    )
    version = VersionField()


class NotAnAnswerForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is no answer"),
        help_text=_("The seller reads this. His time runs on as if he had not written."),
        max_length=LONGEST_REASON,
    )


class QuestionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you want to know?"),
        choices=[(code, kind.title) for code, kind in KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to know.")},
    )
    # The Case Log says whether he can be asked, and whether one has to be named.
    seller = forms.CharField(max_length=LONGEST_ID, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("What the wording above does not say. It is not translated."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    consulted = forms.MultipleChoiceField(
        label=_("You have looked at"),
        choices=list(words.SOURCES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": refusals.SENTENCES["NOTHING_CONSULTED"]},
    )
    version = VersionField()


def problems(form: forms.Form) -> tuple[str, ...]:
    """Everything that is wrong with a form, for a place that shows no fields."""
    return tuple(str(one) for messages in form.errors.values() for one in messages)


class ReturnAddressForm(forms.Form):
    """Where a return goes, as the seller has told the agent."""

    address = forms.CharField(max_length=500)

    def lines(self) -> list[str]:
        said = str(self.cleaned_data["address"]).splitlines()
        return [line.strip() for line in said if line.strip()]
