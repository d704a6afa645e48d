"""A mail server of somebody else, on this machine, that says what it is told to say."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

OK = "250 ok"


@dataclass
class Postbox:
    to_recipient: str = OK
    to_mail: str = OK
    taken: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:
        if self.to_recipient == OK:
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server, _session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return self.to_mail


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def opened(box: Postbox) -> Iterator[str]:
    """Its address, for as long as it listens."""
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield f"smtp://127.0.0.1:{server.port}"
    finally:
        server.stop()
