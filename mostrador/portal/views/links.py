"""Answering one question by the link in its mail: no password, no menus, once."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mostrador.cases import links, uploads
from mostrador.cases.links import Opened, State
from mostrador.pages.requests import Moment
from mostrador.portal import case, linked
from mostrador.portal.answer_form import AnswerForm
from mostrador.portal.answering import see_other
from mostrador.portal.views.uploads import BY_LINK


# The secret is in the address alone, and a phone's mail program may keep no cookie.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Moment, secret: str) -> HttpResponse:
    """Looking at it uses nothing up: mail filters open every link."""
    opened = links.open_seal(secret)
    if opened is None:
        return render(request, "portal/link_unknown.html", status=404)
    with translation.override(_language(request, opened)):
        if opened.state is not State.OPEN:
            return _over(request, opened)
        if request.method == "POST":
            return _answer(request, secret, opened)
        return _page(request, opened)


def _answer(request: Moment, secret: str, opened: Opened) -> HttpResponse:
    sent = uploads.of(opened.question, BY_LINK, now=request.now)
    form = case.answer_form(opened.question, request.POST, request.FILES, uploads=sent)
    if not form.is_valid():
        return _page(request, opened, form, status=422)
    # Pressed twice, or answered meanwhile: the page says so.
    with suppress(links.UsedError):
        links.answer(secret, form.said(), now=request.now)
    return see_other("link", secret)


def _page(
    request: Moment, opened: Opened, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    page = linked.page(opened, request.path, now=request.now, form=form)
    return _shown(request, "link", page, status=status)


def _over(request: Moment, opened: Opened) -> HttpResponse:
    return _shown(request, "link_over", linked.over(opened))


def _shown(
    request: Moment, name: str, page: dict[str, object], *, status: int = 200
) -> HttpResponse:
    response = render(request, f"portal/{name}.html", page, status=status)
    response["Content-Language"] = translation.get_language() or "en"
    response["X-Robots-Tag"] = "noindex"
    return response


def _language(request: Moment, opened: Opened) -> str:
    """What he chose on this device, else what the mail was written in."""
    store, seller = opened.question.contact.store, opened.question.seller
    if "language" in request.COOKIES:
        return translation.get_language() or "en"
    return store.language_with(seller.language)
