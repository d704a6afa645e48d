"""Deciding on what the buyer may have: amounts, units, caps, claims, sellers (E53, E60, E61)."""

import pytest

from mostrador.cases import log
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions.models import Decision, Hold, LedgerEntry
from mostrador.history import chain
from tests.cast import NOON, a_question
from tests.decisions.deciding import (
    AFTER,
    PROGRAM,
    SENT,
    a_line,
    about,
    an_order,
    decide,
    elsewhere,
    eur,
    lapsed,
    paid,
    refusal,
    refused,
)

pytestmark = pytest.mark.usefixtures("marketplace")

OVERDUE = {"shipments": [SENT], "deliver_by": "2026-11-09", "status": "shipped"}
PENDING = {"shipments": [], "status": "pending"}


def amounts(decision: Decision) -> list[tuple[str, str, str]]:
    return [(one["component"], one["amount"], one["payer"]) for one in decision.amounts]


def test_a_cancellation_gives_back_all_that_was_paid():
    order = an_order(a_line(shipping="4.90"), payments=[paid(eur("44.80"))], **PENDING)

    decision = decide(about(order, "cancellation"), "cancel")

    assert (decision.state, decision.seller_id, decision.lines) == ("executed", "S-ZHOU", ["1"])
    assert amounts(decision) == [
        ("principal", "39.90", "seller"), ("shipping", "4.90", "seller"),
    ]  # fmt: skip
    assert [one.kind for one in decision.instructions.all()] == ["cancel"]
    assert decision.ledger.get().key == f"{decision.pk}:cancel"
    assert list(Hold.objects.values_list("line", "unit", "released_at")) == [("1", 1, None)]


def test_who_was_told_and_what_the_history_says():
    contact = about(an_order(**PENDING), "cancellation")

    decision = decide(contact, "cancel")

    contact.refresh_from_db()
    assert (contact.state, contact.urgent_at) == ("waiting_for_buyer", None)
    assert [one.what for one in chain.entries_of(contact)][-1] == "decided"
    told = Delivery.objects.filter(contact=contact, facts__decision=decision.pk)
    assert sorted(told.values_list("template", flat=True)) == ["decided", "seller/decided"]


def test_E60_a_unit_is_given_back_once_and_the_second_is_told_by_whom():
    order = an_order(**OVERDUE)
    first = decide(about(order, "delivery"), "replacement", "law")

    error = refused(about(order, "delivery"), "refund_returnless", "law")

    assert (error.code, error.values["reference"]) == ("UNIT_HELD", first.pk)
    assert Hold.objects.count() == 1


