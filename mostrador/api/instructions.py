"""What the marketplace is to do because of decisions, and its word on what became of it."""

from functools import partial
from typing import Annotated, Literal

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from mostrador.api import answers, keys, labels
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body
from mostrador.api.decision_shapes import Amount
from mostrador.api.finding import Named, find
from mostrador.api.paging import Page
from mostrador.api.problems import conflict, refused
from mostrador.api.shapes import At, Facts
from mostrador.decisions import instruction_bodies, instructions, return_labels
from mostrador.decisions.instructions import Acknowledgement, ConflictError
from mostrador.decisions.models import Instruction
from mostrador.rules.money import Money

router = Router(tags=["Instructions"])
LONGEST = 300
# More digits than a number of ours will have.
LONGEST_CURSOR = 18


class LineShape(Schema):
    line: str
    sku: str | None
    quantity: int


class ChangeShape(Schema):
    """The item that takes the line's place; what it is like and costs where its page says so."""

    line: str
    sku: str
    options: Facts | None = None
    unit_price: str | None = None


class InstructionShape(Schema):
    """`order_after` is the order as it must stand once this is done; null when it is answered."""

    id: str
    kind: str
    state: str
    made_at: At
    order: str
    store: str
    seller: str | None
    decision: str
    lines: list[LineShape]
    amounts: list[Amount]
    changes: list[ChangeShape]
    cause: str | None
    payment_method: str | None
    ship_to: Facts | None
    order_after: Facts | None
    acknowledgement: Facts | None


class InstructionListed(InstructionShape):
    """Give the `cursor` of the last one read as `after`, and the next answer goes on from it."""

    cursor: str


class Instructions(Schema):
    items: list[InstructionListed]
    next: str | None


class InstructionsAsked(Page):
    state: Literal[tuple(Instruction.State.values)] | None = None  # type: ignore[valid-type]  # read from the model
    store: Named | None = None
    order: Named | None = None


Said = Annotated[str, Field(max_length=LONGEST)]


class LabelGiven(Body):
    """A carrier's label for a return: the file as base64 (PDF or PNG), what its square says for who
    prints it at the branch, and the parcel's number; each may be left out.
    """

    content: str = ""
    code: Annotated[str, Field(max_length=return_labels.LONGEST_CODE)] = ""
    tracking: Annotated[str, Field(max_length=100)] = ""


class AcknowledgementGiven(Body):
    """Done or refused. Without an amount it is the one that was ordered."""

    outcome: Literal["done", "refused"]
    reference: Said = ""
    amount: str | None = None
    currency: str | None = None
    reason: Said = ""
    label: LabelGiven | None = None


@router.get("/instructions", auth=Bearer("instructions"), response=answers.given(Instructions))
def list_instructions(request: Call, asked: Query[InstructionsAsked]) -> Facts:  # noqa: ARG001  every operation takes it
    """In the order in which they can be seen: nothing ever comes before a cursor you have."""
    wanted = asked.model_dump(include={"state", "store", "order"}, exclude_none=True)
    found = instructions.after(_number(asked.after), limit=asked.limit + 1, **wanted)
    items = [_listed(row) for row in found[: asked.limit]]
    more = len(found) > asked.limit
    return {"items": items, "next": items[-1]["cursor"] if more else None}


@router.get(
    "/instructions/{key}", auth=Bearer("instructions"), response=answers.given(InstructionShape)
)
def give_instruction(request: Call, key: str) -> Facts:  # noqa: ARG001  every operation takes it
    rows = Instruction.objects.select_related("order")
    return instruction_bodies.said(find(rows, key, "instruction"))


@router.post(
    "/instructions/{key}/acknowledgement", auth=Bearer("instructions"),
    response=answers.done(200, shape=InstructionShape),
)  # fmt: skip
@keys.once
def acknowledge_instruction(request: Call, key: str, body: AcknowledgementGiven) -> Status[Facts]:
    """The same again changes nothing; another outcome afterwards is a conflict."""
    instruction = find(Instruction.objects.all(), key, "instruction")
    said = Acknowledgement(body.outcome, body.reference, _money(body), body.reason)
    label = labels.of(instruction, body.label.model_dump() if body.label else {})
    try:
        done = return_labels.acknowledge(
            instruction.pk, said, label, by=str(request.auth), now=request.now
        )
    except ConflictError as error:
        stands = str(error.instruction.state)
        detail = f"This instruction was acknowledged as {stands} before."
        problem = conflict("ACKNOWLEDGED", detail, "/outcome", state=stands)
        problem.afterwards = partial(
            instructions.contradicted, error.instruction, said, now=request.now
        )
        raise problem from None
    return Status(200, instruction_bodies.said(done))


def _listed(row: Instruction) -> Facts:
    return {**instruction_bodies.said(row), "cursor": str(row.number)}


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdecimal()) or len(cursor) > LONGEST_CURSOR:
        raise refused("NOT_A_CURSOR", "after must be a cursor of this list.", "/after")
    return int(cursor)


def _money(body: AcknowledgementGiven) -> Money | None:
    if body.amount is None:
        return None
    if not body.currency:
        raise refused("MISSING", "An amount needs its currency.", "/currency")
    try:
        found = Money.of(body.amount, body.currency)
    except ValueError as error:
        raise refused("NOT_MONEY", f"{error}.", "/amount") from None
    if found.minor < 0:
        raise refused("OUT_OF_RANGE", "An amount must not be below zero.", "/amount")
    return found
