"""Bare dates: an order placed on a day counts from its first moment in the store's zone (E16a)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC
from zoneinfo import ZoneInfo

from mostrador.orders.models import Order
from mostrador.rules import calendar
from mostrador.rules.moments import bare_date
from mostrador.stores.models import Store

A_PAGE = 500


def read(rows: Iterable[Order]) -> None:
    """Set `placed_at` of the rows that have no more than a day; in UTC if the store is unknown."""
    dated = [row for row in rows if row.low_precision]
    if dated:
        _place(dated, _zones({row.store_id for row in dated}))


def read_again(stores: Collection[str]) -> None:
    """These stores are new or in another zone: the days of their orders begin elsewhere now.

    To be called when a store was created or changed; a store may come after its orders.
    """
    zones = _zones(stores)
    dated = Order.objects.filter(store__in=sorted(zones), low_precision=True).order_by("pk")
    after = ""
    while page := list(dated.filter(pk__gt=after)[:A_PAGE]):
        before = {row.pk: row.placed_at for row in page}
        _place(page, zones)
        moved = [row for row in page if row.placed_at != before[row.pk]]
        Order.objects.bulk_update(moved, ["placed_at"])
        after = page[-1].pk


def _place(rows: Iterable[Order], zones: Mapping[str, ZoneInfo]) -> None:
    for row in rows:
        day = bare_date(row.body["placed_at"])
        if day:
            row.placed_at = calendar.start_of_day(day, zones.get(row.store_id, UTC))


def _zones(stores: Collection[str]) -> dict[str, ZoneInfo]:
    found = Store.objects.filter(pk__in=sorted(stores)).values_list("pk", "time_zone")
    return {key: ZoneInfo(name) for key, name in found}
