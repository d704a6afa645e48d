"""Lichtmarkt runs on the platform: connected, and read as the worker reads."""

from datetime import datetime, timedelta

from mostrador.connectors import connections, running
from mostrador.connectors.connections import Wanted
from mostrador.connectors.models import Connection
from mostrador.connectors.posting import REST
from mostrador.outbox import sending
from mostrador.site.delivering import TO_MARKETPLACES
from mostrador.stores.models import Store
from tests.cast import NOON
from tests.connectors.mirakl.platform import KEY, Platform

OLGA = "operator:olga"
A_WHILE = timedelta(minutes=20)


def connected(platform: Platform, *, carries: bool = True, **tables: dict[str, str]) -> Connection:
    wanted = Wanted(settings={"address": platform.url, "key": KEY}, tables=tables)
    store = Store.objects.get(pk="de")
    made = connections.connect(
        "lichtmarkt", "mirakl", store, wanted, by=OLGA, now=NOON, machine_now=NOON
    )
    if carries:
        connections.carry(made, wanted=True, by=OLGA, now=NOON)
    return made


def read(at: datetime = NOON) -> None:
    """Everything that is due by then, page by page."""
    while running.turn(now=at, machine_now=at):
        pass


def post(*, after: timedelta = timedelta(0), machine_now: datetime) -> int:
    """What is owed into threads, and to be carried out."""
    return sending.deliver_batch(TO_MARKETPLACES, now=NOON + after, machine_now=machine_now)


__all__ = ["A_WHILE", "OLGA", "REST", "connected", "post", "read"]
