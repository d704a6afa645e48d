"""Writing to the buyer, to the seller, and for each other; and what is kept meanwhile."""

from datetime import datetime

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.contacts import conversation, drafts
from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Contact
from mostrador.decisions import closure
from mostrador.decisions.judgement import RefusedError
from mostrador.desk import acting, dossier, lists, onwards, refusals
from mostrador.desk.forms import DraftForm, MessageForm, problems
from mostrador.desk.show import names, page
from mostrador.desk.show.composers import Writing
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person


@needs_role("agent")
@require_POST
def reply(request: Person, contact_id: str) -> HttpResponse:
    """An answer or an interim note to the buyer, and what comes after it."""
    found = dossier.find(contact_id)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, "buyer", problems(form))
    was_urgent_at = found.urgent_at
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        _send(request, found, form)
    except MovedOnError:
        # The same button pressed twice is one answer.
        if not acting.said(found, Lane.BUYER, text, by=request.user.actor):
            writing = Writing(text=text, since=version)
            return page.show(request, dossier.find(contact_id), writing=writing, status=409)
    except RefusedError as error:
        return _refused(request, found, "buyer", (refusals.sentence(error),))
    return _onwards(request, found, form.cleaned_data["then"], was_urgent_at)


def _send(request: Person, contact: Contact, form: MessageForm) -> None:
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    then, by = form.cleaned_data["then"], request.user.actor
    if then == "resolve":
        closure.answer_and_resolve(contact.pk, text, by=by, now=request.now, version=version)
    else:
        conversation.say(
            contact.pk, text, by=by, now=request.now, version=version, interim=then == "interim"
        )


def _onwards(
    request: Person, contact: Contact, then: str, was_urgent_at: datetime | None
) -> HttpResponse:
    said = _("Sent and resolved.") if then == "resolve" else _("Sent to %(name)s.")
    messages.success(request, said % {"name": names.person(contact)})
    if then not in {"next", "resolve"}:
        return onwards.to_contact(contact)
    following = lists.next_after(contact, was_urgent_at)
    return onwards.to_contact(following) if following else onwards.to_list()


@needs_role("agent")
@require_POST
def note(request: Person, contact_id: str) -> HttpResponse:
    """For colleagues alone; it never leaves the desk."""
    found = dossier.find(contact_id)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, "inside", problems(form))
    text, by = form.cleaned_data["text"], request.user.actor
    with acting.once(found.pk, Lane.INSIDE, text, by=by) as unsaid:
        if unsaid:
            conversation.note(found.pk, text, by=by, now=request.now)
    return onwards.to_contact(found, "inside")


@needs_role("agent")
@require_POST
def seller_message(request: Person, contact_id: str, part_id: int) -> HttpResponse:
    """Something for the seller that is no question."""
    found = dossier.find(contact_id)
    part = get_object_or_404(found.parts.filter(handler="service"), pk=part_id)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, "seller", problems(form), seller=part.seller_id)
    text, by = form.cleaned_data["text"], request.user.actor
    with acting.once(found.pk, Lane.SELLER, text, by=by) as unsaid:
        if unsaid:
            conversation.tell_seller(part, text, by=by, now=request.now)
    return onwards.to_contact(found, "seller")


@needs_role("agent")
@require_POST
def draft(request: Person, contact_id: str, lane: str) -> HttpResponse:
    """Kept a second after the last key, on whatever machine the agent goes on writing."""
    found = dossier.find(contact_id)
    form = DraftForm(request.POST)
    if lane not in Lane.values:
        raise Http404
    if not form.is_valid():
        return HttpResponse(status=422)
    kept = {"text": form.cleaned_data["text"], "version": form.cleaned_data["version"]}
    try:
        drafts.keep(found, request.user, lane=lane, now=request.now, **kept)
    except IntegrityError:
        # Two tabs saved at the same moment; the other one's words are kept.
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def _refused(
    request: Person, contact: Contact, lane: str, reasons: tuple[str, ...], *, seller: str = ""
) -> HttpResponse:
    writing = Writing(text=request.POST.get("text", ""), problems=reasons, seller=seller)
    return page.show(request, contact, lane=lane, writing=writing, status=422)
