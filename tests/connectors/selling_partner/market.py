"""The large marketplace on this machine.

Written from the public documentation, not tried on the live service: tokens, pages, buckets, what
is hidden from whom, and both shapes of an order.
"""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.connectors.serving import Answered, Asked, serving

Body = dict[str, Any]
REFRESH, CLIENT, SECRET = "Atzr|of-zhou", "amzn1.application.lichtmarkt", "s3cret-of-the-app"
MARKETPLACE = "A1PA6795UKMFR9"
NEWER, OLDER = "/orders/2026-01-01/orders", "/orders/v0/orders"
RETURNS = "/externalFulfillment/2024-09-11/returns"
# What is shown only to those who ask for it by name.
INCLUDED = {
    "buyer": "BUYER", "recipient": "RECIPIENT", "proceeds": "PROCEEDS",
    "fulfillment": "FULFILLMENT", "packages": "PACKAGES",
}  # fmt: skip


def an_order(key: str = "302-1234567-1234567", **more: Any) -> Body:
    """Anna's lamp, as the newer interface tells it."""
    price = {"amount": "39.90", "currencyCode": "EUR"}
    return {
        "orderId": key, "createdTime": "2026-11-03T09:12:00Z",
        "lastUpdatedTime": "2026-11-05T08:00:00Z", "programs": ["PRIME"],
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": MARKETPLACE},
        "buyer": {"buyerName": "Anna Keller", "buyerEmail": "x7y8@masked.example"},
        "recipient": {"deliveryAddress": {
            "name": "Anna Keller", "addressLine1": "Lindenstraße 4", "city": "Berlin",
            "postalCode": "10969", "countryCode": "DE",
        }},
        "proceeds": {"grandTotal": price},
        "fulfillment": {"fulfillmentStatus": "SHIPPED", "fulfilledBy": "MERCHANT"},
        "orderItems": [{
            "orderItemId": "30200001", "quantityOrdered": 1,
            "product": {"asin": "P-LENA", "sellerSku": "LENA-1", "title": "Leselampe Lena",
                        "price": {"unitPrice": price}},
        }],
        "packages": [{
            "packageReferenceId": "PKG-1", "carrier": "DHL", "trackingNumber": "00340434",
            "shipTime": "2026-11-04T16:10:00Z", "packageStatus": {"status": "IN_TRANSIT"},
            "packageItems": [{"orderItemId": "30200001", "quantity": 1}],
        }],
        **more,
    }  # fmt: skip


