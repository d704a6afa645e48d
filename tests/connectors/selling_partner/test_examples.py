"""Every published example of the interface: a record of ours, or a reason why it is none."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mostrador.connectors.selling_partner import older_orders, orders, returns, words
from mostrador.connectors.selling_partner.orders import Whose
from mostrador.imports.kinds import KINDS
from mostrador.rules.bodies import RefusedError

WHOSE = Whose(seller="S-ZHOU", store=lambda _key: "de", fulfilment=lambda w: words.FULFILMENT[w])
Example = dict[str, Any]
NEWER, OLDER = "orders_2026-01-01.json", "ordersV0.json"
RETURNS = "externalFulfillmentReturns_2024-09-11.json"
# Specs, or the ends of their paths, that hold no order, return or buyer; and why.
NO_RECORDS = {
    "externalFulfillmentShipments_2024-09-11.json": "a warehouse's own task for goods that the "
    "operator sends; the order itself comes from the orders interface",
    "notifications.json": "how a queue is subscribed to; it holds no order",
    "messaging.json": "what may be written to a buyer; what he writes comes as a mail",
    "/regulatedInfo": "a prescription and its verification, which is not customer service",
    "/orderItems/buyerInfo": "gift wishes by item: the items name the customised ones themselves",
    "/shipment": "what a seller tells the marketplace",
    "/shipmentConfirmation": "what a seller tells the marketplace",
}
# The examples of items whose prices no currency can have.
CENTS_OF_YEN = {"903-1671087-0812628"}


@pytest.fixture(scope="module")
def examples(shared_data: Path) -> list[Example]:
    with (shared_data / "sp_api_examples.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def why_not(example: Example) -> str:
    if example["status"] != "200" or "errors" in example["response"]:
        return "an error, or an answer without content"
    for name, reason in NO_RECORDS.items():
        if example["spec"] == name or example["path"].endswith(name):
            return reason
    return ""


def found_in(example: Example) -> list[Example]:
    """The bodies of the load format in one answer."""
    said = example["response"]
    if example["spec"] == NEWER:
        return [orders.order(one, WHOSE) for one in said.get("orders") or [said["order"]]]
    if example["spec"] == RETURNS:
        return [returns.returned(one, lambda *_sku: ["1"]) for one in said.get("returns", [said])]
    payload = said["payload"]
    return [
        older_orders.order(one, items, buyer_info=info, address=address, whose=WHOSE)
        for one, items, info, address in older_parts(example["path"], payload)
    ]


def older_parts(
    path: str, payload: Example
) -> list[tuple[Example, list[Example], Example, Example]]:
    """The older interface tells an order in pieces; a piece alone goes with a plain order."""
    plain = {
        "AmazonOrderId": payload.get("AmazonOrderId"), "PurchaseDate": "2026-11-03T10:00:00Z",
        "LastUpdateDate": "2026-11-03T10:00:00Z", "OrderStatus": "Unshipped",
        "FulfillmentChannel": "MFN",
    }  # fmt: skip
    if "Orders" in payload:
        return [(one, [], {}, {}) for one in payload["Orders"]]
    if path.endswith("orderItems"):
        return [(plain, payload["OrderItems"], {}, {})]
    if path.endswith("buyerInfo"):
        return [(plain, [], payload, {})]
    if path.endswith("address"):
        return [(plain, [], {}, payload)]
    return [(payload, [], {}, {})]


def test_every_example_is_a_record_of_ours_or_there_is_a_reason(examples):
    counted = Counter()
    for example in examples:
        reason = why_not(example)
        counted["not"] += bool(reason)
        for body in [] if reason else found_in(example):
            if body["id"] in CENTS_OF_YEN:
                with pytest.raises(RefusedError, match="JPY has 0 decimal places"):
                    KINDS["order"].check(body)
                counted["refused"] += 1
            else:
                KINDS[body["type"]].check(body)
                counted[body["type"]] += 1

    assert counted == {"not": 131, "refused": 1, "order": 21, "return": 26}


def test_nothing_that_is_an_order_is_left_out_in_silence(examples):
    """Who adds an example with an order in it under one of the named paths learns of it here."""
    named = ("orderId", "AmazonOrderId", "customerOrderId", "buyerOrderId")
    holding = {
        (one["spec"], one["path"])
        for one in examples
        if why_not(one) and any(f'"{key}"' in json.dumps(one["response"]) for key in named)
    }

    assert {path for _spec, path in holding} == {
        "/externalFulfillment/2024-09-11/shipments",
        "/externalFulfillment/2024-09-11/shipments/{shipmentId}",
        "/orders/v0/orders/{orderId}/orderItems/buyerInfo",
        "/orders/v0/orders/{orderId}/regulatedInfo",
    }


def test_a_published_order_with_a_discount_taxes_and_a_parcel(examples):
    """Its words are theirs; what is computed from them is written out here."""
    (theirs,) = [
        one["response"]["order"]
        for one in examples
        if one["spec"] == NEWER and not why_not(one) and "fulfillmentOrders" in str(one)
        and "order" in one["response"]
    ]  # fmt: skip
    body = orders.order(theirs, WHOSE)
    (item,), (package,) = theirs["orderItems"], theirs["packages"]

    (line,) = body["lines"]
    assert line == {
        "id": item["orderItemId"], "product": item["product"]["asin"],
        "sku": item["product"]["sellerSku"], "title": item["product"]["title"],
        "quantity": 3, "unit_price": "30.99", "shipping": "11.00", "currency": "GBP",
        "fulfilment": "seller", "condition": "new", "programs": item["programs"],
    }  # fmt: skip
    assert body["payments"] == [{"kind": "payment", "amount": "103.97", "currency": "GBP"}]
    assert (body["status"], body["programs"]) == ("shipped", ["PRIME"])
    assert body["shipments"] == [
        {
            "id": package["packageReferenceId"], "carrier": package["carrier"],
            "service": package["shippingService"], "tracking": package["trackingNumber"],
            "shipped_at": package["shipTime"], "status": "out_for_delivery",
            "lines": [item["orderItemId"]],
        }
    ]  # fmt: skip
    assert body["buyer"]["id"] == theirs["buyer"]["buyerEmail"]
    assert len(body["ship_to"]["lines"]) == 4
