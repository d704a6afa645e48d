"""The selling partner interface keeps the contract of all connectors, in both of its versions."""

import pytest

from mostrador.connectors import contract
from mostrador.connectors.contract import Trial
from mostrador.connectors.selling_partner.connector import SellingPartner
from tests.cast import NOON
from tests.connectors.selling_partner.connecting import settings_of
from tests.connectors.selling_partner.market import an_order, open_market

pytestmark = pytest.mark.usefixtures("db", "_full_buckets")


@pytest.mark.parametrize("version", ["2026-01-01", "v0"])
def test_it_keeps_the_contract(version):
    told = {"id": "R-1", "status": "CREATED", "creationDateTime": "2026-11-08T10:00:00Z",
            "marketplaceChannelDetails": {"customerOrderId": "302-1"}}  # fmt: skip
    orders = [
        an_order(f"302-{at}", lastUpdatedTime=f"2026-11-0{at}T08:00:00Z") for at in range(1, 6)
    ]

    told_of = {"NotificationType": "ORDER_CHANGE", "EventTime": "2026-11-08T10:00:00Z",
               "Payload": {"OrderChangeNotification": {"AmazonOrderId": "302-1"}}}  # fmt: skip

    with open_market(*orders, returns=[told], notices=[told_of], page_size=2) as market:

        def make_busy() -> None:
            market.busy = 1

        settings = settings_of(
            market,
            version=version,
            returns="yes",
            notices=f"{market.url}/notices",
            notices_key="of-the-queue",
        )
        contract.hold(Trial(SellingPartner, settings, "de", NOON, make_busy=make_busy))
