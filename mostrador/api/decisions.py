"""What was decided for a buyer."""

import json
from typing import Any, Literal

from django.db import transaction
from ninja import Router
from ninja.responses import Status

from mostrador.api import answers, decision_shapes, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Day, Id
from mostrador.api.decision_shapes import DecisionShape, DecisionWhole
from mostrador.api.finding import Search, find
from mostrador.api.problems import refused
from mostrador.api.shapes import Facts, iso
from mostrador.contacts.models import Contact
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement
from mostrador.decisions.models import Decision
from mostrador.rules.entitlement_facts import Cause
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition
from mostrador.sealed import keeping

router = Router(tags=["Decisions"])
# In a preview nothing is kept, an address least of all.
NOT_KEPT = 0


class Change(Body):
    line: Id
    sku: str


class DecisionAsked(Body):
    """`reason` is one sentence that buyer and seller may both read.

    `lines` left out are all that the service answers for, `units` all of each line, `cause` what
    the contact's topic says. A `preview` writes nothing.
    """

    remedy: Literal[tuple(Decision.Remedy.values)]  # type: ignore[valid-type]  # read from the model
    ground: Literal[tuple(Decision.Ground.values)]  # type: ignore[valid-type]  # read from the model
    reason: str
    lines: list[Id] | None = None
    units: dict[str, int] | None = None
    cause: Literal[tuple(map(str, Cause))] | None = None  # type: ignore[valid-type]  # read from the rule
    condition: Literal[tuple(map(str, Condition))] | None = None  # type: ignore[valid-type]  # read from the rule
    defect_shown_on: Day = None
    amount: str | None = None
    currency: str | None = None
    changes: list[Change] | None = None
    payment_method: str | None = None
    ship_to: dict[str, Any] | None = None
    version: int | None = None
    preview: bool = False


@router.post(
    "/contacts/{key}/decisions", auth=Bearer("decisions"),
    response=answers.done(200, 201, shape=DecisionShape),
)  # fmt: skip
@keys.once
@transaction.atomic
def decide(request: Call, key: str, body: DecisionAsked) -> Status[Facts]:
    """Buyer and seller are told. Best judgement needs a question that lapsed.

    A ground that no rule gives is refused with the clause that says why, and so is an amount
    above what was paid, a unit that is given back already, and what a claim elsewhere holds.
    """
    contact = find(Contact.objects.select_related("order", "store"), key, "contact")
    _check_lines(contact, body)
    wanted = _judgement(contact, body)
    by, now = str(request.auth), request.now
    if body.preview:
        shown = judgement.preview(contact.pk, wanted, by=by, now=now)
        return Status(200, decision_shapes.decision(shown))
    made = judgement.decide_each(contact.pk, wanted, by=by, now=now, version=body.version)
    return Status(201, decision_shapes.made(made))


@router.get("/decisions/{key}", auth=Bearer("decisions"), response=answers.given(DecisionWhole))
def give_decision(request: Call, key: str) -> Facts:  # noqa: ARG001  every operation takes it
    row = find(Decision.objects.select_related("reason"), key, "decision")
    return decision_shapes.decision_whole(row)


def _check_lines(contact: Contact, body: DecisionAsked) -> None:
    lines = contact.order.lines.all() if contact.order else ()
    known = [line.ref for line in lines]
    search = Search()
    search.lines(known, body.lines or ())
    for at, change in enumerate(body.changes or ()):
        if change.line not in known:
            search.miss("line of this order", f"/changes/{at}/line")
    for line in body.units or ():
        if line not in known:
            search.miss("line of this order", f"/units/{line}")
    search.settle()


def _judgement(contact: Contact, body: DecisionAsked) -> Judgement:
    changes = [change.model_dump() for change in body.changes or ()]
    return Judgement(
        remedy=body.remedy,
        ground=body.ground,
        reason=body.reason,
        # What is changed is what it is about.
        lines=body.lines or list(dict.fromkeys(one["line"] for one in changes)),
        facts=_facts(contact),
        cause=body.cause or "",
        condition=body.condition or str(Condition.AS_RECEIVED),
        shown_on=body.defect_shown_on,
        units=body.units or {},
        amount=_amount(contact, body),
        changes=changes,
        payment_method=body.payment_method or "",
        ship_to_text=_sealed(contact, body),
    )


def _amount(contact: Contact, body: DecisionAsked) -> Money | None:
    if body.amount is None:
        return None
    try:
        return Money.of(body.amount, body.currency or contact.store.currency)
    except ValueError as error:
        raise refused("NOT_AN_AMOUNT", f"{error}.", "/amount") from None


def _sealed(contact: Contact, body: DecisionAsked) -> int | None:
    if body.ship_to is None or body.preview:
        return None if body.ship_to is None else NOT_KEPT
    of = f"buyer:{contact.buyer_id or contact.pk}"
    return keeping.text(json.dumps(body.ship_to), of=of).pk


def _facts(contact: Contact) -> Facts:
    """What the decision was asked for; whoever reads it later asks nobody."""
    facts: Facts = {"topic": contact.topic}
    if contact.order:
        facts |= {"order": contact.order_id, "placed_at": iso(contact.order.placed_at)}
    return facts
