"""Who is told what, within one process."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from mostrador.live.events import Position
from mostrador.live.hub import Hub, Listener

START = Position(0, 0)
T = TypeVar("T")


def test_each_hears_of_his_own_topics_alone() -> None:
    async def scene() -> list[tuple[list[str], Position]]:
        hub, ada, anna = Hub(), _listener("desk", "contact:C-1"), _listener("contact:C-1")
        for one in (ada, anna, _listener("contact:C-2")):
            hub.join(one)
        hub.tell({"desk", "contact:C-9", "contact:C-1"}, Position(0, 7))
        return [await ada.news(), await anna.news()]

    assert _played(scene()) == [
        (["contact:C-1", "desk"], Position(0, 7)),
        (["contact:C-1"], Position(0, 7)),
    ]


def test_a_slow_reader_gets_all_he_missed_at_once() -> None:
    async def scene() -> tuple[list[str], Position]:
        hub, ada = Hub(), _listener("desk", "contact:C-1")
        hub.join(ada)
        for number in range(1, 1001):
            hub.tell({"desk"}, Position(0, number))
        hub.tell({"contact:C-1"}, Position(0, 1001))
        return await ada.news()

    assert _played(scene()) == (["contact:C-1", "desk"], Position(0, 1001))


def test_who_has_left_is_forgotten() -> None:
    hub, ada, anna = Hub(), _listener("desk"), _listener("desk")
    hub.join(ada)
    hub.join(anna)

    hub.leave(ada)

    assert len(hub) == 1
    hub.leave(anna)
    assert not hub


def test_closing_wakes_everyone() -> None:
    async def scene() -> tuple[tuple[list[str], Position], bool]:
        hub, ada = Hub(), _listener("desk")
        hub.join(ada)
        hub.close()
        return await ada.news(), ada.closed

    assert _played(scene()) == (([], START), True)


def _played(scene: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: a browser of another test keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, scene).result()


def _listener(*topics: str) -> Listener:
    return Listener(topics, START)
