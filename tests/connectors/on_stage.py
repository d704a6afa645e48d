"""A connection in every state that its page can show at once; nobody answers where it leads."""

from datetime import timedelta

from mostrador import wallclock
from mostrador.connectors import connections, readings, rejects
from mostrador.connectors.connections import Wanted
from mostrador.connectors.failures import KeyRefusedError
from mostrador.connectors.models import Connection, Reading
from mostrador.stores.models import Store
from tests.cast import NOON

OLGA = "operator:olga"
NOBODY = "http://127.0.0.1:9/api"


def a_connection() -> Connection:
    store, at = Store.objects.get(pk="de"), wallclock.machine_now()
    wanted = Wanted({"address": NOBODY, "key": "k-0123456789"})
    made = connections.connect("market", "mirakl", store, wanted, by=OLGA, now=NOON, machine_now=at)
    reading = readings.claim(machine_now=at, connection=made) or Reading()
    body = {"type": "order", "id": "LM-9001", "store": "de", "seller": "a/b"}
    reason = {"code": "NOT_AN_ID", "detail": "seller must have no slash.", "pointer": "/seller"}
    rejects.keep(reading, body, [reason], now=NOON)
    error = KeyRefusedError("The key is not accepted: 401 Unauthorized")
    readings.fail(reading, error, machine_now=at - timedelta(hours=1))
    # No worker of a test may call there.
    connections.pause(made, by=OLGA, now=NOON)
    return made
