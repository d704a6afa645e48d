"""What the retail shop's own program refuses: each an order, what is asked for, and our code."""

from typing import Any


def change(line: str, sku: str, **more: Any) -> dict[str, Any]:
    return {"remedy": "change_item", "changes": [{"line": line, "sku": sku}], **more}


def swap(line: str, sku: str, **more: Any) -> dict[str, Any]:
    return {**change(line, sku, **more), "remedy": "exchange"}


def an_order(shop, status, *, gift_card=None):
    """An order of that status whose buyer has such a gift card, and the card."""
    buyers = {row["id"]: row for row in shop.rows if row["type"] == "buyer"}
    for row in shop.rows:
        if row["type"] == "order" and row["status"] == status:
            methods = buyers[row["buyer"]["id"]]["payment_methods"]
            cards = [one for one in methods if one["kind"] == "gift_card"]
            paid = {one["method"] for one in row["payments"]}
            if gift_card is None and not cards:
                return row, None
            if cards and gift_card and gift_card(cards[0], row) and cards[0]["id"] not in paid:
                return row, cards[0]
    raise LookupError(status)


def poor(card, order):
    return float(card["balance"]) < 10 < float(order["payments"][0]["amount"])


def variants(shop, order, at=0):
    line = order["lines"][at]
    page = next(row for row in shop.rows if row.get("id") == line["product"])
    return line, [one for one in page["variants"] if one["sku"] != line["sku"]]


def dearer(shop, order):
    """A line, and an item that may take its place and costs ten dollars more."""
    for at in range(len(order["lines"])):
        line, found = variants(shop, order, at)
        price = float(line["unit_price"]) + 10
        for one in found:
            if one["available"] and float(one["price"]) > price:
                return line, one
    raise LookupError(order["id"])


def paid_from_an_empty_card(shop):
    order, card = an_order(shop, "pending", gift_card=poor)
    return order, {"remedy": "change_payment", "payment_method": card["id"]}, "METHOD_CANNOT_PAY"


def exchanged_with_an_empty_card(shop):
    order, card = an_order(shop, "delivered", gift_card=poor)
    line, new = dearer(shop, order)
    return order, swap(line["id"], new["sku"], payment_method=card["id"]), "METHOD_CANNOT_PAY"


def refunded_to_anothers_method(shop):
    order, _card = an_order(shop, "delivered")
    body = {"remedy": "return", "payment_method": "paypal_8049766"}
    return order, body, "METHOD_DID_NOT_PAY"


def refunded_to_his_own_method_that_did_not_pay(shop):
    order = shop.order("#W5866402")
    body = {"remedy": "return", "payment_method": "credit_card_9753331"}
    return order, body, "METHOD_DID_NOT_PAY"


def paid_with_what_pays_already(shop):
    order = shop.order("#W5442520")
    method = order["payments"][0]["method"]
    return order, {"remedy": "change_payment", "payment_method": method}, "SAME_METHOD"


def exchanged_before_delivery(shop):
    order, _card = an_order(shop, "pending")
    line, found = variants(shop, order)
    sku = next(one["sku"] for one in found if one["available"])
    return order, swap(line["id"], sku), "NOT_DELIVERED"


def exchanged_on_the_way(shop):
    order, _card = an_order(shop, "processed")
    line, found = variants(shop, order)
    sku = next(one["sku"] for one in found if one["available"])
    return order, swap(line["id"], sku), "NOT_DELIVERED"


def returned_before_delivery(shop):
    order, _card = an_order(shop, "processed")
    return order, {"remedy": "return"}, "NOT_DELIVERED"


def cancelled_after_shipping(shop):
    order, _card = an_order(shop, "processed")
    return order, {"remedy": "cancel"}, "ALREADY_SHIPPED"


def cancelled_after_delivery(shop):
    order, _card = an_order(shop, "delivered")
    return order, {"remedy": "cancel"}, "ALREADY_SHIPPED"


def cancelled_twice(shop):
    order, _card = an_order(shop, "cancelled")
    return order, {"remedy": "cancel"}, "ORDER_CANCELLED"


def sent_elsewhere_after_shipping(shop):
    order, _card = an_order(shop, "processed")
    return order, {"remedy": "change_address", "ship_to": order["ship_to"]}, "ALREADY_SHIPPED"


def paid_otherwise_after_delivery(shop):
    order, card = an_order(shop, "delivered", gift_card=lambda card, _order: bool(card))
    body = {"remedy": "change_payment", "payment_method": card["id"]}
    return order, body, "ALREADY_SHIPPED"


def changed_after_shipping(shop):
    order, _card = an_order(shop, "processed")
    line, found = variants(shop, order)
    return order, change(line["id"], found[0]["sku"]), "ALREADY_SHIPPED"


def changed_into_what_is_sold_out(shop):
    for row in shop.rows:
        if row["type"] == "order" and row["status"] == "pending":
            line, found = variants(shop, row)
            gone = [one["sku"] for one in found if not one["available"]]
            if gone:
                return row, change(line["id"], gone[0]), "NOT_AVAILABLE"
    raise LookupError


def changed_into_another_product(shop):
    order = shop.order("#W5442520")
    _line, others = variants(shop, order, at=1)
    return order, change(order["lines"][0]["id"], others[0]["sku"]), "OTHER_PRODUCT"


def exchanged_for_another_product(shop):
    order = shop.order("#W7273336")
    _line, others = variants(shop, order, at=1)
    return order, swap(order["lines"][0]["id"], others[0]["sku"]), "OTHER_PRODUCT"


def changed_into_itself(shop):
    order = shop.order("#W5442520")
    line = order["lines"][0]
    return order, change(line["id"], line["sku"]), "SAME_ITEM"


EVERY = (
    paid_from_an_empty_card, exchanged_with_an_empty_card, refunded_to_anothers_method,
    refunded_to_his_own_method_that_did_not_pay, paid_with_what_pays_already,
    exchanged_before_delivery, exchanged_on_the_way, returned_before_delivery,
    cancelled_after_shipping, cancelled_after_delivery, cancelled_twice,
    sent_elsewhere_after_shipping, paid_otherwise_after_delivery, changed_after_shipping,
    changed_into_what_is_sold_out, changed_into_another_product,
    exchanged_for_another_product, changed_into_itself,
)  # fmt: skip
