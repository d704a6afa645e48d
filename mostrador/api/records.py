"""The marketplace's own records, one at a time: created, replaced, and given back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from ninja import Body, Router
from ninja.responses import Status

from mostrador.api import answers
from mostrador.api.bearer import Bearer, Call
from mostrador.api.finding import find
from mostrador.api.problems import ProblemError
from mostrador.orders import dates
from mostrador.orders import records as orders
from mostrador.orders.models import Buyer, Order
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.sellers import records as sellers
from mostrador.sellers.models import Product, Seller
from mostrador.stores import records as stores
from mostrador.stores.copies import Outcome
from mostrador.stores.models import Store

Record = dict[str, Any]
Write = Callable[..., list[Outcome]]

router = Router(tags=["Records"])


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    model: type[Model]
    check: Callable[[object], Any]
    write: Write


def _stores(rows: list[Store], *, now: datetime, by: str) -> list[Outcome]:
    outcomes = stores.upsert_many(rows, now=now, by=by)
    # The days of orders that came before their store begin in its zone (E16a).
    told = zip(rows, outcomes, strict=True)
    dates.read_again({row.pk for row, outcome in told if outcome.says_something})
    return outcomes


KINDS = (
    Kind("store", Store, stores.store, _stores),
    Kind("seller", Seller, sellers.seller, sellers.upsert_many),
    Kind("product", Product, sellers.product, sellers.upsert_many),
    Kind("buyer", Buyer, orders.buyer, orders.upsert_many),
    Kind("order", Order, orders.order, orders.upsert_many),
)


def _serve(kind: Kind) -> None:
    path, opens = f"/{kind.name}s/{{key}}", Bearer("records")

    @router.put(
        path, auth=opens, response=answers.replaced(Record), operation_id=f"put_{kind.name}",
        summary=f"Create or replace a {kind.name}",
    )  # fmt: skip
    def replace(request: Call, key: str, body: Body[Record]) -> Status[Record]:
        return _replace(kind, request, key, body)

    @router.get(
        path, auth=opens, response=answers.given(Record), operation_id=f"get_{kind.name}",
        summary=f"The {kind.name} as it was given",
    )  # fmt: skip
    def give(request: Call, key: str) -> Record:  # noqa: ARG001  every operation takes it
        return _body(kind, key)


for _kind in KINDS:
    _serve(_kind)


@transaction.atomic
def _replace(kind: Kind, request: Call, key: str, body: Record) -> Status[Record]:
    row = _checked(kind, key, body)
    outcome = kind.write([row], now=request.now, by=str(request.auth))[0]
    if outcome.word == "rejected":
        raise ProblemError(422, *outcome.reasons)
    return Status(201 if outcome.word == "created" else 200, _body(kind, row.pk))


def _checked(kind: Kind, key: str, body: Record) -> Any:
    """The row, or every reason against it; the address says the id, the body may repeat it."""
    differs = body.get("id") not in (None, key)
    reasons = [Reason("OTHER_ID", "id must be the one in the address.", "/id")] if differs else []
    try:
        row = kind.check({**body, "id": body["id"] if differs else key})
    except RefusedError as error:
        raise ProblemError(422, *reasons, *error.reasons) from None
    if reasons:
        raise ProblemError(422, *reasons)
    if "type" not in body:
        # As it was given: the address has said what it is.
        del row.body["type"]
    return row


def _body(kind: Kind, key: str) -> Record:
    row: Any = find(kind.model._default_manager.only("body"), key, kind.name)
    return dict(row.body)
