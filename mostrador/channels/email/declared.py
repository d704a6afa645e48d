"""The acknowledgement of a withdrawal: what was declared, and the moment of it, to keep."""

from collections.abc import Mapping
from typing import Any

from mostrador.contacts.models import Delivery
from mostrador.decisions import withdrawals
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.orders.models import Line
from mostrador.pages import moments


def facts(delivery: Delivery) -> Mapping[str, Any]:
    """What the template says; nothing for mails of other occasions."""
    made = _of(delivery)
    if made is None:
        return {}
    return {
        "withdrawal": made,
        "statement": withdrawals.statement_of(made),
        "declared": moments.for_a_receipt(made.declared_at, made.store.time_zone),
        "withdrawn_items": ", ".join(_items(made)),
        "asks_for_order": made.order_id is None,
    }


def recipient(delivery: Delivery) -> str:
    """The address that he gave for it, which need not be the one he ordered with."""
    made = _of(delivery)
    return withdrawals.statement_of(made).email if made else ""


def _of(delivery: Delivery) -> Withdrawal | None:
    key = delivery.facts.get("withdrawal")
    known = Withdrawal.objects.select_related("statement", "store")
    return known.get(pk=key) if key else None


def _items(made: Withdrawal) -> list[str]:
    lines = Line.objects.filter(order=made.order_id, ref__in=made.lines).order_by("position")
    return [str(line.body.get("title") or line.ref) for line in lines]
