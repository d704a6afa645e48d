"""The connector keeps what every connector has to keep."""

from datetime import timedelta

from mostrador.connectors import contract
from mostrador.connectors.contract import Trial
from mostrador.connectors.mirakl.connector import Mirakl
from tests.cast import NOON
from tests.connectors.mirakl import goods
from tests.connectors.mirakl.platform import KEY, Platform, running
from tests.decisions.ordered import LAMP

REFUND = {
    "id": "I-1", "kind": "refund", "order": "MK-1-A", "order_id": "MK-1-A", "taken": [],
    "cause": "not_received", "made_at": NOON.isoformat(), "amounts": [LAMP],
    "lines": [{"line": "1", "sku": "LENA-1", "quantity": 1}],
}  # fmt: skip


class Busy(Platform):
    """Asks to be left alone once."""

    once = False

    def answer(self, asked):
        self.busy = timedelta(seconds=1) if self.once else timedelta(0)
        self.once = False
        return super().answer(asked)


def test_mirakl_keeps_the_contract():
    platform = Busy()
    platform.add(goods.order("MK-1-A", order_lines=[goods.line("1")]))
    platform.add(*(goods.order(f"MK-{number}-A") for number in range(2, 6)))
    platform.returns = [goods.a_return(f"r-{number}") for number in range(3)]
    platform.threads["t-1"] = goods.thread(order_id="MK-1-A")
    platform.write("t-1", "CUSTOMER", "Wo ist meine Lampe?")

    with running(platform):
        contract.hold(
            Trial(
                Mirakl,
                {"address": platform.url, "key": KEY},
                "de",
                NOON,
                since=NOON - timedelta(days=9),
                instruction=REFUND,
                moved=lambda: len(platform.refunds("MK-1-A")),
                make_busy=lambda: setattr(platform, "once", True),
            )
        )

    assert len(platform.refunds("MK-1-A")) == 1
