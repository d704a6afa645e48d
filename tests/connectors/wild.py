"""A server on this machine that answers as badly as it is told to."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Instead of a status: nothing is said until the test is over; one byte, and then nothing; the line
# is cut in the middle of the body.
SILENT, TRICKLING, CUT = 0, 1, 2


@dataclass
class Says:
    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Wild:
    # One after the other; the last again and again.
    answers: list[Says]
    port: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def next(self) -> Says:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Door(BaseHTTPRequestHandler):
    server: Any

    def do_GET(self) -> None:
        wild: Wild = self.server.wild
        length = int(self.headers.get("Content-Length") or 0)
        wild.heard.append(
            {
                "method": self.command,
                "path": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": self.rfile.read(length),
            }
        )
        self._say(wild.next(), wild.released)

    def do_POST(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def date_time_string(self, *_at: Any) -> str:
        return "Mon, 23 Nov 2026 07:00:00 GMT"

    def log_message(self, *_words: Any) -> None:
        pass

    def _say(self, says: Says, released: threading.Event) -> None:
        if says.status in (SILENT, TRICKLING):
            if says.status == TRICKLING:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while says.status == TRICKLING and not released.wait(0.1):
                self.wfile.write(b"x")
            released.wait(30)
            return
        self.send_response(says.status if says.status != CUT else 200)
        for name, value in says.headers.items():
            self.send_header(name, value)
        more = 100 if says.status == CUT else 0
        self.send_header("Content-Length", str(len(says.body) + more))
        self.end_headers()
        self.wfile.write(says.body)


class Server(ThreadingHTTPServer):
    wild: Wild
    daemon_threads = True

    def handle_error(self, *_about: Any) -> None:
        """Whoever was cut off does not matter here."""


@contextmanager
def wild(*answers: Says) -> Iterator[Wild]:
    there = Wild(list(answers) or [Says()])
    server = Server(("127.0.0.1", 0), Door)
    server.wild, there.port = there, server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield there
    finally:
        there.released.set()
        server.shutdown()
        thread.join(10)
        server.server_close()
