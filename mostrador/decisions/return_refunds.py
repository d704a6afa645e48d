"""The money of a return: when it leaves by itself, and asking for it once."""

from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.decisions import executing, return_facts, return_notes
from mostrador.decisions.models import Return
from mostrador.decisions.refusal import RefusedError
from mostrador.rules import returns as rules
from mostrador.rules.returns import State


def refund(row: Return, *, by: str, now: datetime) -> None:
    """Ask for the money, once. Where a rule holds it back, a person goes on with it (E53)."""
    store = return_facts.store_of(row.decision)
    try:
        with transaction.atomic():
            executing.refund(
                row.decision,
                loss_percent=row.loss_percent,
                **return_facts.days(row, store),
                now=now,
            )
    except RefusedError as error:
        Return.objects.filter(pk=row.pk).update(wakes_at=None)
        return_notes.wake_a_person(
            row, "return_refund_held", by=by, now=now, facts={"code": error.code}
        )
        return
    # What is still on its way comes back all the same.
    state = row.state if row.state == State.SENT else State.CLOSED
    changes: dict[str, Any] = {"state": state, "refunded_at": now, "wakes_at": None}
    return_notes.step(row, "refunded", by=by, now=now, **changes)
    return_notes.tell_buyer(row, "return_refunded", now=now)


def close(row: Return, *, by: str, now: datetime) -> None:
    return_notes.step(row, "closed", by=by, now=now, state=State.CLOSED, wakes_at=None)


def days(row: Return, state: State) -> dict[str, Any]:
    """What becomes known of the refund's days by this step, and when a machine looks."""
    store = return_facts.store_of(row.decision)
    if row.refunded_at:
        return {"wakes_at": None}
    due = return_facts.refund_due(row, store)
    begun = row.received_at or row.sent_at or row.requested_at
    wakes_at = rules.refund_at(
        state,
        refund_due=due,
        received_at=row.received_at,
        zone=store.zone,
        closed=return_facts.closed_around(store, begun.date()),
    )
    return {"refund_due": due, "wakes_at": wakes_at}
