"""What nothing could keep holds up nothing else, on whichever database."""

import dataclasses
from datetime import timedelta

import pytest

from mostrador.connectors.base import Page, Said
from mostrador.connectors.models import Connection
from mostrador.contacts.models import Contact
from mostrador.orders.models import Order
from tests.connectors.small_shop import AT, connected, read, reading, shop
from tests.connectors.telling import tell
from tests.connectors.wild import Says, wild

__all__ = ["shop"]
GOOD = Said("t-9", "m-9", "buyer", AT + timedelta(days=30), "Wo ist mein Paket?")


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
def test_the_others_are_heard(shop, settings, bad):
    small = tell(shop, settings, Page(messages=[bad, GOOD]))

    assert reading().pages == 1
    assert Contact.objects.count() == 1
    assert [row.kind for row in small.rejected.all()] == ["message"]


def test_what_can_be_heard_after_all_is_rejected_no_more(shop, settings):
    small = tell(shop, settings, Page(messages=[dataclasses.replace(GOOD, text="a\x00b")]))
    small.readings.update(wakes_at=AT)

    tell(shop, settings, Page(messages=[GOOD]))

    assert Contact.objects.count() == 1
    assert not small.rejected.exists()


ORDER = {
    "type": "order", "id": "G-1", "store": "de", "placed_at": "2026-11-01T10:00:00+01:00",
    "seller": "S-9", "status": "shipped", "buyer": {"id": "B-9", "email": "b9@mail.example"},
    "lines": [{"id": "1", "quantity": 1, "unit_price": "10.00", "currency": "EUR",
               "fulfilment": "seller"}],
}  # fmt: skip


@pytest.mark.parametrize("bad", [
    None, [1], {"type": "order\x00", "id": "N-1"}, {"type": "\ud800", "id": "N\x00"},
    {**ORDER, "id": "N-1", "x": float("nan")}, {**ORDER, "id": "N-1", "a\x00b": "c\x00"},
    {**ORDER, "id": "N-1", "store": ["de\x00"]}, {**ORDER, "id": "N" * 5000},
    {"type": "unmapped", "id": "\ud800", "why": "\x00\ud800", "theirs": "\x00\ud800"},
    {"type": "refund", "id": "R\x00", "order": "O\x00"},
])  # fmt: skip
def test_the_other_orders_come_in(shop, settings, bad):
    gone = ["\x00", "\ud800"]
    page = Page(bodies=[bad, ORDER], gone=gone, renamed=dict.fromkeys(gone, "N-2"))

    small = tell(shop, settings, page)

    assert (reading().pages, reading().counts) == (1, {"created": 1, "rejected": 1})
    assert Order.objects.filter(pk="G-1").exists()
    assert small.rejected.count() == 1


def test_what_goes_wrong_is_said_whatever_bytes_are_quoted(shop):
    connected(shop)
    with wild(Says(404, b"\x00 \xff \x1b[31m")) as there:
        Connection.objects.update(settings={"address": there.url})
        read()

    assert (reading().fault_code, reading().failures) == ("ANSWERED", 1)
    assert "\\u0000" in reading().fault
