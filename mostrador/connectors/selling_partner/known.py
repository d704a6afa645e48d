"""What our copies of the orders say, where the marketplace says it no longer or in other words."""

from collections.abc import Mapping, Sequence
from typing import Any

from mostrador.connectors import parts
from mostrador.connectors.parts import Body
from mostrador.orders.models import Line, Order


def with_buyers(bodies: Sequence[Body]) -> list[Body]:
    """Some weeks after an order was sent, who bought it is no longer shown: we keep what we know.

    Otherwise the next change of an old order would take its buyer away from it.
    """
    nameless = [str(one.get("id")) for one in bodies if not parts.text(one, "buyer", "email")]
    found = Order.objects.filter(pk__in=nameless).values_list("pk", "body")
    before = {key: body for key, body in found if (body.get("buyer") or {}).get("email")}
    return [_filled(one, before.get(str(one.get("id")), {})) for one in bodies]


def _filled(body: Body, before: Mapping[str, Any]) -> Body:
    if not before:
        return body
    said = {key: value for key, value in parts.part(body, "buyer").items() if key != "id"}
    kept = {key: before[key] for key in ("ship_to",) if key in before and key not in body}
    return {**body, **kept, "buyer": {**before["buyer"], **said}}


def lines_with(order: str, sku: str) -> list[str]:
    """The lines of an order that have this SKU, which is all that a return says."""
    found = Line.objects.filter(order=order).order_by("position")
    return [line.ref for line in found if sku and line.body.get("sku") == sku]
