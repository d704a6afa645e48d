"""The addresses of programs, all under /api/v1/ and each answering with problem documents."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path

from mostrador.api import (
    appeals,
    contacts,
    coverage,
    decisions,
    enrolments,
    entries,
    instructions,
    messages,
    policies,
    questions,
    records,
    refusals,
    withdrawals,
)
from mostrador.api.bodies import JsonParser
from mostrador.api.describing import ABOUT, DescribedAPI

View = Callable[..., HttpResponse]

app_name = "api"
METHOD_NOT_ALLOWED = 405

api = DescribedAPI(
    title="Mostrador",
    version="1",
    description=ABOUT,
    parser=JsonParser(),
    docs_url=None,
    urls_namespace="api",
)
for _door in (
    records,
    coverage,
    contacts,
    messages,
    questions,
    decisions,
    appeals,
    instructions,
    enrolments,
    policies,
    entries,
    withdrawals,
):
    api.add_router("", _door.router)
refusals.declare(api)


def _plain(view: View) -> View:
    """The framework refuses a method with an empty page; programs read problem documents."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == METHOD_NOT_ALLOWED:
            return refusals.not_allowed(response.headers["Allow"])
        return response

    # A program shows a token with every request and no cookie, so nobody can borrow its rights.
    answered.csrf_exempt = True  # type: ignore[attr-defined]  # how Django is told
    return answered


def _served(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The framework's patterns without its start page."""
    return [
        URLPattern(each.pattern, _plain(each.callback), each.default_args, each.name)
        for each in patterns
        if isinstance(each, URLPattern) and each.name != "api-root"
    ]


urlpatterns = [*_served(api.urls[0]), re_path("", _plain(refusals.not_found))]
