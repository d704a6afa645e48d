"""Suspending a seller who no longer qualifies, and taking him back (E34)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening, MovedOnError
from mostrador.rules.eligibility import Account, Refusal, lost
from mostrador.rules.standing import has_been_left
from mostrador.sellers import activation, beginning, notices, own_policies
from mostrador.sellers.beginning import Contract
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store


class NotCurrentError(Exception):
    """The enrolment is over, or stands already as it is asked to."""


class StillUnfitError(Exception):
    """What he was suspended for still holds; `reasons` are all of it."""

    def __init__(self, reasons: Sequence[Refusal]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)


@transaction.atomic
def suspend(row: Enrolment, reasons: Sequence[Refusal], *, by: str, now: datetime) -> None:
    """From now on new orders are not covered; those of before stay served, and he is told why.

    Raises NotCurrentError.
    """
    if has_been_left(row.from_at, row.until_at, at=now):
        raise NotCurrentError(row.pk)
    at = max(now, row.from_at)
    codes = [str(one) for one in reasons]
    happening = Happening("suspended", now, by, {"from": at, "reasons": codes})
    was = {"suspended_at": None, "until_at": row.until_at}
    try:
        chain.write(
            row, was, [happening], suspended_at=at, suspended_for=codes, wakes_at=None,
            policy_wakes_at=None,
        )  # fmt: skip
    except MovedOnError:
        raise NotCurrentError(row.pk) from None
    beginning.tell(row, now=now)
    # The marketplace may not have told us of the store yet; then nobody could have enrolled here.
    store = Store.objects.filter(pk=row.store_id).first()
    if store:
        path = activation.page(row)
        notices.owe(row.seller, store, "suspended", now=now, path=path, at=at, reasons=codes)


@transaction.atomic
def resume(row: Enrolment, *, by: str, now: datetime) -> Enrolment:
    """He is taken back under what was agreed: a second interval, the gap stays uncovered (E22).

    Raises NotCurrentError, or StillUnfitError with every reason.
    """
    seller = Seller.objects.select_for_update(no_key=True).get(pk=row.seller_id)
    if row.suspended_at is None or has_been_left(row.from_at, row.until_at, at=now):
        raise NotCurrentError(row.pk)
    reasons = _still(row, seller, now)
    if reasons:
        raise StillUnfitError(reasons)
    happening = Happening("suspension_ended", now, by)
    was = {"until_at": row.until_at, "suspended_at": row.suspended_at}
    try:
        chain.write(row, was, [happening], until_at=max(now, row.from_at), wakes_at=None)
    except MovedOnError:
        raise NotCurrentError(row.pk) from None
    return beginning.write(seller, row.store, _contract(row), "resumed", by=by, now=now)


def suspended(now: datetime) -> QuerySet[Enrolment]:
    """Whoever is suspended, the newest first."""
    ahead = Q(until_at__gt=now) & Q(until_at__gt=F("from_at"))
    found = Enrolment.objects.filter(Q(until_at=None) | ahead, suspended_at__isnull=False)
    return found.order_by("-suspended_at", "pk")


def accounts(rows: Iterable[Seller]) -> Mapping[str, Account]:
    """How the accounts of these sellers stood before; locked, if one of them may be suspended.

    A load of thousands who all qualify asks nothing.
    """
    told = list(rows)
    if not any(_account(row).shortfalls for row in told):
        return {}
    # All of them, in the order in which `copies` locks them next: two loads then only wait.
    known = Seller.objects.filter(pk__in={row.pk for row in told}).order_by("pk")
    locked = known.select_for_update(no_key=True).only("plan", "standing")
    return {row.pk: _account(row) for row in locked}


def follow(
    before: Mapping[str, Account], told: Iterable[Seller], *, by: str, now: datetime
) -> None:
    """Suspend whoever has lost what he needs by what the marketplace tells now.

    In the transaction that writes the record, not by a notice taken later: an order of the next
    line must find the seller suspended, and the moment must be this one. What a first record says
    suspends nobody: lines come in any order, and a loaded enrolment is a fact.
    """
    losses = {row.pk: lost(before[row.pk], _account(row)) for row in told if row.pk in before}
    losers = [key for key, reasons in losses.items() if reasons]
    if not losers:
        return
    ahead = Q(until_at__gt=now) & Q(until_at__gt=F("from_at"))
    current = Enrolment.objects.filter(Q(until_at=None) | ahead, seller__in=losers)
    for row in current.filter(suspended_at=None).select_related("seller").order_by("pk"):
        suspend(row, losses[row.seller_id], by=by, now=now)


def _account(row: Seller) -> Account:
    return Account(row.plan, row.standing)


def _still(row: Enrolment, seller: Seller, now: datetime) -> tuple[Refusal, ...]:
    old_terms = row.terms != row.store.terms_version
    harsh = not own_policies.kind_enough(seller, row.store, at=now)
    found = (
        *((Refusal.TERMS_NOT_ACCEPTED,) if old_terms else ()),
        *_account(seller).shortfalls,
        *((Refusal.POLICY_LESS_FAVOURABLE,) if harsh else ()),
    )
    return tuple(one for one in found if one in row.suspended_for)


def _contract(row: Enrolment) -> Contract:
    return Contract(
        terms=row.terms,
        accepted_by=row.accepted_by,
        plan=row.plan,
        plan_version=row.plan_version,
        trial_days=row.trial_days,
    )
