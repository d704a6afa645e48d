"""The portal's home and its questions: find what is his, check, act with one call, answer."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.cases import log, uploads
from mostrador.cases.models import Question
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.watching import watched
from mostrador.portal import case as one_case
from mostrador.portal import faces, lists, own, rows, sending
from mostrador.portal.answer_form import AnswerForm
from mostrador.portal.answering import may_answer, see_other, shown
from mostrador.portal.forms import WordsForm

LOOK_OR_SEND = ["GET", "HEAD", "POST"]
FORBIDDEN = 403


@require_safe
@needs_role("seller")
@watched
def home(request: Person) -> HttpResponse:
    user, now = request.user, request.now
    open_ones = own.in_state(own.questions(user), Question.State.OPEN, now=now)
    urgent = open_ones.order_by("due_at", "pk")[: rows.A_PAGE]
    context = {
        "cards": faces.cards(urgent, user, now=now),
        "over": rows.questions(user, own.undecided(user, now=now)[: rows.AT_HOME], now=now),
        "waiting": rows.threads(user, own.waiting(user)[: rows.AT_HOME], now=now),
        "decided": rows.decisions(user, how_many=rows.AT_HOME),
    }
    return shown(request, "home", context, place="home")


@require_safe
@needs_role("seller")
@watched
def cases(request: Person) -> HttpResponse:
    state = request.GET.get("state", "")
    page = lists.questions(request.user, state, request.GET.get("before", ""), now=request.now)
    return shown(request, "cases", page, place="cases")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def case(request: Person, key: str) -> HttpResponse:
    question = get_object_or_404(own.questions(request.user), pk=key)
    if request.method == "POST":
        return _answer(request, question)
    if question.seen_at is None:
        log.see(question, now=request.now)
    page = one_case.page(
        question, request.user, now=request.now, choice=request.GET.get("choice", "")
    )
    return shown(request, "case", page, place="cases")


@require_http_methods(LOOK_OR_SEND)
@needs_role("seller")
def case_words(request: Person, key: str) -> HttpResponse:
    """A word to the service that it did not ask for (E83)."""
    question = get_object_or_404(own.questions(request.user), pk=key)
    if request.method != "POST":
        return see_other("case", key)
    if not may_answer(request, question.seller_id):
        return _reads_only(request, question)
    form = WordsForm(request.POST, request.FILES, prefix="words")
    if not form.is_valid():
        page = one_case.page(question, request.user, now=request.now, words_form=form)
        return shown(request, "case", page, place="cases", status=422)
    sending.to_service(question.part, form.words(), now=request.now)
    notices.success(request, _("Sent. The service has your message."))
    return see_other("case", key)


def _reads_only(request: Person, question: Question) -> HttpResponse:
    page = one_case.page(question, request.user, now=request.now)
    return shown(request, "case", page, place="cases", status=FORBIDDEN)


def _answer(request: Person, question: Question) -> HttpResponse:
    if not may_answer(request, question.seller_id):
        return _reads_only(request, question)
    mine = uploads.of(question, request.user.actor, now=request.now)
    form = one_case.answer_form(question, request.POST, request.FILES, uploads=mine)
    if not form.is_valid():
        return _refused(request, question, form, status=422)
    try:
        sending.answer(question, form.said(), seen=form.cleaned_data["version"], now=request.now)
    except log.AlreadyAnsweredError:
        return _refused(request, question, form, status=409)
    return see_other("case", question.pk)


def _refused(request: Person, question: Question, form: AnswerForm, *, status: int) -> HttpResponse:
    """The page again, with the reasons and with what he had written."""
    question.refresh_from_db(fields=["state", "answered_at"])
    page = one_case.page(question, request.user, now=request.now, form=form)
    if status == 409:
        page |= one_case.conflict(question, form)
    return shown(request, "case", page, place="cases", status=status)
