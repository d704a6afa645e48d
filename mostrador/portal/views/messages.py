"""A seller's messages: what is his to answer, and the service's word with him."""

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.contacts import handover
from mostrador.contacts.conversation import NotYoursError
from mostrador.contacts.models import Part
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.watching import watched
from mostrador.people.models import User
from mostrador.portal import lists, own, sending
from mostrador.portal import thread as one_thread
from mostrador.portal.answering import may_answer, see_other, shown
from mostrador.portal.forms import WordsForm

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN = 403


@require_safe
@needs_role("seller")
@watched
def messages(request: Person) -> HttpResponse:
    lane, before = request.GET.get("with", ""), request.GET.get("before", "")
    page = lists.messages(request.user, lane, before, now=request.now)
    return shown(request, "messages", page, place="messages")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
@watched
def thread(request: Person, key: str) -> HttpResponse:
    """His buyer's matter; of a matter of the service's, only what it says to him (E25, E83)."""
    part = own.threads(request.user).filter(contact=key).order_by("pk").first()
    if part:
        return _reply(request, part) if request.method == "POST" else _thread(request, part)
    part = _with_service(request.user, key)
    return _tell(request, part) if request.method == "POST" else _case_log(request, part)


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def transfer(request: Person, key: str) -> HttpResponse:
    """The buyer's matter goes to the service, whose it is by now (R43)."""
    part = own.threads(request.user).filter(contact=key).order_by("pk").first()
    if part is None:
        raise Http404
    if request.method != "POST":
        return see_other("thread", key)
    if not may_answer(request, part.seller_id):
        return _thread(request, part, status=FORBIDDEN)
    if not one_thread.is_covered(part):
        return _thread(request, part, refusal=_("The service cannot take this over."), status=409)
    try:
        handover.transfer(key, by=f"seller:{part.seller_id}", now=request.now)
    except handover.AlreadyThereError:
        return _thread(request, part, refusal=_("The service answers this already."), status=409)
    notices.success(request, _("The service has taken over and answers the buyer."))
    return see_other("messages")


def _with_service(user: User, key: str) -> Part:
    part = own.case_logs(user).filter(contact=key).order_by("pk").first()
    if part is None:
        raise Http404
    return part


def _thread(
    request: Person,
    part: Part,
    form: WordsForm | None = None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = one_thread.page(part, request.user, now=request.now, form=form)
    return shown(
        request,
        "thread",
        {**page, "refusals": [refusal] if refusal else []},
        place="messages",
        status=status,
    )


def _case_log(
    request: Person, part: Part, form: WordsForm | None = None, *, status: int = 200
) -> HttpResponse:
    page = one_thread.case_log(part, request.user, now=request.now, form=form)
    return shown(request, "case_log", page, place="messages", status=status)


def _reply(request: Person, part: Part) -> HttpResponse:
    if not may_answer(request, part.seller_id):
        return _thread(request, part, status=FORBIDDEN)
    form = WordsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _thread(request, part, form, status=422)
    try:
        sending.to_buyer(part, form.words(), now=request.now)
    except sending.NewsError:
        news = _("Something new has come in. Read it, then send your message or change it.")
        again = WordsForm(initial={"text": form.cleaned_data["text"]})
        return _thread(request, part, again, refusal=news, status=409)
    except NotYoursError:
        gone = _("The service answers this now, so your message was not sent.")
        return _thread(request, part, form, refusal=gone, status=409)
    notices.success(request, _("Sent. The buyer gets your message by e-mail."))
    return see_other("thread", part.contact_id)


def _tell(request: Person, part: Part) -> HttpResponse:
    if not may_answer(request, part.seller_id):
        return _case_log(request, part, status=FORBIDDEN)
    form = WordsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _case_log(request, part, form, status=422)
    sending.to_service(part, form.words(), now=request.now)
    notices.success(request, _("Sent. The service has your message."))
    return see_other("thread", part.contact_id)
