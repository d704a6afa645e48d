"""Steps 2 to 4 about an order that is shown to be his: what happened, the answer, still need us.

The first two are read by GET: nothing is written until somebody presses a button.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mostrador.contacts.conversation import Heard
from mostrador.decisions.refusal import RefusedError
from mostrador.helpcentre import choosing, entitled, found_orders, order_faces, writing
from mostrador.helpcentre.forms import AddForm
from mostrador.helpcentre.found_orders import Found
from mostrador.helpcentre.happened import WHATS, HappenedForm
from mostrador.pages.requests import Moment
from mostrador.people import links
from mostrador.rules.entitlement_facts import Remedy

View = Callable[..., HttpResponse]


def of_found(view: View) -> View:
    """The view gets the order that the address opens; one that opens none leads to step 1."""

    @never_cache
    @wraps(view)
    def opened(request: Moment, seal: str) -> HttpResponse:
        found = found_orders.by_seal(seal)
        if found is None:
            return HttpResponseRedirect(reverse("help:number"))
        response = view(request, found)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


@require_safe
@of_found
def order(request: Moment, found: Found) -> HttpResponse:
    """Step 2: which items, and what happened."""
    return _asked(request, found, HappenedForm(found=found))


@require_safe
@of_found
def answer(request: Moment, found: Found) -> HttpResponse:
    """Step 3: what he may have now, until when and why, with its buttons."""
    form = HappenedForm(request.GET, found=found)
    if not form.is_valid():
        return _asked(request, found, form)
    return _answer(request, found, form)


@require_POST
@of_found
def choice(request: Moment, found: Found) -> HttpResponse:
    """He presses what the rules give him; they are asked again before it is done."""
    form = HappenedForm(request.GET, found=found)
    remedy = request.POST.get("remedy", "")
    if not form.is_valid() or remedy not in {each.value for each in entitled.PRESSED}:
        raise Http404
    try:
        made = choosing.choose(found, Remedy(remedy), form.code, form.refs, now=request.now)
    except RefusedError:
        refused = _("This is not to be had any more. Write to us, and a person looks at it.")
        return _answer(request, found, form, refused=refused)
    return HttpResponseRedirect(reverse("help:contact", args=[links.seal(made.pk)]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@of_found
def matter(request: Moment, found: Found) -> HttpResponse:
    """Step 4: what he still needs of a person, with everything he has said so far."""
    given = HappenedForm(request.GET, found=found)
    if not given.is_valid():
        return _asked(request, found, given)
    form = AddForm(request.POST or None, request.FILES or None, initial=_wish(request))
    if not form.is_bound or not form.is_valid():
        return _matter(request, found, given, form)
    heard = form.heard(request.now)
    with override(found.store.language):
        text = f"{WHATS[given.code].words}.\n\n{heard.text}"
    whole = Heard(text, heard.at, heard.channel, attachments=heard.attachments)
    topic = WHATS[given.code].topic.value
    made = writing.matter(found, topic, given.refs, whole, now=request.now)
    return HttpResponseRedirect(reverse("help:contact", args=[links.seal(made.pk)]), status=303)


def _asked(request: Moment, found: Found, form: HappenedForm) -> HttpResponse:
    page = {"form": form, **order_faces.page(found)}
    return render(request, "help/order.html", page, status=422 if form.is_bound else 200)


def _answer(
    request: Moment, found: Found, form: HappenedForm, *, refused: str = ""
) -> HttpResponse:
    code, refs = form.code, form.refs
    given = urlencode({"what": code, "line": refs}, doseq=True)
    page = {
        **order_faces.page(found),
        "what": WHATS[code].words,
        "answers": entitled.answers(found, code, refs, now=request.now),
        "other": _answered_by(found, code, now=request.now),
        "further": f"{reverse('help:matter', args=[found.seal])}?{given}",
        "withdraw": _withdraw(found, refs) if WHATS[code].cause else "",
        "refused": refused,
    }
    return render(request, "help/answer.html", page, status=409 if refused else 200)


def _answered_by(found: Found, code: str, *, now: datetime) -> str:
    """Who answers where it is not us: said before he writes a word (E78)."""
    contact = entitled.imagined(found, WHATS[code].topic.value, now=now)
    return "" if contact.handler == "service" else str(contact.handler)


def _withdraw(found: Found, refs: Sequence[str]) -> str:
    asked = urlencode({"order": found.seal, "line": refs}, doseq=True)
    return f"{reverse('help:withdraw')}?{asked}"


def _matter(request: Moment, found: Found, given: HappenedForm, form: forms.Form) -> HttpResponse:
    page = {
        **order_faces.page(found),
        "form": form,
        "what": WHATS[given.code].words,
        "titles": choosing.titles(found, given.refs),
        "other": _answered_by(found, given.code, now=request.now),
    }
    return render(request, "help/matter.html", page, status=422 if form.is_bound else 200)


def _wish(request: Moment) -> dict[str, str]:
    """What he asked us for on the page before, as the beginning of his words."""
    wish = entitled.WISHES.get(request.GET.get("wish", ""))
    return {"text": str(wish)} if wish else {}
