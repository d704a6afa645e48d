"""Goods on their way back, as programs read them."""

from ninja import Schema

from mostrador.api.shapes import At, Facts, iso, maybe_iso
from mostrador.decisions.models import Return


class ReturnShape(Schema):
    """`address` is where it goes, `label_payer` who pays for the way; days are the store's."""

    id: str
    decision: str
    order: str
    seller: str | None
    lines: list[Facts]
    state: str
    method: str | None
    address: Facts | None
    label_payer: str | None
    has_label: bool
    tracking: str | None
    requested_at: At
    option_due_at: At | None
    send_by: str | None
    sent_at: At | None
    received_at: At | None
    inspected_at: At | None
    loss_percent: int
    refund_due: str | None
    refunded_at: At | None


def of(row: Return) -> Facts:
    return {
        "id": row.pk,
        "decision": row.decision_id,
        "order": row.order_id,
        "seller": row.seller_id,
        "lines": row.lines,
        "state": str(row.state),
        "method": row.method or None,
        "address": row.address if row.address.get("lines") else None,
        "label_payer": row.label_payer or None,
        "has_label": bool(row.label_id or row.label_code),
        "tracking": row.tracking or None,
        "requested_at": iso(row.requested_at),
        "option_due_at": maybe_iso(row.option_due_at),
        "send_by": row.send_by.isoformat() if row.send_by else None,
        "sent_at": maybe_iso(row.sent_at),
        "received_at": maybe_iso(row.received_at),
        "inspected_at": maybe_iso(row.inspected_at),
        "loss_percent": row.loss_percent,
        "refund_due": row.refund_due.isoformat() if row.refund_due else None,
        "refunded_at": maybe_iso(row.refunded_at),
    }
