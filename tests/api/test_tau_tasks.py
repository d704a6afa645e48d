"""Twenty service tasks of another program, done through ours by the contract alone.

The engine is told what the buyer wants, never whether he may have it.
"""

from typing import Any

import pytest

from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions.models import Decision, Hold, Instruction, LedgerEntry, Posting, Return
from mostrador.history.models import Entry
from mostrador.orders.models import Buyer, Line, Order
from mostrador.outbox.models import Owed
from mostrador.sealed.models import Text
from tests.api import retail, retail_refusals

pytestmark = pytest.mark.django_db

TASKS = range(20)
# What is otherwise than there on purpose: task → why. It is empty: all twenty end alike.
ON_PURPOSE: dict[int, str] = {}
# What a refusal must leave as it was.
KEPT = (
    Order, Line, Buyer, Decision, Hold, Instruction, LedgerEntry, Posting, Return, Contact, Entry,
    Delivery, Owed, Text,
)  # fmt: skip


@pytest.fixture(scope="module")
def shop(shared_data):
    return retail.shop(shared_data)


@pytest.fixture
def marketplace(noon, program, path):
    return Marketplace(program, path)


class Marketplace:
    """Opens contacts, decides, and does what it is told."""

    def __init__(self, program: Any, path: Any) -> None:
        self.program, self.path, self.cursor = program, path, ""

    def order(self, key: str) -> Any:
        return self.program.get(self.path("orders", key)).json()

    def contact(self, key: str, topic: str) -> str:
        opened = {"order": key, "topic": topic, "channel": "web", "text": "I have a wish."}
        return str(self.program.post("contacts", opened).json()["id"])

    def decide(self, key: str, topic: str, body: Any) -> Any:
        return self.program.post(f"contacts/{self.contact(key, topic)}/decisions", body)

    def obey(self) -> list[str]:
        """Fetch what is new, do it, and say so."""
        after = f"?after={self.cursor}" if self.cursor else ""
        items = self.program.get(f"instructions{after}").json()["items"]
        for item in items:
            self.cursor = item["cursor"]
            address = f"instructions/{item['id']}/acknowledgement"
            assert self.program.post(address, {"outcome": "done"}).status_code == 200
        return [item["kind"] for item in items]

    def do(self, action: Any) -> None:
        key = action["arguments"]["order_id"]
        topic, body = retail.asked(self.order(key), action)
        decided = self.decide(key, topic, body)
        assert decided.status_code == 201, decided.json()
        assert set(self.obey()) == {body["remedy"]}


@pytest.mark.parametrize("number", TASKS)
def test_a_task_ends_in_the_orders_of_the_gold(shop, marketplace, number):
    task, gold = shop.tasks[number], shop.gold[number]
    shop.load(task["user_id"])
    before = {row["id"] for row in shop.of(task["user_id"]) if row["type"] == "order"}

    for action in task["actions"]:
        marketplace.do(action)

    wanted = {one["order_id"]: retail.theirs(one) for one in gold["changed_neutral"]["orders"]}
    untouched = {key: retail.ours(shop.order(key)) for key in before - wanted.keys()}
    found = {key: retail.ours(marketplace.order(key)) for key in before}
    assert (found == {**untouched, **wanted}) is (number not in ON_PURPOSE)


def test_what_is_otherwise_on_purpose_says_why():
    assert all(ON_PURPOSE.values())
    assert set(ON_PURPOSE) <= set(TASKS)


def rows() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


@pytest.mark.parametrize("attempt", retail_refusals.EVERY, ids=lambda attempt: attempt.__name__)
def test_what_that_program_refuses_is_refused_and_changes_nothing(shop, marketplace, attempt):
    order, body, code = attempt(shop)
    shop.load(order["buyer"]["id"])
    contact = marketplace.contact(order["id"], "return")
    before = rows()

    answer = marketplace.program.post(
        f"contacts/{contact}/decisions",
        {"ground": "standard_policy", "reason": "As the buyer asks.", **body},
    )

    said = [one["code"] for one in answer.json()["errors"]]
    assert (answer.status_code, said) == (422, [code])
    assert rows() == before
