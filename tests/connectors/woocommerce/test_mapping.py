"""What a shop tells of an order, in the load format: taxes, sellers, guests, numbers, parcels."""

from dataclasses import replace
from typing import Any

import pytest

from mostrador.connectors.woocommerce import orders, words
from mostrador.connectors.woocommerce.orders import Shop
from mostrador.imports.kinds import KINDS
from mostrador.rules.bodies import RefusedError
from tests.connectors.woocommerce.shop import an_order

Body = dict[str, Any]
SHOP = Shop(
    store="de", seller="S-ZHOU", seller_meta="", seller_of=lambda word: f"S-{word}", prefix="",
    by_number=True, status=lambda word: words.ORDER.get(word, word),
)  # fmt: skip


def an_item(key: int, total: str, tax: str = "0.00", quantity: int = 1, **more: Any) -> Body:
    return {**an_order()["line_items"][0], "id": key, "total": total, "total_tax": tax,
            "quantity": quantity, **more}  # fmt: skip


def mapped(shop: Shop = SHOP, **more: Any) -> Body:
    body = orders.order(an_order(**more), shop)
    KINDS["order"].check(body)
    return body


def test_a_line_costs_what_was_paid_with_its_tax_and_rounded_down():
    body = mapped(line_items=[an_item(1, "8.40", "1.60", 3), an_item(2, "20.00")])

    assert [
        {key: line.get(key) for key in ("unit_price", "line_total", "shipping")}
        for line in body["lines"]
    ] == [
        {"unit_price": "3.33", "line_total": "10.00", "shipping": "1.63"},
        {"unit_price": "20.00", "line_total": None, "shipping": "3.27"},
    ]


def test_a_currency_without_cents():
    item = an_item(1, "3980", "0")
    body = mapped(currency="JPY", total="3980", line_items=[item], shipping_lines=[])

    assert (body["lines"][0]["unit_price"], body["payments"][0]["amount"]) == ("3980", "3980")


def test_a_sum_that_its_currency_cannot_have_is_refused_with_its_reason():
    with pytest.raises(RefusedError, match="JPY has 0 decimal places"):
        mapped(currency="JPY", line_items=[an_item(1, "39.80")])


def test_a_plugin_for_several_sellers_names_them_by_line_or_by_order():
    shop = replace(SHOP, seller_meta="_vendor_id")
    named = {"meta_data": [{"key": "_vendor_id", "value": "ANA"}]}
    body = mapped(shop, line_items=[an_item(1, "5.00", **named), an_item(2, "5.00")])

    assert (body["seller"], [line.get("seller") for line in body["lines"]]) == (
        "S-ZHOU", ["S-ANA", None],
    )  # fmt: skip
    assert mapped(shop, **named)["seller"] == "S-ANA"


@pytest.mark.parametrize(
    ("more", "buyer"),
    [
        ({}, "customer-7"),
        ({"customer_id": 0}, "guest-anna.keller@mail.example"),
        ({"customer_id": 0, "billing": {"email": "a/b@mail.example"}}, "guest-a_b@mail.example"),
        ({"customer_id": 0, "billing": {}}, "buyer-of-727"),
    ],
)
def test_a_guest_is_known_by_his_address(more, buyer):
    assert mapped(**more)["buyer"]["id"] == buyer


def test_two_shops_in_one_installation_keep_their_ids_apart():
    body = mapped(replace(SHOP, prefix="W2-"), number="1001")

    assert (body["id"], body["buyer"]["id"], body["lines"][0]["product"]) == (
        "W2-1001", "W2-customer-7", "W2-product-93",
    )  # fmt: skip


@pytest.mark.parametrize(("by_number", "key"), [(True, "2026-1001"), (False, "727")])
def test_buyers_call_an_order_by_its_number_or_by_its_id(by_number, key):
    body = mapped(replace(SHOP, by_number=by_number), number="2026/1001")

    assert (body["id"], body["shop_id"], body["shop_number"]) == (key, "727", "2026/1001")


def test_what_was_written_for_a_browser_is_read_as_words():
    chosen = [
        {"key": "pa_color", "value": "black", "display_key": "Colour",
         "display_value": "<p>Black &amp; white</p>"},
        {"key": "_reduced_stock", "value": "1"},
    ]  # fmt: skip
    item = an_item(1, "5.00", name="Lamp &ndash; black", meta_data=chosen)
    (line,) = mapped(line_items=[item])["lines"]

    assert (line["title"], line["options"]) == ("Lamp – black", {"Colour": "Black & white"})


def test_what_is_completed_has_been_sent():
    body = mapped(status="completed", date_completed_gmt="2026-11-04T16:10:00")

    assert (body["status"], body["shipments"]) == (
        "shipped",
        [{"id": "completed", "shipped_at": "2026-11-04T16:10:00+00:00", "status": "shipped"}],
    )


def test_a_plugin_for_shipments_tells_the_number():
    told = {"tracking_provider": "dhl", "tracking_number": "00340434", "tracking_id": "ab12",
            "date_shipped": "1793376600"}  # fmt: skip
    body = mapped(meta_data=[{"key": "_wc_shipment_tracking_items", "value": [told]}])

    assert body["shipments"] == [
        {"id": "ab12", "carrier": "dhl", "tracking": "00340434", "status": "shipped",
         "shipped_at": "2026-10-30T16:10:00+00:00"},
    ]  # fmt: skip


def test_what_nobody_has_paid_is_no_payment():
    assert "payments" not in mapped(status="on-hold", date_paid_gmt=None)


def test_without_an_address_of_its_own_it_goes_to_the_buyer():
    assert mapped(shipping={})["ship_to"]["lines"] == ["Lindenstraße 4", "10969 Berlin"]


@pytest.mark.parametrize("wrong", [None, 7, "x", [], [None], {"x": 1}])
@pytest.mark.parametrize(
    "key", ["line_items", "shipping_lines", "billing", "shipping", "meta_data", "currency",
            "status", "number", "id", "total", "date_created_gmt", "date_modified_gmt"],
)  # fmt: skip
def test_whatever_stands_in_an_order_reading_it_does_no_harm(key, wrong):
    assert orders.order(an_order(**{key: wrong}), SHOP)["type"] == "order"
