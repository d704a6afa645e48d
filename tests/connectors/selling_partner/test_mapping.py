"""What the marketplace tells of an order, in the load format."""

from typing import Any

import pytest

from mostrador.connectors.selling_partner import older_orders, orders, returns, words
from mostrador.connectors.selling_partner.orders import Whose
from mostrador.imports.kinds import KINDS
from tests.connectors.selling_partner.market import an_order, older, older_item

WHOSE = Whose(
    seller="S-ZHOU", store=lambda _key: "de", fulfilment=lambda w: words.FULFILMENT.get(w, w)
)
Body = dict[str, Any]


def euros(amount: str) -> Body:
    return {"amount": amount, "currencyCode": "EUR"}


def sums(total: str, **kinds: str) -> Body:
    breakdowns = [{"type": kind, "subtotal": euros(amount)} for kind, amount in kinds.items()]
    return {"proceedsTotal": euros(total), "breakdowns": breakdowns}


def a_line(quantity: int = 1, price: str = "39.90", **more: Any) -> Body:
    """The line of an order with one item like this."""
    item = {**an_order()["orderItems"][0], "quantityOrdered": quantity, **more}
    item["product"] = {**item["product"], "price": {"unitPrice": euros(price)}}
    (line,) = mapped(orderItems=[item])["lines"]
    return {key: line[key] for key in ("unit_price", "shipping", "line_total") if key in line}


def mapped(**more: Any) -> Body:
    body = orders.order(an_order(**more), WHOSE)
    KINDS["order"].check(body)
    return body


@pytest.mark.parametrize(
    ("quantity", "proceeds", "line"),
    [
        (1, {}, {"unit_price": "39.90"}),
        (1, sums("39.90", ITEM="39.90"), {"unit_price": "39.90"}),
        # The tax is in the price here, and beside it there.
        (1, sums("44.80", ITEM="39.90", SHIPPING="4.90", TAX="7.15"),
         {"unit_price": "39.90", "shipping": "4.90"}),
        (1, sums("51.95", ITEM="39.90", SHIPPING="4.90", TAX="7.15"),
         {"unit_price": "47.05", "shipping": "4.90"}),
        # A discount, with its sign or without.
        (1, sums("34.90", ITEM="39.90", DISCOUNT="-5.00"), {"unit_price": "34.90"}),
        (1, sums("34.90", ITEM="39.90", DISCOUNT="5.00"), {"unit_price": "34.90"}),
        # What does not divide is rounded down: nobody gets back more than he paid.
        (3, sums("10.00", ITEM="10.00"), {"unit_price": "3.33", "line_total": "10.00"}),
        # Sums that contradict one another are not believed.
        (1, sums("3.00", SHIPPING="4.90"), {"unit_price": "39.90"}),
    ],
)  # fmt: skip
def test_a_line_costs_what_the_buyer_paid_for_it(quantity, proceeds, line):
    assert a_line(quantity, proceeds=proceeds) == line


@pytest.mark.parametrize(
    ("total", "tax", "unit_price"), [("39.90", "6.37", "39.90"), ("46.27", "6.37", "46.27")]
)
def test_the_older_interface_tells_the_tax_apart_too(total, tax, unit_price):
    order = an_order(proceeds={"grandTotal": euros(total)})
    item = older_item(order["orderItems"][0])
    item["ItemTax"] = {"CurrencyCode": "EUR", "Amount": tax}

    body = older_orders.order(older(order, is_open=True), [item], whose=WHOSE)
    assert body["lines"][0]["unit_price"] == unit_price


