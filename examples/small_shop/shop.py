"""A small shop with a JSON API, to try a connector against: python examples/small_shop/shop.py

    GET  /me                             who the key belongs to, and what it may do
    GET  /orders?since=MOMENT&page=N     what was changed at or after a moment, oldest first
    GET  /orders/NUMBER
    GET  /refunds?reference=KEY          what was paid back under a reference
    POST /refunds                        {"order", "amount", "currency", "reference"}
    GET  /messages?since=MOMENT          what was said in its message centre
    POST /messages                       {"order", "text", "reference"}

The key goes in the header Authorization: Bearer KEY. Like many real shops it does not know
idempotency keys: who posts a refund twice pays twice.
"""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

A_PAGE = 2
Json = Any


def an_order(number: str, changed: str, **more: Json) -> dict[str, Json]:
    return {
        "number": number,
        "state": "sent",
        "bought": "2026-11-03T10:00:00+01:00",
        "changed": changed,
        "vendor": "S-ZHOU",
        "currency": "EUR",
        "customer": {"no": "B-KELLER", "name": "Anna Keller", "mail": "anna.keller@mail.example"},
        "rows": [{"row": 1, "sku": "LENA", "name": "Leselampe Lena", "count": 1, "each": 3990}],
        **more,
    }


@dataclass
class Shop:
    key: str = "a-key-of-the-shop"
    orders: dict[str, dict[str, Json]] = field(default_factory=dict)
    refunds: list[dict[str, Json]] = field(default_factory=list)
    messages: list[dict[str, Json]] = field(default_factory=list)
    # What the next calls are answered instead: status and headers.
    mischief: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    # Done, but the answer is lost on its way: so many times.
    lost: int = 0
    # By the shop's own clock.
    clock: str = "2026-11-12T10:00:00+01:00"
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, number: str, changed: str, **more: Json) -> None:
        self.orders[number] = an_order(number, changed, **more)

    def answer(self, method: str, path: str, asked: dict[str, str], body: Json) -> Json:
        what = path.strip("/").split("/")
        if what == ["me"]:
            return {"shop": "Small shop", "may": ["orders", "refunds", "messages"]}
        if what == ["orders"]:
            return self._page(asked)
        if what[0] == "orders":
            return self.orders.get(what[1])
        if what == ["refunds"]:
            return self._refund(body) if method == "POST" else self._found(asked)
        return self._say(body) if method == "POST" else self._said(asked)

    def _page(self, asked: dict[str, str]) -> Json:
        since, page = _at(asked["since"]), int(asked.get("page", "1"))
        changed = [each for each in self.orders.values() if _at(each["changed"]) >= since]
        changed.sort(key=lambda each: (_at(each["changed"]), each["number"]))
        begin, end = (page - 1) * A_PAGE, page * A_PAGE
        return {"orders": changed[begin:end], "next": page + 1 if changed[end:] else None}

    def _refund(self, body: Json) -> Json:
        if body["order"] not in self.orders:
            return None
        self.refunds.append({**body, "id": f"R-{len(self.refunds) + 1}"})
        return self.refunds[-1]

    def _found(self, asked: dict[str, str]) -> Json:
        wanted = asked.get("reference")
        return {"refunds": [each for each in self.refunds if each["reference"] == wanted]}

    def _say(self, body: Json) -> Json:
        number = f"M-{len(self.messages) + 1}"
        self.messages.append({**body, "id": number, "by": "service", "at": self.clock})
        return self.messages[-1]

    def _said(self, asked: dict[str, str]) -> Json:
        since = _at(asked.get("since", self.messages[0]["at"] if self.messages else self.clock))
        return {"messages": [each for each in self.messages if _at(each["at"]) >= since]}


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


class Door(BaseHTTPRequestHandler):
    server: "Server"

    def do_GET(self) -> None:
        shop = self.server.shop
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Authorization") != f"Bearer {shop.key}":
            return self._say(401, {"error": "This key is not known."})
        if shop.mischief:
            status, headers = shop.mischief.pop(0)
            return self._say(status, {"error": "Not now."}, headers)
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        found = shop.answer(self.command, url.path, asked, json.loads(body) if body else None)
        if self.command == "POST" and shop.lost:
            shop.lost -= 1
            return self.connection.close()
        return self._say(200, found) if found else self._say(404, {"error": "No such thing."})

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_words: Any) -> None:
        """Quiet."""

    def _say(self, status: int, said: Json, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    shop: Shop
    daemon_threads = True

    def handle_error(self, *_about: Any) -> None:
        """Whoever hung up is gone."""


def served(shop: Shop, port: int = 0) -> Server:
    server = Server(("127.0.0.1", port), Door)
    server.shop, shop.port = shop, server.server_port
    return server


@contextmanager
def open_shop(shop: Shop | None = None) -> Iterator[Shop]:
    """For a test: open as long as the context."""
    shop = shop or Shop()
    server = served(shop)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def stocked() -> Shop:
    shop = Shop()
    for day in range(1, 6):
        shop.put(f"P-100{day}", f"2026-11-0{day + 3}T12:00:00+01:00")
    said = {"id": "M-1", "order": "P-1001", "by": "buyer", "at": "2026-11-09T09:00:00+01:00"}
    shop.messages.append({**said, "text": "Where is my lamp?"})
    return shop


if __name__ == "__main__":
    here = served(stocked(), int(sys.argv[1]) if len(sys.argv) > 1 else 8300)
    print(f"The shop is open at {here.shop.url}; its key is {here.shop.key}")
    try:
        here.serve_forever()
    except KeyboardInterrupt:
        here.server_close()
