"""The Case Log: asking a seller, taking a question back, and what is no answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mostrador.cases import log
from mostrador.cases.models import Answer
from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.models import Contact
from mostrador.decisions import extensions
from mostrador.desk import acting, dossier, onwards, refusals, words
from mostrador.desk.dossier import Dossier
from mostrador.desk.forms import NotAnAnswerForm, QuestionForm
from mostrador.desk.show import asking as show
from mostrador.desk.show import page
from mostrador.desk.views.leading import moved_on
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person


@needs_role("agent")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Person, contact_id: str) -> HttpResponse:
    """A question of one kind, shown as each side will read it, and asked."""
    found = dossier.gather(dossier.find(contact_id), request.user, now=request.now)
    data = request.POST if request.method == "POST" else None
    seller = request.GET.get("seller", "")
    form = QuestionForm(data, initial=show.beginning(found, seller))
    if not form.is_valid():
        return _page(request, found, form, status=422 if form.is_bound else 200)
    try:
        _ask(request, found.contact, form.cleaned_data)
    except MovedOnError:
        return moved_on(request, contact_id, form.cleaned_data["version"])
    except log.RefusedError as error:
        form.add_error(None, refusals.sentence(error))
        return _page(request, found, form, status=422)
    messages.success(request, _("Asked. The buyer has been told."))
    return onwards.to_contact(found.contact, "seller")


def _ask(request: Person, contact: Contact, given: dict[str, Any]) -> None:
    with acting.unchanged(contact.pk, given["version"]):
        log.ask(
            contact.pk,
            given["kind"],
            given["text"],
            by=request.user.actor,
            now=request.now,
            language=get_language() or "en",
            seller=given["seller"] or None,
            consulted=given["consulted"],
        )


@needs_role("agent")
@require_POST
def withdrawal(request: Person, contact_id: str, question_id: str) -> HttpResponse:
    """No answer is needed any more; the seller sees so."""
    found = dossier.find(contact_id)
    asked = get_object_or_404(found.questions, pk=question_id)
    try:
        log.withdraw(asked.pk, by=request.user.actor, now=request.now)
    except log.AlreadyAnsweredError:
        messages.warning(request, _("The question is not open any more."))
    return onwards.to_contact(found, "seller")


@needs_role("agent")
@require_POST
def more_time(request: Person, contact_id: str, question_id: str) -> HttpResponse:
    """The seller gets what is left of the buyer's promise, once (E10)."""
    found = dossier.find(contact_id)
    asked = get_object_or_404(found.questions, pk=question_id)
    try:
        extensions.grant(asked.pk, by=request.user.actor, now=request.now)
        messages.success(request, _("The seller has more time and has been told."))
    except extensions.RefusedError as error:
        for reason in error.reasons:
            messages.warning(request, str(words.NOT_EXTENDED[reason]))
    return onwards.to_contact(found, "seller")


@needs_role("agent")
@require_POST
def not_an_answer(request: Person, contact_id: str, answer_id: int) -> HttpResponse:
    """“We will check” stops no clock; the seller reads why."""
    found = dossier.find(contact_id)
    given = get_object_or_404(Answer.objects.filter(question__contact=found), pk=answer_id)
    form = NotAnAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is no answer."))
        return page.show(request, found, lane="seller", status=422)
    try:
        reason = form.cleaned_data["reason"]
        log.not_an_answer(given.pk, reason, by=request.user.actor, now=request.now)
    except log.AlreadyAnsweredError:
        messages.warning(request, _("The question is not answered, so there is nothing to mark."))
    return onwards.to_contact(found, "seller")


def _page(request: Person, found: Dossier, form: QuestionForm, *, status: int) -> HttpResponse:
    context = page.frame(request, found) | show.page(found, form)
    return render(request, "desk/question.html", context, status=status)
