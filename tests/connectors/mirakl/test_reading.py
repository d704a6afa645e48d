"""Orders, returns, refunds and sellers of a Mirakl platform become records of the load format."""

from datetime import timedelta

import pytest

from mostrador.connectors.models import Reading, Rejected
from mostrador.orders import queries
from mostrador.orders.models import Event, Order
from mostrador.sellers.models import Seller
from tests.cast import NOON
from tests.connectors.mirakl import goods
from tests.connectors.mirakl.connected import A_WHILE, connected, read


def test_an_order_comes_in_whole(platform):
    platform.add(goods.order())
    connected(platform)

    read()

    body = Order.objects.get(pk="MK-2001-A").body
    assert (body["seller"], body["status"], body["marketplace_state"]) == (
        "S-ZHOU", "shipped", "SHIPPED",
    )  # fmt: skip
    assert body["buyer"] == {
        "id": "B-KELLER", "name": "Anna Keller", "email": "x7f.anna@notification.example",
        "phone": "+49 30 5550 1007", "language": "de",
    }  # fmt: skip
    assert body["ship_to"] == {
        "name": "Anna Keller", "lines": ["Lindenstraße 4", "10969 Berlin"], "zip": "10969",
        "city": "Berlin",
        "country": "DE",
    }  # fmt: skip
    line = body["lines"][0]
    assert (line["unit_price"], line["tax"], line["shipping"]) == ("39.90", "6.37", "4.90")
    assert body["payments"] == [
        {"method": "CARD", "at": "2026-11-04T09:05:00Z", "kind": "payment", "amount": "44.80",
         "currency": "EUR"},
    ]  # fmt: skip
    assert body["shipments"][0]["shipped_at"] == "2026-11-05T15:00:00Z"


def test_the_order_is_covered_at_once(platform):
    platform.add(goods.order())
    connected(platform)

    read()

    found = queries.coverage_of(Order.objects.get(pk="MK-2001-A"), topic="delivery", at=NOON)
    assert (bool(found), found.handler) == (True, "service")


def test_every_page_is_read_and_a_second_time_changes_nothing(platform):
    platform.add(*(goods.order(f"MK-{number}-A") for number in range(5)))
    platform.returns.append(goods.a_return(order_id="MK-1-A", last_updated="2026-11-12T08:00:00Z"))
    connected(platform)

    read()
    read(NOON + A_WHILE)

    orders = Reading.objects.get(stream="orders")
    assert Order.objects.filter(pk__startswith="MK-").count() == 5
    assert (orders.counts["created"], orders.counts["unchanged"]) == (5, 5)
    assert Event.objects.filter(kind="return").count() == 1


def test_an_unmapped_state_is_kept_and_shown(platform):
    platform.add(goods.order(order_state="WAITING_FOR_THE_MOON"))
    connected(platform)

    read()

    body = Order.objects.get(pk="MK-2001-A").body
    assert (body["status"], body["marketplace_state"]) == ("WAITING_FOR_THE_MOON",) * 2
    assert not Rejected.objects.exists()


def test_prices_without_tax_are_told_with_it(platform):
    bare = goods.line("MK-2001-A-1", price=33.53, shipping_price=4.12)
    platform.add(goods.order(order_tax_mode="TAX_EXCLUDED", order_lines=[bare]))
    connected(platform)

    read()

    line = Order.objects.get(pk="MK-2001-A").body["lines"][0]
    assert (line["unit_price"], line["shipping"]) == ("39.90", "4.90")


def test_refunds_of_one_go_are_one_record_and_follow_their_state(platform):
    def part(key: str) -> dict:
        refund = {"id": f"1{key}", "order_refund_id": "g-9", "amount": 10, "shipping_amount": 2.5,
                  "state": "WAITING_REFUND", "created_date": "2026-11-12T07:00:00Z"}  # fmt: skip
        return goods.line(key, refunds=[refund])

    platform.add(goods.order(order_lines=[part("1"), part("2")]))
    connected(platform)

    read()
    before = Event.objects.get(kind="refund").body
    platform.now += A_WHILE
    platform.pay_back("MK-2001-A")
    read(NOON + A_WHILE)

    after = Event.objects.get(kind="refund").body
    assert (before["id"], before["amount"], before["lines"]) == ("g-9", "25.00", ["1", "2"])
    assert (before["state"], after["state"]) == ("waiting", "refunded")


def test_a_return_speaks_our_words(platform):
    platform.add(goods.order())
    platform.returns.append(goods.a_return(last_updated=goods.iso(NOON)))
    connected(platform)

    read()

    body = Event.objects.get(pk="return/r-1").body
    assert (body["state"], body["reason"], body["tracking"]) == (
        "authorised", "defective", "00340434161094049999",
    )  # fmt: skip


def test_sellers_come_with_country_and_language(platform):
    platform.shops[0] |= {"shop_id": "S-NEW", "last_updated_date": goods.iso(NOON)}
    connected(platform)

    read()

    seller = Seller.objects.get(pk="S-NEW")
    assert (seller.country, seller.language, seller.standing) == ("CN", "zh-hans", "good")


def test_429_for_an_hour_is_waited_for_and_nothing_is_lost(platform):
    platform.add(goods.order())
    platform.busy = timedelta(hours=1)
    connected(platform)

    read()
    asked = len(platform.heard)
    read(NOON + timedelta(minutes=59))
    still = len(platform.heard)
    platform.busy = timedelta(0)
    read(NOON + timedelta(minutes=61))

    assert (asked, still) == (1, 1)
    assert Order.objects.filter(pk="MK-2001-A").exists()


@pytest.mark.parametrize("moved", [timedelta(minutes=-30), timedelta(hours=5)])
def test_a_moved_clock_loses_no_order(platform, moved):
    connected(platform)
    platform.add(goods.order("MK-1-A"))
    read()

    platform.now += moved
    platform.add(goods.order("MK-2-A"))
    read(NOON + A_WHILE)
    platform.now = NOON + A_WHILE
    platform.add(goods.order("MK-3-A"))
    read(NOON + A_WHILE * 2)

    assert set(Order.objects.filter(pk__startswith="MK-").values_list("pk", flat=True)) == {
        "MK-1-A", "MK-2-A", "MK-3-A",
    }  # fmt: skip


def test_an_order_that_the_platform_forgets_stays(platform):
    platform.add(goods.order())
    connected(platform)
    read()

    del platform.orders["MK-2001-A"]
    read(NOON + A_WHILE)

    assert Order.objects.get(pk="MK-2001-A").body["status"] == "shipped"


def test_a_row_of_nonsense_holds_up_nothing(platform):
    platform.add(goods.order("MK-1-A"), goods.order("MK-2-A", created_date="once", customer=None))
    connected(platform)

    read()

    assert Order.objects.filter(pk__startswith="MK-").count() == 1
    assert Rejected.objects.get().ref == "MK-2-A"


def test_an_order_that_comes_with_another_id_is_another_and_the_first_one_stays(platform):
    platform.add(goods.order("MK-1-A"))
    connected(platform)
    read()

    platform.orders["MK-1-B"] = {**platform.orders.pop("MK-1-A"), "order_id": "MK-1-B"}
    platform.touched("MK-1-B")
    read(NOON + A_WHILE)

    found = Order.objects.filter(pk__startswith="MK-").order_by("pk")
    assert [(row.pk, row.body["commercial_id"]) for row in found] == [
        ("MK-1-A", "MK-1"), ("MK-1-B", "MK-1"),
    ]  # fmt: skip
