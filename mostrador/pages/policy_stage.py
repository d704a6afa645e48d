"""What the examples beside a return policy's sentences are about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mostrador.rules.calendar import day_of
from mostrador.stores.closed_days import closed_days
from mostrador.stores.models import Store

TWO_YEARS = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Stage:
    """Something delivered today, paid in this currency; on `closed` days no window ends."""

    today: date
    currency: str
    closed: frozenset[date] = frozenset()


def stage_of(store: Store, *, now: datetime) -> Stage:
    today = day_of(now, store.zone)
    closed = closed_days(store, today - TWO_YEARS, today + TWO_YEARS)
    return Stage(today, store.currency, closed)
