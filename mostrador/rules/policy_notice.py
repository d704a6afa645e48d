"""What follows when a seller's return policy is no longer as kind as the standard (E57)."""

from datetime import datetime, timedelta
from enum import StrEnum

from mostrador.rules.calendar import utc

NOTICE_PERIOD = timedelta(days=30)


class Step(StrEnum):
    NOTHING = "nothing"
    WARN = "warn"
    WAIT = "wait"
    END = "end"
    SUSPEND = "suspend"


def mend_by(warned_at: datetime) -> datetime:
    """A warned seller has thirty days of 24 hours, counted from when he was told."""
    return utc(warned_at) + NOTICE_PERIOD


def step(*, kind_enough: bool, warned_at: datetime | None, at: datetime) -> Step:
    """An enrolled seller who falls short is warned first, and suspended if he still does after
    the notice; mended in its very last moment it is in time (E2, E57).

    Nobody is suspended for what is mended, even if nobody looked until after the notice.
    """
    if warned_at is None:
        return Step.NOTHING if kind_enough else Step.WARN
    if kind_enough:
        return Step.END
    return Step.SUSPEND if utc(at) > mend_by(warned_at) else Step.WAIT
