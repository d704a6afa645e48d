"""Reading a marketplace: everything comes in, once, whatever it does meanwhile."""

from datetime import datetime, timedelta

import pytest

from mostrador.connectors import connections, readings, running
from mostrador.connectors.models import Connection, Reading
from mostrador.orders.models import Order
from tests.cast import NOON
from tests.connectors.small_shop import (
    A_MINUTE,
    AN_HOUR,
    AT,
    OLGA,
    Shop,
    connected,
    read,
    reading,
    shop,
)  # fmt: skip

__all__ = ["shop"]
FOUR, FIVE = "2026-11-04T12:00:00+01:00", "2026-11-05T12:00:00+01:00"


def orders() -> dict[str, str]:
    found = Order.objects.filter(pk__startswith="P-").order_by("pk")
    return {order.pk: order.body["status"] for order in found}


def stock(shop: Shop, count: int = 5) -> None:
    for number in range(1, count + 1):
        shop.put(f"P-{number}", f"2026-11-{number + 3:02}T12:00:00+01:00")


def test_every_page_comes_in(shop):
    stock(shop)
    connected(shop)

    assert read() == 4
    assert orders() == dict.fromkeys([f"P-{number}" for number in range(1, 6)], "shipped")
    found = reading()
    assert found.counts == {"created": 5}
    assert (found.pages, found.since) == (3, datetime.fromisoformat("2026-11-08T12:00:00+01:00"))
    assert (found.read_at, found.wakes_at, found.failures) == (AT, AT + 5 * A_MINUTE, 0)


def test_nothing_is_asked_before_its_time(shop):
    stock(shop)
    connected(shop)
    read()

    assert read(AT + 5 * A_MINUTE - timedelta(seconds=1)) == 1
    assert read(AT + 5 * A_MINUTE) == 1


def test_what_is_read_twice_changes_nothing(shop):
    stock(shop)
    connected(shop)
    read()
    bodies = list(Order.objects.order_by("pk").values_list("pk", "body"))
    connections.read_again(
        reading(), AT - timedelta(days=20), by=OLGA, now=NOON, machine_now=AT
    )  # fmt: skip

    assert read() == 3
    assert list(Order.objects.order_by("pk").values_list("pk", "body")) == bodies
    assert reading().counts == {"created": 5, "unchanged": 5}


def test_an_order_that_was_committed_late_is_found(shop):
    shop.put("P-1", "2026-11-12T09:30:00+01:00")
    connected(shop)
    read()
    shop.put("P-2", "2026-11-12T08:31:00+01:00")

    read(AT + 5 * A_MINUTE)

    assert orders() == {"P-1": "shipped", "P-2": "shipped"}


def test_a_clock_that_was_put_back_by_a_day_loses_nothing_for_longer_than_a_day(shop):
    shop.put("P-1", "2026-11-12T09:30:00+01:00")
    connected(shop)
    read()
    shop.put("P-2", "2026-11-11T09:31:00+01:00")
    read(AT + AN_HOUR)
    assert orders() == {"P-1": "shipped"}

    read(AT + timedelta(days=1))

    assert orders() == {"P-1": "shipped", "P-2": "shipped"}


def test_a_clock_that_ran_ahead_for_a_while_carries_us_past_nothing(shop):
    shop.put("P-1", "2031-01-01T00:00:00+01:00")
    connected(shop)
    read()
    shop.put("P-2", "2026-11-12T09:59:00+01:00")

    read(AT + 5 * A_MINUTE)

    assert reading().since <= AT + 5 * A_MINUTE
    assert orders() == {"P-1": "shipped", "P-2": "shipped"}


def test_an_order_is_as_it_stands_there_now_whatever_its_date_says(shop):
    shop.put("P-1", "2026-11-12T09:30:00+01:00", state="open")
    connected(shop)
    read()
    # Later in the world, earlier by a clock that was put back.
    shop.put("P-1", "2026-11-12T09:10:00+01:00", state="sent")

    read(AT + 5 * A_MINUTE)
    read(AT + 10 * A_MINUTE)

    assert orders() == {"P-1": "shipped"}
    assert reading().counts == {"created": 1, "changed": 1, "unchanged": 1}


def test_being_told_to_wait_for_an_hour_is_obeyed(shop):
    stock(shop, 1)
    connected(shop)
    shop.mischief = [(429, {"Retry-After": "3600"})]

    assert read() == 1
    assert read(AT + AN_HOUR - timedelta(seconds=1)) == 0
    told = reading()
    assert (told.fault_code, told.failures) == ("TRY_LATER", 1)
    assert "429" in told.fault
    assert read(AT + AN_HOUR) == 2
    assert orders() == {"P-1": "shipped"}
    assert (reading().fault, reading().failures) == ("", 0)


def test_an_hour_of_429_is_a_few_calls_and_then_all_is_there(shop):
    stock(shop, 1)
    connected(shop)
    shop.mischief = [(429, {})] * 1000

    asked = sum(read(AT + timedelta(seconds=second)) for second in range(0, 3600, 15))
    shop.mischief = []
    read(AT + 2 * AN_HOUR)

    assert 5 < asked < 30
    assert orders() == {"P-1": "shipped"}


