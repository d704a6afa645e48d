"""A notification names orders, however it was wrapped; whatever else comes names none."""

import json

import pytest

from mostrador.connectors.selling_partner import notices

KEY = "302-1234567-1234567"
CHANGE = {
    "NotificationType": "ORDER_CHANGE",
    "Payload": {"OrderChangeNotification": {"AmazonOrderId": KEY, "SellerId": "A1"}},
}


@pytest.mark.parametrize(
    "said",
    [
        CHANGE,
        json.dumps(CHANGE),
        {"Message": json.dumps(CHANGE)},
        {"detail": CHANGE},
        {"Body": json.dumps({"Message": json.dumps(CHANGE)})},
        {"notificationType": "ORDER_STATUS_CHANGE",
         "payload": {"orderStatusChangeNotification": {"amazonOrderId": KEY}}},
    ],
)  # fmt: skip
def test_the_order_is_found(said):
    assert notices.orders_in(said) == [KEY]


@pytest.mark.parametrize(
    "said",
    [
        {**CHANGE, "NotificationType": "ANY_OFFER_CHANGED"},
        {"NotificationType": "ORDER_CHANGE", "Payload": []},
        {"NotificationType": "ORDER_CHANGE", "Payload": {"a": {"AmazonOrderId": ["x"]}}},
        "no JSON",
        "[" * 100_000,
        None,
        7,
        {"Message": {"Message": {"Message": {"Message": {"Message": CHANGE}}}}},
    ],
)
def test_nothing_is_found_where_there_is_none(said):
    assert notices.orders_in(said) == []
