"""What is said to the OpenID Connect provider, and whom its answer stands for here."""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from requests import RequestException

from mostrador.pages.gates import STAFF
from mostrador.people.models import User
from mostrador.site import oidc

# A provider that is away, or that answers something else than the standard says.
FAULTS = (OAuth2Error, RequestException, KeyError, TypeError, ValueError)
PROVIDER = "oidc"


def leave(request: HttpRequest) -> HttpResponse:
    return _view(OAuth2LoginView, request)


def come_back(request: HttpRequest) -> HttpResponse:
    return _view(OAuth2CallbackView, request)


def _view(view: Any, request: HttpRequest) -> HttpResponse:
    return view.adapter_view(Exchange(request, PROVIDER))(request)  # type: ignore[no-any-return]  # allauth brings no types


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth brings no types
    """The talk with the provider; what it signed is checked, over whatever line it came."""

    def get_callback_url(self, _request: HttpRequest, _app: SocialApp) -> str:
        return settings.BASE_URL.rstrip("/") + reverse("oidc_return")

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **answer: Any
    ) -> SocialLogin:
        signed = self._decode_id_token(app, answer["response"]["id_token"])
        told = self._fetch_user_info(token.token) if self._tells_more() else signed
        # Else somebody else's token could stand for this person (OpenID Connect Core, 5.3.2).
        if told["sub"] != signed["sub"]:
            raise OAuth2Error("the answers are about two people")
        return self.get_provider().sociallogin_from_response(request, {**told, **signed})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(  # type: ignore[no-any-return]  # allauth brings no types
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )

    def _tells_more(self) -> bool:
        return "userinfo_endpoint" in self.openid_config


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth brings no types
    oauth2_adapter_class = Exchange

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to go on to; what is asked for is not the address's to say."""
        asked = super().get_redirect_from_request_kwargs(request)
        ours = {"process": "login", "scope": self.get_scope(), "auth_params": {}}
        return {**asked, **ours}


class KnownPeopleAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """One provider, from the environment; the people from our own list. Nothing is kept of it."""

    def get_provider(self, request: HttpRequest, *_named: Any, **_more: Any) -> Provider:
        return Provider(request, _app())

    def list_apps(self, *_args: Any, **_more: Any) -> list[SocialApp]:
        return [_app()] if oidc.button() else []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Ends what allauth would do here, which is to add an account."""
        raise ImmediateHttpResponse(_let_in(request, sociallogin))

    def on_authentication_error(
        self, request: HttpRequest, _provider: Any, error: Any = None, exception: Any = None,
        **_more: Any,
    ) -> None:  # fmt: skip
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))
        # What the provider answered may hold personal data; its kind does not.
        oidc.log.warning("a sign-in by OpenID Connect failed: %s", type(exception).__name__)
        why = _("This way in is over, or was used already. Go back and sign in anew.")
        raise ImmediateHttpResponse(oidc.refused(request, why))


def _let_in(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    person = _person(sociallogin.account.extra_data)
    if person is None:
        oidc.log.warning("a sign-in by OpenID Connect was refused: no agent or operator of ours")
        why = _(
            "Nobody who works here is called that. Ask whoever runs this marketplace to add you."
        )
        return oidc.refused(request, why)
    if request.user.is_authenticated:
        get_account_adapter(request).logout(request)
    return perform_login(  # type: ignore[no-any-return]  # allauth brings no types
        request, person, email_verification="none",
        redirect_url=sociallogin.get_redirect_url(request),
    )  # fmt: skip


def _person(claims: dict[str, Any]) -> User | None:
    """By name, else by an address that the provider has verified, if it is one person's alone."""
    staff = User.objects.filter(role__in=STAFF, is_active=True)
    name, email = claims.get("preferred_username"), claims.get("email")
    if name and (named := staff.filter(username=name).first()):
        return named
    if not email or claims.get("email_verified") is not True:
        return None
    reached = staff.filter(email__iexact=email)[:2]
    return reached[0] if len(reached) == 1 else None


def _app() -> SocialApp:
    return SocialApp(
        provider=Provider.id,
        provider_id=PROVIDER,
        name="OpenID Connect",
        client_id=settings.OIDC_CLIENT,
        secret=settings.OIDC_SECRET,
        settings={"server_url": settings.OIDC_URL, "oauth_pkce_enabled": True},
    )
