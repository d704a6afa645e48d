"""The buyers' door. A request's page opens by its signed link, without signing in."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages as notices
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact
from mostrador.helpcentre import (
    conversations,
    faces,
    goods_back,
    limits,
    order_faces,
    own,
    receipts,
    tracks,
    writing,
)
from mostrador.helpcentre.finding import NumberForm
from mostrador.helpcentre.forms import AddForm, QuestionForm
from mostrador.history import chain
from mostrador.live import events
from mostrador.orders.models import Buyer
from mostrador.pages import decision_words, moments
from mostrador.pages.downloads import handed_over
from mostrador.pages.requests import Moment
from mostrador.pages.watching import watch, watched
from mostrador.people import links
from mostrador.stores.models import Store

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def sealed(view: View) -> View:
    """The view gets the request that the link opens; a link that opens none says so."""

    @never_cache
    @wraps(view)
    def opened(request: Moment, seal: str, **more: Any) -> HttpResponse:
        found = own.by_seal(seal)
        if found is None:
            return render(request, "help/no_request.html", status=404)
        response = view(request, found, seal, **more)
        # Whoever holds the link may read the page: no search engine should.
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return opened


@require_safe
def home(request: Moment) -> HttpResponse:
    """How to reach us; for a signed-in buyer his requests, and his orders for a new one (R55)."""
    buyer = own.buyer_of(request.user)
    if buyer is None:
        shown = {"stores": Store.objects.order_by("name"), "form": NumberForm()}
        return render(request, "help/welcome.html", shown)
    return _home(request, buyer)


@require_http_methods(LOOK_OR_SEND)
def questions(request: Moment) -> HttpResponse:
    """A question to a seller before there is an order (E41)."""
    buyer = own.buyer_of(request.user)
    about = own.product(request.GET.get("product", "")) or own.seller(request.GET.get("seller", ""))
    form = QuestionForm(
        request.POST or None,
        about_known=about is not None,
        person_known=buyer is not None and bool(buyer.email),
        initial={"product": request.GET.get("product", "")},
    )
    shown = {"form": form, "about": about}
    if not form.is_bound or not form.is_valid():
        return _form(request, "help/question.html", shown, form)
    address = form.cleaned_data.get("email", "")
    if limits.too_many(address or f"buyer:{buyer and buyer.pk}"):
        return render(request, "help/too_many.html", status=429)
    heard = Heard(form.signed(), request.now, "web")
    made = writing.question(
        about or form.cleaned_data["product"], heard, buyer=buyer, address=address, now=request.now
    )
    return see_other(links.seal(made.pk))


@require_safe
@watched
@sealed
def contact(request: Moment, found: Contact, seal: str) -> HttpResponse:
    return page(request, found, seal, AddForm())


@require_http_methods(LOOK_OR_SEND)
@sealed
def add(request: Moment, found: Contact, seal: str) -> HttpResponse:
    form = AddForm(request.POST, request.FILES)
    if request.method != "POST":
        return see_other(seal)
    if not form.is_valid():
        return page(request, found, seal, form)
    writing.add(found, form.heard(request.now), now=request.now)
    notices.success(request, _("We have your message."))
    return see_other(seal)


@require_safe
@sealed
def file(_request: Moment, found: Contact, _seal: str, number: int) -> HttpResponse:
    kept = own.attachment(found, number)
    if kept is None:
        raise Http404
    return handed_over(kept.file)


@require_safe
@sealed
def receipt(request: Moment, found: Contact, seal: str, key: str) -> HttpResponse:
    """One decision for the record: what he gets, why, by what right, and when it was decided."""
    made = next((one for one in own.decisions_of(found) if one.pk == key), None)
    if made is None:
        raise Http404
    page = {
        "contact": found,
        "about": faces.about(found),
        "facts": faces.facts(found),
        "decision": decision_words.card_for_buyer(made),
        "decided": moments.for_a_receipt(made.decided_at, found.store.time_zone),
        "made": made,
        "seal": seal,
    }
    return render(request, "help/receipt.html", page)


def _home(request: Moment, buyer: Buyer) -> HttpResponse:
    found = own.requests_of(buyer, request.GET.get("before", ""))
    shown = found[: own.A_PAGE]
    page = {
        "buyer": buyer,
        "form": NumberForm(),
        "orders": [order_faces.row(one) for one in own.orders_of(buyer)],
        "rows": [faces.row(one) for one in shown],
        "next": f"?before={shown[-1].pk}" if len(found) > own.A_PAGE else "",
    }
    return render(request, "help/home.html", page)


def page(
    request: Moment,
    found: Contact,
    seal: str,
    form: AddForm,
    *,
    refused: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The request's page; `refused` are forms of its returns with what is wrong with them."""
    decisions = own.decisions_of(found)
    shown = {
        "contact": found,
        "title": faces.title(found),
        "about": faces.about(found),
        "seal": seal,
        "wants_order": tracks.wants_order(found),
        "steps": tracks.steps(found, chain.entries_of(found), now=request.now),
        "entries": conversations.entries(found, decisions, seal),
        "decision": faces.decision(decisions[-1]) if decisions else None,
        "facts": faces.facts(found),
        "form": form,
        "receipts": receipts.links_of(found, decisions, seal),
        "returns": goods_back.cards(found, seal, now=request.now, refused=refused),
    }
    live = watch(request, events.contact(found.pk))
    status = 422 if form.is_bound or refused else 200
    return render(request, "help/contact.html", shown | live, status=status)


def _form(request: Moment, template: str, shown: dict[str, Any], form: Any) -> HttpResponse:
    return render(request, template, shown, status=422 if form.is_bound else 200)


def see_other(seal: str) -> HttpResponse:
    """Sent: a reload of the next page sends nothing again."""
    return HttpResponseRedirect(reverse("help:contact", args=[seal]), status=303)
