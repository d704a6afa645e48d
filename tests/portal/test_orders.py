"""A seller's page of an order: his lines, their parcels, and nothing of anybody else."""

import json

import pytest

from mostrador.imports import loading
from mostrador.site.demo import cast
from tests.cast import NOON, signed_in


def load(body: dict) -> None:
    report = loading.load([json.dumps(body).encode()], now=NOON)
    assert report is not None


def order(key: str, *lines: dict, **more: object) -> dict:
    return cast._order(key, "S-ZHOU", "2026-11-06T21:40:00+01:00", cast.ANNA, *lines, **more)


def shipment(key: str, **more: object) -> dict:
    return {"id": key, "carrier": "DHL", "tracking": key, "status": "in_transit", **more}


@pytest.mark.parametrize(
    ("key", "who", "status"),
    [
        ("LM-1007", "zhou", 200),
        ("LM-1007", "ana", 404),
        ("LM-1012", "zhou", 200),
        ("LM-1012", "ana", 200),
        ("LM-1012", "zed", 404),
        ("LM-1003", "zed", 200),
        ("LM-9999", "zhou", 404),
    ],
)
def test_whose_order_it_is(key, who, status):
    assert signed_in(who).get(f"/portal/orders/{key}/").status_code == status


def test_only_parcels_that_carry_his_lines_are_shown():
    parcels = [shipment("P-HIS", lines=["1"]), shipment("P-OTHER", lines=["2"]), shipment("P-ANY")]
    load(order("LM-2000", cast.LENA, cast.ORBIT, shipments=parcels))

    shown = signed_in("zhou").get("/portal/orders/LM-2000/").content.decode()

    assert "P-HIS" in shown
    assert "P-OTHER" not in shown
    assert "P-ANY" not in shown


def test_a_parcel_that_names_no_line_is_his_if_the_whole_order_is():
    load(order("LM-2001", cast.LENA, shipments=[shipment("P-ANY")]))

    assert "P-ANY" in signed_in("zhou").get("/portal/orders/LM-2001/").content.decode()


def test_an_order_without_lines_is_its_sellers():
    load(order("LM-2002"))

    assert signed_in("zhou").get("/portal/orders/LM-2002/").status_code == 200
    assert signed_in("ana").get("/portal/orders/LM-2002/").status_code == 404


def test_a_seller_of_the_order_without_a_line_in_it_sees_nothing():
    load(order("LM-2003", cast.ORBIT))

    assert signed_in("zhou").get("/portal/orders/LM-2003/").status_code == 404
    assert signed_in("ana").get("/portal/orders/LM-2003/").status_code == 200


def test_what_it_costs_is_added_up_over_his_lines():
    twice = {**cast.LENA, "id": "3", "quantity": 2}
    load(order("LM-2004", cast.LENA, cast.ORBIT, twice))
    client = signed_in("zhou")
    client.cookies["language"] = "en"

    shown = client.get("/portal/orders/LM-2004/")

    assert shown.context["total"] == "€119.70"


def test_lines_in_two_currencies_have_no_sum():
    load(order("LM-2005", cast.LENA, {**cast.LENA, "id": "3", "currency": "CHF"}))

    assert signed_in("zhou").get("/portal/orders/LM-2005/").context["total"] == ""


@pytest.mark.parametrize(
    "broken", [{"shipped_at": None, "status": ""}, {"delivered_at": "2026-11-08T09:00:00+01:00"}]
)
def test_a_parcel_of_which_little_is_known_is_still_shown(broken):
    load(order("LM-2006", cast.LENA, shipments=[shipment("P-1", lines=["1"], **broken)]))

    assert "P-1" in signed_in("zhou").get("/portal/orders/LM-2006/").content.decode()
