"""A remedy that is picked, held against what the buyer may have (R17, E64)."""

import pytest

from mostrador.rules.entitlement import entitlement
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Cause,
    Claim,
    Component,
    Entitlement,
    Ground,
    Option,
    Remedy,
    Stage,
)
from mostrador.rules.picking import Pick, Refusal, Why, part_of, pick
from tests.rules.entitlements import delivery, eur, facts, not_there, price

CHANGED_MIND = facts()
DEFECTIVE = facts(cause=Cause.DEFECTIVE)
LATE = not_there(stage=Stage.ON_THE_WAY, cause=Cause.NOT_RECEIVED, promised_by=facts().ordered_on)
TOO_LATE = facts(asked_on=facts().asked_on.replace(year=2027))


def picked(remedy, ground, of):
    return pick(Remedy(remedy), Ground(ground), answer=entitlement(of), facts=of)


def part(text, ground, of):
    return part_of(eur(text), Ground(ground), answer=entitlement(of), facts=of)


def test_what_the_rule_offers_is_had_on_each_ground_that_carries_it():
    option = entitlement(LATE).option(Remedy.REFUND_RETURNLESS)

    found = picked("refund_returnless", "law", LATE)

    assert found == Pick(option.amounts, option.clauses)


@pytest.mark.parametrize("ground", ["law", "standard_policy"])
def test_a_return_rests_on_the_law_and_on_the_policy(ground):
    assert isinstance(picked("return", ground, CHANGED_MIND), Pick)


def test_another_ground_is_refused_with_the_clause_that_carries_it():
    assert picked("refund_returnless", "seller_policy", LATE) == Refusal(
        Why.OTHER_GROUND, "delivery_overdue"
    )


def test_what_nothing_gives_is_refused_with_the_clause_that_says_why():
    found = picked("return", "standard_policy", TOO_LATE)

    denied = entitlement(TOO_LATE).denial(Remedy.RETURN)
    assert found == Refusal(Why.NOT_ENTITLED, denied.clause)


def test_a_ground_without_clauses_is_refused_all_the_same():
    bare = Option(remedy=Remedy.REPAIR, ground=Ground.LAW)
    answer = Entitlement(
        options=(bare,), denied=(), clauses=(), used=(), missing=(), ask_seller=False
    )

    asked = {"answer": answer, "facts": CHANGED_MIND}
    found = pick(Remedy.REPAIR, Ground.STANDARD_POLICY, **asked)
    assert found == Refusal(Why.OTHER_GROUND)
    assert pick(Remedy.RETURN, Ground.LAW, **asked) == Refusal(Why.NOT_ENTITLED)
    assert part_of(eur("1.00"), Ground.LAW, **asked) == Refusal(Why.NOT_ENTITLED)


@pytest.mark.parametrize(
    ("ground", "payer", "discretionary"),
    [
        ("best_judgement", Bearer.OPERATOR, True),
        ("goodwill", Bearer.OPERATOR, True),
        ("seller_answer", Bearer.SELLER, False),
    ],
)
def test_E64_beyond_the_rules_the_operator_pays_unless_the_seller_said_so(
    ground, payer, discretionary
):
    whole = (price("39.90", payer), Amount(Component.SHIPPING, eur("4.90"), payer))

    assert picked("refund_returnless", ground, TOO_LATE) == Pick(whole, discretionary=discretionary)
    assert picked("replacement", ground, TOO_LATE) == Pick(discretionary=discretionary)


def test_E53_beside_a_claim_even_goodwill_moves_no_money():
    assert picked("cancel", "goodwill", facts(claim=Claim.CHARGEBACK)).amounts == ()


@pytest.mark.parametrize("ground", ["best_judgement", "seller_answer"])
def test_a_persons_ground_takes_what_the_rule_offers(ground):
    option = entitlement(LATE).option(Remedy.REFUND_RETURNLESS)

    assert picked("refund_returnless", ground, LATE) == Pick(option.amounts, option.clauses)


def test_words_and_goodwill_rest_on_nothing():
    assert picked("explain", "law", TOO_LATE) == Pick()
    assert picked("goodwill", "goodwill", TOO_LATE) == Pick()


@pytest.mark.parametrize("ground", ["standard_policy", "law", "best_judgement"])
def test_E64_what_the_buyer_may_have_is_never_refused(ground):
    found = picked("refuse", ground, CHANGED_MIND)

    assert found.why is Why.STILL_ENTITLED
    assert Remedy.RETURN in found.instead


def test_goodwill_may_always_be_refused_and_else_what_nothing_gives():
    assert isinstance(picked("refuse", "goodwill", CHANGED_MIND), Pick)
    assert picked("refuse", "standard_policy", TOO_LATE).clauses


@pytest.mark.parametrize(
    ("asked", "ground", "expected"),
    [
        ("10.00", "law", Pick((price("10.00"),), ("delivery_overdue",))),
        ("44.80", "law", Pick((price("44.80"),), ("delivery_overdue",))),
        ("44.81", "law", Refusal(Why.ABOVE_WHAT_WAS_PAID, most=eur("44.80"))),
        ("44.81", "goodwill", Refusal(Why.ABOVE_WHAT_WAS_PAID, most=eur("44.80"))),
        ("10.00", "standard_policy", Refusal(Why.OTHER_GROUND, "delivery_overdue")),
        ("10.00", "goodwill", Pick((price("10.00", Bearer.OPERATOR),), discretionary=True)),
        ("10.00", "best_judgement", Pick((price("10.00"),), ("delivery_overdue",))),
    ],
)
def test_E61_a_part_is_no_more_than_what_was_paid(asked, ground, expected):
    assert part(asked, ground, LATE) == expected


def test_a_part_goes_no_higher_than_what_the_rule_gives():
    of = facts(express=eur("2.00"), loss_percent=10, condition="used")
    most = part("44.80", "standard_policy", of)

    assert most.why is Why.ABOVE_THE_OPTION
    assert isinstance(part(most.most.amount(), "standard_policy", of), Pick)
    beyond = part("44.80", "best_judgement", of)
    assert beyond == Pick((price("44.80", Bearer.OPERATOR),), discretionary=True)


def test_a_part_that_the_seller_grants_is_his_to_pay():
    assert part("44.80", "seller_answer", TOO_LATE) == Pick((price("44.80"),))


def test_where_a_part_is_what_the_law_gives_it_names_no_sum():
    of = facts(cause=Cause.DEFECTIVE, repair_failed=True)

    found = part("30.00", "law", of)

    assert found.amounts == (price("30.00"),)


def test_delivery_counts_among_what_was_paid():
    assert delivery("4.90") in picked("refund_returnless", "law", LATE).amounts
