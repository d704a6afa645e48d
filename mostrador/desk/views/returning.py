"""What an agent does for a return, for a seller or a buyer who has told him."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.contacts.models import Contact
from mostrador.decisions import return_facts, return_labels, return_steps, returns
from mostrador.decisions.models import Return
from mostrador.decisions.return_labels import Label
from mostrador.decisions.return_rows import NotNowError
from mostrador.decisions.returns import Offer
from mostrador.desk import dossier, onwards
from mostrador.desk.forms import ReturnAddressForm
from mostrador.desk.show import page
from mostrador.pages.gates import needs_role
from mostrador.pages.labels import LabelForm
from mostrador.pages.requests import Person
from mostrador.rules.returns import Method

Act = Callable[[Person, Contact, Return], HttpResponse]


@needs_role("agent")
@require_POST
def step(request: Person, contact_id: str, return_id: str, name: str) -> HttpResponse:
    """One step; a return that has gone on meanwhile is shown as it stands."""
    found = dossier.find(contact_id)
    row = get_object_or_404(found.returns.select_related("decision__contact__store"), pk=return_id)
    if name not in STEPS:
        raise Http404
    try:
        return STEPS[name](request, found, row)
    except NotNowError:
        messages.error(request, _("This return has gone on meanwhile; here is how it stands."))
        return page.show(request, found, status=409)


def _way(request: Person, contact: Contact, row: Return) -> HttpResponse:
    form = ReturnAddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the address that it shall go to."))
        return page.show(request, contact, status=422)
    country = return_facts.store_of(row.decision).country
    address = {"country": country, "lines": form.lines()}
    offered = Offer(Method.LOCAL_ADDRESS, address)
    returns.offer(row.pk, offered, by=request.user.actor, now=request.now)
    return _done(request, contact, _("The buyer has the address."))


def _label(request: Person, contact: Contact, row: Return) -> HttpResponse:
    form = LabelForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for one in form.errors["label"]))
        return page.show(request, contact, status=422)
    label = Label(form.cleaned_data["label"])
    return_labels.add(row.pk, label, by=request.user.actor, now=request.now)
    return _done(request, contact, _("The buyer has the label."))


def _arrival(request: Person, contact: Contact, row: Return) -> HttpResponse:
    return_steps.arrived(row.pk, by=request.user.actor, now=request.now)
    return _done(request, contact, _("Noted. The seller may look at it now."))


def _refund(request: Person, contact: Contact, row: Return) -> HttpResponse:
    return_steps.settle(row.pk, by=request.user.actor, now=request.now)
    return _done(request, contact, _("The refund has been ordered."))


def _cancellation(request: Person, contact: Contact, row: Return) -> HttpResponse:
    returns.cancel(row.pk, by=request.user.actor, now=request.now)
    return _done(request, contact, _("The return is given up."))


def _done(request: Person, contact: Contact, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return onwards.to_contact(contact)


STEPS: Mapping[str, Act] = {
    "way": _way,
    "label": _label,
    "arrival": _arrival,
    "refund": _refund,
    "cancellation": _cancellation,
}
