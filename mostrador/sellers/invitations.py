"""Inviting sellers into a programme that is not open to all (R4); who writes invitations."""

import secrets
from datetime import datetime

from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.sellers.models import Invitation, Seller
from mostrador.stores.models import Store

State = Invitation.State
# An accepted one stays good for coming back until it is withdrawn.
GOOD = (State.SENT, State.OPENED, State.ACCEPTED)


@transaction.atomic
def invite(seller: Seller, store: Store, *, by: str, now: datetime) -> tuple[Invitation, bool]:
    """The seller's good invitation, and whether it is new: nobody needs two."""
    # Two programs that invite at the same moment wait for each other here.
    Seller.objects.select_for_update().get(pk=seller.pk)
    found = good_one(seller, store)
    if found:
        return found, False
    made = Invitation(
        id=f"I-{secrets.token_hex(12)}",
        seller=seller,
        store=store,
        terms=store.terms_version,
        sent_at=now,
    )
    facts = {"seller": seller.pk, "store": store.pk, "terms": made.terms}
    chain.begin(made, [Happening("invited", now, by, facts)])
    return made, True


def good_one(seller: Seller, store: Store) -> Invitation | None:
    theirs = Invitation.objects.filter(seller=seller, store=store, state__in=GOOD)
    return theirs.order_by("sent_at", "pk").last()


def accept(invitation: Invitation, *, by: str, now: datetime) -> None:
    """Enrolling accepts it; accepted it stays when the seller leaves and comes back (R33)."""
    if invitation.state != State.ACCEPTED:
        was = {"state": invitation.state}
        chain.write(invitation, was, [Happening("accepted", now, by)], state=State.ACCEPTED)
