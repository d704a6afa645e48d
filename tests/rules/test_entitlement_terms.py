"""The smaller terms of an option: until when it is sent back, who is asked, what is not known."""

from datetime import date

import pytest

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement import entitlement
from mostrador.rules.entitlement_facts import Cause, Ground, Remedy, Stage
from mostrador.rules.law_tables import law_for
from mostrador.rules.return_policy import Remedy as Choice
from tests.rules.entitlements import eur, facts, not_there, own

AFTER_THE_WINDOW = date(2026, 12, 4)
LATER = {"asked_on": date(2026, 11, 20)}
FAULTY = {"cause": Cause.DEFECTIVE, "asked_on": AFTER_THE_WINDOW}


@pytest.mark.parametrize(
    ("more", "remedy", "day"),
    [
        ({}, Remedy.RETURN, date(2026, 11, 24)),
        ({"withdraws": True}, Remedy.REFUND_ON_PROOF, date(2026, 11, 24)),
        ({"asked_on": date(2026, 11, 20)}, Remedy.EXCHANGE, date(2026, 12, 4)),
        # A fortnight later is a Saturday.
        ({"asked_on": date(2026, 11, 21)}, Remedy.RETURN, date(2026, 12, 7)),
        ({**FAULTY, "repair_failed": True}, Remedy.RETURN, date(2026, 12, 18)),
        (FAULTY, Remedy.REPAIR, None),
        (FAULTY, Remedy.REPLACEMENT, None),
        ({**FAULTY, "seller_grants": {Remedy.RETURN}}, Remedy.RETURN, date(2026, 12, 18)),
        (
            {**FAULTY, "seller_grants": {Remedy.REFUND_RETURNLESS}},
            Remedy.REFUND_RETURNLESS,
            None,
        ),
    ],
)
def test_what_goes_back_is_sent_within_fourteen_days(more, remedy, day):
    assert entitlement(facts(**more)).option(remedy).send_back_by == day


@pytest.mark.parametrize(
    ("ordered_on", "repaired", "months", "cites"),
    [
        (date(2026, 11, 2), False, "24", "§ 438 (1) no. 3 BGB"),
        (
            date(2026, 11, 2),
            True,
            "36",
            "§ 438 (1) no. 3 BGB, Art. 10 (2a) Dir. (EU) 2019/771",
        ),
        (date(2026, 7, 30), True, "24", "§ 438 (1) no. 3 BGB"),
    ],
)
def test_a_repair_makes_the_guarantee_longer_only_where_the_law_says_so(
    ordered_on, repaired, months, cites
):
    found = entitlement(
        facts(
            cause=Cause.DEFECTIVE,
            ordered_on=ordered_on,
            repaired=repaired,
            law=law_for("DE", ordered_on),
        )
    )
    clause = found.clause(Code.GUARANTEE_RUNNING)

    assert (clause.values["months"], clause.cites) == (months, cites)


@pytest.mark.parametrize(
    ("of", "asked"),
    [
        (facts(), False),
        (facts(**FAULTY), False),
        (facts(**{**FAULTY, "asked_on": date(2027, 11, 4)}), True),
        (facts(cause=Cause.WRONG_ITEM, customised=True), True),
        (facts(cause=Cause.DAMAGED, customised=True), False),
        (not_there(stage=Stage.NOT_SHIPPED), False),
        (not_there(stage=Stage.NOT_SHIPPED, customised=True), True),
        (
            not_there(
                stage=Stage.NOT_SHIPPED, cause=Cause.NOT_RECEIVED, promised_by=date(2026, 11, 10)
            ),
            False,
        ),
        (
            not_there(
                stage=Stage.NOT_SHIPPED, cause=Cause.NOT_RECEIVED, promised_by=date(2026, 11, 9)
            ),
            True,
        ),
        (facts(seller_country="CN"), True),
        (facts(seller_country="CN", prepaid_label=True), False),
    ],
)
def test_R14_the_seller_is_asked_only_what_he_alone_knows(of, asked):
    assert entitlement(of).ask_seller is asked


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({}, ()),
        ({"category": ""}, ("category",)),
        ({"all_delivered_on": None}, ("all_delivered_on",)),
        ({"delivered_on": None, "all_delivered_on": None}, ("delivered_on", "all_delivered_on")),
        ({**FAULTY, "asked_on": date(2027, 11, 4)}, ("defect_shown_on",)),
        ({**FAULTY, "asked_on": date(2028, 11, 6)}, ("defect_shown_on",)),
        ({**FAULTY, "asked_on": date(2027, 11, 4), "defect_shown_on": date(2027, 9, 1)}, ()),
    ],
)
def test_what_is_not_known_is_named(more, missing):
    assert entitlement(facts(**more)).missing == missing


