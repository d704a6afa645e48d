"""What a shop knows of its parcels: little, unless a plugin for shipments wrote it down."""

from datetime import UTC, datetime

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made

# Where the usual plugins for tracking numbers keep them, one entry for each parcel.
TRACKING = "_wc_shipment_tracking_items"
YEAR_3000 = 32_503_680_000


def shipments(body: Body) -> list[Made]:
    """Whatever is completed has been sent, even if nobody wrote down how."""
    kept = [one for one in parts.parts(body, "meta_data") if parts.text(one, "key") == TRACKING]
    told = [_parcel(one) for each in kept for one in parts.parts(each, "value")]
    completed_at = parts.in_utc(parts.text(body, "date_completed_gmt"))
    if told or not completed_at:
        return told
    return [{"id": "completed", "shipped_at": completed_at, "status": "shipped"}]


def _parcel(said: Body) -> Made:
    number = parts.text(said, "tracking_number")
    return parts.given(
        id=parts.text(said, "tracking_id") or number,
        carrier=parts.text(said, "custom_tracking_provider")
        or parts.text(said, "tracking_provider"),
        tracking=number,
        shipped_at=_at(parts.text(said, "date_shipped")),
        status="shipped",
    )


def _at(said: str) -> str:
    """Seconds since 1970; what is no such number says nothing."""
    seconds = int(said) if said.isascii() and said.isdigit() else 0
    return datetime.fromtimestamp(seconds, UTC).isoformat() if 0 < seconds < YEAR_3000 else ""
