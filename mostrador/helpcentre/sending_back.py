"""The buyer's part of a return: the slip, the label, "I have sent it", "I keep it"."""

from contextlib import suppress

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.contacts.models import Contact
from mostrador.contacts.opening import author_of
from mostrador.decisions import return_steps, returns
from mostrador.decisions.models import Return
from mostrador.decisions.return_rows import NotNowError
from mostrador.helpcentre import slips, views
from mostrador.helpcentre.forms import AddForm
from mostrador.helpcentre.sending_forms import SendForm
from mostrador.helpcentre.views import LOOK_OR_SEND, sealed
from mostrador.pages import papers
from mostrador.pages.downloads import guarded, handed_over
from mostrador.pages.papers import Draw, NoPaperError
from mostrador.pages.requests import Moment

STYLE = "help/css/slip_paper.css"
NOT_HERE = 503


@require_safe
@sealed
def slip(request: Moment, found: Contact, seal: str, key: str) -> HttpResponse:
    return _page(request, _ready(found, key), seal)


@require_safe
@sealed
def slip_pdf(request: Moment, found: Contact, seal: str, key: str) -> HttpResponse:
    return paper(request, _ready(found, key), seal)


def paper(request: Moment, row: Return, seal: str, *, draw: Draw | None = None) -> HttpResponse:
    """The slip as a PDF; where none can be made, the page to print and the reason."""
    with override(_language(row)):
        html = render_to_string("help/slip_paper.html", {"slip": slips.slip(row)})
    try:
        made = papers.pdf(html, STYLE, draw=draw)
    except NoPaperError as error:
        return _page(request, row, seal, problem=str(error.sentence), status=NOT_HERE)
    return guarded(HttpResponse(made, content_type="application/pdf"), f"{row.pk}.pdf", inline=True)


@require_safe
@sealed
def label(_request: Moment, found: Contact, _seal: str, key: str) -> HttpResponse:
    """The carrier's label as the seller gave it."""
    row = _ready(found, key)
    if row.label is None:
        raise Http404
    return handed_over(row.label)


@require_http_methods(LOOK_OR_SEND)
@sealed
def sending(request: Moment, found: Contact, seal: str, key: str) -> HttpResponse:
    row = _one(found, key)
    if request.method != "POST":
        return views.see_other(seal)
    form = SendForm(request.POST)
    if not form.is_valid():
        return views.page(request, found, seal, AddForm(), refused={row.pk: form})
    # Pressed twice, or scanned by the carrier meanwhile: it is on its way either way.
    with suppress(NotNowError):
        number = form.cleaned_data["tracking"]
        return_steps.send(row.pk, number, by=author_of(found), now=request.now)
    notices.success(request, _("Thank you. You can follow your return here."))
    return views.see_other(seal)


@require_http_methods(LOOK_OR_SEND)
@sealed
def cancellation(request: Moment, found: Contact, seal: str, key: str) -> HttpResponse:
    row = _one(found, key)
    if request.method != "POST":
        return views.see_other(seal)
    try:
        returns.cancel(row.pk, by=author_of(found), now=request.now)
        notices.success(request, _("The return is given up; you keep the item."))
    except NotNowError:
        notices.error(request, _("This return cannot be given up any more."))
    return views.see_other(seal)


def _one(contact: Contact, key: str) -> Return:
    """A return of this very request; nobody who is not known to be the buyer has one."""
    if not contact.verified:
        raise Http404
    rows = contact.returns.select_related("decision__contact__store", "seller", "order", "label")
    return get_object_or_404(rows, pk=key)


def _ready(contact: Contact, key: str) -> Return:
    """One that has somewhere to go."""
    row = _one(contact, key)
    if not row.address.get("lines") and row.label_id is None and not row.label_code:
        raise Http404
    return row


def _language(row: Return) -> str:
    """The store's, whoever prints it: the seller's people read it, too."""
    return row.contact.store.language


def _page(
    request: Moment, row: Return, seal: str, *, problem: str = "", status: int = 200
) -> HttpResponse:
    reader = get_language() or ""
    with override(_language(row)):
        shown = {"slip": slips.slip(row), "seal": seal, "language": _language(row)}
        drawn = render_to_string("help/_slip.html", shown)
    with override(reader):
        page = {**shown, "drawn": drawn, "contact": row.contact, "problem": problem}
        return render(request, "help/slip.html", page, status=status)
