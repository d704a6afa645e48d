"""The contract of all connectors: the example keeps it, and one that breaks it is told how."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mostrador.connectors import base, contract, registry
from mostrador.connectors.contract import Trial
from tests.conftest import ROOT
from tests.connectors.small_shop import AT, Shop, SmallShop, connected, shop

__all__ = ["shop"]
REFUND = {
    "id": "I-1", "kind": "refund", "order": "P-1", "order_id": "P-1", "taken": [],
    "amounts": [{"component": "principal", "amount": "39.90", "currency": "EUR"}],
}  # fmt: skip


def a_trial(shop: Shop, made: type[base.Connector] = SmallShop, **more: Any) -> Trial:
    for number in range(1, 6):
        shop.put(f"P-{number}", f"2026-11-{number + 3:02}T12:00:00+01:00")
    said = {"id": "M-1", "order": "P-1", "by": "buyer", "at": "2026-11-09T09:00:00+01:00"}
    shop.messages = [{**said, "text": "Where is my lamp?"}]
    settings = {"address": shop.url, "key": shop.key}
    return Trial(made, settings, "de", AT, **more)


def broken(trial: Trial) -> list[str]:
    return [str(each.sentence) for each in contract.findings(trial) if not each.fine]


def test_the_example_keeps_the_contract(shop):
    trial = a_trial(
        shop,
        instruction=REFUND,
        moved=lambda: len(shop.refunds),
        make_busy=lambda: shop.mischief.append((429, {"Retry-After": "1"})),
    )

    contract.hold(trial)

    assert len(shop.refunds) == 1


def test_a_live_connection_is_asked_and_nothing_is_changed(shop):
    small = connected(shop)
    a_trial(shop)

    found = contract.check(small, machine_now=AT)

    assert [each.sentence for each in found if not each.fine] == []
    assert len(found) > 12
    assert shop.refunds == []


def test_the_guide_shows_the_whole_example_and_it_is_as_short_as_it_says():
    example = Path(ROOT, "examples/small_shop/connector.py").read_text()

    assert f"```python\n{example}```" in Path(ROOT, "docs/connectors.md").read_text()
    assert len(example.splitlines()) < 100


def test_it_needs_no_database_but_for_its_name(shop):
    assert registry.kinds()["small_shop"] is SmallShop


def test_a_shop_that_is_closed_is_one_sentence_for_each_thing_that_was_tried(shop):
    trial = a_trial(shop)
    trial.settings["address"] = "http://127.0.0.1:9"

    said = broken(trial)

    assert len(said) == 3
    assert all("cannot be reached" in each for each in said)


class Forgetful(SmallShop):
    """Breaks what can be broken."""

    kind = "Forgetful shop"
    settings = (SmallShop.settings[0], base.Setting("key", "Key"))

    def test(self) -> list[base.Finding]:
        return []

    def orders(self, cursor: base.Cursor) -> base.Page:
        page = super().orders(cursor)
        Forgetful.asked += 1
        bodies = [{**body, "id": f"{body['id']}-{self.asked}", "seller": 7} for body in page.bodies]
        return base.Page(bodies, newest=page.newest.replace(tzinfo=None), next={"at": timedelta(1)})

    def find(self, *_about: Any) -> base.Done | None:
        return None

    asked = 0


BREAKS: dict[str, Callable[[list[str]], bool]] = {
    "its kind": lambda said: "its kind is a plain word: Forgetful shop." in said,
    "its secret": lambda said: "what opens the marketplace is a secret: key." in said,
    "its test": lambda said: "its test finds everything in order." in said,
}


@pytest.mark.parametrize("what", BREAKS)
def test_one_that_breaks_it_is_told(shop, what):
    class Flat(Forgetful):
        def streams(self) -> list[base.Stream]:
            return []

    assert BREAKS[what](broken(a_trial(shop, Flat)))


class Unstable(SmallShop):
    def orders(self, cursor: base.Cursor) -> base.Page:
        Unstable.asked += 1
        page = super().orders(cursor)
        bodies = [{**body, "id": f"{body['id']}-{self.asked}", "seller": 7} for body in page.bodies]
        return base.Page(bodies, newest=page.newest.replace(tzinfo=None), next=page.next)

    def find(self, *_about: Any) -> base.Done | None:
        return None

    asked = 0


def test_one_whose_reading_is_not_stable_is_told(shop):
    said = broken(a_trial(shop, Unstable, instruction=REFUND))

    assert said == [
        "orders: read twice, the same ids come in the same order.",
        "orders: read twice, the same is said.",
        "orders: it says how new the newest is, with its time zone.",
        said[3],
        "what was done is found again by its key, under the same reference.",
    ]
    assert said[3].startswith("orders: all 5 bodies are of the load format: order P-1-")
    assert said[3].endswith(" and 2 more.")


def test_a_test_fails_with_every_sentence(shop):
    with pytest.raises(AssertionError, match=r"its kind is a plain word: Forgetful shop"):
        contract.hold(a_trial(shop, Forgetful))
