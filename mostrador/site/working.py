"""The worker: acts on what is due, sends what is owed, rests when there is nothing.

Whatever waits for a marketplace's answer is done beside it, in threads of their own.
"""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import Error, close_old_connections, connection

from mostrador import wallclock
from mostrador.api import keys
from mostrador.imports import lifecycle as imports
from mostrador.live import events
from mostrador.orders import proofs
from mostrador.outbox import sending
from mostrador.site import due, marketplaces
from mostrador.site.delivering import AT_ONCE

log = logging.getLogger("mostrador.worker")
IDLE = timedelta(milliseconds=300)
# One writer at a time on SQLite: a mail coming in must find a gap between two batches.
BETWEEN_BATCHES = timedelta(milliseconds=50)
TIDY_EVERY = timedelta(hours=1)
AFTER_A_FAULT = timedelta(seconds=2)


def work() -> int:
    """Until SIGTERM or SIGINT; a batch that was begun is finished."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    beside = marketplaces.begin(stop, _loop)
    tidied_at = wallclock.machine_now() - TIDY_EVERY
    while not stop.is_set():
        if wallclock.machine_now() - tidied_at >= TIDY_EVERY and _tidied():
            tidied_at = wallclock.machine_now()
        _work_and_rest(stop, _batch)
    marketplaces.end(beside)
    return 0


def drain() -> int:
    """Everything that can be done now."""
    while _batch() + marketplaces.read() + marketplaces.tell():
        pass
    return 0


def _loop(stop: threading.Event, work: Callable[[], int]) -> None:
    while not stop.is_set():
        _work_and_rest(stop, work)


def _work_and_rest(stop: threading.Event, work: Callable[[], int]) -> None:
    stop.wait(_pause_after(_turn(work)).total_seconds())


def _turn(work: Callable[[], int]) -> int | None:
    """How much was done; None when the database or the disk could not be used."""
    try:
        return work()
    except (Error, OSError) as error:
        log.warning("nothing can be done now, trying again: %s", error)
        close_old_connections()
        return None


def _tidied() -> bool:
    """What is kept for a time alone goes when its time is over."""
    try:
        keys.forget(machine_now=wallclock.machine_now())
        proofs.forget(machine_now=wallclock.machine_now())
        events.forget(before=wallclock.now())
        imports.forget(machine_now=wallclock.machine_now())
    except (Error, OSError) as error:
        log.warning("nothing could be tidied up, trying again: %s", error)
        return False
    return True


def _batch() -> int:
    done = due.sweep(now=wallclock.now())
    return done + sending.deliver_batch(
        AT_ONCE, now=wallclock.now(), machine_now=wallclock.machine_now()
    )


def _pause_after(done: int | None) -> timedelta:
    if done is None:
        return AFTER_A_FAULT
    if not done:
        return IDLE
    return BETWEEN_BATCHES if connection.vendor != "postgresql" else timedelta(0)
