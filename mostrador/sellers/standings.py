"""How enrolments stand: rows become the dates that the rule reads."""

from datetime import datetime

from mostrador.rules import standing
from mostrador.rules.standing import Dates, State
from mostrador.sellers.models import Enrolment


def state(row: Enrolment, *, at: datetime, served_until: datetime | None = None) -> State:
    """`served_until` matters for an enrolment that was left: None is without end."""
    dates = Dates(
        from_at=row.from_at,
        activated_at=row.activated_at,
        until_at=row.until_at,
        suspended_at=row.suspended_at,
        served_until=served_until,
    )
    return standing.state(dates, at=at)
