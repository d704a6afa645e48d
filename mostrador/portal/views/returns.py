"""What a seller does with goods that come back: offer a way, receive them, look at them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.decisions import return_facts, return_labels, return_steps, returns
from mostrador.decisions.models import Return
from mostrador.decisions.return_labels import Label
from mostrador.decisions.return_rows import NotNowError
from mostrador.decisions.return_steps import ReportRefusedError
from mostrador.pages.downloads import handed_over
from mostrador.pages.gates import needs_role
from mostrador.pages.labels import LabelForm
from mostrador.pages.requests import Person
from mostrador.pages.watching import watched
from mostrador.portal import goods_back, own
from mostrador.portal.answering import may_answer, see_other, shown
from mostrador.portal.return_forms import InspectionForm, WayForm
from mostrador.rules.returns import Refused

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN, CONFLICT, REFUSED = 403, 409, 422
Act = Callable[[Person, Return], HttpResponse]


@require_safe
@needs_role("seller")
@watched
def listed(request: Person) -> HttpResponse:
    which, before = request.GET.get("list", ""), request.GET.get("before", "")
    page = goods_back.listed(request.user, which, before, now=request.now)
    return shown(request, "returns", page, place="returns")


@require_safe
@needs_role("seller")
@watched
def one(request: Person, key: str) -> HttpResponse:
    return _page(request, _his(request, key))


@require_safe
@needs_role("seller")
def photo(request: Person, key: str, number: int) -> HttpResponse:
    found = get_object_or_404(_his(request, key).photos.select_related("file"), pk=number)
    return handed_over(found.file)


def _acts(act: Act) -> Callable[..., HttpResponse]:
    """Sent by somebody who speaks for the seller, about a return that still waits for it."""

    @require_http_methods(LOOK_OR_SEND)
    @needs_role("seller")
    def sent(request: Person, key: str) -> HttpResponse:
        row = _his(request, key)
        if request.method != "POST":
            return see_other("return", row.pk)
        if not may_answer(request, row.seller_id or ""):
            return _page(request, row, status=FORBIDDEN)
        try:
            return act(request, row)
        except NotNowError:
            row.refresh_from_db()
            notices.error(request, _("This return has gone on meanwhile; here is how it stands."))
            return _page(request, row, status=CONFLICT)

    return sent


@_acts
def way(request: Person, row: Return) -> HttpResponse:
    store = return_facts.store_of(row.decision)
    form = WayForm(request.POST, request.FILES, country=store.country)
    if not form.is_valid():
        return _page(request, row, refused={"way": form}, status=REFUSED)
    returns.offer(row.pk, form.offer(), by=_by(row), now=request.now)
    notices.success(request, _("Thank you. The buyer has been told."))
    return see_other("return", row.pk)


@_acts
def label(request: Person, row: Return) -> HttpResponse:
    form = LabelForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, refused={"label": form}, status=REFUSED)
    label = Label(form.cleaned_data["label"])
    return_labels.add(row.pk, label, by=_by(row), now=request.now)
    notices.success(request, _("Thank you. The buyer has the label."))
    return see_other("return", row.pk)


@_acts
def arrival(request: Person, row: Return) -> HttpResponse:
    return_steps.arrived(row.pk, by=_by(row), now=request.now)
    notices.success(request, _("Noted. Please look at it in time."))
    return see_other("return", row.pk)


@_acts
def inspection(request: Person, row: Return) -> HttpResponse:
    form = InspectionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, refused={"inspection": form}, status=REFUSED)
    try:
        return_steps.inspected(row.pk, form.inspection(), by=_by(row), now=request.now)
    except ReportRefusedError as error:
        for reason in error.reasons:
            form.add_error(None, _sentence(reason))
        return _page(request, row, refused={"inspection": form}, status=REFUSED)
    notices.success(request, _("Thank you. The refund has been ordered."))
    return see_other("return", row.pk)


def _his(request: Person, key: str) -> Return:
    return get_object_or_404(own.returns(request.user), pk=key)


def _by(row: Return) -> str:
    return f"seller:{row.seller_id}"


def _page(
    request: Person, row: Return, *, refused: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    page = goods_back.page(row, request.user, now=request.now, refused=refused)
    return shown(request, "return", page, place="returns", status=status)


def _sentence(reason: Refused) -> str:
    return {
        Refused.NOT_A_SHARE: _("A loss is between 1 and 100 percent."),
        Refused.PHOTOS_REQUIRED: _("Show the loss with at least one photo."),
        Refused.WORDS_REQUIRED: _("Write what is wrong with it."),
        Refused.TOO_LATE: _("The time to report a loss is over; the buyer is refunded in full."),
    }[reason]
