"""Who may come in where. Signed out: to sign in. Signed in with another role: it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]

# Who works for the marketplace; sellers and buyers may come by addresses that sign them in.
STAFF = ("agent", "operator")


def needs_role(*roles: str) -> Callable[[View], View]:
    """The view is for signed-in people with one of these roles (R55)."""

    def gate(view: View) -> View:
        @before_second_step(*roles)
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if _lacks_second_step(request.user):
                return redirect("mfa_index")
            return view(request, *args, **kwargs)

        return gated

    return gate


def before_second_step(*roles: str) -> Callable[[View], View]:
    """The same for the pages on which a person sets up his second step."""

    def gate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(_wanted(request))
            if request.user.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        gated.roles = roles  # type: ignore[attr-defined]  # read by the matrix of addresses
        return gated

    return gate


def _lacks_second_step(user: Any) -> bool:
    if not settings.SECOND_STEP_REQUIRED or user.role not in STAFF:
        return False
    apps = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return not apps.exists()


def _wanted(request: HttpRequest) -> str:
    """The page to go on to; what was sent to an address is not to be looked at there."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
