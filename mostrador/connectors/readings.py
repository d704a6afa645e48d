"""How far each stream has been read: claimed, moved on, put back. The only writer of readings."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.db.models import F, Q, QuerySet

from mostrador.connectors.base import Connector, Cursor, Page, Stream
from mostrador.connectors.failures import AnswerError, CallError, StartAgainError, TryLaterError
from mostrador.connectors.models import Connection, Reading
from mostrador.rules import back_off

# Longer than the calls of a page may take; after a kill this long passes before it goes on.
LEASE = timedelta(minutes=2)
LOOK_BACK_EVERY = timedelta(days=1)
MOST_SAID = 500
NO_FAULT = {"fault_code": "", "fault": "", "fault_at": None, "failures": 0}


def begin(connection: Connection, connector: Connector) -> None:
    """A place to read each of its streams from; one that is there already stays as it is."""
    known = set(connection.readings.values_list("stream", flat=True))
    at = connector.access.now
    for stream in connector.streams():
        if stream.name not in known:
            since = {"since": at - stream.begin, "wakes_at": at}
            Reading.objects.get_or_create(connection=connection, stream=stream.name, defaults=since)


def begin_again(reading: Reading, since: datetime, *, machine_now: datetime) -> None:
    """Whoever is reading a page just now finds its lease gone, and writes nothing."""
    Reading.objects.filter(pk=reading.pk).update(
        since=since, newest=None, asked=None, page=None, lease="", leased_until=None,
        wakes_at=machine_now, **NO_FAULT,
    )  # fmt: skip


def wake(connection: Connection, *, machine_now: datetime) -> None:
    """All of its streams are read at once, whatever they were waiting for."""
    Reading.objects.filter(connection=connection, wakes_at__isnull=False).update(
        wakes_at=machine_now, **NO_FAULT
    )


def due(machine_now: datetime) -> QuerySet[Reading]:
    """What may be read now, the longest waiting first: so one that is slow holds up no other."""
    quiet, leased = "connection__quiet_until", "leased_until"
    return Reading.objects.filter(
        Q(**{quiet: None}) | Q(**{f"{quiet}__lte": machine_now}),
        Q(**{leased: None}) | Q(**{f"{leased}__lt": machine_now}),
        wakes_at__lte=machine_now,
        connection__paused=False,
    ).order_by("wakes_at", F("read_at").asc(nulls_first=True), "pk")


def claim(*, machine_now: datetime, connection: Connection | None = None) -> Reading | None:
    """The next to be read, ours for the time of a lease; of one connection, if it is named."""
    rows = due(machine_now)
    if connection is not None:
        rows = rows.filter(connection=connection)
    # Without it the embedded database would be locked several times a second for nothing.
    if not rows.exists():
        return None
    with transaction.atomic():
        if database.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        reading = rows.select_related("connection__store").first()
        if reading is not None:
            reading.lease, reading.leased_until = secrets.token_hex(16), machine_now + LEASE
            reading.save(update_fields=["lease", "leased_until"])
    return reading


def cursor(reading: Reading, stream: Stream, *, machine_now: datetime) -> Cursor:
    """Where to read on. A new round begins some time before the end of the last one."""
    if reading.asked is None:
        looked = reading.looked_back_at
        deep = looked is not None and machine_now - looked >= LOOK_BACK_EVERY
        if deep or looked is None:
            reading.looked_back_at = machine_now
        reading.asked = reading.since - (stream.look_back if deep else stream.overlap)
        reading.began_at, reading.newest, reading.page = machine_now, None, None
    return Cursor(reading.asked, reading.page, reading.mark)


def still_ours(reading: Reading) -> bool:
    """Asked in the transaction that writes: who was too slow must not write after his successor."""
    rows = Reading.objects.select_for_update(of=("self",))
    return rows.filter(pk=reading.pk, lease=reading.lease).exists()


def move_on(
    reading: Reading,
    stream: Stream,
    page: Page,
    counts: Mapping[str, int],
    *,
    machine_now: datetime,
) -> None:
    """In the transaction in which the page was written."""
    seen = [at for at in (reading.newest, page.newest) if at]
    reading.newest, reading.page = max(seen, default=None), page.next
    reading.mark = reading.mark if page.mark is None else page.mark
    over = page.next is None
    if over:
        _end_round(reading)
    reading.counts = {
        word: reading.count(word) + counts.get(word, 0) for word in {*reading.counts, *counts}
    }
    reading.pages += 1
    reading.read_at, reading.lease, reading.leased_until = machine_now, "", None
    reading.wakes_at = machine_now + stream.every if over else machine_now
    for name, value in NO_FAULT.items():
        setattr(reading, name, value)
    reading.save()


def fail(reading: Reading, error: CallError, *, machine_now: datetime) -> None:
    """Nothing was read: again later, and later still if it goes on."""
    asked = error.after if isinstance(error, TryLaterError) else None
    until = machine_now + back_off.wait(reading.failures + 1, asked)
    found = Reading.objects.filter(pk=reading.pk, lease=reading.lease)
    again = isinstance(error, (StartAgainError, AnswerError))
    found.update(
        failures=reading.failures + 1,
        fault_code=error.code,
        fault=error.sentence[:MOST_SAID],
        fault_at=machine_now,
        wakes_at=until,
        lease="",
        leased_until=None,
        # A page that is not given is asked for from the beginning of its round.
        **({"asked": None, "page": None} if again else {}),
    )
    if isinstance(error, TryLaterError):
        be_quiet(reading.connection, until)


def be_quiet(connection: Connection, until: datetime) -> None:
    """It is asked nothing before, by any of its streams."""
    own = Connection.objects.filter(pk=connection.pk)
    own.filter(Q(quiet_until=None) | Q(quiet_until__lt=until)).update(quiet_until=until)


def end(reading: Reading) -> None:
    """The connector no longer has such a stream."""
    Reading.objects.filter(pk=reading.pk, lease=reading.lease).update(wakes_at=None, lease="")


def _end_round(reading: Reading) -> None:
    found = [at for at in (reading.newest, reading.since) if at]
    # A clock that runs ahead, or is put back later, must not carry us past what is still to come.
    reading.since = min(max(found), reading.began_at or max(found))
    reading.asked, reading.newest = None, None
