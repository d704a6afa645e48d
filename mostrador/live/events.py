"""Writing down what open pages should look at again."""

from datetime import datetime

from mostrador.live.models import Event

DESK = "desk"


def tell(*topics: str, at: datetime) -> None:
    Event.objects.bulk_create([Event(topic=topic, at=at) for topic in topics])
