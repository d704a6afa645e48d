"""From a small shop to an order that is covered, whatever happens on the way."""

from datetime import timedelta
from typing import Any

import pytest

from mostrador.connectors import readings
from mostrador.connectors.woocommerce import reading as paging
from mostrador.history.models import Entry
from mostrador.orders import queries
from mostrador.orders.models import Event, Line, Order
from mostrador.outbox.models import Owed
from mostrador.sellers.models import Product
from tests.cast import NOON
from tests.connectors.serving import Answered
from tests.connectors.woocommerce.connecting import connected, read
from tests.connectors.woocommerce.shop import an_order, open_shop, refusal
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
pytestmark = pytest.mark.usefixtures("marketplace")
A_MINUTE = timedelta(minutes=1)
A_MONTH = timedelta(days=30)


def state() -> list[Any]:
    return [
        list(Order.objects.order_by("pk").values_list("pk", "body")),
        list(Line.objects.order_by("pk").values_list("order", "ref", "body")),
        list(Event.objects.order_by("pk").values_list("pk", "body")),
        Entry.objects.count(),
        Owed.objects.count(),
    ]


def test_an_order_arrives_and_is_covered():
    with open_shop(an_order()) as desk:
        connected(desk)
        read()
    order = Order.objects.get(pk="727")

    assert queries.coverage_of(order, topic="delivery", at=NOON).handler == "service"
    # Their clock without an offset is GMT's, not Berlin's.
    assert order.placed_at.isoformat() == "2026-11-03T09:12:00+00:00"
    assert (order.buyer_id, order.buyer_email) == ("customer-7", "anna.keller@mail.example")
    (line,) = Line.objects.filter(order=order)
    assert (line.ref, line.body["unit_price"], line.body["shipping"]) == ("315", "39.90", "4.90")
    assert [each["amount"] for each in order.body["payments"]] == ["44.80"]


def test_what_is_read_again_changes_nothing():
    with open_shop(an_order()) as desk:
        connection = connected(desk)
        read()
        before = state()
        for each in connection.readings.all():
            readings.begin_again(each, NOON - A_MONTH, machine_now=NOON)
        found = read()

        assert state() == before
        assert found["orders"].counts == {"created": 1, "unchanged": 1}


def test_an_order_that_is_sent_twice_is_there_once():
    with open_shop(an_order()) as desk:
        connected(desk)
        desk.instead["GET orders"] = [Answered([an_order(), an_order()])]
        found = read()

    assert Order.objects.filter(pk="727").count() == 1
    assert found["orders"].counts == {"created": 1, "unchanged": 1}


def test_what_lies_in_the_trash_stays_here_marked_and_comes_back():
    with open_shop(an_order()) as desk:
        connected(desk)
        read()
        desk.orders[727]["status"] = "trash"
        read(A_MINUTE * 61)
        assert Order.objects.get(pk="727").body["status"] == "deleted"

        desk.put(an_order(date_modified_gmt="2026-11-12T10:00:00"))
        read(A_MINUTE * 180)
    assert Order.objects.get(pk="727").body["status"] == "processing"


@pytest.mark.parametrize("same_second", [False, True])
def test_every_page_is_read_even_if_all_changed_in_one_second(same_second, monkeypatch):
    monkeypatch.setattr(paging, "AT_ONCE", 3)
    moments = ["2026-11-05T08:00:00" if same_second else f"2026-11-05T08:00:{at:02}"
               for at in range(10)]  # fmt: skip
    orders = [an_order(700 + at, date_modified_gmt=moments[at]) for at in range(10)]
    with open_shop(*orders) as desk:
        connected(desk)
        read(turns=60)

    assert Order.objects.filter(pk__startswith="70").count() == 10


def test_an_order_that_goes_to_the_trash_between_two_pages_pushes_no_other_out(monkeypatch):
    monkeypatch.setattr(paging, "AT_ONCE", 2)
    orders = [an_order(700 + at, date_modified_gmt=f"2026-11-05T08:0{at}:00") for at in range(5)]
    with open_shop(*orders) as desk:
        connected(desk)
        read(turns=1)
        desk.orders[700]["status"] = "trash"
        read()

    assert Order.objects.filter(pk__in=["701", "702", "703", "704"]).count() == 4


