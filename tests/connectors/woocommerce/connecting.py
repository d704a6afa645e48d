"""Lichtmarkt's store, connected to the shop on this machine, and read until nothing is due."""

from datetime import timedelta
from typing import Any

from mostrador.connectors import connections, running
from mostrador.connectors.connections import Wanted
from mostrador.connectors.models import Connection, Reading
from mostrador.stores.models import Store
from tests.cast import NOON
from tests.connectors.woocommerce import shop
from tests.connectors.woocommerce.shop import Desk

OLGA = "operator:olga"


def settings_of(desk: Desk, **settings: str) -> dict[str, str]:
    return {
        "address": desk.url, "consumer_key": shop.KEY, "consumer_secret": shop.SECRET,
        "seller": "S-ZHOU", **settings,
    }  # fmt: skip


def connected(desk: Desk, tables: Any = None, **settings: str) -> Connection:
    return connections.connect(
        "small", "woocommerce", Store.objects.get(pk="de"),
        Wanted(settings=settings_of(desk, **settings), tables=tables or {}),
        by=OLGA, now=NOON, machine_now=NOON,
    )  # fmt: skip


def read(after: timedelta = timedelta(0), *, turns: int = 40) -> dict[str, Reading]:
    """The last reading of each stream that was read."""
    done = {}
    for _ in range(turns):
        reading = running.turn(now=NOON, machine_now=NOON + after)
        if reading is None:
            break
        reading.refresh_from_db()
        done[reading.stream] = reading
    return done