def test_E28_a_replacement_names_what_it_replaces():
    told = [
        {"orderId": "302-1", "associationType": "REPLACEMENT_ORIGINAL_ID"},
        {"orderId": "302-2", "associationType": "EXCHANGE_ORIGINAL_ID"},
        {"orderId": "302-3", "associationType": "WHO_KNOWS"},
    ]

    assert mapped(associatedOrders=told)["associated_orders"] == [
        {"id": "302-1", "kind": "replacement"}, {"id": "302-2", "kind": "exchange"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("programs", "business"), [(["PRIME"], None), (["PRIME", "AMAZON_BUSINESS"], True)]
)
def test_E36_a_business_is_one_where_the_marketplace_says_so(programs, business):
    assert mapped(programs=programs).get("business") is business


def test_a_free_replacement_costs_nothing():
    item = {"orderItemId": "1", "quantityOrdered": 1, "product": {"asin": "P-LENA"}}

    (line,) = mapped(orderItems=[item])["lines"]
    assert (line["unit_price"], line["currency"]) == ("0.00", "EUR")


def test_nobody_has_paid_yet():
    waiting = {"fulfillmentStatus": "PENDING", "fulfilledBy": "MERCHANT"}
    item = {"orderItemId": "1", "quantityOrdered": 1, "product": {"asin": "P-LENA"}}
    body = mapped(fulfillment=waiting, orderItems=[item], buyer={}, recipient={}, packages=[])

    assert body["status"] == "pending"
    assert body["buyer"] == {"id": "buyer-of-302-1234567-1234567"}
    assert not {"lines", "ship_to", "payments", "shipments"} & body.keys()


def test_a_cancelled_line_is_gone_and_says_who_wanted_it():
    item = an_order()["orderItems"][0] | {
        "quantityOrdered": 0,
        "cancellation": {
            "cancellationRequest": {"requester": "BUYER", "cancelReason": "Changed mind"},
            "cancellationExecution": {"cancelledBy": "MERCHANT"},
        },
    }
    cancelled = {"fulfillmentStatus": "CANCELLED", "fulfilledBy": "MERCHANT"}
    body = mapped(orderItems=[item], fulfillment=cancelled)

    assert (body["status"], "lines" in body) == ("cancelled", False)
    assert body["cancellations_told"] == [
        {"line": "30200001", "asked_by": "buyer", "asked_because": "Changed mind",
         "done_by": "merchant"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "detailed", "ours"),
    [
        ("PENDING", "", "pending"),
        ("PENDING", "PENDING_PICK_UP", "pending"),
        ("IN_TRANSIT", "OUT_FOR_DELIVERY", "out_for_delivery"),
        ("DELIVERED", "DELIVERED", "delivered"),
        ("UNDELIVERABLE", "RETURNED_TO_SELLER", "returned"),
        ("UNDELIVERABLE", "LOST", "lost"),
        ("SOMETHING_NEW", "", "something_new"),
    ],
)
def test_a_parcels_way(status, detailed, ours):
    package = an_order()["packages"][0]
    package["packageStatus"] = {"status": status, "detailedStatus": detailed}

    (shipment,) = mapped(packages=[package])["shipments"]
    assert shipment["status"] == ours


@pytest.mark.parametrize("word", ["CANCELLED", "LABEL_CANCELLED"])
def test_a_parcel_that_was_called_off_has_not_left(word):
    package = an_order()["packages"][0] | {"packageStatus": {"detailedStatus": word}}

    assert "shipments" not in mapped(packages=[package])


def test_a_return_counts_from_its_arrival_and_not_from_a_plan():
    told = {
        "id": "R-1", "status": "CREATED", "lastUpdatedDateTime": "2026-11-08T10:00:00Z",
        "returnShippingInfo": {"deliveryDateTime": "2026-11-10T10:00:00Z"},
    }  # fmt: skip

    assert returns.returned(told, lambda *_: [])["at"] == "2026-11-08T10:00:00Z"
    there = returns.returned({**told, "status": "DELIVERED"}, lambda *_: [])
    assert there["at"] == "2026-11-10T10:00:00Z"


@pytest.mark.parametrize("wrong", [None, 7, "x", [], [None], {"x": 1}])
@pytest.mark.parametrize(
    "key", ["orderItems", "packages", "buyer", "recipient", "proceeds", "fulfillment",
            "salesChannel", "programs", "associatedOrders", "orderId", "createdTime"],
)  # fmt: skip
def test_whatever_stands_in_an_order_reading_it_does_no_harm(key, wrong):
    body = orders.order(an_order(**{key: wrong}), WHOSE)

    assert body["type"] == "order"
