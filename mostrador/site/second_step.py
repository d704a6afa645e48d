"""A second step at sign-in: a code from an app, for whoever works for the marketplace.

allauth keeps the steps; here stand who may come to its pages and how its secrets lie at rest.
Codes go by the machine's own time, never by the demo's moving clock.
"""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mostrador.pages.gates import STAFF, View, before_second_step


class SecretKeyChangedError(Exception):
    """The second steps were sealed with another secret key than this process has."""


class SealedAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth brings no types
    """Secrets lie in the database encrypted, by a key that is made of the secret key."""

    error_messages = {  # noqa: RUF012  allauth's own interface
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code does not fit, or was used already. Wait for the next one and try again."
        ),
    }

    def encrypt(self, text: str) -> str:
        return str(_seal().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        from cryptography.fernet import InvalidToken  # noqa: PLC0415  heavy, and seldom needed

        try:
            return str(_seal().decrypt(encrypted_text.encode()).decode())
        except InvalidToken:
            raise SecretKeyChangedError from None


def _seal() -> Any:
    from cryptography.fernet import Fernet  # noqa: PLC0415  heavy, and seldom needed

    key = salted_hmac("mostrador.second_step", "secrets", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))


@transaction.atomic
def claim(authenticator: Authenticator, code: str) -> bool:
    """A code is good once, in whatever process it comes again, and so is none before it."""
    kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = _step(decrypt(kept.data["secret"]), code)
    if step is None or step <= kept.data.get("step", 0):
        return False
    kept.data["step"] = step
    kept.save(update_fields=["data"])
    return True


def _step(secret: str, code: str) -> int | None:
    """Which half minute the code belongs to."""
    near = totp.yield_hotp_counters_from_time()
    values = {totp.format_hotp_value(totp.hotp_value(secret, step)): step for step in near}
    return values.get(normalize_user_code(code))


@never_cache
@before_second_step(*STAFF)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    known = {each.type: each for each in Authenticator.objects.filter(user=request.user)}
    codes = known.get(Authenticator.Type.RECOVERY_CODES)
    facts = {
        "is_on": Authenticator.Type.TOTP in known,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "is_required": settings.SECOND_STEP_REQUIRED,
    }
    return render(request, "mfa/index.html", facts)


def _of_staff(view: str) -> View:
    return never_cache(before_second_step(*STAFF)(_when_asked(view)))


def _when_asked(view: str) -> View:
    """Imported with the first request for it: passkeys, which we do not use, come with it."""

    def shown(request: HttpRequest) -> HttpResponse:
        return import_string(view)(request)  # type: ignore[no-any-return]  # allauth brings no types

    return shown


set_up = _of_staff("allauth.mfa.totp.views.activate_totp")
remove = _of_staff("allauth.mfa.totp.views.deactivate_totp")
codes = _of_staff("allauth.mfa.recovery_codes.views.view_recovery_codes")
new_codes = _of_staff("allauth.mfa.recovery_codes.views.generate_recovery_codes")
code = _when_asked("allauth.mfa.base.views.authenticate")
code_again = _of_staff("allauth.mfa.base.views.reauthenticate")
password_again = _of_staff("allauth.account.views.reauthenticate")
