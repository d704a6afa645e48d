"""A small shop on this machine: the public REST interface (v3) of WooCommerce.

Written from the public documentation, not tried on the live service.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.connectors.serving import Answered, Asked, serving

Body = dict[str, Any]
KEY, SECRET = "ck_of-the-shop", "cs_s3cret-of-the-shop"
ROOT = "/wp-json/wc/v3/"
NOW = "2026-11-12T09:00:00"


def an_order(key: int = 727, **more: Any) -> Body:
    """Anna's lamp: prices without their tax, moments without an offset, in Berlin and in GMT."""
    return {
        "id": key, "number": str(key), "status": "processing", "currency": "EUR",
        "date_created": "2026-11-03T10:12:00", "date_created_gmt": "2026-11-03T09:12:00",
        "date_modified": "2026-11-05T09:00:00", "date_modified_gmt": "2026-11-05T08:00:00",
        "date_paid_gmt": "2026-11-03T09:13:00", "date_completed_gmt": None,
        "total": "44.80", "total_tax": "7.15", "payment_method": "paypal",
        "transaction_id": "T-1", "customer_id": 7, "customer_note": "",
        "billing": {"first_name": "Anna", "last_name": "Keller", "address_1": "Lindenstraße 4",
                    "postcode": "10969", "city": "Berlin", "country": "DE",
                    "email": "Anna.Keller@mail.example", "phone": "+49 30 5550 1007"},
        "shipping": {"first_name": "Anna", "last_name": "Keller", "address_1": "Lindenstraße 4",
                     "postcode": "10969", "city": "Berlin", "country": "DE"},
        "line_items": [{
            "id": 315, "name": "Leselampe Lena", "product_id": 93, "variation_id": 0,
            "quantity": 1, "total": "33.53", "total_tax": "6.37", "sku": "LENA-1",
            "price": 33.529412, "taxes": [{"id": 75, "total": "6.370588"}], "meta_data": [],
        }],
        "shipping_lines": [{"id": 317, "method_title": "DHL", "total": "4.12",
                            "total_tax": "0.78"}],
        "meta_data": [], "refunds": [],
        **more,
    }  # fmt: skip


@dataclass
class Desk:
    orders: dict[int, Body] = field(default_factory=dict)
    products: list[Body] = field(default_factory=list)
    refunds: list[Body] = field(default_factory=list)
    notes: list[Body] = field(default_factory=list)
    # One after the other for this method and path, instead of what it would say.
    instead: dict[str, list[Answered]] = field(default_factory=dict)
    # How many calls from now on are too many.
    busy: int = 0
    # The next answers to a POST or PUT are cut off, after all was done.
    cuts: int = 0
    # A gateway that can pay back by itself, and a shop that keeps a list of refunds.
    pays: bool = True
    lists_refunds: bool = True
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def put(self, *orders: Body) -> None:
        self.orders |= {order["id"]: order for order in orders}

    def answer(self, asked: Asked) -> Answered:
        self.asked.append(asked)
        path = asked.path.removeprefix(ROOT)
        waiting = self.instead.get(f"{asked.method} {path}")
        if waiting:
            return waiting.pop(0)
        if self.busy:
            self.busy -= 1
            return refusal(429, "too_many", "Slow down.")
        given = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {given}":
            return refusal(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
        said = self._said(asked, path.split("/"))
        if asked.method != "GET" and self.cuts:
            self.cuts -= 1
            return Answered(cut=True)
        return said

    def _said(self, asked: Asked, steps: list[str]) -> Answered:
        if steps == ["orders"]:
            return self._orders(asked)
        if steps == ["products"]:
            return Answered(_page(_changed(self.products, asked), asked))
        if steps == ["refunds"]:
            if not self.lists_refunds:
                return refusal(404, "rest_no_route", "No route was found.")
            since = asked.params.get("after", "")
            found = [one for one in self.refunds if one["date_created"] > since]
            return Answered(_page(found, asked))
        order = self.orders.get(int(steps[1]))
        if order is None:
            return refusal(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
        if len(steps) == 2:
            order |= asked.body or {}
            return Answered(order)
        act = self._refunds if steps[2] == "refunds" else self._notes
        return act(asked, order)

    def _orders(self, asked: Asked) -> Answered:
        status = asked.params["status"]
        in_trash = status == "trash"
        found = [one for one in self.orders.values() if (one["status"] == "trash") is in_trash]
        if "include" in asked.params:
            wanted = asked.params["include"].split(",")
            found = [one for one in found if str(one["id"]) in wanted]
        return Answered(_page(_changed(found, asked), asked))

    def _refunds(self, asked: Asked, order: Body) -> Answered:
        mine = [one for one in self.refunds if one["parent_id"] == order["id"]]
        if asked.method == "GET":
            return Answered(_page(mine, asked))
        given = sum(float(one["amount"]) for one in mine)
        if float(asked.body["amount"]) > round(float(order["total"]) - given, 2):
            said = "Invalid refund amount."
            return refusal(500, "woocommerce_rest_cannot_create_order_refund", said)
        if asked.body["api_refund"] and not self.pays:
            said = "The payment gateway for this order does not support automatic refunds."
            return refusal(500, "woocommerce_rest_cannot_create_order_refund", said)
        self.refunds.append({
            "id": 800 + len(self.refunds), "parent_id": order["id"], "date_created": NOW,
            "date_created_gmt": NOW, "amount": asked.body["amount"],
            "reason": asked.body.get("reason", ""), "meta_data": asked.body.get("meta_data", []),
            "refunded_payment": asked.body["api_refund"],
            "line_items": [
                {"id": 900, "meta_data": [{"key": "_refunded_item_id", "value": str(one["id"])}]}
                for one in asked.body.get("line_items", [])
            ],
        })  # fmt: skip
        return Answered(self.refunds[-1], 201)

    def _notes(self, asked: Asked, order: Body) -> Answered:
        if asked.method == "GET":
            return Answered([one for one in self.notes if one["order"] == order["id"]])
        self.notes.append({"id": 280 + len(self.notes), "order": order["id"], **asked.body})
        return Answered(self.notes[-1], 201)


def _changed(found: list[Body], asked: Asked) -> list[Body]:
    if "modified_after" not in asked.params:
        return found
    assert asked.params["dates_are_gmt"] == "true"
    since = asked.params["modified_after"]
    kept = [one for one in found if one["date_modified_gmt"] > since]
    # Within one second by their ids.
    return sorted(kept, key=lambda one: (one["date_modified_gmt"], one["id"]))


def _page(found: list[Body], asked: Asked) -> list[Body]:
    size = int(asked.params.get("per_page", "10"))
    at = (int(asked.params.get("page", "1")) - 1) * size
    return found[at : at + size]


def refusal(status: int, code: str, message: str) -> Answered:
    return Answered({"code": code, "message": message, "data": {"status": status}}, status)


@contextmanager
def open_shop(*orders: Body, **more: Any) -> Iterator[Desk]:
    desk = Desk(**more)
    desk.put(*orders)
    with serving(desk.answer) as url:
        desk.url = url
        yield desk