def test_E60_the_other_units_of_a_line_are_free():
    order = an_order(a_line(quantity=3, unit_price="10.00"), payments=[paid(eur("30.00"))],
                     **OVERDUE)  # fmt: skip
    contact = about(order, "delivery")
    first = decide(contact, "refund_returnless", "law", units={"1": 2})
    assert amounts(first) == [("principal", "20.00", "seller")]

    assert refusal(contact, "refund_returnless", "law", units={"1": 2}) == "UNIT_HELD"
    second = decide(contact, "refund_returnless", "law", units={"1": 1})

    assert amounts(second) == [("principal", "10.00", "seller")]
    assert sorted(Hold.objects.values_list("unit", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("units", [0, -1, 2])
def test_nobody_gives_back_more_units_than_there_are(units):
    code = refusal(about(an_order()), "return", units={"1": units})

    assert code == "NOT_SO_MANY_UNITS"


def test_E61_parts_add_up_to_no_more_than_was_paid():
    contact = about(an_order(**OVERDUE), "delivery")
    decide(contact, "partial_refund", "law", amount=eur("30.00"))

    error = refused(contact, "partial_refund", "law", amount=eur("9.91"))

    assert (error.code, error.values["most"]) == ("ABOVE_WHAT_WAS_PAID", "9.90 EUR")
    decide(contact, "partial_refund", "law", amount=eur("9.90"))
    assert refusal(contact, "partial_refund", "law", amount=eur("0.01")) == "NOTHING_LEFT"


def test_E61_after_a_part_the_rest_is_all_there_is():
    contact = about(an_order(**OVERDUE), "delivery")
    decide(contact, "partial_refund", "law", amount=eur("30.00"))

    rest = decide(contact, "refund_returnless", "law")

    assert amounts(rest) == [("principal", "9.90", "seller")]


@pytest.mark.parametrize("amount", [None, eur("0.00"), eur("-5.00")])
def test_a_part_is_named(amount):
    contact = about(an_order(**OVERDUE), "delivery")

    assert refusal(contact, "partial_refund", "law", amount=amount) == "AMOUNT_REQUIRED"


def test_another_currency_is_refused():
    contact = about(an_order(**OVERDUE), "delivery")
    zloty = type(eur("1.00")).of("5.00", "PLN")

    assert refusal(contact, "partial_refund", "law", amount=zloty) == "OTHER_CURRENCY"
    assert refusal(contact, "goodwill", "goodwill", amount=zloty) == "OTHER_CURRENCY"


def test_a_line_of_another_order_is_refused():
    assert refusal(about(an_order()), "return", lines=["7"]) == "NOT_IN_THIS_ORDER"


@pytest.mark.parametrize("kind", ["a_to_z", "chargeback"])
def test_E53_an_open_claim_freezes_the_money_and_is_named(kind):
    contact = about(an_order(**OVERDUE), "delivery")
    elsewhere("claim", kind=kind, state="open")

    error = refused(contact, "refund_returnless", "law")

    assert error.code == "CLAIM_OPEN"
    assert error.values["reference"] == f"claim/LM-1040/{kind}/X-1"
    assert refusal(contact, "goodwill", "goodwill", amount=eur("5.00")) == "CLAIM_OPEN"
    assert not LedgerEntry.objects.exists()


def test_E53_a_claim_that_was_denied_frees_them():
    contact = about(an_order(**OVERDUE), "delivery")
    elsewhere("claim", kind="a_to_z", state="denied")

    assert decide(contact, "refund_returnless", "law").state == "executed"


def test_E60_what_the_seller_refunded_himself_is_not_refunded_again():
    contact = about(an_order(**OVERDUE), "delivery")
    elsewhere("refund", lines=["1"], amount="39.90", currency="EUR")

    error = refused(contact, "refund_returnless", "law")

    assert (error.code, error.values["reference"]) == ("NOTHING_LEFT", "refund/X-1")


def test_E60_a_refund_that_nobody_gave_a_line_counts_for_the_order():
    lines = (a_line("1", "10.00"), a_line("2", "10.00"))
    payments = [paid(eur("20.00")), paid(eur("15.00"), kind="refund")]
    contact = about(an_order(*lines, payments=payments, **OVERDUE), "delivery")

    decision = decide(contact, "refund_returnless", "law")

    assert sum(float(one["amount"]) for one in decision.amounts) == 5


def test_a_voucher_is_no_money_that_goes_back():
    contact = about(an_order(payments=[paid(eur("29.90"))], **OVERDUE), "delivery")

    assert amounts(decide(contact, "refund_returnless", "law")) == [
        ("principal", "29.90", "seller")
    ]


def test_goodwill_is_the_operators_and_may_exceed_the_price():
    contact = about(an_order())

    decision = decide(contact, "goodwill", "goodwill", amount=eur("60.00"), by=PROGRAM)

    assert amounts(decision) == [("goodwill", "60.00", "operator")]
    assert [one.kind for one in decision.instructions.all()] == ["goodwill"]


def test_a_gesture_in_words_moves_nothing():
    decision = decide(about(an_order()), "goodwill", "goodwill")

    assert (decision.amounts, decision.instructions.count()) == ([], 0)


def test_without_an_order_only_words_are_decided():
    contact = about(an_order())
    Contact.objects.filter(pk=contact.pk).update(order=None)

    assert decide(contact, "explain").lines == []
    assert refusal(contact, "return") == "ORDER_REQUIRED"
    assert refusal(contact, "goodwill", "goodwill", amount=eur("5.00")) == "ORDER_REQUIRED"


def test_R17_best_judgement_takes_what_the_rule_gives_at_the_sellers_cost():
    decision = decide(lapsed(an_order(**OVERDUE)), "refund_returnless", "best_judgement", now=AFTER)

    assert amounts(decision) == [("principal", "39.90", "seller")]
    assert "flags" not in decision.facts


def test_E64_best_judgement_beyond_the_rules_is_the_operators():
    contact = lapsed(an_order(), "return")

    decision = decide(contact, "refund_returnless", "best_judgement", now=AFTER)

    assert amounts(decision) == [("principal", "39.90", "operator")]
    assert decision.facts["flags"] == ["OPERATOR_PAYS"]


def test_E64_what_the_buyer_may_have_is_not_refused():
    error = refused(about(an_order()), "refuse")

    assert error.code == "STILL_ENTITLED"
    assert "return" in error.values["instead"]


def test_a_refused_ground_names_its_clause():
    error = refused(about(an_order(**OVERDUE), "delivery"), "refund_returnless", "seller_policy")

    assert (error.code, [one.code for one in error.clauses]) == (
        "OTHER_GROUND", ["delivery_overdue"],
    )  # fmt: skip


def test_the_sellers_answer_needs_one():
    order = an_order()
    contact = about(order)
    assert refusal(contact, "refund_returnless", "seller_answer") == "NOTHING_ANSWERED"

    question = a_question(contact, kind="exception")
    said = log.Said("", "de", choice="agree")
    log.answer(question.pk, said, by="seller:S-ZHOU", now=NOON)

    decision = decide(contact, "refund_returnless", "seller_answer")
    assert amounts(decision) == [("principal", "39.90", "seller")]
    assert [one["code"] for one in decision.clauses] == ["seller_grants"]


def test_a_return_is_authorised_once_at_a_time():
    order = an_order()
    first = decide(about(order), "return")

    error = refused(about(order), "refund_after_return")

    assert (error.code, error.values["reference"]) == ("RETURN_OPEN", first.pk)
