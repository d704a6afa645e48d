"""How long a seller takes part without paying (R2, R4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from mostrador.rules.calendar import day_of, end_of_day, utc


@dataclass(frozen=True, slots=True)
class Trial:
    """Free in [from_at, until_at); `until_at` is None for a trial without a fixed end."""

    from_at: datetime
    until_at: datetime | None

    def is_free(self, *, at: datetime) -> bool:
        begun = utc(self.from_at) <= utc(at)
        return begun and (self.until_at is None or utc(at) < utc(self.until_at))


def trial(activations: Iterable[datetime], *, days: int | None, zone: tzinfo) -> Trial | None:
    """A seller's one trial in a store, or None before the service was ever ready (E71).

    It begins when the service is first ready and runs on whether he leaves or not: who comes back
    goes on in what is left of it. The day of activation is not counted, the last day is free to
    its end in the store's zone. `days` is what the plan of the first enrolment gave: None is
    open-ended, 0 no trial.
    """
    first = min(map(utc, activations), default=None)
    if first is None:
        return None
    if days is None:
        return Trial(first, None)
    if days == 0:
        return Trial(first, first)
    return Trial(first, end_of_day(day_of(first, zone) + timedelta(days=days), zone))
