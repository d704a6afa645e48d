"""Inviting sellers into a programme that is not open to all (R4); who writes invitations."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.sellers import notices
from mostrador.sellers.models import Invitation, Seller
from mostrador.stores.models import Store

State = Invitation.State
# An accepted one stays good for coming back until it is withdrawn.
GOOD = (State.SENT, State.OPENED, State.ACCEPTED)
# Nobody has decided about these yet.
WAITING = (State.SENT, State.OPENED)


class NotWaitingError(Exception):
    """The invitation was answered or withdrawn before."""


@transaction.atomic
def invite(
    seller: Seller, store: Store, *, by: str, now: datetime, language: str = ""
) -> tuple[Invitation, bool]:
    """The seller's good invitation, and whether it is new: nobody needs two.

    He is written to in `language` if it is one of the store's, else in his own.
    """
    # Two programs that invite at the same moment wait for each other here.
    Seller.objects.select_for_update(no_key=True).get(pk=seller.pk)
    found = good_one(seller, store)
    if found:
        return found, False
    made, happening = unwritten(seller, store, by=by, now=now)
    chain.begin(made, [happening])
    notices.owe(seller, store, "invitation", now=now, **mail(made, language))
    events.tell(events.seller(seller.pk), at=now)
    return made, True


def unwritten(
    seller: Seller, store: Store, *, by: str, now: datetime
) -> tuple[Invitation, Happening]:
    made = Invitation(
        id=f"I-{secrets.token_hex(12)}",
        seller=seller,
        store=store,
        terms=store.terms_version,
        sent_at=now,
    )
    facts = {"seller": seller.pk, "store": store.pk, "terms": made.terms}
    return made, Happening("invited", now, by, facts)


def mail(invitation: Invitation, language: str) -> dict[str, Any]:
    """What the mail with an invitation is made of."""
    path = f"/portal/account/services/{quote(invitation.store_id, safe='')}/"
    facts = {"invitation": invitation.pk, "path": path}
    return facts | ({"language": language} if language else {})


def good_one(seller: Seller, store: Store) -> Invitation | None:
    theirs = Invitation.objects.filter(seller=seller, store=store, state__in=GOOD)
    return theirs.order_by("sent_at", "pk").last()


def good_ones(sellers: Iterable[Seller]) -> dict[tuple[str, str], Invitation]:
    """The same for every store of each of them, by the two ids."""
    theirs = Invitation.objects.filter(seller__in=list(sellers), state__in=GOOD)
    return {(one.seller_id, one.store_id): one for one in theirs.order_by("sent_at", "pk")}


def open_(invitation: Invitation, *, by: str, now: datetime) -> None:
    """The seller has come to see what it is about; only the first time counts."""
    if invitation.state == State.SENT:
        _move(invitation, State.OPENED, by=by, now=now)


def accept(invitation: Invitation, *, by: str, now: datetime) -> None:
    """Enrolling accepts it; accepted it stays when the seller leaves and comes back (R33)."""
    if invitation.state != State.ACCEPTED:
        _move(invitation, State.ACCEPTED, by=by, now=now)


@transaction.atomic
def decline(invitation: Invitation, *, by: str, now: datetime) -> None:
    """The seller does not want it; said twice it is said once. Raises NotWaitingError."""
    if invitation.state == State.DECLINED:
        return
    if invitation.state not in WAITING:
        raise NotWaitingError(invitation.pk)
    _move(invitation, State.DECLINED, by=by, now=now)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: str, now: datetime) -> None:
    """It is no longer good, for coming back neither; who is enrolled stays so.

    Raises NotWaitingError for one that was declined.
    """
    if invitation.state == State.WITHDRAWN:
        return
    if invitation.state not in GOOD:
        raise NotWaitingError(invitation.pk)
    _move(invitation, State.WITHDRAWN, by=by, now=now)


def _move(invitation: Invitation, to: State, *, by: str, now: datetime) -> None:
    was = {"state": invitation.state}
    chain.write(invitation, was, [Happening(to.value, now, by)], state=to)
    events.tell(events.seller(invitation.seller_id), at=now)
