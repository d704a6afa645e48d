"""Coming in by a single-use address that the marketplace's own pages lead to (R55)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mostrador.orders import buyers
from mostrador.orders.models import Buyer
from mostrador.people import assertions, passes
from mostrador.people.assertions import Assertion
from mostrador.people.models import User
from mostrador.sellers import members
from mostrador.sellers.models import Seller

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GONE = 410


# A key that can be guessed signs for anybody; HS256 asks for no less.
SHORTEST_KEY = 32
PEOPLE: Mapping[str, tuple[Any, Callable[[Any], User]]] = {
    "buyer": (Buyer, buyers.person_of),
    "seller": (Seller, members.person_of),
}


@require_GET
@never_cache
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign the person in at the page, once; a used or old address says so."""
    machine_now = request.machine_now  # type: ignore[attr-defined]  # set by the site's middleware
    used = passes.use(secret, machine_now=machine_now)
    return _led(request, used.user, used.to) if used else _over(request)


@require_GET
@never_cache
def enter_signed(request: HttpRequest) -> HttpResponse:
    """The same by a token that the marketplace signed itself (`people/assertions.py`)."""
    if len(settings.ENTRY_KEY) < SHORTEST_KEY:
        raise Http404
    machine_now = request.machine_now  # type: ignore[attr-defined]  # set by the site's middleware
    said = assertions.read(
        request.GET.get("token", ""), key=settings.ENTRY_KEY, machine_now=machine_now
    )
    user = _person(said) if said else None
    if said is None or user is None:
        return _over(request)
    if passes.used_up(said.name, user, expires_at=said.expires_at, machine_now=machine_now):
        return _over(request)
    return _led(request, user, said.to)


def _person(said: Assertion) -> User | None:
    model, person_of = PEOPLE[said.kind]
    known = model.objects.filter(pk=said.id).first()
    return person_of(known) if known else None


def _led(request: HttpRequest, user: User, to: str) -> HttpResponse:
    if not user.is_active:
        return _over(request)
    login(request, user, backend=BACKEND)
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return HttpResponseRedirect(to if ours else "/")


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "site/entry_over.html", status=GONE)
