"""What a person is writing, kept by the server until it is sent."""

from datetime import datetime

from django.db import transaction

from mostrador.contacts.draft_models import Draft
from mostrador.contacts.models import Contact
from mostrador.people.models import User
from mostrador.sealed import keeping


@transaction.atomic
def keep(
    contact: Contact, user: User, *, lane: str, text: str, version: int, now: datetime
) -> None:
    """Replace what was kept; an empty text keeps nothing."""
    forget(contact, user.pk, lane=lane)
    if text.strip():
        Draft.objects.create(
            user=user,
            contact=contact,
            lane=lane,
            text=keeping.text(text, of=f"buyer:{contact.buyer_id or contact.pk}"),
            version=version,
            saved_at=now,
        )


def kept(contact: Contact, user: User) -> dict[str, Draft]:
    """The person's drafts by lane."""
    drafts = Draft.objects.filter(contact=contact, user=user).select_related("text")
    return {draft.lane: draft for draft in drafts}


def forget(contact: Contact, user: int, *, lane: str) -> None:
    """A draft that was sent or given up leaves nothing behind."""
    for draft in Draft.objects.filter(user=user, contact=contact, lane=lane):
        draft.delete()
        keeping.discard(draft.text_id)
