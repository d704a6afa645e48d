"""Live pages: one stream a page, Server-Sent Events out, one reader of the database a process.

`GET /live/?ticket=…` answers with an event for each topic of the ticket that was told of since the
page was made, and goes on until the page is left. A page that comes back says the last event it
had and gets what it missed.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from django.db import Error, connection

from mostrador.live import events, tickets
from mostrador.live.events import Position, Told
from mostrador.live.hub import Hub, Listener
from mostrador.live.tickets import Ticket
from mostrador.pages.watching import ADDRESS

log = logging.getLogger("mostrador.live")

LOOK_EVERY = 0.3
AFTER_A_FAULT = 2.0
# A proxy closes what is silent for long; half a minute is the shortest that is common.
HEARTBEAT = 20.0
MOST = 5000
HEADERS = {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
}


class Streams:
    """ASGI: streams at their address, everything else from the pages."""

    def __init__(self, pages: Any) -> None:
        self._pages = pages
        self._hub = Hub()
        self._at: Position | None = None
        # What lies behind that place and has been told already.
        self._seen: set[int] = set()
        self._placed = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
        # One thread, so that one database connection serves all streams of the process.
        self._database = ThreadPoolExecutor(1, "live")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != ADDRESS:
            await self._pages(scope, receive, send)
            return
        ticket = _ticket(scope)
        if not ticket:
            await _refuse(send, HTTPStatus.FORBIDDEN)
        elif len(self._hub) >= MOST:
            await _refuse(send, HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            await self._stream(ticket, receive, send)

    def close(self) -> None:
        """Every stream ends; the pages come back to whoever serves next."""
        self._hub.close()
        if self._reader:
            self._reader.cancel()
        self._database.submit(_let_go)

    async def _stream(self, ticket: Ticket, receive: Any, send: Any) -> None:
        listener = Listener(ticket.topics, ticket.after)
        self._hub.join(listener)
        leaving = asyncio.ensure_future(_left(receive, listener))
        try:
            await _begin(send, HTTPStatus.OK, HEADERS)
            await self._catch_up(listener, ticket)
            while not listener.closed:
                await _write(send, await _next_words(listener))
            await send({"type": "http.response.body"})
        finally:
            leaving.cancel()
            self._hub.leave(listener)

    async def _catch_up(self, listener: Listener, ticket: Ticket) -> None:
        """What was told since the page was made, asked when the reader has a place: whatever is
        told afterwards comes from the reader, and what lies between may come twice.
        """
        if not self._reader or self._reader.done():
            self._placed.clear()
            self._reader = asyncio.ensure_future(self._read())
        await self._placed.wait()
        try:
            missed: Told = await self._ask(events.missed, ticket.topics, ticket.after)
        except Error:
            listener.close()
        else:
            listener.tell(missed.topics.values(), missed.until)

    async def _read(self) -> None:
        """While anyone listens: what is new goes to whom it concerns."""
        self._at = None
        while self._hub:
            try:
                await self._look()
            except Error as error:
                log.warning("the stream cannot be read now, trying again: %s", error)
                await asyncio.sleep(AFTER_A_FAULT)
            await asyncio.sleep(LOOK_EVERY)

    async def _look(self) -> None:
        if self._at is None:
            self._at = await self._ask(events.here)
            self._placed.set()
        told: Told = await self._ask(events.since, self._at)
        self._at = told.until
        new = told.topics.keys() - self._seen
        self._seen = set(told.topics)
        self._hub.tell({told.topics[number] for number in new}, told.until)

    async def _ask(self, question: Any, *facts: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(
            self._database, _asked, question, *facts
        )


def _asked(question: Any, *facts: Any) -> Any:
    """One connection for as long as it holds; after a fault a new one."""
    try:
        return question(*facts)
    except Error:
        connection.close()
        raise


def _let_go() -> None:
    connection.close()


def _ticket(scope: Any) -> Ticket | None:
    sealed = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
    ticket = tickets.open_seal(sealed)
    last = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    try:
        return Ticket(ticket.topics, Position.read(last)) if ticket and last else ticket
    except ValueError:
        return None


async def _left(receive: Any, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.close()


async def _next_words(listener: Listener) -> bytes:
    try:
        topics, until = await asyncio.wait_for(listener.news(), HEARTBEAT)
    except TimeoutError:
        return b":\n\n"
    return "".join(f"id: {until}\ndata: {topic}\n\n" for topic in topics).encode()


async def _refuse(send: Any, status: HTTPStatus) -> None:
    await _begin(send, status, {"content-type": "text/plain", "retry-after": "30"})
    await send({"type": "http.response.body", "body": status.phrase.encode()})


async def _begin(send: Any, status: HTTPStatus, headers: dict[str, str]) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    # What is sent at once tells the page that it is connected.
    if status == HTTPStatus.OK:
        await _write(send, b"retry: 3000\n\n")


async def _write(send: Any, words: bytes) -> None:
    await send({"type": "http.response.body", "body": words, "more_body": True})
