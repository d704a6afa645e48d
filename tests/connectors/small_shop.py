"""The small shop of examples/, connected; and turns of a worker whose clock the test moves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from examples.small_shop.connector import SmallShop
from examples.small_shop.shop import Shop, open_shop
from mostrador.connectors import connections, running
from mostrador.connectors.connections import Wanted
from mostrador.connectors.models import Connection, Reading
from mostrador.stores import records as stores
from mostrador.stores.models import Store
from tests.cast import NOON

OLGA = "operator:olga"
# The machine's own time in these tests.
AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
STORE = {
    "type": "store", "id": "de", "name": "Lichtmarkt", "country": "DE", "languages": ["de"],
    "currency": "EUR", "time_zone": "Europe/Berlin", "seller_languages": ["de"],
}  # fmt: skip
KIND = "examples.small_shop.connector:SmallShop"

__all__ = ["KIND", "Shop", "SmallShop", "open_shop", "shop"]


@pytest.fixture
def shop(db: None, settings: Any) -> Iterator[Shop]:
    settings.CONNECTORS = [KIND]
    if not Store.objects.exists():
        stores.upsert_many([stores.store(STORE)], now=NOON)
    with open_shop() as there:
        yield there


def connected(shop: Shop, name: str = "small", *, at: datetime = AT) -> Connection:
    wanted = Wanted({"address": shop.url, "key": shop.key})
    store = Store.objects.get(pk="de")
    return connections.connect(
        name, "small_shop", store, wanted, by=OLGA, now=NOON, machine_now=at
    )  # fmt: skip


def read(at: datetime = AT, *, most: int = 50) -> int:
    """All that is due; how many pages that was."""
    for done in range(most):
        if running.turn(now=NOON, machine_now=at) is None:
            return done
    raise AssertionError("it never ends")


def reading(stream: str = "orders", name: str = "small") -> Reading:
    return Reading.objects.select_related("connection").get(connection=name, stream=stream)
