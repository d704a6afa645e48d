"""How sellers stand in each store, told of a whole page of them by a fixed number of questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from mostrador.office import words
from mostrador.rules import standing
from mostrador.sellers.models import Enrolment, Invitation, Seller
from mostrador.stores.models import Store

ACCEPTED = Invitation.State.ACCEPTED


@dataclass(frozen=True, slots=True)
class Mark:
    """One word about a seller in one store."""

    store: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    name: str
    about: str
    href: str
    marks: tuple[Mark, ...]


def rows(page: Sequence[Seller], *, now: datetime) -> list[Row]:
    keys = {seller.pk for seller in page}
    stores = {store.pk: store for store in Store.objects.defer("body").order_by("name", "pk")}
    enrolments = last_enrolments(keys)
    invitations = last_invitations(keys)
    return [
        Row(
            key=seller.pk,
            name=str(seller),
            about=" · ".join(filter(None, (seller.pk, words.country(seller.country)))),
            href=reverse("office:seller", args=[seller.pk]),
            marks=tuple(
                _mark(
                    store,
                    enrolments.get((seller.pk, key)),
                    invitations.get((seller.pk, key)),
                    now,
                )
                for key, store in stores.items()
                if (seller.pk, key) in enrolments or (seller.pk, key) in invitations
            ),
        )
        for seller in page
    ]


def last_enrolments(sellers: Collection[str]) -> dict[tuple[str, str], Enrolment]:
    """The latest interval of each seller in each store."""
    found = Enrolment.objects.filter(seller__in=sellers).defer("body").order_by("from_at", "pk")
    return {(row.seller_id, row.store_id): row for row in found}


def last_invitations(sellers: Collection[str]) -> dict[tuple[str, str], Invitation]:
    found = Invitation.objects.filter(seller__in=sellers).order_by("sent_at", "pk")
    return {(row.seller_id, row.store_id): row for row in found}


def state(row: Enrolment, *, now: datetime) -> str:
    """What the operator wants to know of an enrolment, in a code of `words.enrolment`."""
    if standing.has_been_left(row.from_at, row.until_at, at=now):
        return "left"
    if row.suspended_at is not None and row.suspended_at <= now:
        return "suspended"
    if row.activated_at is not None and row.activated_at <= now:
        return "active"
    if row.activated_at is None and standing.is_stuck(row.from_at, None, at=now):
        return "stuck"
    return "held" if row.held_at else "activating"


def _mark(
    store: Store, enrolment: Enrolment | None, invitation: Invitation | None, now: datetime
) -> Mark:
    """An enrolment says more than the invitation that led to it; of one that was left, what was
    asked since then says more.
    """
    told = state(enrolment, now=now) if enrolment else ""
    if invitation is not None and told in {"", "left"} and invitation.state != ACCEPTED:
        return Mark(store.name, *words.invitation(invitation.state))
    return Mark(store.name, *words.enrolment(told or "left"))
