"""A retail shop of another program: its orders, its service tasks, and how they must end."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mostrador.imports import loading
from mostrador.rules.money import Money
from tests.cast import NOON

Row = dict[str, Any]
# That program's reasons, as ours are called.
CAUSES = {"no longer needed": "changed_mind", "ordered by mistake": "ordered_by_mistake"}
REMEDIES = {
    "cancel_pending_order": ("cancel", "cancellation"),
    "return_delivered_order_items": ("return", "return"),
    "exchange_delivered_order_items": ("exchange", "return"),
    "modify_pending_order_items": ("change_item", "other"),
    "modify_pending_order_address": ("change_address", "delivery"),
    "modify_pending_order_payment": ("change_payment", "payment"),
}
ADDRESS = ("address1", "address2", "city", "country", "state", "zip")
OF_EVERYBODY = {"store", "seller", "enrolment", "product"}


@dataclass(frozen=True)
class Shop:
    rows: list[Row]
    tasks: list[Row]
    gold: list[Row]

    def of(self, buyer: str) -> list[Row]:
        """What concerns one buyer; the other 499 only take time."""
        return [row for row in self.rows if _concerns(row, buyer)]

    def order(self, key: str) -> Row:
        return next(row for row in self.rows if row["type"] == "order" and row["id"] == key)

    def load(self, buyer: str) -> None:
        lines = [json.dumps(row).encode() for row in self.of(buyer)]
        assert loading.load(lines, now=NOON).rejected == 0


def shop(folder: Path) -> Shop:
    names = ("tau-retail", "tasks", "gold")
    return Shop(*(_read(folder / "tau" / f"{name}.jsonl") for name in names))


def asked(order: Row, action: Row) -> tuple[str, Row]:
    """The topic of the contact, and the body of the decision that does the action."""
    said = action["arguments"]
    remedy, topic = REMEDIES[action["name"]]
    by_sku = {line["sku"]: line["id"] for line in order["lines"]}
    lines = [by_sku[sku] for sku in said.get("item_ids", [])]
    body: Row = {"remedy": remedy, "ground": "standard_policy", "reason": "As the buyer asks."}
    if lines:
        body["lines"] = lines
    if "new_item_ids" in said:
        new = zip(lines, said["new_item_ids"], strict=True)
        body["changes"] = [{"line": line, "sku": sku} for line, sku in new]
    if "payment_method_id" in said:
        body["payment_method"] = said["payment_method_id"]
    if "reason" in said:
        body["cause"] = CAUSES[said["reason"]]
    if remedy == "change_address":
        body["ship_to"] = {key: said[key] for key in ADDRESS}
    return topic, body


def ours(order: Row) -> Row:
    return {
        "status": order["status"],
        "cancel_reason": order.get("cancel_reason"),
        "ship_to": order["ship_to"],
        "lines": [(one["sku"], one["options"], one["unit_price"]) for one in order["lines"]],
        "payments": [(one["method"], one["kind"], one["amount"]) for one in order["payments"]],
        **{key: each for key, each in order.items() if key.startswith(("exchange_", "return_"))},
    }


def theirs(order: Row) -> Row:
    extra = dict(order["extra"])
    if "exchange_price_difference" in extra:
        extra["exchange_price_difference"] = f"{extra['exchange_price_difference']:.2f}"
    return {
        **{key: order[key] for key in ("status", "cancel_reason", "ship_to")},
        "lines": [
            (one["sku"], one["options"], _price(one["unit_price"])) for one in order["lines"]
        ],
        "payments": [
            (one["payment_method_id"], one["type"], _price(one["amount"]))
            for one in order["payments"]
        ],
        **extra,
    }


def _concerns(row: Row, buyer: str) -> bool:
    if row["type"] == "order":
        return bool(row["buyer"]["id"] == buyer)
    return row["type"] in OF_EVERYBODY or row.get("id") == buyer


def _price(said: Row) -> str:
    return Money(said["currency"], said["amount_minor"]).amount()


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text().splitlines()]
