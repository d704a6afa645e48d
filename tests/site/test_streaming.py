"""The live stream over a real connection: what it says, to whom, and that it ends when asked."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from mostrador.live import events, tickets
from mostrador.live.events import Position
from mostrador.live.tickets import Ticket
from mostrador.site import serving
from tests.cast import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def served() -> Iterator[tuple[str, serving.Server]]:
    """The web process's own server, on a port of its choice, in a thread of this process."""
    door = socket.create_server(("127.0.0.1", 0))
    server = serving.server(host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, args=([door],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}", server
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


def test_a_page_hears_of_its_own_topics() -> None:
    with served() as (address, _), listening(address, "contact:C-1") as lines:
        assert next(lines) == "retry: 3000"
        events.tell("desk", "contact:C-2", at=NOON)
        events.tell("contact:C-1", at=NOON)

        assert _next_data(lines) == "contact:C-1"


def test_what_was_told_before_the_page_listened_comes_too() -> None:
    ticket = Ticket(frozenset({"contact:C-1"}), events.here())
    events.tell("contact:C-1", at=NOON)

    with served() as (address, _), stream(address, ticket) as lines:
        assert _next_data(lines) == "contact:C-1"


def test_a_page_that_comes_back_gets_what_it_missed_and_nothing_older() -> None:
    ticket = Ticket(frozenset({"contact:C-1", "contact:C-2"}), events.here())
    with served() as (address, _):
        with stream(address, ticket) as lines:
            events.tell("contact:C-1", at=NOON)
            keep: dict[str, str] = {}
            assert _next_data(lines, keep) == "contact:C-1"
        events.tell("contact:C-2", at=NOON)

        with stream(address, ticket, last=keep["id"]) as lines:
            # On PostgreSQL what a slow neighbour holds back may come twice.
            told = _next_data(lines)
            again = _next_data(lines) if told == "contact:C-1" else told
            assert again == "contact:C-2"


@pytest.mark.parametrize("query", ["", "?ticket=", "?ticket=forged", "?other=1"])
def test_without_a_ticket_there_is_no_stream(query: str) -> None:
    with served() as (address, _):
        assert httpx.get(f"{address}/live/{query}").status_code == 403


def test_a_ticket_for_other_topics_cannot_be_made_by_hand() -> None:
    sealed = tickets.seal(Ticket(frozenset({"contact:C-1"}), Position(0, 0)))
    altered = sealed.replace(sealed[3], "A" if sealed[3] != "A" else "B", 1)

    assert tickets.open_seal(altered) is None


def test_the_server_ends_its_streams_when_it_is_told_to_end() -> None:
    with served() as (address, server), listening(address, "desk") as lines:
        next(lines)
        server.should_exit = True

        assert list(lines) == [""]


def test_pages_are_served_beside_the_streams() -> None:
    with served() as (address, _):
        assert httpx.get(f"{address}/healthz").text == "alive\n"


@contextmanager
def listening(address: str, *topics: str) -> Iterator[Iterator[str]]:
    with stream(address, Ticket(frozenset(topics), events.here())) as lines:
        yield lines


@contextmanager
def stream(address: str, ticket: Ticket, *, last: str = "") -> Iterator[Iterator[str]]:
    headers = {"Last-Event-ID": last} if last else {}
    asked = {"ticket": tickets.seal(ticket)}
    with httpx.stream("GET", f"{address}/live/", params=asked, headers=headers, timeout=15) as got:
        assert got.status_code == 200
        yield got.iter_lines()


def _next_data(lines: Iterator[str], keep: dict[str, str] | None = None) -> str:
    for line in lines:
        name, _, value = line.partition(": ")
        if keep is not None:
            keep[name] = value
        if name == "data":
            return value
    raise AssertionError("the stream has ended")
