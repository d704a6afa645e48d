"""An instruction carried out through a connection instead of being told to a webhook.

Money moves once. Before the call it is written down that it began; what began and was not
acknowledged may have been done, so the marketplace is asked (`find`) before it is done again. A
call whose end nobody knows is left alone for a while first: it may still be under way over there.
"""

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, transaction
from django.db.models import Q

from mostrador.connectors import opening, registry, writing
from mostrador.connectors.base import Done, Later, Outcome, Refused
from mostrador.connectors.failures import CallError, TryLaterError
from mostrador.connectors.models import Carriage, Connection
from mostrador.decisions import instruction_bodies, instructions
from mostrador.decisions.instructions import Acknowledgement
from mostrador.decisions.models import Instruction
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import PostponedError
from mostrador.rules import back_off
from mostrador.rules.storable import printable

log = logging.getLogger("mostrador.connectors")
OWED = "instruction>connector"
# Longer than the calls for one instruction may take.
LEASE = timedelta(minutes=5)
# After a call whose end nobody knows.
SETTLING = timedelta(minutes=2)
WHILE_PAUSED = timedelta(minutes=1)
NOBODY = "No connection carries this out now. Do it by hand, or send it again."


class NotCarriedError(Exception):
    """It did not work; the outbox tries again, a few times."""


def takes(instruction: Instruction) -> bool:
    """Does a connection of its store carry out what it asks for?"""
    connection = _carrier(instruction)
    return connection is not None and _can(connection, instruction)


def deliver(owed: Owed, *, now: datetime, machine_now: datetime) -> None:
    """What is answered already, or withheld, is not done any more."""
    rows = Instruction.objects.select_related("store", "order")
    instruction = rows.get(pk=owed.payload["instruction"])
    if instruction.state != Instruction.State.OPEN:
        return
    connection = _carrier(instruction)
    if connection is None or not _can(connection, instruction):
        instructions.not_delivered(instruction, NOBODY, dead=True, now=now)
        return
    _wait_for(connection, machine_now=machine_now)
    carriage, began = _claimed(instruction, connection, machine_now=machine_now)
    last = owed.attempts + 1 >= sending.GIVE_UP_AFTER
    try:
        outcome = _done(connection, instruction, began=began, machine_now=machine_now)
    except Error:
        raise
    except Exception as error:  # noqa: BLE001  whatever a connector fails with, it is asked again
        _failed(carriage, instruction, error, last=last, now=now, machine_now=machine_now)
    else:
        _ended(carriage, instruction, outcome, now=now, machine_now=machine_now)


def _carrier(instruction: Instruction) -> Connection | None:
    return Connection.objects.filter(store=instruction.store_id, carries=True).first()


def _can(connection: Connection, instruction: Instruction) -> bool:
    try:
        return instruction.kind in registry.find(connection.kind).carries
    except registry.UnknownKindError:
        return False


def _wait_for(connection: Connection, *, machine_now: datetime) -> None:
    if connection.paused:
        raise PostponedError(WHILE_PAUSED)
    if connection.quiet_until and connection.quiet_until > machine_now:
        raise PostponedError(connection.quiet_until - machine_now)


@transaction.atomic
def _claimed(
    instruction: Instruction, connection: Connection, *, machine_now: datetime
) -> tuple[Carriage, bool]:
    """Ours for the time of a lease; and whether somebody has begun before."""
    Carriage.objects.get_or_create(instruction=instruction, defaults={"connection": connection})
    carriage = Carriage.objects.select_for_update(of=("self",)).get(pk=instruction.pk)
    if carriage.leased_until and carriage.leased_until > machine_now:
        raise PostponedError(carriage.leased_until - machine_now)
    began = carriage.began_at is not None
    carriage.connection, carriage.began_at = connection, carriage.began_at or machine_now
    carriage.lease, carriage.leased_until = secrets.token_hex(16), machine_now + LEASE
    carriage.save()
    return carriage, began


