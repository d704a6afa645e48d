"""Telling the marketplace what to do: a signed POST (Standard Webhooks), its id the key.

It is sent at least once: a receiver that answers too late gets it again, with the same id, and does
it once.
"""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from standardwebhooks import Webhook

from mostrador import wallclock
from mostrador.channels.webhooks.resting import Resting
from mostrador.decisions import instruction_bodies, instructions
from mostrador.decisions.models import Instruction
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.rules.webhook_address import Endpoint, endpoint
from mostrador.stores.models import Store

# For the whole exchange, within the outbox's lease: one slow receiver holds a worker no longer.
PATIENCE_SECONDS = 10.0
RESTING = Resting()
# Whoever says more is not read to the end.
READ_AT_MOST = 1_000


class NotDeliveredError(Exception):
    """The receiver did not take it; the outbox tries again later."""


def deliver(owed: Owed, now: datetime) -> None:
    """What is answered already, or is fetched by now, is not sent any more."""
    rows = Instruction.objects.select_related("store", "order")
    instruction = rows.get(pk=owed.payload["instruction"])
    receiver = endpoint(instruction.store.webhook_url)
    if instruction.state != Instruction.State.OPEN or receiver is None:
        return
    try:
        status, said = _in_its_turn(receiver, instruction)
    except (OSError, HTTPException, ValueError) as error:
        # ValueError: an encrypted connection that was hung up in the middle of a read.
        _failed(owed, instruction, f"{type(error).__name__}: {error}", now=now)
        raise NotDeliveredError(str(error)) from error
    answer = f"{status} {said}".strip()
    if not 200 <= status < 300:
        _failed(owed, instruction, answer, now=now)
        raise NotDeliveredError(answer)
    instructions.delivered(instruction, answer, now=now)


def _in_its_turn(receiver: Endpoint, instruction: Instruction) -> tuple[int, str]:
    """Raises PostponedError while the receiver rests, or what `post` raises."""
    name, began = f"{receiver.host}:{receiver.port}", wallclock.machine_now()
    left = RESTING.left(name, now=began)
    if left > timedelta(0):
        raise sending.PostponedError(left)
    try:
        return _post(receiver, instruction, instruction.store)
    finally:
        RESTING.called(name, began=began, ended=wallclock.machine_now())


def message(instruction: Instruction) -> bytes:
    said = {
        "type": f"instruction.{instruction.kind}",
        "timestamp": instruction.made_at.astimezone(UTC).isoformat(),
        "data": instruction_bodies.said(instruction),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def signed(body: bytes, *, key: str, secret: str, at: datetime) -> dict[str, str]:
    """The headers by which a receiver knows us; `at` is the machine's, as its own clock is."""
    # The library takes the wall clock of the moment for UTC's.
    stamped = at.astimezone(UTC)
    return {
        "webhook-id": key,
        "webhook-timestamp": str(int(stamped.timestamp())),
        "webhook-signature": Webhook(secret).sign(key, stamped, body.decode()),
        "Content-Type": "application/json; charset=utf-8",
    }


def _post(receiver: Endpoint, instruction: Instruction, store: Store) -> tuple[int, str]:
    body = message(instruction)
    at = wallclock.machine_now()
    return post(
        receiver, body, signed(body, key=instruction.pk, secret=store.webhook_secret, at=at)
    )


def post(receiver: Endpoint, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """The status of the answer and the beginning of its words; whoever is too slow is hung up on.

    Raises OSError, HTTPException or ValueError where there is no whole answer.
    """
    kind: Callable[..., HTTPConnection] = HTTPSConnection if receiver.secure else HTTPConnection
    connection = kind(receiver.host, receiver.port, timeout=PATIENCE_SECONDS)
    # A socket's own time-out begins anew with every byte that trickles in.
    hung_up = threading.Event()
    cut_off = threading.Timer(PATIENCE_SECONDS, _hang_up, [connection, hung_up])
    try:
        connection.connect()
        cut_off.start()
        # A redirection is an answer like any other, and no success.
        connection.request("POST", receiver.path, body=body, headers=dict(headers))
        response = connection.getresponse()
        said = response.read(READ_AT_MOST).decode(errors="replace")
        if hung_up.is_set():
            # What came of it is no whole answer, whatever it begins with.
            raise TimeoutError("timed out")
        return response.status, said
    finally:
        cut_off.cancel()
        connection.close()


def _hang_up(connection: HTTPConnection, hung_up: threading.Event) -> None:
    # Said before it is done: whoever reads the rest of an answer must know that it was cut.
    hung_up.set()
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _failed(owed: Owed, instruction: Instruction, answer: str, *, now: datetime) -> None:
    # The row is as it was before this try was counted.
    last = owed.attempts + 1 >= sending.GIVE_UP_AFTER
    instructions.not_delivered(instruction, answer, dead=last, now=now)
