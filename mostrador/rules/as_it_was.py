"""An order as it stood at an earlier moment, as far as what it says now tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mostrador.rules.moments import moment

# Not said with a moment, and mostly what came of a matter: taken as not yet so.
CAME_OF_IT = {
    "cancelled": "",
    "canceled": "",
    "return requested": "delivered",
    "exchange requested": "delivered",
    "returned": "delivered",
}


def order(body: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The body without what happened later, or may have: refunds that nobody dated, too."""
    status = str(body.get("status") or "").lower()
    found = {
        **body,
        "shipments": [_shipment(one, at) for one in body.get("shipments") or []],
        "payments": [one for one in body.get("payments") or [] if _was_paid(one, at)],
    }
    if status in CAME_OF_IT:
        found["status"] = CAME_OF_IT[status]
    return found


def is_refund(payment: Mapping[str, Any]) -> bool:
    return payment.get("kind") == "refund" or str(payment.get("amount", "")).startswith("-")


def said(value: object) -> datetime | None:
    """A moment that somebody wrote down; one without an offset says nothing certain."""
    try:
        return moment(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _shipment(shipment: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    shipped, delivered = said(shipment.get("shipped_at")), said(shipment.get("delivered_at"))
    found = dict(shipment)
    if delivered and delivered > at:
        found["delivered_at"], found["status"] = None, "shipped"
    if shipped and shipped > at:
        found["shipped_at"], found["delivered_at"], found["status"] = None, None, "pending"
    return found


def _was_paid(payment: Mapping[str, Any], at: datetime) -> bool:
    paid = said(payment.get("at"))
    if paid is None:
        return not is_refund(payment)
    return paid <= at or not is_refund(payment)
