"""Which open pages wait for which topics, in one process. Runs in one event loop, without locks."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable

from mostrador.live.events import Position


class Listener:
    """One open page. What it has not taken yet is a set: a slow reader costs no memory."""

    def __init__(self, topics: Collection[str], position: Position) -> None:
        self.topics = frozenset(topics)
        self.closed = False
        self._until = position
        self._changed: set[str] = set()
        self._woken = asyncio.Event()

    def tell(self, topics: Iterable[str], until: Position) -> None:
        """`until` is where the page would go on if it came back."""
        told = self.topics.intersection(topics)
        self._until = max(self._until, until)
        if told:
            self._changed |= told
            self._woken.set()

    def close(self) -> None:
        self.closed = True
        self._woken.set()

    async def news(self) -> tuple[list[str], Position]:
        """Waits until there are some, or the listener is closed."""
        await self._woken.wait()
        taken, self._changed = sorted(self._changed), set()
        if not self.closed:
            self._woken.clear()
        return taken, self._until


class Hub:
    def __init__(self) -> None:
        self._all: set[Listener] = set()
        self._by_topic: defaultdict[str, set[Listener]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._all)

    def join(self, listener: Listener) -> None:
        self._all.add(listener)
        for topic in listener.topics:
            self._by_topic[topic].add(listener)

    def leave(self, listener: Listener) -> None:
        self._all.discard(listener)
        for topic in listener.topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def tell(self, topics: Collection[str], until: Position) -> None:
        for listener in {one for topic in topics for one in self._by_topic.get(topic, ())}:
            listener.tell(topics, until)

    def close(self) -> None:
        for listener in self._all:
            listener.close()
