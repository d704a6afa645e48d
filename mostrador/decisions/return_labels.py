"""A carrier's label for goods on their way back, whoever has it made."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.decisions import instructions, return_notes, returns
from mostrador.decisions.instructions import Acknowledgement
from mostrador.decisions.models import Instruction, Return
from mostrador.decisions.return_rows import AFile, NotNowError, kept, locked
from mostrador.decisions.returns import Offer
from mostrador.rules.returns import Method, State, Step

LONGEST_CODE = 500
# How a file begins says what it is, whatever its name says.
KINDS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True, slots=True)
class Label:
    """To be printed, or shown as a square where the carrier prints it; and the parcel's number."""

    file: AFile | None = None
    code: str = ""
    tracking: str = ""

    def __bool__(self) -> bool:
        return bool(self.file or self.code or self.tracking)


def media_type(body: bytes) -> str:
    """Empty for what is no label."""
    return next((kind for sign, kind in KINDS.items() if body.startswith(sign)), "")


@transaction.atomic
def add(return_id: str, label: Label, *, by: str, now: datetime, payer: str = "seller") -> Return:
    """With it the buyer may send it, and reads so. Raises NotNowError where that is over."""
    if _is_the_way(return_id):
        # Told by the offer; what the carrier needs besides is put down with it.
        returns.offer(return_id, Offer(Method.PREPAID_LABEL, label=label.file), by=by, now=now)
        label, is_told = replace(label, file=None), True
    else:
        is_told = False
    row = locked(return_id, Step.SEND)
    if not label:
        return row
    changes = _changes(row, label, payer)
    digest = row.label.digest if row.label else ""
    return_notes.step(row, "label_added", by=by, now=now, facts={"label": digest}, **changes)
    if not is_told:
        return_notes.tell_buyer(row, "return_ready", now=now)
    return row


def acknowledge(
    instruction_id: str, said: Acknowledgement, label: Label, *, by: str, now: datetime
) -> Instruction:
    """The marketplace's word on an instruction, and the label that came with it: once, too."""
    if not label:
        return instructions.acknowledge(instruction_id, said, by=by, now=now)
    return _acknowledged(instruction_id, said, label, by=by, now=now)


@transaction.atomic
def _acknowledged(
    instruction_id: str, said: Acknowledgement, label: Label, *, by: str, now: datetime
) -> Instruction:
    rows = Instruction.objects.filter(pk=instruction_id)
    # Who comes second waits here, and finds that it is not new.
    lock(rows.values_list("decision__contact", flat=True).get())
    is_new = rows.filter(state=Instruction.State.OPEN).exists()
    instruction = instructions.acknowledge(instruction_id, said, by=by, now=now)
    row = Return.objects.filter(decision=instruction.decision_id).first()
    if row and is_new and instruction.state == Instruction.State.DONE:
        _add_if_it_may_go(row, label, by=by, now=now)
    return instruction


def _is_the_way(return_id: str) -> bool:
    """Nobody has said yet how it comes back."""
    return Return.objects.filter(pk=return_id, state=State.AWAITING_OPTION).exists()


def _add_if_it_may_go(row: Return, label: Label, *, by: str, now: datetime) -> None:
    try:
        add(row.pk, label, by=by, now=now, payer=row.label_payer or "seller")
    except NotNowError:
        # The parcel has left, or does not come: nobody needs a label any more.
        return


def _changes(row: Return, label: Label, payer: str) -> dict[str, Any]:
    found: dict[str, Any] = {"label_payer": payer}
    if label.file:
        row.label = kept(row, label.file)
        found["label"] = row.label
    if label.code:
        found["label_code"] = label.code[:LONGEST_CODE]
    if label.tracking:
        found["tracking"] = label.tracking[:100]
    return found
