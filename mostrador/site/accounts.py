"""How allauth works here: people are added by the operator, nobody signs himself up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

FORBIDDEN = 403


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    error_messages = {  # noqa: RUF012  allauth's own interface
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Name and password do not belong together. Check both; capital letters count."
        ),
        "incorrect_password": _("That is not your password. Capital letters count."),
        "too_many_login_attempts": _(
            "Too many wrong passwords for this name. Try again in five minutes."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's interface
        return False

    def add_message(self, *_args: Any, **_more: Any) -> None:
        """Nothing: the page one comes to says by itself who is signed in."""

    def respond_user_inactive(self, request: HttpRequest, _user: Any) -> HttpResponse:
        return render(request, "account/inactive.html", status=FORBIDDEN)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth brings no types
    """In our words: allauth's own would be a stranger's on our page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "login": _("Name"),
            "password": _("Password"),
            "remember": _("Stay signed in on this device"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class PasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth brings no types
    """The password once more, before something that protects the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.label, password.help_text = _("Password"), ""
        password.widget.attrs.pop("placeholder", None)