def _done(
    connection: Connection, instruction: Instruction, *, began: bool, machine_now: datetime
) -> Outcome:
    connector = opening.opened(connection, machine_now=machine_now)
    said = _said(instruction)
    found = connector.find(said, instruction.pk) if began else None
    return found or connector.carry_out(said, instruction.pk)


def _said(instruction: Instruction) -> dict[str, Any]:
    """As the API says it, with what the marketplace calls the order now and what is taken."""
    others = Instruction.objects.filter(order=instruction.order_id).exclude(pk=instruction.pk)
    references = [row.acknowledgement.get("reference") for row in others]
    return {
        **instruction_bodies.said(instruction),
        "order_id": writing.current(instruction.order_id),
        "taken": [one for one in references if one],
    }


def _ended(
    carriage: Carriage,
    instruction: Instruction,
    outcome: Outcome,
    *,
    now: datetime,
    machine_now: datetime,
) -> None:
    by = f"program:{carriage.connection_id}"
    if isinstance(outcome, Later):
        # Nothing was done, so there is nothing to look for next time.
        _let_go(carriage, began_at=None)
        instructions.not_delivered(instruction, printable(outcome.why), dead=False, now=now)
        raise PostponedError(outcome.after)
    with transaction.atomic():
        _let_go(carriage, ended_at=machine_now)
        worked(carriage.connection_id)
        instructions.delivered(instruction, _words(outcome), now=now)
        try:
            instructions.acknowledge(instruction.pk, _acknowledgement(outcome), by=by, now=now)
        except instructions.ConflictError:
            # A person has said otherwise meanwhile; that stands, and the log says what we found.
            log.warning("%s was acknowledged otherwise meanwhile: %s", instruction, outcome)


def _acknowledgement(outcome: Done | Refused) -> Acknowledgement:
    if isinstance(outcome, Refused):
        return Acknowledgement("refused", reason=printable(str(outcome.reason)))
    return Acknowledgement("done", reference=printable(outcome.reference), money=outcome.money)


def _words(outcome: Done | Refused) -> str:
    return printable(str(outcome.reason if isinstance(outcome, Refused) else outcome.reference))


def _failed(
    carriage: Carriage,
    instruction: Instruction,
    error: Exception,
    *,
    last: bool,
    now: datetime,
    machine_now: datetime,
) -> None:
    """Nobody knows whether it was done. An answer that is none counts; having to wait does not."""
    _let_go(carriage)
    code, said = _told(error)
    failures = stumbled(carriage.connection_id, code, said, machine_now=machine_now)
    waits = isinstance(error, TryLaterError)
    instructions.not_delivered(instruction, said, dead=last and not waits, now=now)
    if isinstance(error, TryLaterError):
        raise PostponedError(max(back_off.wait(failures, error.after), SETTLING)) from error
    raise NotCarriedError(said) from error


def _told(error: Exception) -> tuple[str, str]:
    if isinstance(error, CallError):
        return error.code, error.sentence
    log.error("the connector stumbled over an instruction", exc_info=error)
    return "FAULT", f"The connector stumbled ({type(error).__name__}); the log says where."


def _let_go(carriage: Carriage, **changes: datetime | None) -> None:
    ours = Carriage.objects.filter(pk=carriage.pk, lease=carriage.lease)
    ours.update(lease="", leased_until=None, **changes)


def stumbled(name: str, code: str, said: str, *, machine_now: datetime) -> int:
    """Carrying out or replying went wrong; how often in a row by now."""
    row = Connection.objects.get(pk=name)
    own = Connection.objects.filter(pk=name)
    own.update(
        fault_code=code, fault=said[:500], fault_at=machine_now, failures=row.failures + 1
    )  # fmt: skip
    return row.failures + 1


def worked(name: str) -> None:
    """What was wrong is over."""
    own = Connection.objects.filter(~Q(failures=0), pk=name)
    own.update(fault_code="", fault="", fault_at=None, failures=0)
