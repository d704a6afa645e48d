"""Leading a contact to where it belongs: who wrote, about which order, who answers."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mostrador.contacts import handover, linking, ownership, splitting
from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.models import Contact
from mostrador.decisions import withdrawal_standing
from mostrador.desk import acting, dossier, onwards, words
from mostrador.desk.dossier import gather
from mostrador.desk.forms import OrderForm, SplitForm, TopicForm, VersionForm
from mostrador.desk.show import page
from mostrador.desk.show.composers import Writing
from mostrador.history import chain
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person


@needs_role("agent")
@require_POST
def verification(request: Person, contact_id: str) -> HttpResponse:
    """The agent has made sure that the person is the order's buyer."""
    found = dossier.find(contact_id)
    # A colleague may have been sure a moment earlier.
    with suppress(chain.MovedOnError):
        handover.verify(found.pk, by=request.user.actor, now=request.now)
    withdrawal_standing.order_found(found.pk, now=request.now)
    return onwards.to_contact(found)


@needs_role("agent")
@require_POST
def order(request: Person, contact_id: str) -> HttpResponse:
    """The order that the contact is about, proposed or typed."""
    found = dossier.find(contact_id)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return page.show(request, found, order_form=form, status=422)
    try:
        with acting.unchanged(found.pk, form.cleaned_data["version"]):
            chosen = form.cleaned_data["order"]
            linking.link(found.pk, chosen, by=request.user.actor, now=request.now)
            withdrawal_standing.order_found(found.pk, now=request.now)
    except (MovedOnError, linking.AlreadyLinkedError):
        return moved_on(request, contact_id, form.cleaned_data["version"])
    return onwards.to_contact(found)


@needs_role("agent")
@require_POST
def topic(request: Person, contact_id: str) -> HttpResponse:
    """What the contact is really about; who answers is asked again."""
    found = dossier.find(contact_id)
    form = TopicForm(request.POST)
    if not form.is_valid():
        return page.show(request, found, status=422)
    chosen = form.cleaned_data["topic"]
    try:
        with acting.unchanged(found.pk, form.cleaned_data["version"]) as contact:
            if chosen != contact.topic:
                handover.correct_topic(found.pk, chosen, by=request.user.actor, now=request.now)
    except MovedOnError:
        return moved_on(request, contact_id, form.cleaned_data["version"])
    messages.success(request, _("Topic: %(topic)s.") % {"topic": words.topic(chosen)})
    return onwards.to_contact(found)


@needs_role("agent")
@require_POST
def transfer(request: Person, contact_id: str) -> HttpResponse:
    """To whom today's verdict names."""
    found = dossier.find(contact_id)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        with acting.unchanged(found.pk, version):
            handover.transfer(found.pk, by=request.user.actor, now=request.now)
    except (MovedOnError, handover.AlreadyThereError):
        return moved_on(request, contact_id, version)
    return onwards.to_contact(found)


@needs_role("agent")
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: Person, contact_id: str) -> HttpResponse:
    """The part of a mixed message that is the seller's, as a contact of its own (E38)."""
    found = dossier.find(contact_id)
    form = SplitForm(request.POST or None, initial=_beginning(found))
    if request.method != "POST" or not form.is_valid():
        return _split_page(request, found, form, status=422 if form.is_bound else 200)
    text, chosen = form.cleaned_data["text"], form.cleaned_data["topic"]
    try:
        with acting.unchanged(found.pk, form.cleaned_data["version"]):
            by, now = request.user.actor, request.now
            made = splitting.split(found.pk, topic=chosen, text=text, by=by, now=now)
    except MovedOnError:
        return moved_on(request, contact_id, form.cleaned_data["version"])
    told = _("%(topic)s is contact %(made)s now; the seller answers it.")
    messages.success(request, told % {"topic": words.topic(chosen), "made": made.pk})
    return onwards.to_contact(found)


@needs_role("agent")
@require_POST
def owner(request: Person, contact_id: str) -> HttpResponse:
    """Whoever presses has it; a colleague sees that somebody is on it."""
    found = dossier.find(contact_id)
    ownership.take(found.pk, request.user, now=request.now)
    return onwards.to_contact(found)


def moved_on(request: Person, contact_id: str, since: int) -> HttpResponse:
    """Nothing was done: somebody acted since, and this is what."""
    writing = Writing(since=since if since >= 0 else None)
    return page.show(request, dossier.find(contact_id), writing=writing, status=409)


def _beginning(contact: Contact) -> dict[str, object]:
    theirs = contact.messages.filter(lane="buyer", author__startswith="buyer:")
    last = theirs.select_related("text").order_by("-at", "-pk").first()
    return {"version": contact.version, "text": last.text.body if last else ""}


def _split_page(request: Person, contact: Contact, form: SplitForm, *, status: int) -> HttpResponse:
    context = page.frame(request, gather(contact, request.user, now=request.now)) | {"form": form}
    return render(request, "desk/split.html", context, status=status)
