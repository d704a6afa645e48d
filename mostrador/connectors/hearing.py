"""The messages of a page, thread by thread: one that cannot be heard holds up no other.

It is kept with the reason, as a body is that cannot become a record.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import InterfaceError, OperationalError

from mostrador.connectors import belonging, rejects, threads, writing
from mostrador.connectors.exchanged import Said
from mostrador.connectors.models import Connection, Reading
from mostrador.history.chain import MovedOnError
from mostrador.orders.models import Order
from mostrador.rules import storable
from mostrador.rules.bodies import LONGEST_ID

MESSAGE = "message"
# Of these the database keeps so much and no more.
IDS = ("thread", "id", "order", "seller")
# What another worker, or the database itself, was in the way of is tried again as it is.
PASSING = (InterfaceError, OperationalError, MovedOnError)

Reasons = list[dict[str, str]]


def take(reading: Reading, messages: Sequence[Said], *, now: datetime) -> Counter[str]:
    """In the caller's transaction; how many were new, and how many are refused."""
    threads.link_orders(reading.connection, now=now)
    flawed = {at: flaws for at, one in enumerate(messages) if (flaws := _flaws(one))}
    good = [one for at, one in enumerate(messages) if at not in flawed]
    refused = [(messages[at], flaws) for at, flaws in flawed.items()]
    heard = 0
    for key, together in groupby(sorted(good, key=_thread), key=_thread):
        said = list(together)
        number, reasons = _hear(reading.connection, key, said, now=now)
        refused += [(one, reasons) for one in said if reasons]
        heard += number
    for one, reasons in refused:
        rejects.keep(reading, _body(one), reasons, now=now)
    return +Counter(messages=heard, rejected=len(refused))


def _thread(said: Said) -> str:
    return said.thread


def _hear(
    connection: Connection, key: str, said: Sequence[Said], *, now: datetime
) -> tuple[int, Reasons]:
    """How many were new; or why none of them can be heard."""
    other = _elsewhere(connection, said)
    if other:
        return 0, other
    try:
        heard = threads.take(connection, key, said, now=now)
    except PASSING:
        raise
    except Exception as error:  # noqa: BLE001  whatever one thread does, it stops no other
        return 0, _not_kept(error)
    rejects.forget(connection, [_body(one) for one in said])
    return heard, []


def _flaws(said: Said) -> Reasons:
    """What no thread could keep."""
    reasons = [
        {"code": "TOO_LONG", "detail": f"{name} must have at most {LONGEST_ID} characters.",
         "pointer": f"/{name}"}
        for name in (*IDS, "buyer") if len(_key(said, name)) > LONGEST_ID
    ]  # fmt: skip
    if said.at.tzinfo is None:
        sentence = "at must say its offset from UTC."
        reasons.append({"code": "NO_OFFSET", "detail": sentence, "pointer": "/at"})
    told = storable.flaws(_body(said))
    return reasons + [
        {"code": code, "detail": detail, "pointer": pointer} for code, detail, pointer in told
    ]


def _key(said: Said, name: str) -> str:
    found = (said.buyer or {}).get("id") if name == "buyer" else getattr(said, name)
    return str(found or "")


def _elsewhere(connection: Connection, said: Sequence[Said]) -> Reasons:
    """A thread about another store's order: that store's own connection hears it."""
    named = {writing.current(one.order) for one in said if one.order}
    ours = belonging.stores(connection)
    others = Order.objects.filter(pk__in=named).exclude(store__in=ours).order_by("pk")
    other = others.values_list("store", flat=True).first()
    return [belonging.reason(other)] if other else []


def _not_kept(error: Exception) -> Reasons:
    first = storable.printable(str(error)).partition("\n")[0][:200]
    sentence = f"It could not be kept: {first or type(error).__name__}."
    return [{"code": "NOT_KEPT", "detail": sentence, "pointer": ""}]


def _body(said: Said) -> dict[str, Any]:
    """As it is shown to the operator; its files stay where they are."""
    told = {each.name: getattr(said, each.name) for each in fields(said) if each.name != "files"}
    told |= {"at": said.at.isoformat(), "to": [*said.to], "lines": [*said.lines]}
    return {"type": MESSAGE, **{key: value for key, value in told.items() if value}}
