"""A marketplace's receiver on this machine: checks each signature and does each id once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

PATH = "/hooks"


@dataclass
class Market:
    """What it was told, and what it did: money moves once an id."""

    secret: str = ""
    # One after the other, then 200; None is no answer at all, 0 one that trickles.
    answers: list[int | None] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    refunds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    port: int = 0
    # Set when the answers that are held back may go.
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PATH}"

    def take(self, raw: bytes, headers: dict[str, str]) -> None:
        said = Webhook(self.secret).verify(raw, headers)
        key = headers["webhook-id"]
        self.heard.append(key)
        assert said["data"]["id"] == key
        if said["type"] == "instruction.refund":
            self.refunds.setdefault(key, said["data"]["amounts"])


class Door(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        market: Market = self.server.market
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        market.take(raw, {name.lower(): value for name, value in self.headers.items()})
        answer = market.answers.pop(0) if market.answers else 200
        if not answer:
            if answer == 0:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            market.released.wait(30)
            return
        self.send_response(answer)
        if answer == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_words: Any) -> None:
        pass


@contextmanager
def receiving(*answers: int | None) -> Iterator[Market]:
    market = Market(answers=list(answers))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.market = market
    market.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield market
    finally:
        market.released.set()
        server.shutdown()
        thread.join(10)
        server.server_close()
