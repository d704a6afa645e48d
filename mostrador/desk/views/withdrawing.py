"""Recording a withdrawal that somebody wrote in his own words."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.contacts.models import Contact
from mostrador.decisions import withdrawals
from mostrador.decisions.withdrawals import Statement
from mostrador.desk import dossier, onwards
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person


@needs_role("agent")
@require_POST
def withdrawal(request: Person, contact_id: str) -> HttpResponse:
    """It counts from when it was written, however late it is recorded (E59)."""
    found = dossier.find(contact_id)
    number = request.POST.get("message", "")
    theirs = found.messages.filter(lane="buyer").select_related("text")
    said = theirs.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    if said is None or said.author.startswith(("agent:", "service", "seller:")):
        raise Http404
    withdrawals.declare(
        found.store,
        Statement(*_person(found), text=said.text.body),
        channel=said.channel,
        declared_at=said.at,
        by=request.user.actor,
        now=request.now,
        contact=found,
        heard=True,
    )
    messages.success(request, _("Recorded. The buyer gets the confirmation at once."))
    return onwards.to_contact(found)


def _person(contact: Contact) -> tuple[str, str, str]:
    """His name and address as far as we know them, and the order where it is known to be his."""
    buyer = contact.buyer if contact.verified else None
    address = contact.address_text.body if contact.address_text else ""
    order = contact.order_id if contact.verified else ""
    return buyer.name if buyer else "", order or "", address or (buyer.email if buyer else "")
