"""What programs read of decisions."""

import json
from collections.abc import Sequence

from ninja import Schema

from mostrador.api.shapes import At, Facts, iso, maybe_iso
from mostrador.decisions import instruction_bodies, judgement
from mostrador.decisions.models import Appeal, Decision
from mostrador.sealed.models import Text

# Where what is ordered points to an address that is sealed, as everything of a person is.
SEALED_ADDRESS = "ship_to_text"


class Amount(Schema):
    """`payer` bears it; what the buyer pays lowers his refund. `line` is empty for none."""

    component: str
    amount: str
    currency: str
    payer: str
    line: str


class Clause(Schema):
    """What it rests on: `cites` says where that is written."""

    code: str
    ground: str
    cites: str
    values: Facts


class DecisionShape(Schema):
    """`others`: where one return goes to one seller, the decisions about the other sellers'."""

    id: str | None
    contact: str
    question: str | None
    seller: str | None
    remedy: str
    ground: str
    state: str
    lines: list[str]
    amounts: list[Amount]
    clauses: list[Clause]
    facts: Facts
    instructions: list[Facts]
    decided_by: str
    decided_at: At
    executes_at: At | None
    executed_at: At | None
    appeal_until: At | None
    others: list[str]


class AppealShape(Schema):
    """`metric_reversed`: whoever pays, the decision does not count against the seller."""

    id: str
    decision: str
    seller: str
    reason: str
    state: str
    filed_by: str
    filed_at: At
    asked_until: At | None
    decided_at: At | None
    metric_reversed: bool


class AppealWhole(AppealShape):
    text: str
    outcome_text: str | None
    statements: list[Facts]


class DecisionWhole(DecisionShape):
    reason: str
    appeal: AppealWhole | None


def made(rows: Sequence[Decision]) -> Facts:
    """The first, with the instructions of all that were made at once."""
    first, *others = rows
    instructions = [each for row in rows for each in _instructions(row)]
    return {
        **decision(first), "instructions": instructions, "others": [row.pk for row in others],
    }  # fmt: skip


def decision(row: Decision) -> Facts:
    """Without the words and addresses, as an answer that is kept must be."""
    return {
        "id": row.pk or None,
        "contact": row.contact_id,
        "question": row.question_id,
        "seller": row.seller_id,
        "remedy": str(row.remedy),
        "ground": str(row.ground),
        "state": str(row.state),
        "lines": row.lines,
        "amounts": row.amounts,
        "clauses": row.clauses,
        "facts": _facts(row),
        "instructions": _instructions(row),
        "decided_by": row.decided_by,
        "decided_at": iso(row.decided_at),
        "executes_at": maybe_iso(row.executes_at),
        "executed_at": maybe_iso(row.executed_at),
        "appeal_until": maybe_iso(row.appeal_until),
        "others": [],
    }


def decision_whole(row: Decision) -> Facts:
    """Of a row with its reason; with the address it orders, while nobody has erased it."""
    whole = {**decision(row), "reason": row.reason.body, "appeal": _appeal_of(row)}
    sealed = Text.objects.filter(pk=row.orders.get(SEALED_ADDRESS)).first()
    if sealed and sealed.body:
        whole["facts"] = {**whole["facts"], "ship_to": json.loads(sealed.body)}
    return whole


def appeal(row: Appeal) -> Facts:
    """Without the words."""
    return {
        "id": row.pk,
        "decision": row.decision_id,
        "seller": row.seller_id,
        "reason": str(row.reason),
        "state": str(row.state),
        "filed_by": row.filed_by,
        "filed_at": iso(row.filed_at),
        "asked_until": maybe_iso(row.asked_until),
        "decided_at": maybe_iso(row.decided_at),
        "metric_reversed": row.metric_reversed,
    }


def _appeal_of(row: Decision) -> Facts | None:
    found = Appeal.objects.filter(decision=row).select_related("text", "outcome_text").first()
    if found is None:
        return None
    said = found.statements.select_related("text").order_by("pk")
    return {
        **appeal(found),
        "text": found.text.body,
        "outcome_text": found.outcome_text.body if found.outcome_text else None,
        "statements": [
            {"kind": str(one.kind), "by": one.by, "at": iso(one.at), "text": one.text.body}
            for one in said
        ],
    }


def _facts(row: Decision) -> Facts:
    kept = judgement.described(row)
    return {name: each for name, each in kept.items() if name != SEALED_ADDRESS}


def _instructions(row: Decision) -> list[Facts]:
    """What it is in short; its whole words are read where instructions are."""
    if not row.pk:
        return []
    found = row.instructions.order_by("made_at", "pk")
    said = ("id", "kind", "state", "made_at", "lines", "amounts", "changes")
    return [{key: each[key] for key in said} for each in map(instruction_bodies.said, found)]
