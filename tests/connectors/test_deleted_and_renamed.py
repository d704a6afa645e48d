"""A marketplace deletes an order, or calls it something else: what hangs on it stays."""

from datetime import UTC, datetime

import pytest

from mostrador.connectors import writing
from mostrador.connectors.base import Page
from mostrador.connectors.models import Reading
from mostrador.contacts.models import Contact
from mostrador.orders.models import Order
from tests.cast import NOON, annas_contact
from tests.connectors.small_shop import connected, reading, shop
from tests.intake.conftest import marketplace

__all__ = ["marketplace", "shop"]
pytestmark = pytest.mark.usefixtures("marketplace")
LAMP = "LM-1007"


def a_reading(shop: object) -> Reading:
    connected(shop)
    return reading()


def body(**more: object) -> dict[str, object]:
    return {**Order.objects.get(pk=LAMP).body, **more}


def test_a_deleted_order_stays_with_its_mark_and_its_contact(shop):
    contact, found = annas_contact(), a_reading(shop)
    was = body()

    counts = writing.write(found, Page(gone=[LAMP, "never-heard-of"]), now=NOON)
    again = writing.write(found, Page(gone=[LAMP]), now=NOON)

    assert (counts, again) == ({"changed": 1}, {"unchanged": 1})
    assert body() == {**was, "status": "deleted"}
    assert Contact.objects.get(pk=contact.pk).order_id == LAMP


def test_a_deleted_order_that_comes_back_is_there_again(shop):
    found, was = a_reading(shop), body()
    writing.write(found, Page(gone=[LAMP]), now=NOON)

    writing.write(found, Page([was]), now=NOON)

    assert body() == was


def test_an_order_whose_id_was_changed_is_known_by_both(shop):
    contact, found = annas_contact(), a_reading(shop)
    page = Page([body(id="LM-2007")], renamed={LAMP: "LM-2007"})

    writing.write(found, page, now=NOON)
    again = writing.write(found, page, now=NOON)

    assert again == {"unchanged": 2}
    assert (body()["status"], body()["renamed_to"]) == ("renamed", "LM-2007")
    new = Order.objects.get(pk="LM-2007")
    assert (new.body["renamed_from"], new.placed_at) == (
        LAMP,
        Order.objects.get(pk=LAMP).placed_at,
    )
    assert writing.current(contact.order_id) == "LM-2007"
    assert writing.current("LM-2007") == "LM-2007"


def test_an_id_that_nobody_told_us_of_is_an_order_of_its_own(shop):
    found = a_reading(shop)

    counts = writing.write(found, Page([body(id="LM-2007")]), now=NOON)

    assert counts == {"created": 1}
    assert writing.current(LAMP) == LAMP


def test_two_that_are_called_after_each_other_do_not_lead_in_circles(shop):
    found = a_reading(shop)
    writing.write(found, Page([body(id="A-1")], renamed={LAMP: "A-1"}), now=NOON)

    writing.write(found, Page(renamed={"A-1": LAMP}), now=NOON)

    assert writing.current(LAMP) in {LAMP, "A-1"}


def test_an_order_that_is_sent_twice_on_a_page_counts_once(shop):
    found = a_reading(shop)
    twice = [body(status="sent"), body(status="sent")]

    assert writing.write(found, Page(twice), now=NOON) == {"changed": 1, "unchanged": 1}


def test_strange_bodies_are_kept_with_a_reason(shop):
    found = a_reading(shop)
    fine = body(id="Z-1", placed_at=datetime(2026, 11, 3, tzinfo=UTC), placed=b"x")
    strange = [
        None, "order", {}, {"type": "x"}, {"type": ["order"]}, {"type": "order", "id": 7},
        {"type": "order", "a": float("nan")}, {"type": "order", "id": "\udc00"}, fine,
    ]  # fmt: skip

    counts = writing.write(found, Page(strange), now=NOON)

    assert counts == {"created": 1, "rejected": 8}
    assert found.connection.rejected.count() == 8
    assert all(row.reasons for row in found.connection.rejected.all())
