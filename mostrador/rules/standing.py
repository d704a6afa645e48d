"""How an enrolment stands at a moment: computed from its dates, never stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mostrador.rules.calendar import utc

READY_WITHIN = timedelta(hours=1)


class State(StrEnum):
    ACTIVATING = "activating"
    ACTIVE = "active"
    WINDING_DOWN = "winding_down"
    ENDED = "ended"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`activated_at` is when the service really was ready, None until it is; `served_until` the
    latest end of coverage of the orders it covers, None for no end.
    """

    from_at: datetime
    activated_at: datetime | None
    until_at: datetime | None = None
    suspended_at: datetime | None = None
    served_until: datetime | None = None


def state(dates: Dates, *, at: datetime) -> State:
    """Enrolled, a seller is activating until the service is ready (E20); whoever has left winds
    down while an order of his is still served (R34, R35, E33, E34).
    """
    now = utc(at)
    if dates.until_at is not None and has_been_left(dates.from_at, dates.until_at, at=now):
        return State.WINDING_DOWN if _still_serves(dates, dates.until_at, now) else State.ENDED
    if dates.suspended_at is not None and utc(dates.suspended_at) <= now:
        return State.SUSPENDED
    is_ready = dates.activated_at is not None and utc(dates.activated_at) <= now
    return State.ACTIVE if is_ready else State.ACTIVATING


def ready_by(from_at: datetime) -> datetime:
    """The service is ready an hour after enrolling at the latest (R30)."""
    return utc(from_at) + READY_WITHIN


def is_stuck(from_at: datetime, activated_at: datetime | None, *, at: datetime) -> bool:
    """Not ready when the hour was over; ready at its very end is in time (E2, E20)."""
    return utc(activated_at or at) > ready_by(from_at)


def has_been_left(from_at: datetime, until_at: datetime | None, *, at: datetime) -> bool:
    """An interval of nothing was left before it began, even if that lies ahead (E21)."""
    if until_at is None:
        return False
    return utc(until_at) <= utc(at) or utc(until_at) <= utc(from_at)


def _still_serves(dates: Dates, until_at: datetime, now: datetime) -> bool:
    # An order is served up to and with the last moment of its coverage (E2).
    ends = dates.served_until
    return ends is None or (utc(ends) > utc(until_at) and now <= utc(ends))
