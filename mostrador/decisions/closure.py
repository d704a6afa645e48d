"""Closing a contact."""

from datetime import datetime

from django.db import transaction

from mostrador.cases.models import Question
from mostrador.contacts import conversation
from mostrador.contacts.conversation import MovedOnError
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact
from mostrador.decisions.refusal import RefusedError
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events


@transaction.atomic
def resolve(contact_id: str, *, by: str, now: datetime, version: int | None = None) -> Contact:
    """The matter is settled; a new word of the buyer opens it again. Twice is once.

    Refused while a question to the seller is open, MovedOnError if `version` is an older one.
    """
    contact = lock(contact_id)
    if contact.state == Contact.State.RESOLVED:
        return contact
    if version is not None and version != contact.version:
        raise MovedOnError(contact, version)
    if contact.questions.filter(state=Question.State.OPEN).exists():
        raise RefusedError(
            "QUESTION_OPEN", "A question to the seller is open; wait for it or withdraw it."
        )
    if contact.state == Contact.State.HANDED_OVER:
        raise RefusedError("NOT_OURS", "Who answers this contact closes it.")
    chain.write(
        contact,
        {},
        [Happening("resolved", now, by)],
        state=Contact.State.RESOLVED,
        resolved_at=now,
        answer_due_at=None,
        promise_left=None,
        urgent_at=None,
    )
    events.tell(events.DESK, events.contact(contact.pk), at=now)
    return contact


@transaction.atomic
def answer_and_resolve(
    contact_id: str, text: str, *, by: str, now: datetime, version: int | None = None
) -> Contact:
    """The last word to the buyer and the closing of the matter: both, or neither."""
    conversation.say(contact_id, text, by=by, now=now, version=version)
    return resolve(contact_id, by=by, now=now)
