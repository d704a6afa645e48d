"""Who answers a contact: the rule's verdict on its order, kept in the contract's words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from mostrador.contacts.models import Contact, Part
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.rules.coverage import Handler, coverage_without_order
from mostrador.sellers.models import Seller

PRECEDENCE = (Handler.SERVICE, Handler.SELLER, Handler.OPERATOR)


def verdicts_on(
    order: Order | None,
    *,
    topic: str,
    at: datetime,
    lines: Sequence[str] = (),
    seller: str | None = None,
) -> list[dict[str, Any]]:
    """One verdict a line, as in contract section 4; `lines` narrows it to those the buyer means.

    `seller` is whom a question without an order is for.
    """
    if order is None:
        known = seller is None or Seller.objects.filter(pk=seller).exists()
        return [coverage_without_order(topic, seller_known=known).as_dict()]
    whole: dict[str, Any] = queries.coverage_of(order, topic=topic, at=at).as_dict()
    each = whole.pop("lines", None) or [whole]
    return [one for one in each if one["line"] in lines] or each


def handler_of(verdicts: Iterable[dict[str, Any]]) -> str:
    """The service if any line is covered, else the seller, else the operator."""
    handlers = {one["handler"] for one in verdicts}
    return str(next(handler for handler in PRECEDENCE if handler in handlers))


def parts_of(contact: Contact, *, seller: str | None = None) -> list[Part]:
    """One unsaved part for each seller of the contact's lines (E25)."""
    sellers: dict[str, list[dict[str, Any]]] = {}
    for verdict, one in _with_sellers(contact, seller):
        sellers.setdefault(one, []).append(verdict)
    return [
        Part(contact=contact, seller_id=one, order=contact.order, handler=handler_of(verdicts))
        for one, verdicts in sellers.items()
    ]


def _with_sellers(contact: Contact, named: str | None) -> Iterable[tuple[dict[str, Any], str]]:
    if contact.order is None:
        return [(verdict, named) for verdict in contact.coverage if named]
    by_ref = {line.ref: line.seller_id for line in queries.lines_of(contact.order)}
    default = contact.order.seller_id
    found = [(verdict, by_ref.get(verdict["line"]) or default) for verdict in contact.coverage]
    return [(verdict, seller) for verdict, seller in found if seller]
