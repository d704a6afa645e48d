"""What the marketplace tells of returns moves ours: sent, received, cancelled."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.decisions import return_notes, return_steps, returns
from mostrador.decisions.models import Return
from mostrador.decisions.return_rows import NotNowError
from mostrador.orders.models import Event
from mostrador.rules.returns import State, Step, told

BY = "program:records"
OVER = (State.CLOSED, State.CANCELLED)


@transaction.atomic
def take_note(key: str, *, now: datetime) -> None:
    """A record that says nothing new of a return of ours, or of none, changes nothing."""
    event = Event.objects.get(pk=key)
    row = _ours(event)
    step = told(str(event.body.get("state") or event.body.get("status") or ""))
    if row is None or step is None:
        return
    # What is said to happen later has not happened yet.
    at = min(event.at or now, now)
    with suppress(NotNowError):
        _take(row, step, event.body, at=at, now=now)


def _take(row: Return, step: Step, body: Mapping[str, Any], *, at: datetime, now: datetime) -> None:
    if step is Step.SEND:
        number = " ".join(str(body[key]) for key in ("carrier", "tracking") if body.get(key))
        return_steps.send(row.pk, number, by=BY, now=now, at=at)
    elif step is Step.CANCEL:
        returns.cancel(row.pk, by=BY, now=now)
    elif row.state == State.CANCELLED:
        _came_all_the_same(row, now=now)
    else:
        return_steps.arrived(row.pk, by=BY, now=now, at=at)


def _came_all_the_same(row: Return, *, now: datetime) -> None:
    """What was given up has arrived: an agent sees to the buyer's money, or to his goods."""
    row.contact = lock(row.contact_id)
    return_notes.wake_a_person(row, "return_came_late", by=BY, now=now)


def _ours(event: Event) -> Return | None:
    """By our own number, if the record says it; else the newest of the order with such a line."""
    of_order = Return.objects.filter(order=event.order_id).order_by("-requested_at", "-pk")
    said = {str(event.body.get(key) or "") for key in ("id", "return")}
    named = of_order.filter(pk__in=said).first()
    if named:
        return named
    lines = set(map(str, event.body.get("lines") or ()))
    found = [row for row in of_order if not lines or lines & _lines(row)]
    return next((row for row in found if row.state not in OVER), next(iter(found), None))


def _lines(row: Return) -> set[str]:
    return {str(one["line"]) for one in row.lines}
