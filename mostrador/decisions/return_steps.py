"""The goods on their way back: sent, received, inspected, and the money with them.

Each step is taken with its contact locked, so that a button, a machine and a record of the
marketplace never take it twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.decisions import return_facts, return_notes, return_refunds
from mostrador.decisions.models import Decision, Return, ReturnPhoto
from mostrador.decisions.return_rows import AFile, NotNowError, kept, locked, whose
from mostrador.rules import returns as rules
from mostrador.rules.returns import Refused, Report, State, Step
from mostrador.sealed import keeping


class ReportRefusedError(Exception):
    """What is missing of a report of a loss (E65)."""

    def __init__(self, reasons: Sequence[Refused]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Inspection:
    """How the goods came back; without a loss of value there is nothing to show."""

    loss_percent: int = 0
    words: str = ""
    photos: Sequence[AFile] = ()


@transaction.atomic
def send(
    return_id: str, tracking: str, *, by: str, now: datetime, at: datetime | None = None
) -> Return:
    """It is on its way, as the buyer says or the carrier has scanned."""
    row = locked(return_id, Step.SEND)
    row.sent_at, row.tracking = at or now, tracking.strip()[:100] or row.tracking
    changes: dict[str, Any] = {
        "state": State.SENT,
        "sent_at": row.sent_at,
        "tracking": row.tracking,
    }
    money = return_refunds.days(row, State.SENT)
    return_notes.step(row, "sent", by=by, now=row.sent_at, **changes, **money)
    if row.decision.remedy == Decision.Remedy.REFUND_ON_PROOF:
        return_refunds.refund(row, by=by, now=now)
    return row


@transaction.atomic
def arrived(return_id: str, *, by: str, now: datetime, at: datetime | None = None) -> Return:
    """The seller has it; from now he has two working days to say what is wrong with it (E65)."""
    row = locked(return_id, Step.ARRIVE)
    row.received_at = at or now
    changes: dict[str, Any] = {"state": State.RECEIVED, "received_at": row.received_at}
    money = return_refunds.days(row, State.RECEIVED)
    return_notes.step(row, "received", by=by, now=row.received_at, **changes, **money)
    if row.refunded_at:
        return_refunds.close(row, by=by, now=now)
    elif not by.startswith("seller:"):
        return_notes.tell_seller(row, "return_received", now=now)
    return row


@transaction.atomic
def inspected(return_id: str, found: Inspection, *, by: str, now: datetime) -> Return:
    """The goods were looked at: the money leaves, less the loss that is shown (E65).

    Raises ReportRefusedError where a loss is not shown, or too late.
    """
    row = locked(return_id, Step.INSPECT)
    reasons = rules.refusals(_report(row, found, now=now))
    if reasons:
        raise ReportRefusedError(reasons)
    if found.loss_percent:
        row.loss_words = keeping.text(found.words, of=whose(row))
        photos = [ReturnPhoto(of=row, file=kept(row, photo)) for photo in found.photos]
        ReturnPhoto.objects.bulk_create(photos)
    row.inspected_at, row.loss_percent = now, found.loss_percent
    changes: dict[str, Any] = {
        "state": State.INSPECTED,
        "inspected_at": now,
        "loss_percent": found.loss_percent,
        "loss_words": row.loss_words,
        "wakes_at": None,
    }
    facts = {"loss_percent": found.loss_percent}
    return_notes.step(row, "inspected", by=by, now=now, facts=facts, **changes)
    return_refunds.refund(row, by=by, now=now)
    return row


@transaction.atomic
def settle(return_id: str, *, by: str, now: datetime) -> Return:
    """An agent lets the money leave without waiting any longer."""
    row = locked(return_id, Step.CLOSE)
    if row.refunded_at:
        raise NotNowError(row.state)
    return_refunds.refund(row, by=by, now=now)
    return row


def _report(row: Return, found: Inspection, *, now: datetime) -> Report:
    return Report(
        percent=found.loss_percent,
        photos=len(found.photos),
        words=found.words,
        at=now,
        until=return_facts.inspected_by(row, return_facts.store_of(row.decision)),
    )
