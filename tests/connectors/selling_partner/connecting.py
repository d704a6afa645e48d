"""Lichtmarkt's store, connected to the marketplace on this machine, and read."""

from datetime import timedelta

from mostrador.connectors import connections, running
from mostrador.connectors.connections import Wanted
from mostrador.connectors.models import Connection, Reading
from mostrador.stores.models import Store
from tests.cast import NOON
from tests.connectors.selling_partner import market as markets
from tests.connectors.selling_partner.market import Market

OLGA = "operator:olga"


def settings_of(market: Market, **settings: str) -> dict[str, str]:
    return {
        "address": market.url, "login_address": f"{market.url}/auth/o2/token",
        "client_id": markets.CLIENT, "client_secret": markets.SECRET,
        "refresh_token": markets.REFRESH, "seller": "S-ZHOU",
        "marketplaces": markets.MARKETPLACE, **settings,
    }  # fmt: skip


def connected(market: Market, **settings: str) -> Connection:
    return connections.connect(
        "grand", "selling_partner", Store.objects.get(pk="de"),
        Wanted(settings=settings_of(market, **settings)), by=OLGA, now=NOON, machine_now=NOON,
    )  # fmt: skip


def read(after: timedelta = timedelta(0), *, turns: int = 20) -> list[Reading]:
    """Until nothing is due at that moment."""
    done = []
    for _ in range(turns):
        reading = running.turn(now=NOON, machine_now=NOON + after)
        if reading is None:
            break
        reading.refresh_from_db()
        done.append(reading)
    return done
