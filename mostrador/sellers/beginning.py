"""Writing down that an interval begins: by enrolling, or when a suspension is over."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.outbox import owing
from mostrador.sellers import activation, own_policies
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store

AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What was agreed: the terms, who accepted them, and the plan as it was then (R2, R11)."""

    terms: str
    accepted_by: str
    plan: str
    plan_version: str
    trial_days: int | None


def write(
    seller: Seller, store: Store, contract: Contract, what: str, *, by: str, now: datetime
) -> Enrolment:
    """The new interval with the first entry of its history."""
    row = Enrolment(
        id=f"E-{secrets.token_hex(12)}",
        seller=seller,
        store=store,
        from_at=_first_moment(seller, store, now),
        terms=contract.terms,
        accepted_by=contract.accepted_by[:240],
        plan=contract.plan,
        plan_version=contract.plan_version,
        trial_days=contract.trial_days,
    )
    activation.plan(row, store)
    # Kind enough today, it need not be so tomorrow (E57).
    row.policy_wakes_at = now if own_policies.has_any(seller, store) else None
    chain.begin(row, [Happening(what, now, by, _facts(row))])
    tell(row, now=now)
    if row.activated_at is not None:
        activation.tell_active(row, now=now)
    return row


def tell(row: Enrolment, *, now: datetime) -> None:
    """Open contacts are asked again who answers (E26), and open pages look again."""
    payload = {"seller": row.seller_id}
    owing.notify("enrolments_changed", f"{row.pk}:{row.chain_length}", payload, now=now)
    events.tell(events.seller(row.seller_id), at=now)


def _facts(row: Enrolment) -> dict[str, object]:
    return {
        "seller": row.seller_id,
        "store": row.store_id,
        "from": row.from_at,
        "terms": row.terms,
        "plan": row.plan,
        "plan_version": row.plan_version,
        "trial_days": row.trial_days,
    }


def _first_moment(seller: Seller, store: Store, now: datetime) -> datetime:
    """Leaving and coming back in one instant gives two intervals that only touch (E22)."""
    earlier = Enrolment.objects.filter(seller=seller, store=store).order_by("from_at").last()
    return now if earlier is None or earlier.from_at < now else earlier.from_at + AN_INSTANT
