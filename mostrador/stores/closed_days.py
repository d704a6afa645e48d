"""Public holidays where a store is: days on which no period ends and nothing is counted (E16b)."""

from datetime import date
from functools import lru_cache

import holidays

from mostrador.stores.models import Store


def closed_days(store: Store, first: date, last: date) -> frozenset[date]:
    """The public holidays from the first day to the last, both included.

    The store's record may name a `region` ("SN"); only there do regional holidays count. For a
    country that is not known there are none: then only Saturdays and Sundays are not counted.
    """
    region = str(store.body.get("region") or "")
    years = range(first.year, last.year + 1)
    found = (day for year in years for day in _public(store.country, region, year))
    return frozenset(day for day in found if first <= day <= last)


@lru_cache(maxsize=500)
def _public(country: str, region: str, year: int) -> frozenset[date]:
    """A table that never changes while we run, and is asked for with every decision."""
    known = holidays.list_supported_countries()
    if country not in known:
        return frozenset()
    subdiv = region if region in known[country] else None
    return frozenset(holidays.country_holidays(country, subdiv=subdiv, years=year))
