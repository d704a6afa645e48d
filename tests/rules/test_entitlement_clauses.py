"""What each clause says: who gives a value, law or policy, and where it stands."""

from dataclasses import replace
from datetime import date

import pytest

from mostrador.rules.clauses import SAYS, Code
from mostrador.rules.entitlement import entitlement
from mostrador.rules.entitlement_facts import Cause, Claim, Ground, Remedy, Stage
from mostrador.rules.return_policy import Condition, Outbound, Payer, ReasonGroup, Trigger
from tests.rules.entitlements import eur, facts, not_there, own

LATE_NOVEMBER = date(2026, 11, 20)
LONGER = own(window_days=45)
KEEPS_DELIVERY = own(outbound_refund=dict.fromkeys(ReasonGroup, Outbound.NEVER))
FREE = own(label_payer=dict.fromkeys(ReasonGroup, Payer.SELLER))
ABROAD = {"seller_country": "CN", "returnless_up_to": eur("25.00")}


def said(code, **more):
    clause = entitlement(facts(**more)).clause(code)
    return (clause.ground, clause.cites, dict(clause.values))


@pytest.mark.parametrize(
    ("code", "more", "ground", "cites", "values"),
    [
        (
            Code.WINDOW_OPEN,
            {},
            Ground.STANDARD_POLICY,
            "standard policy DE-1, window_days",
            {"until": "2026-12-03", "given": "30", "standard": "30", "version": "DE-1"},
        ),
        (
            Code.WINDOW_OPEN,
            {"own": LONGER},
            Ground.SELLER_POLICY,
            "seller policy 3, window_days",
            {"until": "2026-12-18", "given": "45", "standard": "30", "version": "3"},
        ),
        (
            Code.WINDOW_OVER,
            {"own": LONGER, "asked_on": date(2026, 12, 19)},
            Ground.SELLER_POLICY,
            "seller policy 3, window_days",
            {"until": "2026-12-18", "given": "45", "standard": "30", "version": "3"},
        ),
        (
            Code.WINDOW_HOLIDAY,
            {
                "ordered_on": date(2025, 11, 1),
                "delivered_on": date(2025, 11, 4),
                "all_delivered_on": date(2025, 11, 4),
                "asked_on": date(2026, 1, 20),
            },
            Ground.STANDARD_POLICY,
            "standard policy DE-1, holiday_extension",
            {
                "until": "2026-02-02",
                "given": "2026-02-02",
                "standard": "2026-02-02",
                "version": "DE-1",
            },
        ),
        (
            Code.LABEL_SELLER,
            {"own": FREE},
            Ground.SELLER_POLICY,
            "seller policy 3, label_payer",
            {"given": "seller", "standard": "buyer", "version": "3"},
        ),
        (
            Code.REFUND_DEADLINE,
            {"own": own(refund_deadline_days=1, refund_trigger=Trigger.INSPECTION)},
            Ground.SELLER_POLICY,
            "seller policy 3, refund_deadline_days",
            {"given": "1", "standard": "2", "trigger": "receipt", "version": "3"},
        ),
        (
            Code.DELIVERY_KEPT,
            {"asked_on": LATE_NOVEMBER},
            Ground.STANDARD_POLICY,
            "standard policy DE-1, outbound_refund",
            {"amount": "4.90 EUR", "given": "0.00 EUR", "standard": "0.00 EUR", "version": "DE-1"},
        ),
        (
            Code.CATEGORY_EXCLUDED,
            {"customised": True},
            Ground.STANDARD_POLICY,
            "standard policy DE-1, excluded_categories",
            {"category": "personalised", "version": "DE-1"},
        ),
        (
            Code.WITHDRAWAL_IN_TIME,
            {"withdraws": True},
            Ground.LAW,
            "§ 355 (2) BGB",
            {"days": "14", "until": "2026-11-17"},
        ),
        (
            Code.WITHDRAWAL_REFUND,
            {},
            Ground.LAW,
            "§ 357 (1) BGB",
            {"days": "14", "by": "2026-11-24"},
        ),
        (
            Code.WITHDRAWAL_UNINSTRUCTED,
            {"instructed": False},
            Ground.LAW,
            "§ 356 (3) BGB",
            {"months": "12", "until": "2027-11-17"},
        ),
        (
            Code.EXPRESS_KEPT,
            {"express": eur("1.00")},
            Ground.LAW,
            "§ 357 (2) BGB",
            {"amount": "1.00 EUR"},
        ),
        (
            Code.GUARANTEE_RUNNING,
            {"cause": Cause.DEFECTIVE, "repaired": True},
            Ground.LAW,
            "§ 438 (1) no. 3 BGB, Art. 10 (2a) Dir. (EU) 2019/771",
            {"months": "36", "until": "2029-11-05"},
        ),
        (
            Code.GUARANTEE_PRESUMED,
            {"cause": Cause.DEFECTIVE},
            Ground.LAW,
            "§ 477 (1) BGB",
            {"months": "12", "until": "2027-11-03"},
        ),
        (
            Code.ABROAD_RETURNLESS,
            {**ABROAD, "unit_price": eur("20.00")},
            Ground.STANDARD_POLICY,
            "R24, returns of international orders, E63",
            {"price": "20.00 EUR", "limit": "25.00 EUR"},
        ),
        (
            Code.ALREADY_REFUNDED,
            {"refunded": eur("44.80")},
            Ground.STANDARD_POLICY,
            "E60, E61",
            {"amount": "44.80 EUR"},
        ),
        (
            Code.REFUND_PROMISED,
            {"refunded": eur("44.80"), "promised": eur("14.80")},
            Ground.STANDARD_POLICY,
            "E60, E61",
            {"amount": "44.80 EUR", "promised": "14.80 EUR"},
        ),
    ],
)
def test_R22_a_clause_says_who_gives_it_and_where_it_stands(code, more, ground, cites, values):
    assert said(code, **more) == (ground, cites, values)


