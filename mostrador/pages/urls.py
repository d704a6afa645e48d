from django.urls import path

from mostrador.pages import patterns, sheet

app_name = "pages"
urlpatterns = [
    path("styles/<slug:name>.css", sheet.sheet, name="sheet"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("patterns/<slug:name>/", patterns.screen, name="screen"),
]
