"""Which orders the marketplace's notifications speak of: each is then fetched by itself.

A notification is only a knock at the door. What it says of the order may be late or out of turn,
so nothing of it is written down.
"""

import json
from collections.abc import Iterator

from mostrador.connectors import parts

KINDS = frozenset({"ORDER_CHANGE", "ORDER_STATUS_CHANGE"})
# What lies around a notification when it came through a topic or a bus.
WRAPPERS = ("Message", "detail", "Body")
DEEPEST = 4


def orders_in(said: object) -> list[str]:
    """The ids, each once; none in a notification of another kind or one that cannot be read."""
    return list(dict.fromkeys(_ids(_unwrapped(said))))


def told_at(said: object) -> str:
    body = _unwrapped(said)
    return parts.text(body, "EventTime") or parts.text(body, "eventTime")


def _unwrapped(said: object) -> parts.Body:
    for _ in range(DEEPEST):
        if isinstance(said, str):
            said = _read(said)
        inside = next((key for key in WRAPPERS if parts.part(said).get(key)), None)
        if inside is None:
            break
        said = parts.part(said)[inside]
    return parts.part(said)


def _read(said: str) -> object:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None


def _ids(body: parts.Body) -> Iterator[str]:
    # The names begin with a small letter in some notifications, with a capital one in others.
    for kind, payload in (("NotificationType", "Payload"), ("notificationType", "payload")):
        if parts.text(body, kind) in KINDS:
            for inside in parts.part(body, payload).values():
                key = parts.text(inside, "AmazonOrderId") or parts.text(inside, "amazonOrderId")
                if key:
                    yield key
