"""A return of RT11 as a body of the load format.

Written from the public documentation, not tried on the live service.
"""

from mostrador.connectors.mirakl.orders import Ours, address
from mostrador.connectors.parts import Body, Made, given, part, parts, text, whole


def body(found: Body, *, ours: Ours) -> Made:
    state, reason = text(found, "state"), text(found, "reason_code")
    lines = parts(found, "return_lines")
    moved = text(found, "last_updated") or text(found, "last_updated_date")
    return given(
        type="return",
        id=text(found, "id"),
        order=text(found, "order_id"),
        lines=[text(line, "order_line_id") for line in lines],
        units=[_unit(line) for line in lines],
        at=moved or text(found, "date_created"),
        requested_at=text(found, "date_created"),
        updated_at=moved,
        state=ours("return_states", state),
        marketplace_state=state,
        reason=ours("return_reasons", reason),
        marketplace_reason=reason,
        rejection=text(found, "rejection_reason_code"),
        method=text(found, "method_code"),
        rma=text(found, "rma"),
        description=text(found, "description"),
        carrier=text(found, "tracking", "carrier_name") or text(found, "tracking", "carrier_code"),
        tracking=text(found, "tracking", "tracking_number"),
        tracking_url=text(found, "tracking", "tracking_url"),
        label_url=text(found, "label_url"),
        return_address=address(part(found, "return_address"), ours),
    )


def _unit(line: Body) -> Made:
    """How many of a line, and whether what came back was as it should be."""
    wrong = [
        given(
            compliant=one.get("compliant"),
            quantity=whole(one, "quantity"),
            reason=text(one, "reason_code"),
        )
        for one in parts(line, "compliance")
    ]
    return given(line=text(line, "order_line_id"), quantity=whole(line, "quantity"), came=wrong)
