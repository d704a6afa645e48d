"""What one marketplace says is about its own store alone, whatever ids it names."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta

import pytest

from mostrador.connectors import running
from mostrador.connectors.base import Page, Said
from mostrador.connectors.models import Connection
from mostrador.contacts.models import Contact
from mostrador.orders import records as orders
from mostrador.orders.models import Event, Order
from mostrador.stores import records as stores
from tests.cast import NOON
from tests.connectors.small_shop import AT, SmallShop, connected, shop

__all__ = ["shop"]
OTHER = {
    "type": "store", "id": "at", "name": "Other", "country": "AT", "languages": ["de"],
    "currency": "EUR", "time_zone": "Europe/Vienna", "seller_languages": ["de"],
}  # fmt: skip
THEIRS = {
    "type": "order", "id": "X-1", "store": "at", "placed_at": "2026-11-01T10:00:00+01:00",
    "seller": "S-9", "status": "shipped", "buyer": {"id": "B-9", "email": "b9@mail.example"},
    "lines": [{"id": "1", "quantity": 1, "unit_price": "10.00", "currency": "EUR",
               "fulfilment": "seller"}],
}  # fmt: skip


@pytest.fixture
def told(shop, monkeypatch):
    """What the marketplace of the store de says next, instead of its orders."""
    stores.upsert_many([stores.store(OTHER)], now=NOON)
    orders.upsert_many([orders.order(THEIRS)], now=NOON)
    connected(shop)

    def tell(page: Page) -> None:
        def streams(self: SmallShop) -> Sequence:
            first = real(self)[0]
            return [dataclasses.replace(first, read=lambda _cursor: page)]

        real = SmallShop.streams
        monkeypatch.setattr(SmallShop, "streams", streams)
        running.turn(now=NOON, machine_now=AT, connection=Connection.objects.get())

    return tell


def theirs() -> Order:
    return Order.objects.get(pk="X-1")


def test_an_order_of_another_store_is_not_taken_over(told):
    told(Page(bodies=[{**THEIRS, "store": "de", "status": "cancelled"}]))

    assert (theirs().store_id, theirs().body["status"]) == ("at", "shipped")


def test_an_order_of_another_store_is_not_changed(told):
    told(Page(bodies=[{**THEIRS, "status": "cancelled"}]))

    assert theirs().body["status"] == "shipped"


def test_an_order_of_another_store_is_neither_deleted_nor_renamed(told):
    told(Page(gone=["X-1"], renamed={"X-1": "X-2"}))

    assert theirs().body["status"] == "shipped"


def test_money_of_another_store_has_not_moved(told):
    told(Page(bodies=[{"type": "refund", "id": "R-1", "order": "X-1", "amount": "10.00",
                       "currency": "EUR", "at": "2026-11-05T10:00:00+01:00"}]))  # fmt: skip

    assert not Event.objects.exists()


def test_a_thread_about_another_stores_order_does_not_open_it(told):
    told(Page(messages=[Said("t", "m", "buyer", AT + timedelta(days=30), "Wo?", order="X-1")]))

    contact = Contact.objects.get()
    assert (contact.store_id, contact.order_id, contact.buyer_id) == ("de", None, None)
