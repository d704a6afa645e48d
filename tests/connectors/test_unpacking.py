"""A few kilobytes that unpack to all of the memory are refused after what we take."""

import gzip
import tracemalloc
import zlib
from datetime import UTC, datetime

import pytest

from mostrador.connectors import calling
from mostrador.connectors.calling import Caller
from tests.connectors.wild import Says, wild

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
MANY = 3 * calling.READ_AT_MOST
BODY = b'{"a": "b"}'


def called(says: Says) -> calling.Answer:
    with wild(says) as there, Caller(there.url, now=NOW) as caller:
        return caller.get("orders")


@pytest.mark.parametrize(("coding", "body"), [
    ("gzip", gzip.compress(BODY)), ("deflate", zlib.compress(BODY)), ("identity", BODY),
    ("GZIP", gzip.compress(BODY)), ("gzip", b""),
])  # fmt: skip
def test_what_is_compressed_is_read(coding, body):
    assert called(Says(200, body, {"Content-Encoding": coding})).body == (BODY if body else b"")


def test_a_bomb_does_not_go_off():
    bomb = Says(200, gzip.compress(bytes(MANY)), {"Content-Encoding": "gzip"})
    tracemalloc.start()

    with pytest.raises(calling.UnreadableError, match="larger than"):
        called(bomb)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2.5 * calling.READ_AT_MOST


def test_a_bomb_in_a_bomb_is_not_opened():
    bomb = gzip.compress(gzip.compress(bytes(MANY)))

    with pytest.raises(calling.UnreadableError, match="do not know"):
        called(Says(200, bomb, {"Content-Encoding": "gzip, gzip"}))


@pytest.mark.parametrize("body", [gzip.compress(BODY)[:-3], b"no gzip at all"])
def test_what_breaks_off_is_asked_for_again(body):
    with pytest.raises(calling.TryLaterError, match="broke off"):
        called(Says(200, body, {"Content-Encoding": "gzip"}))


def test_nothing_else_is_asked_for():
    with wild() as there, Caller(there.url, now=NOW) as caller:
        caller.get("orders")

    assert there.heard[0]["headers"]["accept-encoding"] == "gzip"


@pytest.mark.parametrize("address", [
    "http://127.0.0.1:9/admin", "http://localhost:9/", "https://169.254.169.254/latest",
    "https://10.0.0.5/", "https://[::1]/", "https://db.localhost/",
])  # fmt: skip
def test_a_marketplace_leads_us_to_nothing_of_our_own(address):
    caller = Caller("https://market.example", now=NOW)

    with pytest.raises(calling.UnreadableError, match="our own network"):
        caller.elsewhere(address)