def test_E65_the_deduction_is_the_lower_of_what_was_shown_and_what_may_be_kept():
    shown = {"loss_percent": 70, "condition": Condition.USED, "withdraws": True}
    values = {"percent": "50", "amount": "19.95 EUR", "version": "DE-1"}

    assert said(Code.LOSS_DEDUCTED, **shown) == (
        Ground.STANDARD_POLICY,
        "standard policy DE-1, max_deduction_percent",
        values,
    )


def codes(remedy, **more):
    return set(entitlement(facts(**more)).option(remedy).clauses)


@pytest.mark.parametrize(
    ("more", "there", "gone"),
    [
        ({}, Code.LABEL_BUYER, Code.LABEL_SELLER),
        ({"own": FREE}, Code.LABEL_SELLER, Code.LABEL_BUYER),
        ({"instructed": False}, Code.LABEL_SELLER, Code.LABEL_BUYER),
        ({}, Code.DELIVERY_REFUNDED, Code.DELIVERY_KEPT),
        ({"asked_on": LATE_NOVEMBER}, Code.DELIVERY_KEPT, Code.DELIVERY_REFUNDED),
        ({"refunded": eur("10.00")}, Code.REFUND_DEADLINE, Code.DELIVERY_REFUNDED),
        ({"standard": KEEPS_DELIVERY}, Code.WITHDRAWAL_REFUND, Code.DELIVERY_KEPT),
        ({}, Code.WITHDRAWAL_WAIT, Code.EXPRESS_KEPT),
        (
            {"express": eur("1.00"), "cause": Cause.DEFECTIVE},
            Code.DELIVERY_REFUNDED,
            Code.EXPRESS_KEPT,
        ),
        ({"loss_percent": 30}, Code.REFUND_DEADLINE, Code.LOSS_DEDUCTED),
        (
            {"loss_percent": 30, "instructed": False},
            Code.LOSS_UNINSTRUCTED,
            Code.LOSS_DEDUCTED,
        ),
    ],
)
def test_of_two_clauses_about_one_thing_only_the_true_one_is_said(more, there, gone):
    found = codes(Remedy.RETURN, **more)

    assert (there in found, gone in found) == (True, False)


def test_what_is_cancelled_before_shipping_rests_on_both():
    found = entitlement(not_there(stage=Stage.NOT_SHIPPED))

    assert found.option(Remedy.CANCEL).clauses == (
        Code.NOT_SHIPPED,
        Code.WITHDRAWAL_OPEN,
        Code.WITHDRAWAL_REFUND,
    )


def test_an_exchange_says_nothing_of_money():
    assert not codes(Remedy.EXCHANGE) & {Code.DELIVERY_REFUNDED, Code.REFUND_DEADLINE}


def test_without_a_way_back_nobody_pays_for_it():
    found = codes(Remedy.REFUND_RETURNLESS, **ABROAD, unit_price=eur("20.00"))

    assert not found & {Code.LABEL_BUYER, Code.LABEL_SELLER, Code.WITHDRAWAL_WAIT}


def test_a_return_may_rest_on_the_law_and_on_a_policy():
    found = entitlement(facts(own=LONGER))

    assert found.grounds(Remedy.RETURN) == {
        Ground.LAW,
        Ground.STANDARD_POLICY,
        Ground.SELLER_POLICY,
    }
    assert found.grounds(Remedy.CANCEL) == frozenset()


def test_R17_a_lapsed_question_becomes_a_judgement_and_says_so():
    silent = entitlement(
        facts(cause=Cause.DEFECTIVE, asked_on=date(2027, 11, 4), seller_silent=True)
    )

    assert silent.option(Remedy.REPAIR).ground is Ground.BEST_JUDGEMENT
    assert silent.clause(Code.SELLER_SILENT).cites == "R17, E64"


def test_silence_is_not_held_against_a_seller_who_need_not_have_been_asked():
    assert entitlement(facts(seller_silent=True)).clause(Code.SELLER_SILENT) is None


@pytest.mark.parametrize(
    ("claim", "code"),
    [(Claim.A_TO_Z, Code.CLAIM_OPEN), (Claim.CHARGEBACK, Code.CHARGEBACK_OPEN)],
)
def test_E53_the_claim_is_named(claim, code):
    found = entitlement(facts(claim=claim))

    assert found.denial(Remedy.REFUND_AFTER_RETURN).clause == code
    assert found.denial(Remedy.RETURN) is None


def test_E39_what_was_made_to_order_is_the_sellers_to_say():
    found = entitlement(not_there(stage=Stage.NOT_SHIPPED, customised=True))

    assert (found.ask_seller, found.missing) == (True, ("made_already",))


def test_facts_used_are_named_once_and_exist():
    found = entitlement(facts(cause=Cause.DEFECTIVE, **ABROAD))

    assert len(set(found.used)) == len(found.used)
    assert all(hasattr(facts(), name) for name in found.used)


def test_kindest_first():
    found = entitlement(replace(facts(cause=Cause.DEFECTIVE), own=own()))

    assert [each.remedy for each in found.options] == [
        Remedy.REFUND_ON_PROOF,
        Remedy.REFUND_AFTER_RETURN,
        Remedy.RETURN,
        Remedy.REPLACEMENT,
        Remedy.EXCHANGE,
        Remedy.REPAIR,
        Remedy.PARTIAL_REFUND,
        Remedy.EXPLAIN,
    ]


def test_every_code_is_explained():
    assert set(SAYS) == set(Code)
