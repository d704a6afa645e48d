"""When a seller may appeal, on which reason, who decides, and how it may end (E2, E5, E62, E66)."""

from datetime import timedelta

import pytest

from mostrador.rules import appeals
from mostrador.rules.appeals import Appealable, Outcome, Reason, Refusal
from mostrador.rules.entitlement_facts import Amount, Bearer, Component, Remedy
from tests.cast import A_DAY, NOON
from tests.rules.entitlements import eur

END = NOON + 30 * A_DAY
A_TICK = timedelta(microseconds=1)


def decision(**more):
    return Appealable(**{"bears_cost": True, "stands": True, "until": END, **more})


def of(payer, amount="39.90"):
    return [Amount(Component.PRINCIPAL, eur(amount), payer)]


@pytest.mark.parametrize(
    ("remedy", "amounts", "costs"),
    [
        (Remedy.REFUND_RETURNLESS, of(Bearer.SELLER), True),
        (Remedy.REFUND_RETURNLESS, of(Bearer.OPERATOR), False),
        (Remedy.REFUND_RETURNLESS, of(Bearer.SELLER, "0.00"), False),
        (Remedy.GOODWILL, of(Bearer.OPERATOR), False),
        (Remedy.REPLACEMENT, [], True),
        (Remedy.EXCHANGE, [], True),
        (Remedy.REPAIR, [], True),
        (Remedy.RETURN, [], True),
        (Remedy.EXPLAIN, [], False),
        (Remedy.REFUSE, [], False),
    ],
)
def test_E66_only_what_costs_him_is_his_to_appeal(remedy, amounts, costs):
    assert appeals.costs_seller(remedy, amounts) is costs


def test_E66_the_days_run_from_the_notice():
    assert appeals.until(NOON, 30) == END


@pytest.mark.parametrize(
    ("more", "now", "found"),
    [
        ({}, NOON, None),
        ({}, END, None),
        ({}, END + A_TICK, Refusal.APPEAL_TOO_LATE),
        ({"bears_cost": False}, NOON, Refusal.NOT_AT_YOUR_COST),
        ({"stands": False}, NOON, Refusal.NOT_AT_YOUR_COST),
        ({"until": None}, NOON, Refusal.NOT_AT_YOUR_COST),
        ({"appealed": True}, NOON, Refusal.APPEALED_ALREADY),
        ({"appealed": True}, END + A_TICK, Refusal.APPEALED_ALREADY),
    ],
)
def test_E2_E66_open_to_the_last_moment_and_once(more, now, found):
    assert appeals.obstacle(decision(**more), now=now) is found
    assert appeals.refusal(decision(**more), Reason.OTHER, now=now) is found


def test_E62_an_automatic_refund_is_appealed_only_as_a_wrong_classification():
    found = decision(given_up=True, judged=True)

    assert appeals.reasons(found) == (Reason.WRONG_CLASSIFICATION,)
    assert appeals.refusal(found, Reason.WRONG_CLASSIFICATION, now=NOON) is None
    for reason in set(Reason) - {Reason.WRONG_CLASSIFICATION}:
        refused = appeals.refusal(found, reason, now=NOON)
        assert refused is Refusal.ONLY_WRONG_CLASSIFICATION


def test_E5_not_notified_is_a_reason_where_he_was_asked_and_only_there():
    judged, other = decision(judged=True), decision()

    assert set(appeals.reasons(judged)) == set(Reason) - {Reason.WRONG_CLASSIFICATION}
    assert set(appeals.reasons(judged)) - set(appeals.reasons(other)) == {Reason.NOT_NOTIFIED}
    assert appeals.refusal(judged, Reason.NOT_NOTIFIED, now=NOON) is None
    assert appeals.refusal(other, Reason.NOT_NOTIFIED, now=NOON) is Refusal.OTHER_REASON


@pytest.mark.parametrize(
    ("by", "before", "found"),
    [
        ("operator:3", ("agent:7", ""), None),
        ("operator:3", ("agent:7", "agent:8"), None),
        ("operator:3", ("clock", ""), None),
        # A program's name is no person's number.
        ("operator:3", ("program:3", ""), None),
        ("operator:3", ("buyer:3", ""), None),
        ("operator:3", ("operator:3", ""), Refusal.SAME_PERSON),
        ("operator:3", ("agent:7", "operator:3"), Refusal.SAME_PERSON),
        # He was an agent when he decided.
        ("operator:7", ("agent:7", ""), Refusal.SAME_PERSON),
        ("agent:8", ("agent:7", ""), Refusal.NOT_AN_OPERATOR),
        ("program:market", ("agent:7", ""), Refusal.NOT_AN_OPERATOR),
    ],
)
def test_E66_another_person_decides(by, before, found):
    assert appeals.stands_apart(by, *before) is found


@pytest.mark.parametrize(
    ("asked_until", "may"),
    [(None, False), (NOON, True), (NOON + A_TICK, True), (NOON - A_TICK, False)],
)
def test_E2_E66_he_has_72_hours_for_what_he_is_asked(asked_until, may):
    assert timedelta(hours=72) == appeals.INFORMATION
    assert appeals.may_supply(asked_until, now=NOON) is may


UPHELD, OPERATOR, RECHARGE = Outcome


@pytest.mark.parametrize(
    ("outcome", "more", "found"),
    [
        (UPHELD, {}, None),
        (UPHELD, {"money_waits": True}, None),
        (UPHELD, {"waits": True}, Refusal.WAITS_FOR_SELLER),
        (OPERATOR, {}, None),
        (OPERATOR, {"waits": True}, Refusal.WAITS_FOR_SELLER),
        (OPERATOR, {"money_waits": True}, Refusal.NOT_YET_PAID),
        (RECHARGE, {}, Refusal.NO_CONSENT),
        (RECHARGE, {"agreed": True}, None),
        (RECHARGE, {"agreed": True, "money_waits": True}, Refusal.NOT_YET_PAID),
    ],
)
def test_E66_the_buyer_is_charged_only_if_he_agreed(outcome, more, found):
    told = {"waits": False, "money_waits": False, "agreed": False, **more}

    assert appeals.outcome_refusal(outcome, **told) is found
