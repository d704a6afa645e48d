"""Getting the service ready for a seller who has enrolled: within the hour, or it is told (E20)."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.db.models import QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening, MovedOnError
from mostrador.live import events
from mostrador.rules import standing
from mostrador.sellers import notices
from mostrador.sellers.models import Enrolment
from mostrador.stores.models import Store

A_BATCH = 200
STUCK = "activation_stuck"
WORKER = "clock"


class NotActivatingError(Exception):
    """The enrolment is active, suspended or over, or held as it is asked to be."""


def plan(row: Enrolment, store: Store) -> None:
    """Say of an enrolment not yet written when it is to be ready."""
    wait = timedelta(minutes=store.activation_minutes)
    row.active_at = row.from_at + min(wait, standing.READY_WITHIN)
    at_once = not store.activation_minutes
    row.activated_at = row.from_at if at_once else None
    row.wakes_at = None if at_once else row.active_at


def next_at() -> datetime | None:
    """When the next activation falls due, or the alarm about one that is held."""
    awake = Enrolment.objects.filter(wakes_at__isnull=False).order_by("wakes_at")
    return awake.values_list("wakes_at", flat=True).first()


def sweep(*, now: datetime, limit: int = A_BATCH) -> int:
    """Activate what is due; safe twice, or in two places at once. Returns how many were done."""
    due = Enrolment.objects.filter(wakes_at__lte=now).order_by("wakes_at", "pk")
    return sum(_wake(row, now=now) for row in due.select_related("seller")[:limit])


def hold(row: Enrolment, *, by: str, now: datetime) -> None:
    """The operator looks into something first. Raises NotActivatingError."""
    # Held past the hour it is stuck like any other.
    wakes_at = standing.ready_by(row.from_at)
    _change(row, "activation_held", held=False, by=by, now=now, held_at=now, wakes_at=wakes_at)


def release(row: Enrolment, *, by: str, now: datetime) -> None:
    """It goes on: at its own moment, or at once if that is past. Raises NotActivatingError."""
    wakes_at = max(row.active_at, now)
    _change(row, "activation_released", held=True, by=by, now=now, held_at=None, wakes_at=wakes_at)


def stuck(now: datetime) -> QuerySet[Enrolment]:
    """Not ready an hour after enrolling, whether a worker has noticed or not (R30)."""
    return _activating().filter(from_at__lt=now - standing.READY_WITHIN).order_by("from_at", "pk")


def tell_active(row: Enrolment, *, now: datetime) -> None:
    """The mail that the service is ready (R28)."""
    path = page(row)
    notices.owe(row.seller, row.store, "active", now=now, path=path, since=row.from_at)


def page(row: Enrolment) -> str:
    """Where the seller reads all about it."""
    return f"/portal/account/services/{quote(row.store_id, safe='')}/"


def _activating() -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(activated_at=None, until_at=None, suspended_at=None)


@transaction.atomic
def _change(
    row: Enrolment, what: str, *, held: bool, by: str, now: datetime, **changes: Any
) -> None:
    waiting = {"activated_at": None, "until_at": None, "suspended_at": None}
    if (row.held_at is not None) is not held:
        raise NotActivatingError(row.pk)
    try:
        was = {**waiting, "held_at": row.held_at}
        chain.write(row, was, [Happening(what, now, by)], **changes)
    except MovedOnError:
        raise NotActivatingError(row.pk) from None
    events.tell(events.seller(row.seller_id), at=now)


@transaction.atomic
def _wake(row: Enrolment, *, now: datetime) -> bool:
    """Claimed by the moment it was due at: whoever comes second finds it changed."""
    if row.until_at is not None or row.suspended_at is not None:
        # The marketplace has told us meanwhile that it is over.
        claimed = Enrolment.objects.filter(pk=row.pk, wakes_at=row.wakes_at)
        return bool(claimed.update(wakes_at=None))
    alarm = _alarm(row, now=now)
    try:
        if row.held_at is None:
            _activate(row, alarm, now=now)
        else:
            _warn(row, alarm, now=now)
    except MovedOnError:
        return False
    events.tell(events.seller(row.seller_id), at=now)
    return True


def _alarm(row: Enrolment, *, now: datetime) -> list[Happening]:
    """An entry of the moment the hour was over, unless it was written before."""
    held_past_it = row.held_at is not None
    late = held_past_it or standing.is_stuck(row.from_at, None, at=now)
    if not late or any(entry.what == STUCK for entry in chain.entries_of(row)):
        return []
    return [Happening(STUCK, standing.ready_by(row.from_at), WORKER, {"held": held_past_it})]


def _activate(row: Enrolment, alarm: list[Happening], *, now: datetime) -> None:
    # Within the hour it was ready when it was due; later than that, the record hides nothing.
    late = standing.is_stuck(row.from_at, None, at=now)
    at = now if late or row.wakes_at is None else row.wakes_at
    happenings = [*alarm, Happening("activated", at, WORKER)]
    was = {"wakes_at": row.wakes_at, "held_at": None, "until_at": None, "suspended_at": None}
    chain.write(row, was, happenings, activated_at=at, wakes_at=None)
    tell_active(row, now=now)


def _warn(row: Enrolment, alarm: list[Happening], *, now: datetime) -> None:
    if not alarm:
        Enrolment.objects.filter(pk=row.pk, wakes_at=row.wakes_at).update(wakes_at=None)
        return
    was = {"wakes_at": row.wakes_at, "held_at": row.held_at}
    chain.write(row, was, alarm, wakes_at=None)
    notices.owe(row.seller, row.store, STUCK, now=now, path=page(row), since=row.from_at)
