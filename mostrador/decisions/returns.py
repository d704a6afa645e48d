"""Returns: how the goods may come back, from the decision to the buyer's slip (R24, E62, E63).

What happens to them on the way is in `return_steps`. Every step is taken with the contact locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.contacts.names import fresh
from mostrador.decisions import executing, return_facts, return_notes, return_refunds
from mostrador.decisions.models import Decision, Return
from mostrador.decisions.return_rows import AFile, NotNowError, kept, locked
from mostrador.history.models import Entry
from mostrador.rules import international
from mostrador.rules import returns as rules
from mostrador.rules.returns import Method, State, Step, Way
from mostrador.sealed.models import File

CLOCK = "clock"
# Of a decision by law nothing is lost because the parcel leaves late.
NEVER_GIVEN_UP = {Decision.Ground.LAW}


@dataclass(frozen=True, slots=True)
class Offer:
    """How a seller lets his goods come back: an address, a label that is paid, or not at all."""

    method: Method
    address: Mapping[str, Any] = field(default_factory=dict)
    label: AFile | None = None


@transaction.atomic
def authorise(decision: Decision, *, now: datetime) -> Return:
    """The buyer may send it back, as soon as there is a way; twice is once."""
    contact = lock(decision.contact_id)
    known = Return.objects.filter(decision=decision).first()
    if known:
        return known
    row = Return(
        id=fresh("R"),
        decision=decision,
        contact=contact,
        order=decision.order,
        seller=decision.seller,
        lines=return_facts.goods(decision),
        state=State.AWAITING_OPTION,
        label_payer=return_facts.label_payer(decision),
        requested_at=now,
    )
    return_notes.begin(row, by=decision.decided_by, now=now)
    _first_step(row, now=now)
    return row


@transaction.atomic
def offer(return_id: str, offered: Offer, *, by: str, now: datetime) -> Return:
    """The seller says how it comes back. Raises NotNowError once his time for it is over."""
    row = locked(return_id, Step.OFFER)
    if return_facts.is_over(row, now=now):
        raise NotNowError(row.state)
    if offered.method == Method.RETURNLESS:
        _without_return(row, "waived", by=by, now=now)
    else:
        label = kept(row, offered.label) if offered.label else None
        _open(row, offered.method, offered.address, label, by=by, now=now)
    return row


@transaction.atomic
def cancel(return_id: str, *, by: str, now: datetime) -> Return:
    """The buyer keeps it, or has not sent it in a long time."""
    row = locked(return_id, Step.CANCEL)
    return_notes.step(row, "cancelled", by=by, now=now, state=State.CANCELLED, wakes_at=None)
    executing.give_up(row.decision, by=by, now=now)
    return row


def give_up(row: Return, *, now: datetime) -> None:
    """A seller abroad has let his days go by: the buyer keeps the goods and is paid (E62)."""
    _without_return(row, "given_up", by=CLOCK, now=now)


def given_up(decision: Decision) -> bool:
    """Did the clock refund because the seller offered no way?

    Then the seller may appeal only because he was taken for one abroad, and is not (E62).
    """
    row = Return.objects.filter(decision=decision, method=Method.RETURNLESS).first()
    happened = Entry.objects.filter(subject=row.subject, what="given_up") if row else None
    return bool(happened and happened.exists())


def _first_step(row: Return, *, now: datetime) -> None:
    store = return_facts.store_of(row.decision)
    match return_facts.way_back(row.decision, store):
        case Way.TO_ADDRESS:
            address = return_facts.address_of(row.decision, store) or {}
            _open(row, Method.LOCAL_ADDRESS, address, None, by=row.decision.decided_by, now=now)
        case Way.REFUND_AT_ONCE:
            _without_return(row, "small", by=row.decision.decided_by, now=now)
        case Way.SELLER_IS_ASKED:
            due = international.option_due(now, store.option_days, store.zone)
            return_notes.step(
                row, "way_asked", by=row.decision.decided_by, now=now, facts={"due": due},
                option_due_at=due, wakes_at=due,
            )  # fmt: skip
            return_notes.tell_buyer(row, "return_asked", now=now)
            return_notes.tell_seller(row, "return_way", now=now)


def _open(
    row: Return,
    method: str,
    address: Mapping[str, Any],
    label: File | None,
    *,
    by: str,
    now: datetime,
) -> None:
    store = return_facts.store_of(row.decision)
    last_day = return_facts.send_by(row.decision, store, now=now)
    waits = row.decision.ground not in NEVER_GIVEN_UP
    changes: dict[str, Any] = {
        "state": State.AUTHORISED,
        "method": method,
        "address": {"country": address.get("country", ""), "lines": address.get("lines", [])},
        "send_by": last_day,
        "wakes_at": rules.given_up_at(last_day, store.zone) if waits else None,
    }
    if label:
        changes |= {"label": label, "label_payer": "seller"}
    facts = {"method": method, "send_by": last_day}
    return_notes.step(row, "authorised", by=by, now=now, facts=facts, **changes)
    return_notes.tell_buyer(row, "return_ready", now=now)


def _without_return(row: Return, what: str, *, by: str, now: datetime) -> None:
    """The buyer keeps the goods and is paid at the seller's cost (E62, E63)."""
    changes: dict[str, Any] = {"state": State.CLOSED, "method": Method.RETURNLESS, "wakes_at": None}
    return_notes.step(row, what, by=by, now=now, **changes)
    return_refunds.refund(row, by=by, now=now)
    if what == "given_up":
        return_notes.tell_seller(row, "return_given_up", now=now)
