"""Ways to get more out of an order than was paid for it, each tried and held."""

from typing import Any

import pytest

from mostrador.contacts.models import Contact
from mostrador.decisions import instructions, money
from mostrador.decisions.instructions import Acknowledgement
from mostrador.decisions.judgement import RefusedError
from mostrador.decisions.models import Decision, Instruction
from mostrador.rules import amounts
from mostrador.rules.money import Money
from mostrador.sellers import records as sellers
from mostrador.sellers.models import Product
from tests.cast import NOON
from tests.decisions.deciding import SENT, about, an_order, decide, eur

OVERDUE = {"shipments": [SENT], "deliver_by": "2026-11-09", "status": "shipped"}
PAID = eur("39.90")
VARIANTS = [
    {"sku": sku, "price": price, "currency": "EUR", "available": True}
    for sku, price in (("LENA", "39.90"), ("CHEAP", "1.00"), ("OTHER", "2.00"))
]


@pytest.fixture(autouse=True)
def _variants(marketplace: object) -> None:
    """Anna's lamp comes in two others, which cost next to nothing."""
    body = {**Product.objects.get(pk="P-LENA").body, "variants": VARIANTS}
    sellers.upsert_many([sellers.product(body)], now=NOON, by="program:load")


def became(contact: Contact, remedy: str, **more: Any) -> str:
    """What became of it: `ok`, or why not."""
    try:
        decide(contact, remedy, **more)
    except RefusedError as error:
        return error.code
    return "ok"


def into(sku: str) -> dict[str, Any]:
    return {"changes": [{"line": "1", "sku": sku}]}


def promised() -> Money:
    """Of the price, in all that stands."""
    standing = Decision.objects.exclude(state="cancelled")
    given = [money.read(each) for one in standing for each in one.amounts]
    return amounts.total(given, "EUR")


def test_E61_of_a_cheaper_item_no_more_goes_back_than_was_paid():
    contact = about(an_order(shipments=[], status="pending"), "cancellation")

    said = [
        became(contact, "change_item", **into("CHEAP")),
        became(contact, "change_item", **into("OTHER")),
        became(contact, "cancel"),
        became(contact, "change_item", **into("OTHER")),
    ]

    assert said == ["ok", "CHANGE_OPEN", "ok", "UNIT_HELD"]
    assert promised() == PAID


def test_E61_once_it_is_changed_only_what_it_costs_now_can_go_back():
    contact = about(an_order(shipments=[], status="pending"), "cancellation")
    decide(contact, "change_item", **into("CHEAP"))
    ordered = Instruction.objects.get()
    instructions.acknowledge(ordered.pk, Acknowledgement("done"), by="program:market", now=NOON)

    assert became(contact, "cancel") == "ok"
    assert promised() == PAID


def test_E61_a_part_and_then_a_cheaper_item():
    contact = about(an_order(), "return")
    part = {"cause": "defective", "amount": eur("30.00")}

    said = [became(contact, "partial_refund", **part), became(contact, "exchange", **into("CHEAP"))]

    assert said == ["ok", "ok"]
    assert promised() == PAID


def test_E61_a_cheaper_item_and_then_a_part():
    contact = about(an_order(), "return")
    part = {"cause": "defective", "amount": eur("1.00")}

    said = [became(contact, "exchange", **into("CHEAP")), became(contact, "partial_refund", **part)]

    assert said == ["ok", "UNIT_REPLACED"]


def test_E60_another_one_and_the_money_for_it():
    contact = about(an_order(), "warranty")
    part = {"cause": "defective", "amount": PAID}

    said = [
        became(contact, "replacement", ground="law", cause="defective"),
        became(contact, "partial_refund", **part),
        became(contact, "refund_after_return", cause="defective"),
    ]

    assert said == ["ok", "UNIT_REPLACED", "UNIT_HELD"]


@pytest.mark.parametrize("amount", ["-5.00", "0.00"])
@pytest.mark.parametrize(("remedy", "ground"), [("partial_refund", "standard_policy"),
                                                ("goodwill", "goodwill")])  # fmt: skip
def test_an_amount_is_above_nothing(amount, remedy, ground):
    contact = about(an_order(), "return")

    said = became(contact, remedy, ground=ground, cause="defective", amount=eur(amount))

    assert said == "AMOUNT_REQUIRED"


def test_a_line_named_twice_is_one():
    contact = about(an_order(**OVERDUE), "delivery")

    decide(contact, "refund_returnless", "law", lines=["1", "1"])

    assert promised() == PAID


@pytest.mark.parametrize("lie", ["0.00 EUR", "999.00 EUR", "39.90 USD"])
def test_a_lie_about_what_was_done_is_shown_and_pays_nothing_twice(lie):
    contact = about(an_order(**OVERDUE), "delivery")
    decide(contact, "refund_returnless", "law")
    ordered = Instruction.objects.get()
    said = Acknowledgement("done", money=Money.of(*lie.split()))

    instructions.acknowledge(ordered.pk, said, by="program:market", now=NOON)

    one = {"ground": "law", "amount": eur("1.00")}
    again = [became(contact, "refund_returnless", ground="law"),
             became(contact, "partial_refund", **one)]  # fmt: skip
    assert again == ["NOTHING_LEFT", "NOTHING_LEFT"]
    assert ordered.differences.get().facts == {"ordered": "39.90 EUR", "said": lie}
