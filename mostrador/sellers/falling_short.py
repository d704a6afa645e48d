"""Sellers whose return policy is no longer as kind as the standard: warned, then suspended (E57).

`policy_wakes_at` says when an enrolled seller's policy is to be looked at next: when he or the
marketplace changes it, when a standard comes into force, and when the notice is over.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.rules import policy_notice
from mostrador.rules.eligibility import Refusal
from mostrador.rules.policy_notice import Step
from mostrador.rules.standing import has_been_left
from mostrador.sellers import notices, own_policies, suspension
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores import standard
from mostrador.stores.models import StandardPolicy, Store

A_BATCH = 100
A_DAY = timedelta(days=1)
WARNED, ENDED = "policy_warned", "policy_warning_ended"
WORKER = "clock"


def next_at() -> datetime | None:
    """When the next policy is to be looked at, or the next standard comes into force."""
    looked_at = Enrolment.objects.aggregate(at=Min("policy_wakes_at"))["at"]
    return min(filter(None, (looked_at, standard.next_at())), default=None)


def sweep(*, now: datetime, limit: int = A_BATCH) -> int:
    """Look at what is due; safe twice, or in two places at once. Returns how many were done."""
    begun = sum(_begin(version, now=now) for version in standard.begun(now=now))
    due = Enrolment.objects.filter(policy_wakes_at__lt=now).order_by("policy_wakes_at", "pk")
    return begun + sum(_wake(key, now=now) for key in due.values_list("pk", flat=True)[:limit])


@transaction.atomic
def look(seller: Seller, store: Store, *, now: datetime) -> None:
    """After an act on his policy: what follows from it is seen at once."""
    for row in _locked(_running(now).filter(seller=seller, store=store)):
        _look(row, seller, store, now=now)


def wake(sellers: Collection[str], *, now: datetime) -> None:
    """The marketplace has told something new of these sellers: those with policies of their own
    are looked at as soon as a worker comes to it.
    """
    if sellers:
        _wake_at(_running(now).filter(own_policies.has_own(), seller__in=sellers), now)


def page(store: Store) -> str:
    """Where the seller sees what falls short, and mends it."""
    return f"/portal/account/policy/{quote(store.pk, safe='')}/"


def _running(now: datetime) -> QuerySet[Enrolment]:
    ahead = Q(until_at__gt=now) & Q(until_at__gt=F("from_at"))
    return Enrolment.objects.filter(Q(until_at=None) | ahead, suspended_at=None)


def _locked(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    # In one order: two who lock the same rows then wait for each other and not for ever.
    return rows.order_by("pk").select_for_update(no_key=True)


def _wake_at(rows: QuerySet[Enrolment], at: datetime) -> None:
    keys = list(_locked(rows).values_list("pk", flat=True))
    if keys:
        Enrolment.objects.filter(pk__in=keys).update(policy_wakes_at=at)


@transaction.atomic
def _begin(version: StandardPolicy, *, now: datetime) -> bool:
    """A standard is in force: whoever has a policy of his own may fall short of it."""
    if not standard.note(version):
        return False
    theirs = _running(now).filter(own_policies.has_own(), store=version.store_id)
    _wake_at(theirs, version.from_at)
    return True


@transaction.atomic
def _wake(key: str, *, now: datetime) -> bool:
    row = _locked(Enrolment.objects.filter(pk=key, policy_wakes_at__lt=now)).first()
    if row is None:
        return False
    if row.suspended_at is not None or has_been_left(row.from_at, row.until_at, at=now):
        _sleep(row, until=None)
        return True
    seller = Seller.objects.filter(pk=row.seller_id).first()
    store = Store.objects.filter(pk=row.store_id).first()
    if seller and store:
        _look(row, seller, store, now=now)
    else:
        # The marketplace has not told us of them yet.
        _sleep(row, until=now + A_DAY)
    return True


def _look(row: Enrolment, seller: Seller, store: Store, *, now: datetime) -> None:
    enough = own_policies.kind_enough(seller, store, at=now)
    step = policy_notice.step(kind_enough=enough, warned_at=row.policy_warned_at, at=now)
    if step is Step.SUSPEND:
        suspension.suspend(row, [Refusal.POLICY_LESS_FAVOURABLE], by=WORKER, now=now)
        return
    warned_at = {Step.WARN: now, Step.END: None}.get(step, row.policy_warned_at)
    over = policy_notice.mend_by(warned_at) if warned_at else None
    changes = own_policies.next_at(seller, store, after=now)
    wakes_at = min(filter(None, (over, changes)), default=None)
    if step is Step.WARN:
        _warn(row, seller, store, now=now, wakes_at=wakes_at)
    elif step is Step.END:
        _change(row, Happening(ENDED, now, WORKER), policy_warned_at=None, policy_wakes_at=wakes_at)
    else:
        _sleep(row, until=wakes_at)


def _warn(
    row: Enrolment, seller: Seller, store: Store, *, now: datetime, wakes_at: datetime | None
) -> None:
    over = policy_notice.mend_by(now)
    short = own_policies.short_in(seller, store, at=now)
    facts = {"until": over, "short": sorted({str(one.dimension) for one in short})}
    warning = Happening(WARNED, now, WORKER, facts)
    _change(row, warning, policy_warned_at=now, policy_wakes_at=wakes_at)
    notices.owe(seller, store, WARNED, now=now, path=page(store), at=now, until=over)


def _change(row: Enrolment, happening: Happening, **changes: Any) -> None:
    """Nobody comes between: the row is locked."""
    chain.write(row, {}, [happening], **changes)
    events.tell(events.seller(row.seller_id), at=happening.at)


def _sleep(row: Enrolment, *, until: datetime | None) -> None:
    if row.policy_wakes_at != until:
        Enrolment.objects.filter(pk=row.pk).update(policy_wakes_at=until)
