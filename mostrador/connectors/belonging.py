"""A marketplace speaks of its own stores alone: two may have the same ids, and one may lie.

A connection's stores are its own and those that the operator has named in its table `stores`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from mostrador.connectors.models import Connection
from mostrador.contacts.models import Contact
from mostrador.orders.models import Event, Order

STORES = "stores"
CODE = "OTHER_STORE"
SENTENCE = "This belongs to the store {store}, which this connection does not speak for."

Strange = Mapping[int, list[dict[str, str]]]


def stores(connection: Connection) -> set[str]:
    return {connection.store_id, *connection.tables.get(STORES, {}).values()}


def strange(connection: Connection, bodies: Sequence[Any]) -> Strange:
    """The places of the bodies that are about another store, with the reason."""
    told = [body if isinstance(body, Mapping) else {} for body in bodies]
    ours, there = stores(connection), _held(told)
    found = {}
    for at, body in enumerate(told):
        named = (store for key in _keys(body) if (store := there.get(key)) not in (None, *ours))
        other = next(named, None)
        if other is not None:
            found[at] = [reason(other)]
    return found


def own(connection: Connection, orders: Iterable[str]) -> QuerySet[Order]:
    """Those of these orders that are its own, in a fixed order."""
    keys = [key for key in orders if _plain(key) == key]
    rows = Order.objects.filter(pk__in=keys, store__in=stores(connection))
    return rows.order_by("pk")


def reason(store: str) -> dict[str, str]:
    return {"code": CODE, "detail": SENTENCE.format(store=store), "pointer": ""}


Key = tuple[str, str]


def _keys(body: Mapping[str, Any]) -> Iterator[Key]:
    """What it names, or would take the place of, that is somebody's."""
    kind = body.get("type")
    store = body.get("id" if kind == "store" else "store")
    if store:
        yield "store", str(store)
    if kind == "order":
        yield "order", str(body.get("id"))
    else:
        yield "order", str(body.get("order"))
        yield "event", f"{kind}/{body.get('id')}"
    if kind == "contact":
        yield "contact", str(body.get("id"))


def _held(bodies: Sequence[Mapping[str, Any]]) -> dict[Key, str]:
    """Whose each of these is; what nobody has yet may be anybody's."""
    named: dict[str, set[str]] = {what: set() for what in ("order", "event", "contact", "store")}
    for what, key in (key for body in bodies for key in _keys(body)):
        named[what].add(_plain(key))
    events = Event.objects.filter(pk__in=named["event"])
    rows = {
        "order": Order.objects.filter(pk__in=named["order"]).values_list("pk", "store"),
        "event": events.values_list("pk", "order__store"),
        "contact": Contact.objects.filter(pk__in=named["contact"]).values_list("pk", "store"),
    }
    held = {(what, key): store for what, found in rows.items() for key, store in found if store}
    return held | {("store", key): key for key in named["store"]}


def _plain(key: str) -> str:
    """What no database can be asked for is nobody's."""
    return key.encode(errors="replace").decode().replace("\0", "")
