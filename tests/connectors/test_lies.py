"""A marketplace answers an instruction as it likes; money is counted right all the same."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from mostrador.connectors import carrying
from mostrador.connectors.base import Done, Later, Outcome, Refused
from mostrador.decisions.models import Difference
from mostrador.outbox.models import Owed
from mostrador.rules.money import Money
from tests.cast import annas_contact
from tests.connectors.small_shop import SmallShop, shop
from tests.connectors.test_carrying import carrying_for, deliver, fresh
from tests.decisions.ordered import a_refund
from tests.intake.conftest import marketplace

__all__ = ["marketplace", "shop"]
pytestmark = pytest.mark.usefixtures("marketplace")


class Liar(SmallShop):
    outcome: ClassVar[Outcome]

    def carry_out(self, _instruction: Mapping[str, Any], _key: str) -> Outcome:
        return self.outcome


def told(shop, settings, outcome: Outcome):
    settings.CONNECTORS = ["tests.connectors.test_lies:Liar"]
    Liar.outcome = outcome
    carrying_for(shop)
    refund = a_refund(annas_contact())
    deliver()
    return fresh(refund)


@pytest.mark.parametrize(("outcome", "state"), [
    (Done("R-1\x00\ud800"), "done"), (Done("R" * 5000), "done"),
    (Refused("No\x00\ud800"), "refused"), (Later("Not yet\x00\ud800"), "open"),
])  # fmt: skip
def test_what_it_says_is_kept_whatever_stands_in_it(shop, settings, outcome, state):
    assert told(shop, settings, outcome).state == state
    assert Owed.objects.get(kind=carrying.OWED).error == ""


@pytest.mark.parametrize("money", [Money("USD", 3990), Money("EUR", 999_999), Money("EUR", 0)])
def test_another_sum_than_the_one_that_was_ordered_is_a_difference(shop, settings, money):
    refund = told(shop, settings, Done("R-1", money))

    assert refund.state == "done"
    assert Difference.objects.filter(instruction=refund).exists()
