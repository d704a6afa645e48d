"""Decisions at a seller's cost, a month of them on paper, and appealing against one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.decisions import appeal_facts, appeals
from mostrador.decisions.appeals import SettledError
from mostrador.decisions.models import Decision
from mostrador.decisions.refusal import RefusedError
from mostrador.pages import appeal_words, papers
from mostrador.pages.downloads import guarded, handed_over
from mostrador.pages.gates import needs_role
from mostrador.pages.papers import Draw, NoPaperError
from mostrador.pages.requests import Person
from mostrador.pages.watching import watched
from mostrador.portal import decided, statements
from mostrador.portal.answering import may_answer, see_other, shown
from mostrador.portal.appeal_forms import AppealForm, MoreForm
from mostrador.sellers import members
from mostrador.sellers.models import Seller

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN, CONFLICT, REFUSED, NOT_HERE = 403, 409, 422, 503
STYLE = "portal/css/statement_paper.css"
View = Callable[..., HttpResponse]


@require_safe
@needs_role("seller")
@watched
def listed(request: Person) -> HttpResponse:
    return _list(request)


@require_safe
@needs_role("seller")
def sheet(request: Person) -> HttpResponse:
    """A month for a spreadsheet."""
    month = _month(request)
    made = statements.as_csv(statements.of_month(members.money_of(request.user), month))
    answer = HttpResponse(made, content_type="text/csv; charset=utf-8")
    return guarded(answer, f"{month:%Y-%m}.csv", inline=False)


@require_safe
@needs_role("seller")
def paper(request: Person, *, draw: Draw | None = None) -> HttpResponse:
    """The same on paper; one sentence where no PDF can be made."""
    mine, month = members.money_of(request.user), _month(request)
    lines = statements.of_month(mine, month)
    sellers = Seller.objects.filter(pk__in=mine).order_by("pk")
    told = {
        "month": statements.month_name(month),
        "sellers": ", ".join(map(str, sellers)),
        "lines": lines,
        "totals": statements.totals(lines),
    }
    try:
        made = papers.pdf(render_to_string("portal/statement_paper.html", told), STYLE, draw=draw)
    except NoPaperError as error:
        return _list(request, problem=str(error.sentence), status=NOT_HERE)
    answer = HttpResponse(made, content_type="application/pdf")
    return guarded(answer, f"{month:%Y-%m}.pdf", inline=False)


@require_safe
@needs_role("seller")
@watched
def one(request: Person, key: str) -> HttpResponse:
    return _page(request, _his(request, key))


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def appeal(request: Person, key: str) -> HttpResponse:
    """The form, and sending it; what can no longer be appealed says so on the decision's page."""
    decision = _his(request, key)
    if not may_answer(request, decision.seller_id or ""):
        return _page(request, decision, status=FORBIDDEN)
    reasons = appeal_facts.reasons(decision)
    if request.method != "POST":
        if appeal_facts.obstacle(decision, now=request.now):
            return see_other("decided_one", decision.pk)
        return _form(request, decision, AppealForm(reasons))
    form = AppealForm(reasons, request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, decision, form, status=REFUSED)
    try:
        appeals.file(decision.pk, form.plea(), by=_by(decision), now=request.now)
    except RefusedError as error:
        notices.error(request, appeal_words.refusal(error.code))
        return _page(request, _his(request, key), status=CONFLICT)
    notices.success(request, _("Your appeal has arrived. Somebody else decides about it."))
    return see_other("decided_one", decision.pk)


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def more(request: Person, key: str) -> HttpResponse:
    """What the service asked for, within its 72 hours."""
    decision = _his(request, key)
    found = decided.appeal_of(decision)
    if request.method != "POST" or found is None:
        return see_other("decided_one", decision.pk)
    if not may_answer(request, decision.seller_id or ""):
        return _page(request, decision, status=FORBIDDEN)
    form = MoreForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, decision, more=form, status=REFUSED)
    given = form.cleaned_data
    try:
        appeals.supply(found.pk, given["text"], given["photos"], by=_by(decision), now=request.now)
    except SettledError:
        notices.error(request, _("The time to answer this is over."))
        return _page(request, _his(request, key), status=CONFLICT)
    notices.success(request, _("Thank you. We go on with your appeal."))
    return see_other("decided_one", decision.pk)


@require_safe
@needs_role("seller")
def evidence(request: Person, key: str, number: int) -> HttpResponse:
    found = decided.appeal_of(_his(request, key))
    if found is None:
        raise Http404
    return handed_over(get_object_or_404(found.evidence.select_related("file"), pk=number).file)


def _list(request: Person, *, problem: str = "", status: int = 200) -> HttpResponse:
    mine = members.money_of(request.user)
    if not mine:
        return shown(request, "no_money", {}, place="decided", status=FORBIDDEN)
    which, before = request.GET.get("list", ""), request.GET.get("before", "")
    months = statements.months(request.now, _zone(mine))
    lines = statements.of_month(mine, months[0])
    page = {
        **decided.listed(request.user, which, before, now=request.now),
        "months": [(f"{one:%Y-%m}", statements.month_name(one)) for one in months],
        "this_month": statements.totals(lines),
        "problem": problem,
    }
    return shown(request, "decided", page, place="decided", status=status)


def _page(request: Person, decision: Decision, *, status: int = 200, **more: Any) -> HttpResponse:
    page = decided.page(decision, request.user, now=request.now, **more)
    return shown(request, "decided_one", page, place="decided", status=status)


def _form(
    request: Person, decision: Decision, form: AppealForm, *, status: int = 200
) -> HttpResponse:
    page = decided.form_page(decision, form)
    return shown(request, "appeal", page, place="decided", status=status)


def _his(request: Person, key: str) -> Decision:
    return get_object_or_404(decided.decisions(request.user), pk=key)


def _by(decision: Decision) -> str:
    return f"seller:{decision.seller_id}"


def _zone(sellers: set[str]) -> Any:
    return Seller.objects.select_related("store").filter(pk__in=sellers)[0].store.zone


def _month(request: Person) -> date:
    """As the address gives it; 404 for somebody who may see no money, or for no month."""
    mine = members.money_of(request.user)
    if not mine:
        raise Http404
    try:
        return datetime.strptime(f"{request.GET['month']}-01", "%Y-%m-%d").date()  # noqa: DTZ007  a month has no zone
    except (KeyError, ValueError) as error:
        raise Http404 from error
