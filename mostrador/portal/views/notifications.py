"""How a seller is told: set by an owner."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.portal import settings_pages
from mostrador.portal.answering import see_other, shown
from mostrador.portal.settings_forms import NotificationForm
from mostrador.portal.views.people import LOOK_OR_SEND, owners_only
from mostrador.sellers import members, reach
from mostrador.sellers.models import Seller


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def notifications(request: Person) -> HttpResponse:
    seller = members.owned_by(request.user)
    if seller is None:
        return owners_only(request)
    if request.method != "POST":
        return _page(request, seller, NotificationForm.of(reach.of(seller)))
    form = NotificationForm(request.POST)
    if not form.is_valid():
        return _page(request, seller, form, status=422)
    wishes = form.wishes(settings_pages.zone(seller))
    reach.change(seller, wishes, by=request.user.actor, now=request.now)
    notices.success(request, _("Saved."))
    return see_other("notifications")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def mending(request: Person) -> HttpResponse:
    """He says that mails to his default address arrive again."""
    seller = members.owned_by(request.user)
    if seller is None:
        return owners_only(request)
    if request.method == "POST":
        reach.mended(seller)
        notices.success(request, _("Good. If a mail comes back again, you read it here."))
    return see_other("notifications")


def _page(
    request: Person, seller: Seller, form: NotificationForm, *, status: int = 200
) -> HttpResponse:
    context = {**settings_pages.notifications(seller), "form": form}
    return shown(request, "notifications", context, place="account", status=status)
