"""A statutory withdrawal, handed in by a program: always recorded, always acknowledged (E58)."""

from typing import Annotated, Any, Literal

from ninja import Router, Schema
from ninja.responses import Status
from pydantic import WithJsonSchema

from mostrador.api import answers, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Moment
from mostrador.api.problems import refused
from mostrador.api.shapes import At, Facts, iso
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import withdrawals
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.decisions.withdrawals import Statement
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.stores.models import Store

router = Router(tags=["Withdrawals"])

Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]


class WithdrawalDeclared(Body):
    """What he declared, word for word, and when.

    An `order`, `lines`, `contact` or `store` that is not there is no reason to refuse: what he said
    is kept, and looked into afterwards. `declared_at` is when he sent it; without it, now.
    """

    name: str | None = None
    contract: str | None = None
    email: str | None = None
    text: str | None = None
    order: str | None = None
    lines: list[str] | None = None
    contact: str | None = None
    store: str | None = None
    buyer: dict[str, Any] | None = None
    channel: Literal[tuple(Withdrawal.Channel.values)] = "api"  # type: ignore[valid-type]  # read from the model
    declared_at: Moment = None
    at: Moment = None


class WithdrawalShape(Schema):
    """`acknowledgement` is how the mail to him fares; null where he gave no address."""

    id: str
    contact: str
    store: str
    order: str | None
    lines: list[str]
    channel: str
    declared_at: At
    recorded_at: At
    refund_due: Day
    judged: str | None
    acknowledgement: str | None


@router.post(
    "/withdrawals", auth=Bearer("contacts"), response=answers.done(201, shape=WithdrawalShape)
)
@keys.once
def withdraw(request: Call, body: WithdrawalDeclared) -> Status[Facts]:
    """Records it and acknowledges it by mail, whatever is known of the order it is about."""
    order, contact = _order(body), _contact(body)
    store = _store(body, order, contact)
    made = withdrawals.declare(
        store,
        _statement(body, order),
        channel=body.channel,
        declared_at=min(body.declared_at or body.at or request.now, request.now),
        by=_by(request, body, order),
        now=request.now,
        order=order,
        lines=_lines(body, order),
        contact=contact,
    )
    return Status(201, _shape(made))


def _order(body: WithdrawalDeclared) -> Order | None:
    known = Order.objects.select_related("buyer")
    return known.filter(pk=body.order).first() if body.order else None


def _contact(body: WithdrawalDeclared) -> Contact | None:
    known = Contact.objects.filter(kind=Contact.Kind.BUYER, merged_into=None)
    return known.select_related("store").filter(pk=body.contact).first() if body.contact else None


def _store(body: WithdrawalDeclared, order: Order | None, contact: Contact | None) -> Store:
    stores = Store.objects.order_by("pk")
    named = stores.filter(pk=body.store).first() if body.store else None
    of_order = queries.store_of(order) if order else None
    found = (contact.store if contact else None) or of_order or named or stores.first()
    if found is None:
        raise refused("NO_STORE", "There is no store yet; put one first.")
    return found


def _statement(body: WithdrawalDeclared, order: Order | None) -> Statement:
    """His words; what he left out and the order says is where the confirmation goes."""
    said = body.buyer or {}
    return Statement(
        name=body.name or str(said.get("name") or ""),
        contract=body.contract or body.order or "",
        email=body.email or str(said.get("email") or "") or _address(order),
        text=body.text or "",
    )


def _by(request: Call, body: WithdrawalDeclared, order: Order | None) -> str:
    """The program vouches for him, unless it says that he is not the order's buyer."""
    said = body.buyer or {}
    key, address = str(said.get("id") or ""), str(said.get("email") or "").strip().lower()
    if order is None or not (key or address):
        return str(request.auth)
    himself = key == order.buyer_id or queries.belongs_to(order, address)
    return str(request.auth) if himself else ""


def _address(order: Order | None) -> str:
    return (order.buyer_email or order.buyer.email) if order else ""


def _lines(body: WithdrawalDeclared, order: Order | None) -> list[str]:
    known = {line.ref for line in queries.lines_of(order)} if order else set()
    return [ref for ref in dict.fromkeys(body.lines or ()) if ref in known]


def _shape(made: Withdrawal) -> Facts:
    owed = Delivery.objects.filter(contact=made.contact_id, facts__withdrawal=made.pk).first()
    addressed = bool(owed and withdrawals.statement_of(made).email)
    return {
        "id": made.pk,
        "contact": made.contact_id,
        "store": made.store_id,
        "order": made.order_id,
        "lines": made.lines,
        "channel": str(made.channel),
        "declared_at": iso(made.declared_at),
        "recorded_at": iso(made.recorded_at),
        "refund_due": made.refund_due.isoformat(),
        "judged": made.judged or None,
        "acknowledgement": str(owed.state) if owed and addressed else None,
    }
