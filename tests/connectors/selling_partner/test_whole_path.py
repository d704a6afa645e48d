"""From the marketplace's answer to an order that is covered, whatever happens on the way."""

from datetime import timedelta
from typing import Any

import pytest

from mostrador.connectors import readings
from mostrador.connectors.models import Rejected
from mostrador.history.models import Entry
from mostrador.orders import queries
from mostrador.orders.models import Event, Line, Order
from mostrador.outbox.models import Owed
from tests.cast import NOON
from tests.connectors.selling_partner import market as markets
from tests.connectors.selling_partner.connecting import connected, read
from tests.connectors.selling_partner.market import an_order, open_market
from tests.connectors.serving import Answered
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
pytestmark = pytest.mark.usefixtures("marketplace", "_full_buckets")
KEY = "302-1234567-1234567"
A_MINUTE = timedelta(minutes=1)
A_MONTH = timedelta(days=30)


def state() -> list[Any]:
    return [
        [(row.pk, row.body) for row in Order.objects.filter(seller="S-ZHOU").order_by("pk")],
        list(Line.objects.order_by("pk").values_list("order", "ref", "body")),
        Entry.objects.count(),
        Owed.objects.count(),
    ]


@pytest.mark.parametrize("version", ["2026-01-01", "v0"])
def test_an_order_arrives_and_is_covered(version):
    with open_market(an_order()) as market:
        connected(market, version=version)
        read()
    order = Order.objects.get(pk=KEY)

    assert (order.store_id, order.seller_id, order.buyer_email) == (
        "de", "S-ZHOU", "x7y8@masked.example",
    )  # fmt: skip
    assert queries.coverage_of(order, topic="delivery", at=NOON).handler == "service"
    (line,) = Line.objects.filter(order=order)
    assert (line.ref, line.body["unit_price"], line.body["fulfilment"]) == (
        "30200001", "39.90", "seller",
    )  # fmt: skip
    assert order.body["ship_to"]["lines"] == ["Lindenstraße 4", "10969 Berlin"]
    # Prime, but sent by the seller: still his order, and so the service's.
    assert order.body["programs"] == ["PRIME"]


def test_what_the_operator_sends_is_the_operators():
    sent = {"fulfillmentStatus": "SHIPPED", "fulfilledBy": "AMAZON"}
    with open_market(an_order(fulfillment=sent)) as market:
        connected(market)
        read()

    verdict = queries.coverage_of(Order.objects.get(pk=KEY), topic="delivery", at=NOON)
    assert [str(one) for one in verdict.reasons] == ["OPERATOR_FULFILLED"]


@pytest.mark.parametrize("version", ["2026-01-01", "v0"])
def test_what_is_read_again_changes_nothing(version):
    with open_market(an_order()) as market:
        connection = connected(market, version=version)
        read()
        before = state()
        for reading in connection.readings.all():
            readings.begin_again(reading, NOON - A_MONTH, machine_now=NOON)
        read()

        assert state() == before
        (orders,) = connection.readings.filter(stream="orders")
        assert orders.counts == {"created": 1, "unchanged": 1}


@pytest.mark.parametrize("version", ["2026-01-01", "v0"])
def test_every_page_is_read(version):
    keys = [f"302-1234567-000000{at}" for at in range(7)]
    with open_market(*map(an_order, keys), page_size=3) as market:
        connected(market, version=version)
        read(turns=40)

    assert (
        list(Order.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)) == keys
    )


def test_a_page_token_that_no_longer_holds_begins_the_round_again():
    keys = [f"302-1234567-000000{at}" for at in range(4)]
    with open_market(*map(an_order, keys), page_size=2) as market:
        connected(market)
        read(turns=1)
        market.instead[markets.NEWER] = [markets.refusal(400, "InvalidInput", "Expired token.")]
        (failed,) = read()
        read(A_MINUTE * 10)

    assert (failed.fault_code, failed.page) == ("START_AGAIN", None)
    assert Order.objects.filter(pk__in=keys).count() == 4


@pytest.mark.parametrize(
    ("headers", "waits"), [({"Retry-After": "3600"}, A_MINUTE * 60), ({}, None)]
)
def test_429_is_waited_out(headers, waits):
    too_much = Answered({"errors": [{"code": "QuotaExceeded"}]}, 429, headers)
    with open_market(an_order(), instead={markets.NEWER: [too_much]}) as market:
        connected(market)
        (failed,) = read()
        assert read() == []
        read(A_MINUTE * 61)

    assert failed.fault_code == "TRY_LATER"
    assert waits is None or failed.wakes_at == NOON + waits
    assert Order.objects.filter(pk=KEY).exists()


