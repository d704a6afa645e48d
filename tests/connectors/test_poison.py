"""A message that nothing could keep holds up no other."""

import dataclasses

import pytest

from mostrador.connectors import running
from mostrador.connectors.base import Page, Said
from mostrador.connectors.models import Connection
from mostrador.contacts.models import Contact
from tests.connectors.small_shop import AT, SmallShop, connected, reading, shop

__all__ = ["shop"]
GOOD = Said("t-9", "m-9", "buyer", AT, "Wo ist mein Paket?")


@pytest.mark.parametrize("bad", [
    dataclasses.replace(GOOD, thread="t" * 300),
    dataclasses.replace(GOOD, thread="t-1", id="m" * 300),
    dataclasses.replace(GOOD, thread="t\x00"),
    dataclasses.replace(GOOD, thread="t-1", id="m\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a\x00b"),
    dataclasses.replace(GOOD, thread="t-1", text="a\ud800b"),
    dataclasses.replace(GOOD, thread="t-1", text="a", order="o" * 300),
    dataclasses.replace(GOOD, thread="t-1", text="a", order="o\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a", buyer={"id": "b" * 300}),
    dataclasses.replace(GOOD, thread="t-1", text="a", subject="s" * 5000 + "\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a", seller="s\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a", at=AT.replace(tzinfo=None)),
])  # fmt: skip
def test_the_others_are_heard(shop, monkeypatch, bad):
    connected(shop)
    page = Page(messages=[bad, GOOD])
    real = SmallShop.streams
    monkeypatch.setattr(SmallShop, "streams", lambda self: [
        dataclasses.replace(real(self)[0], read=lambda _cursor: page)])  # fmt: skip
    running.turn(now=AT, machine_now=AT, connection=Connection.objects.get())

    assert reading().pages == 1
    assert Contact.objects.filter(messages__text__body__startswith="Wo ist").exists()
