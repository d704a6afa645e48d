from allauth.account.views import login, logout
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mostrador.site import entering, front, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.first_page, name="first_page"),
    path("enter/", front.enter, name="enter"),
    path("enter/<str:secret>/", entering.enter, name="entry"),
    path("time/", front.move_time, name="move_time"),
    path("language/", set_language, name="set_language"),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("live/", health.no_stream, name="live"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/", include("mostrador.api.urls")),
    path("desk/", include("mostrador.desk.urls")),
    path("portal/", include("mostrador.portal.urls")),
    path("help/", include("mostrador.helpcentre.urls")),
    path("office/", include("mostrador.office.urls")),
    path("", include("mostrador.pages.urls")),
]
