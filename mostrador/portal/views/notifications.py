"""How a seller is told: set by an owner."""

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Moment, Person
from mostrador.portal import owning, settings_pages
from mostrador.portal.answering import shown
from mostrador.portal.owning import Owned
from mostrador.portal.settings_forms import NotificationForm
from mostrador.portal.views.people import LOOK_OR_SEND, back, owners_only
from mostrador.sellers import reach


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def notifications(request: Person) -> HttpResponse:
    owned = owning.of(request)
    if owned is None:
        return owners_only(request)
    if request.method != "POST":
        return _page(request, owned, NotificationForm.of(reach.of(owned.seller)))
    form = NotificationForm(request.POST)
    if not form.is_valid():
        return _page(request, owned, form, status=422)
    wishes = form.wishes(settings_pages.zone(owned.seller))
    reach.change(owned.seller, wishes, by=request.user.actor, now=request.now)
    notices.success(request, _("Saved."))
    return back(owned, "notifications")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def mending(request: Person) -> HttpResponse:
    """He says that mails to his default address arrive again."""
    owned = owning.of(request)
    if owned is None:
        return owners_only(request)
    if request.method == "POST":
        reach.mended(owned.seller)
        notices.success(request, _("Good. If a mail comes back again, you read it here."))
    return back(owned, "notifications")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def confirmation(request: Person) -> HttpResponse:
    """The second address is asked once more whether it is his."""
    owned = owning.of(request)
    if owned is None:
        return owners_only(request)
    if request.method == "POST":
        if reach.ask_second(owned.seller, now=request.now):
            notices.success(request, _("Sent once more."))
        else:
            notices.info(request, _("We have just written there. Look into that letter box."))
    return back(owned, "notifications")


# The secret is in the address alone: whoever reads mails there need not sign in.
@csrf_exempt
@never_cache
@require_http_methods(LOOK_OR_SEND)
def address(request: Moment, secret: str) -> HttpResponse:
    """Looking at it agrees to nothing: mail filters open every link."""
    found = reach.open_seal(secret)
    if found is None:
        return render(request, "portal/link_unknown.html", status=404)
    if request.method == "POST":
        reach.confirm_second(found, now=request.now)
        return HttpResponseRedirect(request.path, status=303)
    page = {
        "seller": found.seller,
        "store": str(found.seller.store),
        "confirmed": found.second_confirmed_at is not None,
    }
    with translation.override(found.seller.store.language_with(found.seller.language)):
        response = render(request, "portal/address.html", page)
        response["Content-Language"] = translation.get_language() or "en"
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(
    request: Person, owned: Owned, form: NotificationForm, *, status: int = 200
) -> HttpResponse:
    context = {**settings_pages.notifications(owned), "form": form}
    return shown(request, "notifications", context, place="account", status=status)