@pytest.mark.parametrize(
    ("asked_on", "code"),
    [(date(2026, 12, 3), Code.WINDOW_OPEN), (AFTER_THE_WINDOW, Code.WINDOW_OVER)],
)
def test_E2_the_window_is_open_on_its_last_day(asked_on, code):
    assert entitlement(facts(asked_on=asked_on)).clause(code).values["until"] == "2026-12-03"


def test_a_policy_that_offers_no_money_still_leaves_the_law():
    no_money = own(remedy_choice=frozenset({Choice.EXCHANGE}))
    found = entitlement(facts(standard=no_money, asked_on=date(2026, 11, 20)))

    assert found.denial(Remedy.RETURN).clause == Code.REMEDY_UNOFFERED
    assert entitlement(facts(standard=no_money)).denial(Remedy.RETURN) is None


def test_a_refund_that_leaves_nothing_is_none():
    found = entitlement(facts(unit_price=eur("0.00"), shipping=eur("0.00"), paid=eur("0.00")))

    assert found.denial(Remedy.REFUND_AFTER_RETURN).clause == Code.NOTHING_PAID
    assert found.option(Remedy.RETURN).amounts == ()


@pytest.mark.parametrize(
    ("of", "remedy", "why"),
    [
        (facts(), Remedy.CANCEL, Code.ALREADY_SHIPPED),
        (facts(), Remedy.CHANGE_ADDRESS, Code.ALREADY_SHIPPED),
        (facts(), Remedy.REPAIR, Code.REASON_UNFIT),
        (not_there(stage=Stage.ON_THE_WAY), Remedy.CANCEL, Code.ALREADY_SHIPPED),
        (not_there(stage=Stage.ON_THE_WAY), Remedy.EXCHANGE, Code.NOT_DELIVERED),
        (not_there(stage=Stage.NOT_SHIPPED), Remedy.RETURN, Code.NOT_SHIPPED),
        (not_there(stage=Stage.NOT_SHIPPED), Remedy.PARTIAL_REFUND, Code.NOT_SHIPPED),
        (not_there(stage=Stage.CANCELLED), Remedy.CANCEL, Code.ALREADY_CANCELLED),
    ],
)
def test_what_does_not_come_into_question_says_why(of, remedy, why):
    found = entitlement(of)

    assert found.denial(remedy).clause == why
    assert found.clause(why).cites


def test_what_only_denies_is_said_only_where_it_does():
    longer = {**LATER, "own": own(window_days=45)}
    said = [entitlement(facts(**more)).clause(Code.NOT_ON_PROOF) for more in ({}, longer)]

    # The seller's window is longer, but what begins the days is the standard's.
    assert [clause and clause.ground for clause in said] == [None, Ground.STANDARD_POLICY]


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ({}, Code.WITHDRAWAL_WAIT, True),
        ({"sent_back_on": date(2026, 11, 9)}, Code.WITHDRAWAL_WAIT, False),
        ({"came_back_on": date(2026, 11, 9)}, Code.WITHDRAWAL_WAIT, False),
        ({"instructed": False}, Code.LOSS_UNINSTRUCTED, False),
        ({"instructed": False, "loss_percent": 9}, Code.LOSS_UNINSTRUCTED, True),
        (
            {"instructed": False, "loss_percent": 9, "cause": Cause.DAMAGED},
            Code.LOSS_UNINSTRUCTED,
            False,
        ),
    ],
)
def test_the_law_says_what_applies_and_nothing_else(more, code, said):
    assert (entitlement(facts(**more)).clause(code) is not None) is said


@pytest.mark.parametrize(
    ("more", "code", "values"),
    [
        ({"category": "perishable"}, Code.WITHDRAWAL_CATEGORY, {"category": "perishable"}),
        ({"customised": True}, Code.WITHDRAWAL_CUSTOMISED, {}),
    ],
)
def test_an_exclusion_names_the_kind_of_goods(more, code, values):
    assert dict(entitlement(facts(**more)).clause(code).values) == values


@pytest.mark.parametrize(
    ("days", "due"),
    [(1, date(2026, 11, 11)), (2, date(2026, 11, 12)), (5, date(2026, 11, 12))],
)
def test_E56_without_goods_to_wait_for_the_shorter_deadline_counts_from_the_request(days, due):
    terms = own(refund_deadline_days=days)
    found = entitlement(not_there(stage=Stage.NOT_SHIPPED, own=terms))

    assert found.option(Remedy.CANCEL).refund_due == due


@pytest.mark.parametrize(
    ("asked_on", "code"),
    [
        (date(2026, 1, 31), Code.WINDOW_HOLIDAY),
        (date(2026, 2, 2), Code.WINDOW_HOLIDAY),
        (date(2026, 2, 3), Code.WINDOW_OVER),
    ],
)
def test_the_last_day_of_a_longer_window_is_the_holidays(asked_on, code):
    arrived = date(2025, 11, 4)
    days = {"delivered_on": arrived, "all_delivered_on": arrived, "asked_on": asked_on}

    assert entitlement(facts(ordered_on=date(2025, 11, 1), **days)).clause(code) is not None
