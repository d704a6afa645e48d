"""Reading what is due, a page at a time.

A page is claimed, then asked for outside any transaction, then written in one: records, messages,
rejected bodies, counts and the new place to read on from. A crash before that leaves the old place,
and the page is read again; what is written twice changes nothing.
"""

import logging
from collections import Counter
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from mostrador.connectors import hearing, opening, readings, writing
from mostrador.connectors.base import Connector, Page, Stream
from mostrador.connectors.failures import CallError, UnreadableError
from mostrador.connectors.models import Connection, Reading

log = logging.getLogger("mostrador.connectors")


class FaultError(CallError):
    """The connector itself stumbled: its author has to look."""

    code = "FAULT"


def turn(
    *, now: datetime, machine_now: datetime, connection: Connection | None = None
) -> Reading | None:
    """Read one page of whatever waits the longest; None when nothing is due."""
    reading = readings.claim(machine_now=machine_now, connection=connection)
    if reading is None:
        return None
    try:
        connector, stream, page = _read(reading, machine_now=machine_now)
        _keep(reading, connector, stream, page, now=now, machine_now=machine_now)
    except CallError as error:
        readings.fail(reading, error, machine_now=machine_now)
    except (InterfaceError, OperationalError):
        # The database itself: the lease runs out, and the page is read again.
        raise
    except Exception as error:
        log.exception("%s stumbled over %s", reading.connection_id, reading.stream)
        said = f"The connector stumbled ({type(error).__name__}); the log says where."
        readings.fail(reading, FaultError(said), machine_now=machine_now)
    return reading


def _read(reading: Reading, *, machine_now: datetime) -> tuple[Connector, Stream, Page]:
    connector = opening.opened(reading.connection, machine_now=machine_now)
    stream = opening.stream_of(connector.streams(), reading.stream)
    cursor = readings.cursor(reading, stream, machine_now=machine_now)
    page = stream.read(cursor)
    if page.next is not None and page.next == cursor.page:
        raise UnreadableError("The marketplace names the same page again and again.")
    return connector, stream, page


@transaction.atomic
def _keep(
    reading: Reading,
    connector: Connector,
    stream: Stream,
    page: Page,
    *,
    now: datetime,
    machine_now: datetime,
) -> None:
    if not readings.still_ours(reading):
        return
    counts: Counter[str] = writing.write(reading, page, now=now)
    if page.messages:
        counts += hearing.take(reading, page.messages, now=now)
    readings.move_on(reading, stream, page, counts, machine_now=machine_now)
    if page.next is None:
        # A newer release of the connector may read more than the one that was connected.
        readings.begin(reading.connection, connector)
