"""What one marketplace says is about its own store alone, whatever ids it names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mostrador.connectors.base import Page, Said
from mostrador.connectors.models import Connection
from mostrador.contacts.models import Contact
from mostrador.orders import events
from mostrador.orders import records as orders
from mostrador.orders.models import Event, Order
from mostrador.stores import records as stores
from tests.cast import NOON
from tests.connectors.small_shop import AT, shop
from tests.connectors.telling import tell

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
def told(shop, settings):
    """What the marketplace of the store de says."""
    stores.upsert_many([stores.store(OTHER)], now=NOON)
    orders.upsert_many([orders.order(THEIRS)], now=NOON)
    return lambda page: tell(shop, settings, page)


def reasons(connection: Connection) -> list[str]:
    return [row.reasons[0]["code"] for row in connection.rejected.order_by("pk")]


ASKED = Said("t-1", "m-1", "buyer", AT + timedelta(days=30), "Wo?", order="X-1")


def theirs() -> Order:
    return Order.objects.get(pk="X-1")


def test_an_order_of_another_store_is_not_taken_over(told):
    small = told(Page(bodies=[{**THEIRS, "store": "de", "status": "cancelled"}]))

    assert (theirs().store_id, theirs().body["status"]) == ("at", "shipped")
    assert reasons(small) == ["OTHER_STORE"]


def test_an_order_of_another_store_is_not_changed(told):
    told(Page(bodies=[{**THEIRS, "status": "cancelled"}]))

    assert theirs().body["status"] == "shipped"


def test_no_order_is_made_for_another_store_and_its_own_are_taken(told):
    small = told(Page(bodies=[{**THEIRS, "id": "X-2"}, {**THEIRS, "id": "X-3", "store": "de"}]))

    assert not Order.objects.filter(pk="X-2").exists()
    assert Order.objects.get(pk="X-3").store_id == "de"
    assert reasons(small) == ["OTHER_STORE"]


def test_a_store_that_the_operator_has_named_is_spoken_for(told):
    small = told(Page())
    Connection.objects.update(tables={"stores": {"A13": "at"}})
    small.readings.update(wakes_at=AT)

    told(Page(bodies=[{**THEIRS, "status": "cancelled"}]))

    assert theirs().body["status"] == "cancelled"


def test_an_order_of_another_store_is_neither_deleted_nor_renamed(told):
    told(Page(gone=["X-1"], renamed={"X-1": "X-2"}))

    assert theirs().body["status"] == "shipped"


def test_money_of_another_store_has_not_moved(told):
    refund = {"type": "refund", "id": "R-1", "order": "X-1", "amount": "10.00", "currency": "EUR"}

    small = told(Page(bodies=[refund]))

    assert not Event.objects.exists()
    assert reasons(small) == ["OTHER_STORE"]


def test_a_refund_of_another_store_is_not_made_one_of_ours(told):
    refund = {"type": "refund", "id": "R-1", "order": "X-1", "amount": "10.00", "currency": "EUR"}
    orders.upsert_many([events.refund(refund)], now=NOON)

    told(Page(bodies=[{**THEIRS, "id": "X-3", "store": "de"}, {**refund, "order": "X-3"}]))

    assert Event.objects.get().order_id == "X-1"


def test_a_thread_about_an_order_of_another_store_is_not_ours_to_hear(told):
    small = told(Page(messages=[ASKED]))

    assert not Contact.objects.exists()
    assert reasons(small) == ["OTHER_STORE"]


def test_an_order_of_another_store_that_comes_later_is_not_linked(told):
    small = told(Page(messages=[replace(ASKED, order="X-5")]))
    orders.upsert_many([orders.order({**THEIRS, "id": "X-5"})], now=NOON)
    small.readings.update(wakes_at=AT)

    told(Page(messages=[replace(ASKED, order="X-5", id="m-2", text="Und?")]))

    contact = Contact.objects.get()
    assert (contact.store_id, contact.order_id) == ("de", None)
