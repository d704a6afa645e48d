"""mostrador connect, as an operator types it."""

import argparse
import io
import json
from typing import Any

import pytest

from mostrador.connectors.models import Connection
from mostrador.history import chain
from mostrador.site.commands import connect
from mostrador.site.failure import Failure
from tests.connectors.small_shop import Shop, connected, shop

__all__ = ["shop"]


def typed(*words: str) -> int:
    parser = argparse.ArgumentParser()
    connect.arguments(parser)
    return connect.run(parser.parse_args(words))


def refused(*words: str) -> str:
    with pytest.raises(Failure) as caught:
        typed(*words)
    return str(caught.value)


def new(shop: Shop, **more: str) -> list[str]:
    given = {"address": shop.url, **more}
    pairs = [word for name, value in given.items() for word in ("--set", f"{name}={value}")]
    return ["small", "--kind", "small_shop", "--store", "de", *pairs]


@pytest.fixture
def key(shop: Shop, monkeypatch: Any) -> str:
    monkeypatch.setenv("MOSTRADOR_CONNECT_KEY", shop.key)
    return shop.key


def test_connecting_with_a_key_from_the_environment(shop, key, capsys):
    assert typed(*new(shop)) == 0

    small = Connection.objects.get()
    assert (small.settings, small.secrets) == ({"address": shop.url}, {"key": key})
    assert [(entry.what, entry.by) for entry in chain.entries_of(small)] == [
        ("connected", "program:command")
    ]
    assert key not in json.dumps(chain.entries_of(small)[0].facts)
    assert "mostrador connect small --test" in capsys.readouterr().err


def test_a_key_may_be_given_on_standard_input(shop, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("from-a-pipe\n"))
    typed(*new(shop))

    assert Connection.objects.get().secrets == {"key": "from-a-pipe"}


def test_the_test_says_what_it_found(shop, capsys):
    connected(shop)

    assert typed("small", "--test") == 0
    assert capsys.readouterr().out.startswith("ok   It may read the orders of Small shop.\n")


def test_the_test_says_what_is_wrong_and_not_the_key(shop, capsys):
    connected(shop)
    shop.key = "another"

    assert typed("small", "--test", "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["fine"], len(said["findings"])) == (False, 1)
    assert "does not accept the key" in said["findings"][0]["sentence"]
    assert "a-key-of-the-shop" not in str(said)


def test_the_contract_is_tried_by_command_too(shop, capsys):
    connected(shop)
    shop.put("P-1", "2026-11-12T09:30:00+01:00")

    assert typed("small", "--contract") == 0
    assert "orders: all 1 bodies are of the load format." in capsys.readouterr().out


def test_what_is_connected_and_what_could_be(shop, capsys):
    connected(shop)
    typed("--list")
    told = capsys.readouterr()
    typed("--list", "--json")
    said = json.loads(capsys.readouterr().out)

    assert told.out == "small: small_shop, store de, fine\n"
    assert "--kind small_shop (Small shop) asks for: address, key (secret)" in told.err
    assert said["connections"][0]["streams"] == {"messages": {}, "orders": {}}
    assert "small_shop" in said["kinds"]


def test_changing_pausing_carrying_and_reading_again(shop):
    connected(shop)

    typed("small", "--set", f"address={shop.url}/")
    typed("small", "--pause")
    typed("small", "--go-on")
    typed("small", "--carry", "yes")
    typed("small", "--read-again", "2026-11-01T00:00:00+01:00")
    typed("small", "--carry", "yes")

    small = Connection.objects.get()
    assert (small.settings["address"], small.carries) == (f"{shop.url}/", True)
    assert [entry.what for entry in chain.entries_of(small)] == [
        "connected", "connection_changed", "connection_paused", "connection_went_on",
        "connection_carries", "stream_read_again", "stream_read_again",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Name a connection, or ask for --list."),
        (["other", "--test"], "Nothing is connected as other"),
        (["other", "--kind", "love", "--store", "de"], "There is no connector love"),
        (["other", "--kind", "small_shop", "--store", "fr"], "There is no store fr"),
        (["small", "--set", "address"], "address says nothing; write it as KEY=VALUE."),
        (["small", "--set", "adress=x"], "adress is nothing that this connector asks for."),
        (["small", "--set", "address=ftp://x"], "must begin with https://"),
        (["small", "--read-again", "yesterday"], "'yesterday' is not a moment"),
        (["Small Shop", "--kind", "small_shop", "--store", "de"], "A name has small letters"),
        (["small", "--kind", "small_shop", "--store", "de"], "of this name already"),
    ],
)
def test_a_mistake_gets_one_clear_sentence(shop, key, words, sentence):
    connected(shop)

    assert sentence in refused(*words)
