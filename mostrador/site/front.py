"""The first page, the demo's doors and its moving clock."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mostrador import wallclock
from mostrador.pages.shapes import Door
from mostrador.people.models import Role, User
from mostrador.site import time_machine

FACES = {
    Role.BUYER: "/help/",
    Role.AGENT: "/desk/",
    Role.SELLER: "/portal/",
    Role.OPERATOR: "/office/",
}
STEPS = {"1h": timedelta(hours=1), "24h": timedelta(hours=24)}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
def first_page(request: HttpRequest) -> HttpResponse:
    """A person's own face; in the demo the four doors, also when signed in."""
    if settings.DEMO:
        doors = _doors(_people())
        filled = User.objects.filter(role=Role.BUYER).exists()
        return render(request, "site/first_page.html", {"doors": doors, "filled": filled})
    if request.user.is_authenticated:
        return redirect(FACES[Role(request.user.role)])
    return redirect(settings.LOGIN_URL)


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """The demo's doors: one press to be one of its people."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(_people(), username=request.POST.get("user", ""))
    login(request, user, backend=BACKEND)
    return redirect(FACES[Role(user.role)])


@require_POST
def move_time(request: HttpRequest) -> HttpResponse:
    """“+1 h” and “+24 h”: what is due on the way happens at its own moment."""
    step = STEPS.get(request.POST.get("advance", ""))
    if not settings.DEMO or step is None or not wallclock.has_time_machine():
        raise Http404
    time_machine.move_to(wallclock.now() + step)
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else "/")


def _people() -> QuerySet[User]:
    """Whom one may be by one press: the demo's own four, as far as they are there."""
    return User.objects.filter(username__in=[door.value for door in _all_doors()], is_active=True)


def _doors(people: QuerySet[User]) -> list[Door]:
    """An empty demo has an agent and an operator alone."""
    there = set(people.values_list("username", flat=True))
    return [door for door in _all_doors() if door.value in there]


def _all_doors() -> list[Door]:
    return [
        Door(
            _("Buyer"),
            _("Anna Keller waits for her lamp. She follows her request, and adds to it."),
            "package", _("Come in as Anna"), "/enter/", "anna", "main",
        ),
        Door(
            _("Agent"),
            _("Ada answers from the order and the page, and asks the seller if they fall short."),
            "headphones", _("Come in as Ada"), "/enter/", "ada",
        ),
        Door(
            _("Seller"),
            _("Zhou in Shenzhen answers questions in the Case Log within 24 hours."),
            "store", _("Come in as Zhou"), "/enter/", "zhou",
        ),
        Door(
            _("Operator"),
            _("Olga runs the programme and sees what was sent and what came in."),
            "building-2", _("Come in as Olga"), "/enter/", "olga",
        ),
    ]  # fmt: skip
