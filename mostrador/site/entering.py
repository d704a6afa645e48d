"""Coming in by a single-use address that the marketplace's own pages lead to (R55)."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mostrador.people import passes

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GONE = 410


@require_GET
@never_cache
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign the person in at the page, once; a used or old address says so."""
    machine_now = request.machine_now  # type: ignore[attr-defined]  # set by the site's middleware
    used = passes.use(secret, machine_now=machine_now)
    if used is None or not used.user.is_active:
        return render(request, "site/entry_over.html", status=GONE)
    login(request, used.user, backend=BACKEND)
    ours = url_has_allowed_host_and_scheme(used.to, allowed_hosts=None)
    return HttpResponseRedirect(used.to if ours else "/")
