"""Orders of which the marketplace knows no more than the day."""

from datetime import UTC, datetime

import pytest

from mostrador.orders import dates
from mostrador.orders.models import Order
from mostrador.stores import records as stores
from mostrador.stores.models import Store
from tests.given import needed
from tests.orders.writing import NOON, upsert

pytestmark = pytest.mark.django_db


def test_E16a_a_bare_day_begins_in_the_stores_zone_and_is_marked():
    stores.upsert_many([stores.store(needed("store"))], now=NOON)
    upsert(needed("order", placed_at="2026-11-03"))

    row = Order.objects.get()
    assert (row.placed_at, row.low_precision) == (datetime(2026, 11, 2, 23, tzinfo=UTC), True)
    assert row.body["placed_at"] == "2026-11-03"


def test_E16a_a_store_may_come_after_its_orders_or_move():
    dated = needed("order", placed_at="2026-11-03")
    upsert(dated, dated | {"id": "LM-1", "store": "fr"}, needed("order", id="LM-2"))
    placed = Order.objects.values_list("placed_at", flat=True)
    assert placed.get(pk="LM-1007") == datetime(2026, 11, 3, tzinfo=UTC)

    stores.upsert_many([stores.store(needed("store"))], now=NOON)
    dates.read_again({"de", "nowhere"})

    assert placed.get(pk="LM-1007") == datetime(2026, 11, 2, 23, tzinfo=UTC)
    assert placed.get(pk="LM-1") == datetime(2026, 11, 3, tzinfo=UTC)
    assert placed.get(pk="LM-2") == datetime(2026, 11, 3, 8, tzinfo=UTC)

    Store.objects.update(time_zone="Asia/Shanghai")
    dates.read_again({"de"})

    assert placed.get(pk="LM-1007") == datetime(2026, 11, 2, 16, tzinfo=UTC)


@pytest.mark.parametrize("at", ["1900-01-01", "2999-12-31"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_ends_of_the_calendar_are_days_everywhere(at, zone):
    stores.upsert_many([stores.store(needed("store", time_zone=zone))], now=NOON)

    assert upsert(needed("order", placed_at=at)) == ["created"]
