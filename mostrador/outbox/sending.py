"""Delivering what is owed: claim, act, mark done.

Kinds that touch the database only run inside the claiming transaction: exactly once. Kinds that
reach outside run under a lease: a crash in between sends again, with the same key (a mail keeps its
Message-ID), because losing a promise is worse than a double.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet

from mostrador.outbox.models import Owed

LEASE = timedelta(seconds=60)
GIVE_UP_AFTER = 12
A_BATCH = 50

Deliver = Callable[[Owed, datetime], None]


class PostponedError(Exception):
    """Nothing was tried: it is asked again after this time, and it counts as no attempt."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(str(after))
        self.after = after


@dataclass(frozen=True, slots=True)
class Handler:
    """`deliver` takes the business's time; `outside` says that it leaves the database."""

    deliver: Deliver
    outside: bool = False
    # Longer than one delivery may take; a killed worker's is tried again after it.
    lease: timedelta = LEASE


def deliver_batch(
    handlers: Mapping[str, Handler],
    *,
    now: datetime,
    machine_now: datetime,
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Deliver up to a batch of what may be sent now; returns how many were tried."""
    lease, began = secrets.token_hex(16), clock()
    claimed = _claim(handlers, lease, machine_now=machine_now)
    for owed in claimed:
        # Each has its own time, whatever the ones before it have taken.
        passed = timedelta(seconds=int(clock() - began))
        _deliver(owed, handlers[owed.kind], lease, now=now, machine_now=machine_now + passed)
    return len(claimed)


def waiting(machine_now: datetime) -> QuerySet[Owed]:
    """Everything that may be tried now."""
    return Owed.objects.filter(
        Q(retry_at=None) | Q(retry_at__lte=machine_now),
        Q(leased_until=None) | Q(leased_until__lt=machine_now),
        done_at=None,
        failed_at=None,
    ).order_by("id")


def withhold(owed: Owed, *, now: datetime) -> None:
    """It may not leave, now or later; whoever delivers it is done with it."""
    Owed.objects.filter(pk=owed.pk, withheld_at=None).update(withheld_at=now)


@transaction.atomic
def _claim(handlers: Mapping[str, Handler], lease: str, *, machine_now: datetime) -> list[Owed]:
    rows = waiting(machine_now).filter(kind__in=list(handlers))
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    claimed = list(rows[:A_BATCH])
    Owed.objects.filter(pk__in=[owed.pk for owed in claimed]).update(
        lease=lease, leased_until=machine_now + LEASE, attempts=F("attempts") + 1
    )
    return claimed


def _deliver(
    owed: Owed, handler: Handler, lease: str, *, now: datetime, machine_now: datetime
) -> None:
    ours = Owed.objects.filter(pk=owed.pk, lease=lease, done_at=None)
    try:
        # Only who still holds the lease may act: a slow worker finds it gone here.
        if handler.outside:
            if ours.update(leased_until=machine_now + handler.lease):
                handler.deliver(owed, now)
                ours.update(done_at=machine_now, leased_until=None, error="")
            return
        with transaction.atomic():
            if ours.update(done_at=machine_now, leased_until=None, error=""):
                handler.deliver(owed, now)
    except PostponedError as postponed:
        _postpone(owed, lease, postponed.after, machine_now=machine_now)
    except OperationalError:
        # The database itself is gone or busy: no fault of this row.
        raise
    except Exception as error:  # noqa: BLE001  whatever a handler fails with, the rest goes on
        _retry_later(owed, lease, error, machine_now=machine_now)


def _postpone(owed: Owed, lease: str, after: timedelta, *, machine_now: datetime) -> None:
    # The row is as it was before it was claimed.
    Owed.objects.filter(pk=owed.pk, lease=lease).update(
        done_at=None, leased_until=None, retry_at=machine_now + after, attempts=owed.attempts
    )


def _retry_later(owed: Owed, lease: str, error: Exception, *, machine_now: datetime) -> None:
    attempts = owed.attempts + 1
    given_up = attempts >= GIVE_UP_AFTER
    Owed.objects.filter(pk=owed.pk, lease=lease).update(
        done_at=None,
        leased_until=None,
        retry_at=machine_now + timedelta(seconds=2**attempts),
        failed_at=machine_now if given_up else None,
        error=f"{type(error).__name__}: {error}"[:500],
    )
