"""Where a marketplace wants to be told: an address that a person has typed, taken apart."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PORTS = {"https": 443, "http": 80}
LONGEST = 500
FIRST_VISIBLE = "!"


@dataclass(frozen=True, slots=True)
class Endpoint:
    secure: bool
    host: str
    port: int
    # With its query.
    path: str


def endpoint(address: str, *, longest: int = LONGEST) -> Endpoint | None:
    """None for what is no such address: https, or http on this machine; no name, no password."""
    if (
        len(address) > longest
        or not address.isascii()
        or any(one < FIRST_VISIBLE for one in address)
    ):
        return None
    try:
        url = urlsplit(address)
        port = url.port
    except ValueError:
        return None
    if url.scheme not in PORTS or not url.hostname or url.username is not None:
        return None
    if url.scheme == "http" and url.hostname not in LOOPBACK:
        return None
    path = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
    return Endpoint(url.scheme == "https", url.hostname, port or PORTS[url.scheme], path)


def inner(host: str) -> bool:
    """Does it name this machine, or an address that is nobody's on the internet?"""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host in LOOPBACK or host.endswith(".localhost")
