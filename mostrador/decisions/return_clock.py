"""What falls due of returns: a way that nobody offered, money that nobody asked for (E62, E65)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from mostrador.contacts.handover import lock
from mostrador.decisions import return_facts, return_notes, return_refunds, returns
from mostrador.decisions.models import Return
from mostrador.rules.returns import State

CLOCK = "clock"
A_BATCH = 100


def next_at() -> datetime | None:
    awake = Return.objects.filter(wakes_at__isnull=False).order_by("wakes_at")
    return awake.values_list("wakes_at", flat=True).first()


def sweep(*, now: datetime) -> int:
    """Act on every return whose time is over, each by itself; safe twice, and in two places.

    What is done at `now` to the microsecond is still in time (E2). Returns how many were due.
    """
    due = Return.objects.filter(wakes_at__lt=now).order_by("wakes_at", "pk")
    return sum(_act(pk, contact, now=now) for pk, contact in _keys(due))


def _keys(due: QuerySet[Return]) -> list[tuple[str, str]]:
    return list(due.values_list("pk", "contact_id")[:A_BATCH])


@transaction.atomic
def _act(return_id: str, contact_id: str, *, now: datetime) -> bool:
    """Whoever locks the contact first acts; the next one finds nothing left to do."""
    contact = lock(contact_id)
    rows = Return.objects.select_related("decision__contact__store", "decision__seller", "seller")
    row = rows.filter(pk=return_id, wakes_at__lt=now).first()
    if row is None:
        return False
    row.contact = contact
    # It fell due when it was due, not when we happened to look.
    at = row.wakes_at or now
    match row.state:
        case State.AWAITING_OPTION:
            _no_way(row, at=at)
        case State.AUTHORISED:
            returns.cancel(row.pk, by=CLOCK, now=at)
        case _:
            return_refunds.refund(row, by=CLOCK, now=at)
    return True


def _no_way(row: Return, *, at: datetime) -> None:
    """Only a seller abroad loses the goods; of one who is here an agent asks again."""
    store = return_facts.store_of(row.decision)
    if return_facts.is_abroad(row.decision, store):
        returns.give_up(row, now=at)
        return
    Return.objects.filter(pk=row.pk).update(wakes_at=None)
    return_notes.wake_a_person(row, "return_no_address", by=CLOCK, now=at)