def test_no_call_is_made_that_the_bucket_does_not_hold():
    keys = [f"302-1234567-00000{at:02}" for at in range(22)]
    with open_market(*map(an_order, keys), page_size=1) as market:
        connected(market)
        last = read(turns=30)[-1]
        asked = market.heard[markets.NEWER]
        read(A_MINUTE * 7)

    assert (asked, last.fault_code) == (20, "TRY_LATER")
    assert Order.objects.filter(pk__in=keys).count() == 22


def test_a_clock_that_was_put_back_loses_no_order():
    with open_market(an_order(lastUpdatedTime="2026-11-12T08:30:00Z")) as market:
        connected(market)
        read()
        market.put(an_order("302-1234567-7654321", lastUpdatedTime="2026-11-12T07:50:00Z"))
        read(A_MINUTE * 6)

    assert Order.objects.filter(pk="302-1234567-7654321").exists()


def test_an_order_of_an_older_date_that_says_something_new_is_taken_all_the_same():
    with open_market(an_order(lastUpdatedTime="2026-11-12T08:30:00Z")) as market:
        connected(market)
        read()
        cancelled = {"fulfillmentStatus": "CANCELLED", "fulfilledBy": "MERCHANT"}
        market.put(an_order(lastUpdatedTime="2026-11-12T08:00:00Z", fulfillment=cancelled))
        read(A_MINUTE * 6)

    assert Order.objects.get(pk=KEY).body["status"] == "cancelled"


def test_the_buyer_who_is_no_longer_shown_stays():
    with open_market(an_order()) as market:
        connected(market)
        read()
        market.put(an_order(lastUpdatedTime="2026-11-12T08:30:00Z", buyer={}, recipient={}))
        read(A_MINUTE * 6)
    order = Order.objects.get(pk=KEY)

    assert (order.buyer_id, order.buyer_email) == ("x7y8@masked.example",) * 2
    assert order.body["ship_to"]["name"] == "Anna Keller"
    assert order.body["updated_at"] == "2026-11-12T08:30:00Z"


def test_an_order_that_cannot_be_is_kept_with_its_reason_and_stops_no_other():
    broken = an_order("302-1234567-0000001")
    broken["orderItems"][0]["product"]["price"]["unitPrice"] = {"amount": "39.90"}
    broken["proceeds"] = {}
    with open_market(broken, an_order()) as market:
        connected(market)
        read()

    assert Order.objects.filter(pk=KEY).exists()
    (rejected,) = Rejected.objects.all()
    assert (rejected.ref, rejected.reasons[0]["pointer"]) == (
        "302-1234567-0000001", "/lines/0/currency",
    )  # fmt: skip


def test_a_return_is_told_with_the_line_that_comes_back():
    told = {
        "id": "R-1", "status": "IN_TRANSIT", "merchantSku": "LENA-1", "numberOfUnits": 1,
        "marketplaceChannelDetails": {"customerOrderId": KEY},
        "creationDateTime": "2026-11-08T10:00:00Z", "lastUpdatedDateTime": "2026-11-09T10:00:00Z",
        "returnMetadata": {"returnReason": "CR-DEFECTIVE"},
    }  # fmt: skip
    with open_market(an_order(), returns=[told]) as market:
        connected(market, returns="yes")
        read()
    (event,) = Event.objects.filter(order=KEY)

    assert (event.key, event.body["state"], event.body["lines"]) == (
        "return/R-1", "in_transit", ["30200001"],
    )  # fmt: skip


@pytest.mark.parametrize("version", ["2026-01-01", "v0"])
def test_a_notification_has_its_order_fetched(version):
    keys = [f"302-1234567-000000{at}" for at in range(7)]
    with open_market() as market:
        connected(market, version=version, notices=f"{market.url}/notices",
                  notices_key="of-the-queue")  # fmt: skip
        read()
        # So old that no round of orders would come upon them.
        market.put(*(an_order(key, lastUpdatedTime="2026-01-01T00:00:00Z") for key in keys))
        market.notices = [
            {"NotificationType": "ORDER_CHANGE", "EventTime": "2026-11-12T09:00:00Z",
             "Payload": {"OrderChangeNotification": {"AmazonOrderId": key}}}
            for key in [*keys, *keys, "999-0000000-0000000"]
        ]  # fmt: skip
        read(A_MINUTE * 2)

    assert Order.objects.filter(pk__in=keys).count() == 7
