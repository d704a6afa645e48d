from allauth.account.views import LoginView, logout
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mostrador.site import entering, front, health, oidc, second_step

login = LoginView.as_view(extra_context={"oidc_button": oidc.button})

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.first_page, name="first_page"),
    path("enter/", front.enter, name="enter"),
    path("enter/signed/", entering.enter_signed, name="signed_entry"),
    path("enter/<str:secret>/", entering.enter, name="entry"),
    path("time/", front.move_time, name="move_time"),
    path("language/", set_language, name="set_language"),
    path("sign-in/", login, name="account_login"),
    path("sign-in/code/", second_step.code, name="mfa_authenticate"),
    path("sign-in/oidc/", oidc.sign_in, name="oidc"),
    path("sign-in/oidc/return/", oidc.come_back, name="oidc_return"),
    path("sign-out/", logout, name="account_logout"),
    path("two-steps/", second_step.overview, name="mfa_index"),
    path("two-steps/app/", second_step.set_up, name="mfa_activate_totp"),
    path("two-steps/removal/", second_step.remove, name="mfa_deactivate_totp"),
    path("two-steps/codes/", second_step.codes, name="mfa_view_recovery_codes"),
    path("two-steps/codes/new/", second_step.new_codes, name="mfa_generate_recovery_codes"),
    path("two-steps/password/", second_step.password_again, name="account_reauthenticate"),
    path("two-steps/code/", second_step.code_again, name="mfa_reauthenticate"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("live/", health.no_stream, name="live"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/", include("mostrador.api.urls")),
    path("desk/", include("mostrador.desk.urls")),
    path("portal/", include("mostrador.portal.urls")),
    path("programme/", include("mostrador.portal.programme_urls")),
    path("help/", include("mostrador.helpcentre.urls")),
    path("office/", include("mostrador.office.urls")),
    path("", include("mostrador.pages.urls")),
]
