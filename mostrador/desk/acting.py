"""What keeps an act of the desk from being done on an old view, or twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact


@contextmanager
def unchanged(contact_id: str, version: int) -> Iterator[Contact]:
    """The contact as the agent saw it, and nobody else's until the act is done.

    Raises MovedOnError, before anything is written, when somebody has acted since.
    """
    with transaction.atomic():
        contact = lock(contact_id)
        if contact.version != version:
            raise MovedOnError(contact, version)
        yield contact


@contextmanager
def once(contact_id: str, lane: str, text: str, *, by: str) -> Iterator[bool]:
    """Whether these words are still unsaid. A button pressed twice says them once."""
    with transaction.atomic():
        contact = lock(contact_id)
        yield not said(contact, lane, text, by=by)


def said(contact: Contact, lane: str, text: str, *, by: str) -> bool:
    """Is this the last thing said in the lane, by this very person?"""
    last = contact.messages.filter(lane=lane).select_related("text").order_by("-pk").first()
    return last is not None and last.author == by and last.text.body == text
