"""The forms of the second step, in our words, and strict about codes that come twice."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mostrador.site import second_step

TOO_MANY = {"too_many_login_attempts", "rate_limited"}


class _Worded:
    """allauth's field, as our pages write fields."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        attrs = self.fields["code"].widget.attrs
        attrs.pop("placeholder", None)
        attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]  # beside allauth's forms only
        except ValidationError as error:
            if error.code in TOO_MANY:
                raise ValidationError(
                    _("Too many wrong codes. Try again in five minutes."), code=error.code
                ) from None
            raise


class _Once(_Worded):
    authenticator: Authenticator

    def clean_code(self) -> str:
        code = super().clean_code()
        by_app = self.authenticator.type == Authenticator.Type.TOTP
        if by_app and not second_step.claim(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SetUpForm(_Worded, ActivateTOTPForm):  # type: ignore[misc]  # allauth brings no types
    pass


class SignInCodeForm(_Once, AuthenticateForm):  # type: ignore[misc]  # allauth brings no types
    pass


class CodeAgainForm(_Once, ReauthenticateForm):  # type: ignore[misc]  # allauth brings no types
    pass
