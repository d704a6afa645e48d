"""Every component in every state, and the screens they make: where a new page starts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mostrador.pages import letters, sample_forms, samples, screens


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    forms = sample_forms.forms_in_every_state()
    shown = _named(samples) | _named(letters) | forms
    return render(
        request,
        "pages/patterns.html",
        shown | {"screens": screens.SCREENS, "person": sample_forms.Person()},
    )


@require_safe
def screen(request: HttpRequest, name: str) -> HttpResponse:
    if name not in screens.SCREENS:
        raise Http404
    return render(request, f"pages/screens/{name}.html", screens.SCREENS[name]())


def _named(module: Any) -> dict[str, Any]:
    return {name.lower(): value for name, value in vars(module).items() if name.isupper()}
