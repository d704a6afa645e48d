"""Enrolling and leaving: the only writer of the enrolments that begin or end here."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.outbox import owing
from mostrador.rules.eligibility import Applicant, Programme, Refusal, eligibility
from mostrador.sellers import invitations
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store

AN_INSTANT = timedelta(microseconds=1)


class NotEligibleError(Exception):
    """The seller may not enrol; `reasons` are all of them."""

    def __init__(self, reasons: Sequence[Refusal]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)


class NotEnrolledError(LookupError):
    """There is no current enrolment to leave."""


class SeveralStoresError(LookupError):
    """The seller is enrolled in several stores: which one does he leave?"""


@dataclass(frozen=True, slots=True)
class Consent:
    """Which version of the terms somebody accepted for the seller."""

    terms: str | None
    accepted_by: str


@transaction.atomic
def begin(
    seller: Seller, store: Store, consent: Consent, *, by: str, now: datetime
) -> tuple[Enrolment, bool]:
    """The seller's current enrolment in the store, and whether it is new (R27, R33).

    Raises NotEligibleError with every reason.
    """
    found = current(_locked(seller), now).filter(store=store).first()
    if found:
        return found, False
    invitation = invitations.good_one(seller, store)
    reasons = _refusals(seller, store, consent, invited=invitation is not None)
    if reasons:
        raise NotEligibleError(reasons)
    if invitation:
        invitations.accept(invitation, by=by, now=now)
    from_at = _first_moment(seller, store, now)
    made = Enrolment(
        id=f"E-{secrets.token_hex(12)}",
        seller=seller,
        store=store,
        from_at=from_at,
        # The service is ready at once; the hour of R30 is the longest it may take.
        active_at=from_at,
        terms=consent.terms or "",
        accepted_by=consent.accepted_by[:240],
    )
    facts = {"seller": seller.pk, "store": store.pk, "from": from_at, "terms": made.terms}
    chain.begin(made, [Happening("enrolled", now, by, facts)])
    _tell(made, now=now)
    return made, True


@transaction.atomic
def end(seller: Seller, *, store: str | None, by: str, now: datetime) -> Enrolment:
    """The seller leaves; his orders up to now stay with the service (R32, R35).

    Raises NotEnrolledError, or SeveralStoresError if no store is named and there are several.
    """
    theirs = current(_locked(seller), now)
    found = list(theirs.filter(store=store) if store else theirs)
    if not found:
        raise NotEnrolledError(seller.pk)
    if len(found) > 1:
        raise SeveralStoresError(seller.pk)
    left = found[0]
    until = max(now, left.from_at)
    facts = {"seller": seller.pk, "store": left.store_id, "until": until}
    happening = Happening("left", now, by, facts)
    chain.write(left, {"until_at": left.until_at}, [happening], until_at=until)
    _tell(left, now=now)
    return left


def current(seller: Seller, at: datetime) -> QuerySet[Enrolment]:
    """What has not been left: activating, active or suspended; at most one a store."""
    ahead = Q(until_at__gt=at) & Q(until_at__gt=F("from_at"))
    theirs = Enrolment.objects.filter(Q(until_at=None) | ahead, seller=seller)
    return theirs.order_by("from_at")


def _locked(seller: Seller) -> Seller:
    """Enrolling twice at the same moment is once."""
    return Seller.objects.select_for_update().get(pk=seller.pk)


def _refusals(
    seller: Seller, store: Store, consent: Consent, *, invited: bool
) -> tuple[Refusal, ...]:
    applicant = Applicant(
        plan=seller.plan,
        standing=seller.standing,
        terms=consent.terms,
        accepted_by=consent.accepted_by,
        invited=invited,
    )
    by_invitation_only = store.mode == Store.Mode.INVITATION_ONLY
    programme = Programme(by_invitation_only=by_invitation_only, terms=store.terms_version)
    return eligibility(applicant, programme).reasons


def _first_moment(seller: Seller, store: Store, now: datetime) -> datetime:
    """Leaving and coming back in one instant gives two intervals that only touch (E22)."""
    earlier = Enrolment.objects.filter(seller=seller, store=store).order_by("from_at").last()
    return now if earlier is None or earlier.from_at < now else earlier.from_at + AN_INSTANT


def _tell(row: Enrolment, *, now: datetime) -> None:
    """Open contacts are asked again who answers (E26)."""
    payload = {"seller": row.seller_id}
    owing.notify("enrolments_changed", f"{row.pk}:{row.chain_length}", payload, now=now)
