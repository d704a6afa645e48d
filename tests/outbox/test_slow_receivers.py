"""What is under way to a slow receiver is nobody else's, however long the others before it took."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from mostrador.outbox import owing
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import LEASE, Handler, deliver_batch

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
SLOW = timedelta(seconds=50)

pytestmark = pytest.mark.django_db


class Passing:
    """Time that passes only while something is delivered."""

    def __init__(self) -> None:
        self.gone = timedelta(0)

    def seconds(self) -> float:
        return 1_000 + self.gone.total_seconds()


def deliver(
    told: list[str], time: Passing, meanwhile: Callable[[], None], **how: timedelta
) -> None:
    def slowly(owed: Owed, _now: datetime) -> None:
        told.append(owed.key)
        time.gone += SLOW
        meanwhile()

    handlers = {"note": Handler(slowly, outside=True, **how)}
    began = NOON + time.gone
    deliver_batch(handlers, now=NOON, machine_now=began, clock=time.seconds)


def test_the_second_of_two_slow_ones_is_delivered_once():
    for number in range(2):
        owing.owe("note", f"note:{number}", {}, now=NOON)
    told, time = [], Passing()

    deliver(told, time, lambda: deliver(told, time, lambda: None) if len(told) == 2 else None)

    assert told == ["note:0", "note:1"]
    assert time.gone > LEASE


def test_one_that_may_take_longer_is_held_for_longer():
    owing.owe("note", "note:0", {}, now=NOON)
    told, time = [], Passing()

    def meanwhile() -> None:
        time.gone += SLOW
        deliver(told, time, lambda: None)

    deliver(told, time, meanwhile, lease=timedelta(minutes=2))

    assert told == ["note:0"]
