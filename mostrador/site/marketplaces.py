"""The worker's two threads that talk to marketplaces, so that nothing else ever waits for one.

One reads what is due, a page at a time, the stream that has waited the longest first; the other
carries out instructions and says replies. A call ends within its own limit (connectors/calling.py),
so the slowest marketplace holds up the next one for that long, and mail and webhooks not at all.
"""

import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from mostrador import wallclock
from mostrador.connectors import running
from mostrador.outbox import sending
from mostrador.site.delivering import TO_MARKETPLACES

Work = Callable[[], int]
# What is under way when the worker ends: longer than this it is cut off, as by a kill.
ENDING = timedelta(seconds=10)


def read() -> int:
    """One page of one stream."""
    found = running.turn(now=wallclock.now(), machine_now=wallclock.machine_now())
    return int(found is not None)


def tell() -> int:
    """What is to be done or said in marketplaces."""
    return sending.deliver_batch(
        TO_MARKETPLACES, now=wallclock.now(), machine_now=wallclock.machine_now()
    )


def begin(
    stop: threading.Event, loop: Callable[[threading.Event, Work], None]
) -> list[threading.Thread]:
    """`loop` works and rests until `stop`."""
    started = []
    for work in (read, tell):
        thread = threading.Thread(target=_alone, args=(loop, stop, work), name=work.__name__)
        # Whoever still waits for an answer then is dropped, as in a kill: nothing is lost by it.
        thread.daemon = True
        thread.start()
        started.append(thread)
    return started


def end(started: list[threading.Thread]) -> None:
    for thread in started:
        thread.join(ENDING.total_seconds() / len(started))


def _alone(
    loop: Callable[[threading.Event, Work], None], stop: threading.Event, work: Work
) -> None:
    try:
        loop(stop, work)
    except BaseException:
        # A worker that has stopped talking to marketplaces must not look as if it were well.
        stop.set()
        raise
    finally:
        # A thread's connection to the database is its own.
        connection.close()
