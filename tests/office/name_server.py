"""A name server of this machine's own, which knows what it is told."""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

Zone = Mapping[tuple[str, str], Sequence[str]]


@contextmanager
def answering(zone: Zone) -> Iterator[str]:
    """Its host and port, for as long as it listens."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        host, port = door.getsockname()
        thread = threading.Thread(target=_serve, args=(door, zone))
        thread.start()
        try:
            yield f"{host}:{port}"
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", (host, port))
            thread.join()


def _serve(door: socket.socket, zone: Zone) -> None:
    while True:
        raw, asker = door.recvfrom(4096)
        if not raw:
            return
        door.sendto(_answer(dns.message.from_wire(raw), zone).to_wire(), asker)


def _answer(asked: dns.message.Message, zone: Zone) -> dns.message.Message:
    question = asked.question[0]
    name, kind = str(question.name).rstrip("."), dns.rdatatype.to_text(question.rdtype)
    answer = dns.message.make_response(asked)
    answer.flags |= dns.flags.RA
    if (name, kind) in zone:
        said = dns.rrset.from_text_list(question.name, 60, "IN", kind, zone[name, kind])
        answer.answer.append(said)
    elif not any(known == name for known, _kind in zone):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer
