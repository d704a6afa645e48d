"""The buyer's own page of his request, opened by a key in its address."""

from django.conf import settings

from mostrador.contacts.lanes import Channel
from mostrador.contacts.models import Contact
from mostrador.people import links


def address(contact: Contact) -> str:
    """None in a marketplace's thread, which others may be allowed to read."""
    if contact.channel == Channel.THREAD:
        return ""
    return f"{settings.BASE_URL}/help/contacts/{links.seal(contact.pk)}/"
