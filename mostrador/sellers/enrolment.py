"""Enrolling and leaving: the only writer of the enrolments that begin or end here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening, MovedOnError
from mostrador.rules.eligibility import Account, Applicant, Programme, Refusal, eligibility
from mostrador.rules.standing import has_been_left
from mostrador.sellers import (
    activation,
    beginning,
    invitations,
    notices,
    own_policies,
    suspension,
)
from mostrador.sellers.beginning import Contract
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store


class NotEligibleError(Exception):
    """The seller may not enrol; `reasons` are all of them."""

    def __init__(self, reasons: Sequence[Refusal]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)


class NotEnrolledError(LookupError):
    """There is no current enrolment to leave."""


class MandatoryError(Exception):
    """Here every seller takes part: he alone cannot end it."""


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
    reasons = refusals(seller, store, consent, at=now)
    while not reasons and (invitation := invitations.good_one(seller, store)):
        try:
            invitations.accept(invitation, by=by, now=now)
            break
        except MovedOnError:
            # Withdrawn at this very moment, or opened in another tab.
            reasons = refusals(seller, store, consent, at=now)
    if reasons:
        raise NotEligibleError(reasons)
    contract = Contract(
        terms=consent.terms or "",
        accepted_by=consent.accepted_by,
        plan=store.plan,
        plan_version=store.plan_version,
        trial_days=store.trial_days,
    )
    return beginning.write(seller, store, contract, "enrolled", by=by, now=now), True


def refusals(
    seller: Seller,
    store: Store,
    consent: Consent,
    *,
    at: datetime,
) -> tuple[Refusal, ...]:
    """All that stands in the way of enrolling now, in the rule's order."""
    invited = invitations.good_one(seller, store) is not None
    kind_enough = own_policies.kind_enough(seller, store, at=at)
    return refusals_knowing(seller, store, consent, invited=invited, kind_enough=kind_enough)


def refusals_knowing(
    seller: Seller, store: Store, consent: Consent, *, invited: bool, kind_enough: bool
) -> tuple[Refusal, ...]:
    """The same for whoever has looked these two up already."""
    applicant = Applicant(
        account=Account(seller.plan, seller.standing),
        terms=consent.terms,
        accepted_by=consent.accepted_by,
        invited=invited,
        policy_is_kind_enough=kind_enough,
    )
    by_invitation_only = store.mode == Store.Mode.INVITATION_ONLY
    programme = Programme(by_invitation_only=by_invitation_only, terms=store.terms_version)
    return eligibility(applicant, programme).reasons


@transaction.atomic
def agree(row: Enrolment, consent: Consent, *, by: str, now: datetime) -> None:
    """Somebody of his accepts the terms of today in place of earlier ones (R11, E34).

    Who accepted at the beginning stays on the row, who accepts later in its history. Raises
    NotEligibleError for other terms, NotEnrolledError for an enrolment that is over.
    """
    if consent.terms != row.store.terms_version or not consent.accepted_by:
        raise NotEligibleError([Refusal.TERMS_NOT_ACCEPTED])
    if has_been_left(row.from_at, row.until_at, at=now):
        raise NotEnrolledError(row.seller_id)
    if row.terms == consent.terms:
        return
    facts = {"terms": consent.terms, "was": row.terms, "person": consent.accepted_by}
    happening = Happening("terms_accepted", now, by, facts)
    chain.write(row, {"terms": row.terms}, [happening], terms=consent.terms)
    if row.suspended_for == [Refusal.TERMS_NOT_ACCEPTED] and row.suspended_at:
        suspension.resume(row, by=by, now=now)


@transaction.atomic
def end(
    seller: Seller, *, store: str | None, by: str, now: datetime, person: str = ""
) -> Enrolment:
    """The seller leaves; his orders up to now stay with the service (R32, R35).

    `person` is who of his people did it. Raises NotEnrolledError, SeveralStoresError if no store
    is named and there are several, or MandatoryError.
    """
    theirs = current(_locked(seller), now)
    found = list(theirs.filter(store=store) if store else theirs)
    if not found:
        raise NotEnrolledError(seller.pk)
    if len(found) > 1:
        raise SeveralStoresError(seller.pk)
    left = found[0]
    told = Store.objects.filter(pk=left.store_id).first()
    if told and not may_leave(told):
        raise MandatoryError(told.pk)
    until = max(now, left.from_at)
    facts = {"seller": seller.pk, "store": left.store_id, "until": until}
    happening = Happening("left", now, by, facts | ({"person": person} if person else {}))
    was = {"until_at": left.until_at}
    chain.write(left, was, [happening], until_at=until, wakes_at=None)
    beginning.tell(left, now=now)
    if told:
        notices.owe(seller, told, "left", now=now, path=activation.page(left), until=until)
    return left


def current(seller: Seller, at: datetime) -> QuerySet[Enrolment]:
    """What has not been left: activating, active or suspended; at most one a store."""
    ahead = Q(until_at__gt=at) & Q(until_at__gt=F("from_at"))
    theirs = Enrolment.objects.filter(Q(until_at=None) | ahead, seller=seller)
    return theirs.order_by("from_at")


def may_leave(store: Store) -> bool:
    """Where every seller has to take part, neither he nor a program ends it for him alone."""
    return store.mode != Store.Mode.MANDATORY


def _locked(seller: Seller) -> Seller:
    """Enrolling twice at the same moment is once.

    Without the key: whoever writes a row that names the seller need not wait, and so two who wait
    for each other cannot come about.
    """
    return Seller.objects.select_for_update(no_key=True).get(pk=seller.pk)
