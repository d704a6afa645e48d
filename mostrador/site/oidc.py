"""Signing in by the company's own account: an OpenID Connect provider named in the environment.

Only whom the operator has added comes in that way; nobody is added by it.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

log = logging.getLogger("mostrador.oidc")
FORBIDDEN, BAD_GATEWAY = 403, 502


def button() -> str:
    """What the button on the sign-in page says; nothing where no provider is named."""
    if not (settings.OIDC_URL and settings.OIDC_CLIENT):
        return ""
    return settings.OIDC_NAME or _("Sign in with your company account")


@require_GET
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """On to the provider, which leads back to `come_back`."""
    if request.user.is_authenticated and button():
        return redirect(settings.LOGIN_REDIRECT_URL)
    return _led(request, "leave")


@require_GET
@never_cache
def come_back(request: HttpRequest) -> HttpResponse:
    return _led(request, "come_back")


def refused(request: HttpRequest, why: str, *, status: int = FORBIDDEN) -> HttpResponse:
    return render(request, "site/oidc_refused.html", {"why": why}, status=status)


def _led(request: HttpRequest, way: str) -> HttpResponse:
    if not button():
        raise Http404
    # What talks to the provider is heavy, and most processes never do.
    from mostrador.site import oidc_provider  # noqa: PLC0415  as said above

    step: Callable[[HttpRequest], HttpResponse] = getattr(oidc_provider, way)
    try:
        return step(request)
    except oidc_provider.FAULTS as fault:
        log.warning("the OpenID Connect provider cannot be used: %s", type(fault).__name__)
        why = _("Your company's sign-in does not answer. Try again in a minute.")
        return refused(request, why, status=BAD_GATEWAY)
