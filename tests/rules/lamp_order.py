"""An order of Zhou's and who is enrolled: what the tests of coverage start from."""

from datetime import UTC, datetime, timedelta

from mostrador.rules import coverage
from mostrador.rules.coverage import (
    Fulfilment,
    Interval,
    LineFacts,
    OrderFacts,
    SellerFacts,
    StoreTerms,
    Units,
)

OCTOBER = datetime(2026, 10, 1, 10, tzinfo=UTC)
PLACED = datetime(2026, 11, 3, 9, tzinfo=UTC)
ASKED = datetime(2026, 11, 12, 9, tzinfo=UTC)
MUCH_LATER = datetime(2036, 11, 12, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)
A_MICROSECOND = timedelta(microseconds=1)
SELLERS = {
    "S-ZHOU": SellerFacts(True, (Interval("de", OCTOBER),)),
    "S-ANA": SellerFacts(True, (Interval("de", OCTOBER),)),
    "S-ZED": SellerFacts(True),
}
BY_SELLER = (Units(1, Fulfilment.SELLER),)
BY_OPERATOR = (Units(1, Fulfilment.OPERATOR),)


def an_order(*lines, seller="S-ZHOU", **facts):
    facts = {"order": "LM-1007", "store": "de", "placed_at": PLACED} | facts
    return OrderFacts(seller=seller, lines=lines, **facts)


def asked(order, topic="delivery", *, sellers=SELLERS, at=ASKED, terms=None, line=None):
    return coverage.coverage(
        order, topic=topic, sellers=sellers, terms=terms or StoreTerms(), at=at, line=line
    )


def zhou(*intervals):
    return {"S-ZHOU": SellerFacts(True, intervals)}


LAMP = LineFacts("1")
