"""The small shop keeps the contract of all connectors."""

import pytest

from mostrador.connectors import contract
from mostrador.connectors.contract import Trial
from mostrador.connectors.woocommerce.connector import WooCommerce
from tests.cast import NOON
from tests.connectors.woocommerce.connecting import settings_of
from tests.connectors.woocommerce.shop import an_order, open_shop

LAMP = {"component": "principal", "amount": "39.90", "currency": "EUR", "payer": "seller",
        "line": "315"}  # fmt: skip
REFUND = {"id": "I-1", "kind": "refund", "order_id": "727", "amounts": [LAMP], "taken": []}


@pytest.mark.usefixtures("db")
def test_it_keeps_the_contract():
    lamp = {"id": 93, "name": "Lena", "date_modified_gmt": "2026-11-05T08:00:00"}
    with open_shop(an_order(), an_order(728), an_order(729, status="trash")) as desk:
        desk.products.append(lamp)

        def make_busy() -> None:
            desk.busy = 1

        contract.hold(
            Trial(
                WooCommerce,
                settings_of(desk),
                "de",
                NOON,
                instruction=REFUND,
                moved=lambda: len(desk.refunds),
                make_busy=make_busy,
            )
        )
