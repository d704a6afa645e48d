"""A form that is empty, one that is wrong, one that is answered by a press."""

from typing import Any

from django import forms


class Person:
    """Somebody signed in, as far as a frame looks."""

    is_authenticated = True

    def get_username(self) -> str:
        return "ada"


class SampleForm(forms.Form):
    answer = forms.CharField(label="Your answer", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The buyer does not see it.")  # fmt: skip
    tracking = forms.CharField(label="Tracking number", required=False)
    carrier = forms.ChoiceField(label="Carrier", choices=[("dhl", "DHL"), ("gls", "GLS")])
    stock = forms.ChoiceField(
        label="Is there a spare switch?",
        choices=[("yes", "Yes, I send it today"), ("later", "Yes, but later"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(label="Photo", required=False)
    sure = forms.BooleanField(label="I have read the policy")

    def clean(self) -> None:
        raise forms.ValidationError("A colleague has answered this question already.")


def forms_in_every_state() -> dict[str, Any]:
    return {
        "form": SampleForm(prefix="new"),
        "wrong": SampleForm({}, prefix="wrong"),
        "choice": SampleForm(prefix="choice"),
        "refused": SampleForm({}, prefix="refused"),
    }


class AnswerForm(forms.Form):
    stock = forms.ChoiceField(
        label="有备用开关吗？",
        choices=[("today", "有，今天寄出"), ("later", "有，但要晚一些"), ("none", "没有")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="补充说明", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SignInForm(forms.Form):
    login = forms.CharField(label="Name")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
