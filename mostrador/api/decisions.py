"""What was decided for a buyer."""

import json
from typing import Any, Literal

from django.db import transaction
from ninja import Router
from ninja.responses import Status

from mostrador.api import answers, case_shapes, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Id
from mostrador.api.case_shapes import DecisionShape, DecisionWhole
from mostrador.api.finding import Search, find
from mostrador.api.shapes import Facts, iso
from mostrador.contacts.models import Contact
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement
from mostrador.decisions.models import Decision
from mostrador.sealed import keeping
from mostrador.sealed.models import Text

router = Router(tags=["Decisions"])

# Where a decision's facts point to an address that is sealed, as everything of a person is.
SEALED_ADDRESS = "ship_to_text"


class Change(Body):
    line: Id
    sku: str


class DecisionAsked(Body):
    """`reason` is one sentence that buyer and seller may both read."""

    remedy: Literal[tuple(Decision.Remedy.values)]  # type: ignore[valid-type]  # read from the model
    ground: Literal[tuple(Decision.Ground.values)]  # type: ignore[valid-type]  # read from the model
    reason: str
    lines: list[Id] | None = None
    changes: list[Change] | None = None
    payment_method: str | None = None
    ship_to: dict[str, Any] | None = None


@router.post(
    "/contacts/{key}/decisions", auth=Bearer("decisions"),
    response=answers.done(201, shape=DecisionShape),
)  # fmt: skip
@keys.once
@transaction.atomic
def decide(request: Call, key: str, body: DecisionAsked) -> Status[Facts]:
    """Buyer and seller are told. Best judgement needs a question that lapsed."""
    contact = find(Contact.objects.select_related("order"), key, "contact")
    _check_lines(contact, body)
    decision = judgement.decide(
        contact.pk,
        Judgement(
            remedy=body.remedy,
            ground=body.ground,
            reason=body.reason,
            lines=body.lines or (),
            facts=_facts(contact, body),
        ),
        by=str(request.auth),
        now=request.now,
    )
    return Status(201, case_shapes.decision(decision))


@router.get("/decisions/{key}", auth=Bearer("decisions"), response=answers.given(DecisionWhole))
def give_decision(request: Call, key: str) -> Facts:  # noqa: ARG001  every operation takes it
    row = find(Decision.objects.select_related("reason"), key, "decision")
    whole = case_shapes.decision_whole(row)
    sealed = Text.objects.filter(pk=row.facts.get(SEALED_ADDRESS)).first()
    if sealed and sealed.body:
        whole["facts"] = {**row.facts, "ship_to": json.loads(sealed.body)}
    return whole


def _check_lines(contact: Contact, body: DecisionAsked) -> None:
    lines = contact.order.lines.all() if contact.order else ()
    known = [line.ref for line in lines]
    search = Search()
    search.lines(known, body.lines or ())
    for at, change in enumerate(body.changes or ()):
        if change.line not in known:
            search.miss("line of this order", f"/changes/{at}/line")
    search.settle()


def _facts(contact: Contact, body: DecisionAsked) -> Facts:
    """What the decision rests on and what it orders; whoever reads it later asks nobody."""
    facts: Facts = {"topic": contact.topic}
    if contact.order:
        facts |= {"order": contact.order_id, "placed_at": iso(contact.order.placed_at)}
    if body.changes:
        facts["changes"] = [change.model_dump() for change in body.changes]
    if body.payment_method:
        facts["payment_method"] = body.payment_method
    if body.ship_to:
        of = f"buyer:{contact.buyer_id or contact.pk}"
        facts[SEALED_ADDRESS] = keeping.text(json.dumps(body.ship_to), of=of).pk
    return facts