@pytest.mark.parametrize("headers", [{"Retry-After": "3600"}, {}])
def test_429_is_waited_out(headers):
    too_much = Answered({"code": "too_many"}, 429, headers)
    with open_shop(an_order(), instead={"GET orders": [too_much]}) as desk:
        connected(desk)
        found = read()
        assert read() == {}
        read(A_MINUTE * 61)

    assert found["orders"].fault_code == "TRY_LATER"
    assert Order.objects.filter(pk="727").exists()


def test_a_clock_that_was_put_back_loses_no_order():
    with open_shop(an_order(date_modified_gmt="2026-11-12T08:30:00")) as desk:
        connected(desk)
        read()
        desk.put(an_order(728, date_modified_gmt="2026-11-12T07:50:00"))
        read(A_MINUTE * 6)

    assert Order.objects.filter(pk="728").exists()


def test_a_refund_that_the_shop_made_itself_is_told_with_its_order():
    made = {
        "id": 726, "parent_id": 727, "date_created": "2026-11-06T10:00:00",
        "date_created_gmt": "2026-11-06T09:00:00", "amount": "10.00", "reason": "A scratch",
        "line_items": [{"meta_data": [{"key": "_refunded_item_id", "value": "315"}]}],
    }  # fmt: skip
    with open_shop(an_order(), refunds=[made]) as desk:
        connected(desk)
        read()
    (event,) = Event.objects.filter(order="727")

    assert event.key == "refund/refund-726"
    assert (event.body["amount"], event.body["lines"]) == ("10.00", ["315"])
    assert "instruction" not in event.body


def test_a_shop_without_a_list_of_refunds_is_read_all_the_same():
    with open_shop(an_order(), lists_refunds=False) as desk:
        connected(desk)
        found = read()

    assert found["refunds"].fault_code == ""
    assert Order.objects.filter(pk="727").exists()


def test_products_arrive_with_their_words_and_without_markup():
    lamp = {
        "id": 93, "name": "Leselampe &#8222;Lena&#8220;", "sku": "LENA-1",
        "permalink": "https://shop.example/lena", "description": "<p>F&uuml;r lange Abende.</p>",
        "short_description": "", "categories": [{"name": "Lampen"}],
        "attributes": [{"name": "Farbe", "options": ["rot", "blau"]}],
        "date_modified_gmt": "2026-11-05T08:00:00", "meta_data": [],
    }  # fmt: skip
    with open_shop(products=[lamp]) as desk:
        connected(desk)
        read()
    product = Product.objects.get(pk="product-93")

    assert (product.title, product.seller_id) == ("Leselampe „Lena“", "S-ZHOU")
    assert product.body["page"] == {
        "description": "Für lange Abende.", "attributes": {"Farbe": "rot, blau"},
    }  # fmt: skip


def test_a_refused_key_says_so_and_holds_no_secret():
    with open_shop(instead={"GET orders": [refusal(401, "x", "cs_s3cret-of-the-shop")]}) as desk:
        connected(desk)
        found = read()

    assert found["orders"].fault_code == "KEY_REFUSED"
    assert "cs_s3cret" not in found["orders"].fault


def test_an_order_that_gets_a_number_later_is_the_same_order():
    moved = {"date_modified_gmt": "2026-11-12T10:00:00"}
    with open_shop(an_order(727), an_order(728)) as desk:
        connected(desk)
        read()
        # Of another order it is the number that was this one's id: those are two.
        desk.put(an_order(727, number="LM-727", **moved), an_order(900, number="728", **moved))
        read(A_MINUTE * 61)

    assert Order.objects.get(pk="727").body["renamed_to"] == "LM-727"
    assert Order.objects.get(pk="LM-727").body["shop_id"] == "727"
    assert "renamed_to" not in Order.objects.get(pk="728").body