def test_a_page_that_fails_in_the_middle_of_a_round_is_asked_for_again(shop):
    stock(shop)
    connected(shop)
    running.turn(now=NOON, machine_now=AT)
    shop.mischief = [(503, {})] * 2

    read()
    assert len(orders()) == 2
    read(AT + A_MINUTE)
    read(AT + 2 * A_MINUTE)

    assert len(orders()) == 5
    assert reading().pages == 3


def test_a_page_that_is_no_longer_given_begins_the_round_again(shop):
    stock(shop)
    connected(shop)
    running.turn(now=NOON, machine_now=AT)
    shop.mischief = [(410, {})]

    read()
    assert reading().page is None
    read(AT + A_MINUTE)

    assert len(orders()) == 5


def test_a_key_that_is_refused_says_so_and_holds_up_no_one_else(shop):
    stock(shop, 1)
    connected(shop)
    other = connected(shop, "other")
    Connection.objects.filter(pk="small").update(secrets={"key": "wrong-key"})

    read()

    assert reading().fault_code == "KEY_REFUSED"
    assert "wrong-key" not in reading().fault
    assert reading("orders", other.name).counts == {"created": 1}


def test_a_paused_connection_is_asked_nothing(shop):
    stock(shop, 1)
    small = connected(shop)
    connections.pause(small, by=OLGA, now=NOON)

    assert read(AT + AN_HOUR) == 0
    connections.go_on(small, by=OLGA, now=NOON, machine_now=AT + AN_HOUR)
    assert read(AT + AN_HOUR) == 2


def test_whoever_lost_his_lease_writes_nothing(shop):
    stock(shop, 1)
    connected(shop)
    slow = readings.claim(machine_now=AT)
    later = AT + readings.LEASE + A_MINUTE

    connector, stream, page = running._read(slow, machine_now=AT)
    read(later)
    shop.put("P-1", "2026-11-04T12:00:00+01:00", state="back")
    running._keep(slow, connector, stream, page, now=NOON, machine_now=AT)

    assert reading().counts == {"created": 1}
    assert reading().read_at == later


def test_after_a_kill_the_page_is_read_again_when_the_lease_is_over(shop):
    stock(shop, 1)
    connected(shop)
    readings.claim(machine_now=AT)
    readings.claim(machine_now=AT)

    assert read(AT + readings.LEASE) == 0
    assert read(AT + readings.LEASE + timedelta(seconds=1)) == 2
    assert orders() == {"P-1": "shipped"}


def test_replaying_fences_off_whoever_is_reading_just_now(shop):
    stock(shop, 1)
    connected(shop)
    slow = readings.claim(machine_now=AT)
    connector, stream, page = running._read(slow, machine_now=AT)
    since = AT - timedelta(days=3)

    connections.read_again(reading(), since, by=OLGA, now=NOON, machine_now=AT)
    running._keep(slow, connector, stream, page, now=NOON, machine_now=AT)

    assert (reading().since, reading().pages) == (since, 0)


def test_an_order_that_is_not_understood_holds_up_no_other(shop):
    shop.put("P-1", FOUR)
    shop.put("P-2", FIVE, rows=[{"row": 1}])
    shop.put("P-3", FIVE, vendor="a/b")
    connected(shop)
    read()

    assert orders() == {"P-1": "shipped"}
    found = Connection.objects.get().rejected.order_by("ref")
    assert [(row.kind, row.ref, row.reasons[0]["code"]) for row in found] == [
        ("unmapped", "P-2", "UNMAPPED"),
        ("order", "P-3", "NOT_AN_ID"),
    ]
    assert "KeyError" in found[0].reasons[0]["detail"]
    assert reading().counts == {"created": 1, "rejected": 2}


def test_what_can_be_taken_in_after_all_is_rejected_no_more(shop):
    shop.put("P-2", FIVE, rows=[{"row": 1}])
    shop.put("P-3", FIVE, vendor="a/b")
    small = connected(shop)
    read()
    shop.put("P-2", FIVE)
    shop.put("P-3", FIVE)

    read(AT + 5 * A_MINUTE)

    assert orders() == {"P-2": "shipped", "P-3": "shipped"}
    assert not small.rejected.exists()


def test_the_waiting_longest_is_read_first_so_that_nobody_starves(shop):
    stock(shop, 5)
    for name in ("a", "b"):
        connected(shop, name)

    order = [running.turn(now=NOON, machine_now=AT).connection_id for _ in range(4)]

    assert sorted(order) == ["a", "a", "b", "b"]


@pytest.mark.parametrize("status", [429, 503])
def test_one_that_waits_is_asked_nothing_by_its_other_streams(shop, status):
    connected(shop)
    shop.mischief = [(status, {"Retry-After": "600"})]

    read()

    assert Reading.objects.filter(pages=0).count() == 2
