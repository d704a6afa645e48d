"""Our replies on their way into a thread of the marketplace's own: there once, whatever happens.

Most marketplaces take no key with a message, so each one is written down before the call. Whoever
finds it so was interrupted, and reads the thread before saying it again. What remains: a call that
was given up and still arrives after the thread was read.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mostrador.connectors import carrying, opening, readings
from mostrador.connectors.base import File, Reply, Said
from mostrador.connectors.calling import AnswerError, CallError, TryLaterError
from mostrador.connectors.models import Connection
from mostrador.connectors.thread_models import Posting, Thread, ThreadMessage
from mostrador.contacts import bounces, deliveries
from mostrador.contacts.models import Delivery
from mostrador.outbox.sending import PostponedError
from mostrador.sealed import keeping

# A call that was given up may still be on its way.
REST = timedelta(seconds=45)
LATER = timedelta(minutes=5)
PAUSED = timedelta(minutes=10)
# These say that it was not taken, and will not be.
REFUSALS = {400, 404, 409, 410, 413, 422}


def post(
    delivery: Delivery, thread: Thread, text: str, raw: bytes, files: Sequence[File], *,
    now: datetime, machine_now: datetime,
) -> None:  # fmt: skip
    """Say it in the thread; `raw` is the copy that is kept. Raises PostponedError."""
    connection = thread.connection
    _wait_for(connection, machine_now)
    row, begun_before = _begin(delivery, thread, text, now=now)
    reply = _reply(row, thread, text, files)
    try:
        connector = opening.opened(connection, machine_now=machine_now)
        there = connector.find_said(reply) if begun_before else None
        ref = there or connector.say(reply)
    except CallError as error:
        if isinstance(error, AnswerError) and error.status in REFUSALS:
            bounces.refused(delivery, str(error.status), now=now)
            return
        carrying.stumbled(connection.pk, error.code, error.sentence, machine_now=machine_now)
        raise PostponedError(_rest(connection, error, machine_now)) from error
    carrying.worked(connection.pk)
    _end(row, ref or f"sent {delivery.pk}", raw, now=now)


def refuse(delivery: Delivery, why: str, *, now: datetime) -> None:
    """There is no thread that it could go into, or no way that it could go."""
    bounces.refused(delivery, why, now=now)


@transaction.atomic
def is_echo(thread: Thread, said: Said, *, now: datetime) -> bool:
    """Our own words, read back: by the key, or as those of a reply that was interrupted."""
    row = _of(thread, said)
    if row is None:
        return False
    _end(row, said.id, said.text.encode(), now=now)
    return True


def _of(thread: Thread, said: Said) -> Posting | None:
    rows: QuerySet[Posting] = thread.postings.select_related("delivery", "text", "thread")
    if said.key:
        return rows.filter(delivery__mail_id=said.key).first()
    waiting = rows.filter(ended_at=None).order_by("pk")
    return next((row for row in waiting if plain(row.text.body) == plain(said.text)), None)


def plain(text: str) -> str:
    """As two who write it down differently agree on it."""
    return " ".join(text.split())


def _wait_for(connection: Connection, machine_now: datetime) -> None:
    if connection.paused:
        raise PostponedError(PAUSED)
    quiet = connection.quiet_until
    if quiet and quiet > machine_now:
        raise PostponedError(quiet - machine_now)


@transaction.atomic
def _begin(delivery: Delivery, thread: Thread, text: str, *, now: datetime) -> tuple[Posting, bool]:
    of = f"buyer:{delivery.contact.buyer_id or delivery.contact_id}"
    row = Posting.objects.filter(delivery=delivery).select_related("text").first()
    if row:
        return row, True
    kept = keeping.text(text, of=of)
    made = Posting.objects.create(delivery=delivery, thread=thread, text=kept, begun_at=now)
    return made, False


def _reply(row: Posting, thread: Thread, text: str, files: Sequence[File]) -> Reply:
    # As it was said the first time, though it would be written otherwise now.
    text = row.text.body or text
    last = thread.told.filter(by="buyer").order_by("-at").values_list("ref", flat=True)
    return Reply(
        thread=thread.ref,
        text=text,
        key=row.delivery.mail_id,
        after=last.first() or "",
        order=thread.order_ref or None,
        files=files,
        known=frozenset(thread.told.values_list("ref", flat=True)),
    )


def _rest(connection: Connection, error: CallError, machine_now: datetime) -> timedelta:
    """A key that does not hold, or a setting, waits for a person; then it goes on by itself."""
    if not isinstance(error, TryLaterError):
        return LATER if isinstance(error, AnswerError) else PAUSED
    if error.after:
        readings.be_quiet(connection, machine_now + error.after)
    return max(error.after or REST, REST)


@transaction.atomic
def _end(row: Posting, ref: str, raw: bytes, *, now: datetime) -> None:
    Posting.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now)
    ThreadMessage.objects.get_or_create(
        thread=row.thread,
        ref=ref,
        defaults={"by": "service", "at": now, "delivery": row.delivery,
                  "message": row.delivery.message},
    )  # fmt: skip
    deliveries.sent(row.delivery, raw, now=now)