@dataclass
class Market:
    orders: dict[str, Body] = field(default_factory=dict)
    returns: list[Body] = field(default_factory=list)
    notices: list[Body] = field(default_factory=list)
    page_size: int = 100
    # One after the other for this path, instead of what it would say.
    instead: dict[str, list[Answered]] = field(default_factory=dict)
    # How many calls from now on are too many.
    busy: int = 0
    authorised: bool = True
    tokens: list[str] = field(default_factory=list)
    # Tokens that open what is hidden: for these paths.
    opened: dict[str, str] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def put(self, *orders: Body) -> None:
        self.orders |= {order["orderId"]: order for order in orders}

    def answer(self, asked: Asked) -> Answered:
        self.heard[asked.path] += 1
        self.asked.append(asked)
        if self.instead.get(asked.path):
            return self.instead[asked.path].pop(0)
        if asked.path == "/auth/o2/token":
            return self._token(asked)
        if self.busy:
            self.busy -= 1
            return refusal(429, "QuotaExceeded", "You exceeded your quota.")
        if asked.path == "/notices":
            assert asked.headers["authorization"] == "Bearer of-the-queue"
            found = [one for one in self.notices if one["EventTime"] >= asked.params["since"]]
            return Answered(found)
        token = asked.headers.get("x-amz-access-token", "")
        if token not in (self.tokens[-1:] or [""]) and token not in self.opened:
            return refusal(403, "Unauthorized", "Access to requested resource is denied.")
        return self._inside(asked, token)

    def _token(self, asked: Asked) -> Answered:
        form = asked.form
        if (form["client_id"], form["client_secret"]) != (CLIENT, SECRET):
            return Answered({"error": "invalid_client"}, 401)
        if not self.authorised or form["refresh_token"] != REFRESH:
            return Answered({"error": "invalid_grant", "error_description": "revoked"}, 400)
        assert form["grant_type"] == "refresh_token"
        self.tokens.append(f"Atza|{len(self.tokens) + 1}")
        said = {"access_token": self.tokens[-1], "token_type": "bearer", "expires_in": 3600}
        return Answered(said)

    def _inside(self, asked: Asked, token: str) -> Answered:
        if asked.path == "/tokens/2021-03-01/restrictedDataToken":
            (wanted,) = asked.body["restrictedResources"]
            own = f"Atz.sprdt|{len(self.opened)}"
            self.opened[own] = wanted["path"]
            return Answered({"restrictedDataToken": own, "expiresIn": 3600})
        if asked.path.startswith(NEWER):
            return self._newer(asked)
        if asked.path == RETURNS:
            return Answered({"returns": self.returns})
        return self._older(asked, is_open=token in self.opened)

    def _newer(self, asked: Asked) -> Answered:
        key = asked.path.removeprefix(NEWER).strip("/")
        if key:
            found = self.orders.get(key)
            return Answered({"order": found}) if found else refusal(404, "NotFound", "No order.")
        if ("createdAfter" in asked.params) == ("lastUpdatedAfter" in asked.params):
            return refusal(400, "InvalidInput", "Exactly one of createdAfter, lastUpdatedAfter.")
        shown = set(asked.params.get("includedData", "").split(","))
        found = [
            {key: value for key, value in one.items() if INCLUDED.get(key, "") in {"", *shown}}
            for one in self._changed(asked.params["lastUpdatedAfter"], asked.params)
        ]
        return self._paged(asked, found, "paginationToken", lambda page, token: {
            "orders": page, "pagination": {"nextToken": token} if token else {},
        })  # fmt: skip

    def _older(self, asked: Asked, *, is_open: bool) -> Answered:
        if asked.path == OLDER:
            found = [older(one, is_open=is_open) for one in self._changed(
                asked.params["LastUpdatedAfter"], asked.params)]  # fmt: skip
            return self._paged(asked, found, "NextToken", lambda page, token: {
                "payload": {"Orders": page, **({"NextToken": token} if token else {})},
            })  # fmt: skip
        key = asked.path.removeprefix(f"{OLDER}/").removesuffix("/orderItems")
        if key not in self.orders:
            return refusal(404, "NotFound", "No such order.")
        if asked.path.endswith("/orderItems"):
            items = [older_item(one) for one in self.orders[key]["orderItems"]]
            return Answered({"payload": {"AmazonOrderId": key, "OrderItems": items}})
        return Answered({"payload": older(self.orders[key], is_open=is_open)})

    def _changed(self, since: str, params: Any) -> list[Body]:
        wanted = (params.get("marketplaceIds") or params.get("MarketplaceIds") or "").split(",")
        found = [
            one
            for one in self.orders.values()
            if one["lastUpdatedTime"] >= since and one["salesChannel"]["marketplaceId"] in wanted
        ]
        return sorted(found, key=lambda one: one["lastUpdatedTime"])

    def _paged(self, asked: Asked, found: list[Body], name: str, said: Any) -> Answered:
        """A token goes with the question that it came from, and with no other."""
        question = {key: value for key, value in asked.params.items() if key != name}
        at = 0
        if name in asked.params:
            try:
                at, was = json.loads(base64.b64decode(asked.params[name]))
            except ValueError:
                return refusal(400, "InvalidInput", "Invalid token.")
            if was != question:
                return refusal(400, "InvalidInput", "The token is another question's.")
        end = at + self.page_size
        more = base64.b64encode(json.dumps([end, question]).encode()).decode()
        body = said(found[at:end], more if end < len(found) else "")
        return Answered(body, headers={"x-amzn-RateLimit-Limit": "0.0056"})


def older(order: Body, *, is_open: bool) -> Body:
    said = order["fulfillment"]
    statuses = {"SHIPPED": "Shipped", "UNSHIPPED": "Unshipped", "CANCELLED": "Canceled",
                "PENDING": "Pending"}  # fmt: skip
    total = order["proceeds"]["grandTotal"]
    address = order["recipient"]["deliveryAddress"]
    hidden = {
        "BuyerInfo": {
            "BuyerEmail": order["buyer"]["buyerEmail"], "BuyerName": order["buyer"]["buyerName"],
        },
        "ShippingAddress": {key[0].upper() + key[1:]: value for key, value in address.items()},
    }  # fmt: skip
    return {
        "AmazonOrderId": order["orderId"], "PurchaseDate": order["createdTime"],
        "LastUpdateDate": order["lastUpdatedTime"],
        "OrderStatus": statuses[said["fulfillmentStatus"]],
        "FulfillmentChannel": {"MERCHANT": "MFN", "AMAZON": "AFN"}[said["fulfilledBy"]],
        "MarketplaceId": order["salesChannel"]["marketplaceId"],
        "OrderTotal": {"CurrencyCode": total["currencyCode"], "Amount": total["amount"]},
        "IsPrime": "PRIME" in order["programs"],
        **(hidden if is_open else {}),
    }  # fmt: skip


def older_item(item: Body) -> Body:
    price = item["product"]["price"]["unitPrice"]
    return {
        "ASIN": item["product"]["asin"], "OrderItemId": item["orderItemId"],
        "SellerSKU": item["product"]["sellerSku"], "Title": item["product"]["title"],
        "QuantityOrdered": item["quantityOrdered"],
        "ItemPrice": {"CurrencyCode": price["currencyCode"], "Amount": price["amount"]},
    }  # fmt: skip


def refusal(status: int, code: str, message: str) -> Answered:
    return Answered({"errors": [{"code": code, "message": message, "details": ""}]}, status)


@contextmanager
def open_market(*orders: Body, **more: Any) -> Iterator[Market]:
    market = Market(**more)
    market.put(*orders)
    with serving(market.answer) as url:
        market.url = url
        yield market
