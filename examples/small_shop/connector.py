"""A connector for the small shop beside it: all that one has to say, in less than 100 lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from mostrador.connectors import base, calling
from mostrador.connectors.base import Cursor, Page
from mostrador.rules.money import Money


class SmallShop(base.Connector):
    kind = "small_shop"
    label = "Small shop"
    settings = (
        base.Setting("address", "Address of the shop", address=True),
        base.Setting("key", "Key", secret=True, hint="In the shop under Settings, Programs."),
    )
    tables = (base.Table("state", "State of an order", {"sent": "shipped", "open": "paid"}),)
    carries = frozenset({"refund"})
    speaks = True
    tried = True

    @property
    def shop(self) -> calling.Caller:
        key = self.access.settings["key"]
        address = self.access.settings["address"]
        return self.access.caller(address, headers={"Authorization": f"Bearer {key}"})

    def test(self) -> Sequence[base.Finding]:
        me = self.shop.get("me").json()
        may = "orders" in me["may"]
        said = (
            f"It may read the orders of {me['shop']}." if may else "Allow the key to read orders."
        )
        return [base.Finding(fine=may, sentence=said)]

    def streams(self) -> Sequence[base.Stream]:
        often = timedelta(minutes=1)
        messages = base.Stream("messages", "Messages", self.messages, every=often)
        return [base.Stream("orders", "Orders", self.orders), messages]

    def orders(self, cursor: Cursor) -> Page:
        asked = {"since": cursor.since.isoformat(), "page": cursor.page or 1}
        said = self.shop.get("orders", asked).json()
        changed = [datetime.fromisoformat(each["changed"]) for each in said["orders"]]
        bodies = base.mapped(said["orders"], self.order, ref="number")
        return Page(bodies, newest=max(changed, default=None), next=said["next"])

    def order(self, theirs: Mapping[str, Any]) -> dict[str, Any]:
        buyer, currency = theirs["customer"], theirs["currency"]
        return {
            "type": "order",
            "id": theirs["number"],
            "store": self.access.store,
            "seller": theirs["vendor"],
            "placed_at": theirs["bought"],
            "updated_at": theirs["changed"],
            "status": self.ours("state", theirs["state"]),
            "buyer": {"id": buyer["no"], "name": buyer["name"], "email": buyer["mail"]},
            "lines": [
                {"id": str(row["row"]), "sku": row["sku"], "title": row["name"],
                 "quantity": row["count"], "currency": currency, "fulfilment": "seller",
                 "unit_price": Money(currency, row["each"]).amount()}
                for row in theirs["rows"]
            ],
        }  # fmt: skip

    def messages(self, cursor: Cursor) -> Page:
        found = self.shop.get("messages", {"since": cursor.since.isoformat()}).json()["messages"]
        said = [
            base.Said(thread=each["order"], id=each["id"], by=each["by"], text=each["text"],
                 at=datetime.fromisoformat(each["at"]), order=each["order"])
            for each in found
        ]  # fmt: skip
        return Page(messages=said, newest=max((each.at for each in said), default=None))

    def carry_out(self, instruction: Mapping[str, Any], key: str) -> base.Outcome:
        sums = [Money.of(each["amount"], each["currency"]) for each in instruction["amounts"]]
        money = sum(sums[1:], start=sums[0])
        wanted = {"order": instruction["order_id"], "amount": money.amount(), "reference": key}
        try:
            done = self.shop.post("refunds", {**wanted, "currency": money.currency}).json()
        except calling.AnswerError as error:
            return base.Refused(error.sentence)
        return base.Done(done["id"], money)

    def find(self, _instruction: Mapping[str, Any], key: str) -> base.Done | None:
        found = self.shop.get("refunds", {"reference": key}).json()["refunds"]
        return base.Done(found[0]["id"]) if found else None

    def say(self, reply: base.Reply) -> str:
        said = {"order": reply.thread, "text": reply.text, "reference": reply.key}
        return str(self.shop.post("messages", said).json()["id"])

    def find_said(self, reply: base.Reply) -> str | None:
        said = self.shop.get("messages").json()["messages"]
        return next((each["id"] for each in said if each.get("reference") == reply.key), None)
