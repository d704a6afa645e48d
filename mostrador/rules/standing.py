"""How an enrolment stands at a moment: computed from its dates, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mostrador.rules.calendar import utc


class State(StrEnum):
    ACTIVATING = "activating"
    ACTIVE = "active"
    WINDING_DOWN = "winding_down"
    ENDED = "ended"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`served_until` is the latest end of coverage of the orders it covers, None for no end."""

    from_at: datetime
    active_at: datetime
    until_at: datetime | None = None
    suspended_at: datetime | None = None
    served_until: datetime | None = None


def state(dates: Dates, *, at: datetime) -> State:
    """Whoever has left winds down while an order of his is still served (R34, R35, E33, E34)."""
    now = utc(at)
    if dates.until_at is not None and has_been_left(dates.from_at, dates.until_at, at=now):
        return State.WINDING_DOWN if _still_serves(dates, dates.until_at, now) else State.ENDED
    if dates.suspended_at is not None and utc(dates.suspended_at) <= now:
        return State.SUSPENDED
    return State.ACTIVE if utc(dates.active_at) <= now else State.ACTIVATING


def has_been_left(from_at: datetime, until_at: datetime | None, *, at: datetime) -> bool:
    """An interval of nothing was left before it began, even if that lies ahead (E21)."""
    if until_at is None:
        return False
    return utc(until_at) <= utc(at) or utc(until_at) <= utc(from_at)


def _still_serves(dates: Dates, until_at: datetime, now: datetime) -> bool:
    # An order is served up to and with the last moment of its coverage (E2).
    ends = dates.served_until
    return ends is None or (utc(ends) > utc(until_at) and now <= utc(ends))
