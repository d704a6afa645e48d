"""A marketplace beside the processes that die: pays once an instruction and says so."""

import json
import queue
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

from tests.journeys.marketplace import Marketplace
from tests.kills.installation import until

SECRET = "whsec_" + "a2lsbHMra2lsbHMra2lsbHMra2lsbHMr"
PATIENCE_SECONDS = 120
EVERY_THIRD = 3
HTTP_OURS = 500
NOT_THERE = (OSError, urllib.error.URLError)


@dataclass
class Payer:
    market: Marketplace
    port: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    # Instruction → order; what is here was paid, once.
    paid: dict[str, str] = field(default_factory=dict)
    to_say: "queue.Queue[str | None]" = field(default_factory=queue.Queue)
    calls: int = 0

    def take(self, raw: bytes, headers: dict[str, str]) -> int:
        """The id is the key. Every third answer gets lost, though the money has moved."""
        said = Webhook(SECRET).verify(raw, headers)
        key = headers["webhook-id"]
        self.heard[key] += 1
        self.calls += 1
        if key not in self.paid:
            self.paid[key] = said["data"]["order"]
            self.to_say.put(key)
        return 500 if self.calls % EVERY_THIRD == 0 else 200

    def say(self) -> None:
        while (key := self.to_say.get()) is not None:
            body = {"outcome": "done", "reference": f"P-{key}"}
            until(
                lambda key=key, body=body: self.post(
                    f"instructions/{key}/acknowledgement", body, f"done-{key}"
                ),
                within=PATIENCE_SECONDS,
            )

    def post(self, path: str, body: dict[str, Any], key: str) -> Any:
        """What it was answered; nothing when nobody was there."""
        request = urllib.request.Request(
            f"{self.market.card['urls']['api']}/{path}",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.market.card['token']}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            if refused.code < HTTP_OURS:
                raise AssertionError(refused.read()) from refused
            return None
        except NOT_THERE:
            return None


class Door(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.send_response(self.server.payer.take(raw, headers))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        pass


@contextmanager
def paying(market: Marketplace) -> Iterator[Payer]:
    payer = Payer(market)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.payer = payer
    payer.port = server.server_port
    threads = [threading.Thread(target=server.serve_forever, args=(0.01,)),
               threading.Thread(target=payer.say)]  # fmt: skip
    for thread in threads:
        thread.start()
    try:
        yield payer
    finally:
        payer.to_say.put(None)
        server.shutdown()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        server.server_close()
