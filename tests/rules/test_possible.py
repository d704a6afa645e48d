"""What can be done at all: before shipping, once delivered, and not beside a claim (E53)."""

import pytest

from mostrador.rules.entitlement_facts import Claim, Remedy, Stage
from mostrador.rules.possible import Method, can_pay, may_receive, obstacle
from tests.rules.entitlements import eur, facts


@pytest.mark.parametrize(
    ("remedy", "stage", "expected"),
    [
        (Remedy.CANCEL, Stage.NOT_SHIPPED, None),
        (Remedy.CANCEL, Stage.ON_THE_WAY, "ALREADY_SHIPPED"),
        (Remedy.CHANGE_ITEM, Stage.DELIVERED, "ALREADY_SHIPPED"),
        (Remedy.CHANGE_PAYMENT, Stage.CANCELLED, "ORDER_CANCELLED"),
        (Remedy.RETURN, Stage.DELIVERED, None),
        (Remedy.RETURN, Stage.ON_THE_WAY, "NOT_DELIVERED"),
        (Remedy.EXCHANGE, Stage.NOT_SHIPPED, "NOT_DELIVERED"),
        (Remedy.REPAIR, Stage.DELIVERED, None),
        (Remedy.REFUND_RETURNLESS, Stage.ON_THE_WAY, None),
        (Remedy.REPLACEMENT, Stage.ON_THE_WAY, None),
        (Remedy.REPLACEMENT, Stage.CANCELLED, "ORDER_CANCELLED"),
        (Remedy.GOODWILL, Stage.CANCELLED, None),
        (Remedy.EXPLAIN, Stage.CANCELLED, None),
    ],
)
def test_what_can_be_done_depends_on_how_far_the_goods_are(remedy, stage, expected):
    assert obstacle(remedy, facts(stage=stage)) == expected


@pytest.mark.parametrize("claim", Claim)
@pytest.mark.parametrize(
    ("remedy", "expected"),
    [
        (Remedy.REFUND_RETURNLESS, "CLAIM_OPEN"),
        (Remedy.PARTIAL_REFUND, "CLAIM_OPEN"),
        (Remedy.REPLACEMENT, "CLAIM_OPEN"),
        (Remedy.GOODWILL, "CLAIM_OPEN"),
        # Without money.
        (Remedy.RETURN, None),
        (Remedy.REPAIR, None),
        (Remedy.REFUSE, None),
    ],
)
def test_E53_a_claim_elsewhere_freezes_the_money(claim, remedy, expected):
    assert obstacle(remedy, facts(claim=claim)) == expected


@pytest.mark.parametrize(
    ("refunded", "expected"), [("44.79", None), ("44.80", "NOTHING_LEFT"), ("0.00", None)]
)
def test_E60_what_went_back_in_full_does_not_go_back_again(refunded, expected):
    of = facts(refunded=eur(refunded))

    assert obstacle(Remedy.REFUND_RETURNLESS, of) == expected
    assert obstacle(Remedy.REPLACEMENT, of) is None


def test_a_free_order_has_nothing_to_go_back():
    assert obstacle(Remedy.REFUND_RETURNLESS, facts(paid=eur("0.00"))) is None


PAYPAL = Method("paypal", "paypal", eur("44.80"))
CARD = Method("card", "credit_card", eur("0.00"))
GIFT = Method("gift", "gift_card", eur("0.00"), eur("20.00"))
UNKNOWN = Method("old", "gift_card", eur("0.00"))
ZLOTY = Method("pl", "gift_card", eur("0.00"), type(eur("1.00"))("PLN", 99_999))
ALL = [PAYPAL, CARD, GIFT, UNKNOWN, ZLOTY]


@pytest.mark.parametrize(
    ("wanted", "may"), [("paypal", True), ("card", False), ("gift", True), ("stranger", False)]
)
def test_money_goes_where_it_came_from_or_onto_his_gift_card(wanted, may):
    assert may_receive(ALL, wanted) is may


@pytest.mark.parametrize(
    ("wanted", "price", "can"),
    [
        ("card", "900.00", True),
        ("gift", "20.00", True),
        ("gift", "20.01", False),
        ("gift", "-5.00", True),
        ("old", "0.01", False),
        ("old", "0.00", True),
        ("pl", "1.00", False),
        ("stranger", "0.00", False),
    ],
)
def test_a_gift_card_pays_no_more_than_it_holds(wanted, price, can):
    assert can_pay(ALL, wanted, eur(price)) is can
