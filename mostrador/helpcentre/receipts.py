"""What a buyer may print and keep: his withdrawals, and what was decided for him."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.contacts.models import Contact
from mostrador.decisions import withdrawals
from mostrador.decisions.models import Decision
from mostrador.helpcentre.seals import RECEIPT
from mostrador.pages import moments, shapes


def links_of(contact: Contact, decisions: Iterable[Decision], seal: str) -> list[shapes.Action]:
    """One link for each receipt, the oldest first."""
    zone = contact.store.time_zone
    found = [
        (
            one.declared_at,
            _("Withdrawal of %(day)s") % {"day": moments.date(one.declared_at, zone)},
            reverse("help:withdrawn", args=[RECEIPT.seal(one.pk)]),
        )
        for one in withdrawals.of_contact(contact)
    ] + [
        (
            one.decided_at,
            _("Decision of %(day)s") % {"day": moments.date(one.decided_at, zone)},
            reverse("help:receipt", args=[seal, one.pk]),
        )
        for one in decisions
    ]
    ordered = sorted(found, key=lambda one: one[0])
    return [shapes.Action(words, href=href, icon="receipt-text") for _at, words, href in ordered]
