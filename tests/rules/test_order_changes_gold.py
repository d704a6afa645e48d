"""Orders after a right agent's actions, as another program left them: ours must be the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from mostrador.rules import order_changes
from mostrador.rules.money import Money

KINDS = {
    "cancel_pending_order": "cancel",
    "return_delivered_order_items": "return",
    "exchange_delivered_order_items": "exchange",
    "modify_pending_order_items": "change_item",
    "modify_pending_order_address": "change_address",
    "modify_pending_order_payment": "change_payment",
}
CAUSES = {"no longer needed": "changed_mind", "ordered by mistake": "ordered_by_mistake"}
ADDRESS = ("address1", "address2", "city", "country", "state", "zip")


def usd(value: str) -> Money:
    return Money.of(value, "USD")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def shop(shared_data) -> Any:
    rows = read(shared_data / "tau" / "tau-retail.jsonl")
    return {(row["type"], row.get("id")): row for row in rows}


def instruction(order: dict[str, Any], action: dict[str, Any], shop: Any) -> dict[str, Any]:
    """What an agent's action orders, as our decisions say it."""
    said, kind = action["arguments"], KINDS[action["name"]]
    by_sku = {line["sku"]: line for line in order["lines"]}
    chosen = [by_sku[sku] for sku in said.get("item_ids", [])]
    found: dict[str, Any] = {"kind": kind, "payment_method": said.get("payment_method_id")}
    found["lines"] = [{"line": one["id"], "sku": one["sku"]} for one in chosen]
    if kind == "cancel":
        paid = order_changes.paid_by_method(order, "USD").values()
        found |= {"lines": [], "cause": CAUSES[said["reason"]]}
        found["amounts"] = [amount(sum(paid, usd("0")), "seller")]
    if kind == "change_address":
        found["ship_to"] = {key: said[key] for key in ADDRESS}
    if "new_item_ids" in said:
        found["changes"] = [
            {"line": line["id"], **variant(shop, line, sku)}
            for line, sku in zip(chosen, said["new_item_ids"], strict=True)
        ]
        prices = [usd(one["unit_price"]) for one in found["changes"]]
        more = sum(prices, usd("0")) - sum([usd(one["unit_price"]) for one in chosen], usd("0"))
        payer = "buyer" if more.minor > 0 else "seller"
        found["amounts"] = [amount(Money("USD", abs(more.minor)), payer)]
    return found


def amount(money: Money, payer: str) -> dict[str, str]:
    return {"amount": money.amount(), "currency": money.currency, "payer": payer}


def variant(shop: Any, line: dict[str, Any], sku: str) -> dict[str, Any]:
    page = shop["product", line["product"]]
    found = next(one for one in page["variants"] if one["sku"] == sku)
    return {"sku": sku, "options": found["options"], "unit_price": found["price"]}


def ours(order: dict[str, Any]) -> dict[str, Any]:
    more = [key for key in order if key.startswith(("exchange_", "return_"))]
    return {
        "status": order["status"],
        "cancel_reason": order.get("cancel_reason"),
        "ship_to": order["ship_to"],
        "lines": [(one["sku"], one["options"], one["unit_price"]) for one in order["lines"]],
        "payments": [(one["method"], one["kind"], one["amount"]) for one in order["payments"]],
        **{key: order[key] for key in more},
    }


def theirs(order: dict[str, Any]) -> dict[str, Any]:
    extra = dict(order["extra"])
    if "exchange_price_difference" in extra:
        extra["exchange_price_difference"] = f"{extra['exchange_price_difference']:.2f}"
    return {
        **{key: order[key] for key in ("status", "cancel_reason", "ship_to")},
        "lines": [(one["sku"], one["options"], price(one["unit_price"])) for one in order["lines"]],
        "payments": [
            (one["payment_method_id"], one["type"], price(one["amount"]))
            for one in order["payments"]
        ],
        **extra,
    }


def price(said: dict[str, Any]) -> str:
    return Money(said["currency"], said["amount_minor"]).amount()


def test_twenty_tasks_end_in_the_orders_that_they_should(shop, shared_data):
    tasks = read(shared_data / "tau" / "tasks.jsonl")
    gold = read(shared_data / "tau" / "gold.jsonl")
    found, wanted = {}, {}
    for task, end in zip(tasks, gold, strict=True):
        orders: dict[str, Any] = {}
        for action in task["actions"]:
            key = action["arguments"]["order_id"]
            order = orders.get(key) or shop["order", key]
            orders[key] = order_changes.after(order, instruction(order, action, shop))
        found[task["task_id"]] = {key: ours(order) for key, order in orders.items()}
        changed = end["changed_neutral"]["orders"]
        wanted[task["task_id"]] = {order["order_id"]: theirs(order) for order in changed}

    assert len(wanted) == 20
    assert found == wanted
