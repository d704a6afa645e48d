from django.urls import path

from mostrador.portal.views import programme

app_name = "programme"
urlpatterns = [
    path("", programme.every, name="every"),
    path("<str:key>/", programme.store, name="store"),
]
