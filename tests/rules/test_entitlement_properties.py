"""What must hold whatever happened and whatever two policies say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mostrador.rules import withdrawal
from mostrador.rules.clauses import SAYS, Code
from mostrador.rules.entitlement import entitlement
from mostrador.rules.entitlement_answer import DECIDED
from mostrador.rules.entitlement_facts import (
    Bearer,
    Cause,
    Claim,
    Component,
    Ground,
    Remedy,
    Stage,
    Terms,
)
from mostrador.rules.entitlement_guarantee import NOT_CONFORMING
from mostrador.rules.entitlement_money import left, loss, net, standard_delivery
from mostrador.rules.law_tables import law_for
from mostrador.rules.money import Money
from mostrador.rules.return_comparison import kinder_of
from mostrador.rules.return_policy import Condition, ReasonGroup
from tests.rules.entitlements import eur, facts
from tests.rules.policies import ORDERED, any_policy

BACK = (Remedy.RETURN, Remedy.REFUND_ON_PROOF, Remedy.REFUND_AFTER_RETURN)
# Few values on purpose, so that edges meet.
ANY_DAY = st.sampled_from([0, 1, 2, 3, 10, 14, 15, 17, 30, 33, 46, 400, 800]).map(
    lambda days: ORDERED + timedelta(days=days)
)
CENTS = st.sampled_from([0, 1, 490, 2000, 3990]).map(lambda cents: Money("EUR", cents))
TERMS = any_policy.map(lambda policy: Terms(policy, "1"))
REMEDIES = st.frozensets(st.sampled_from(DECIDED), max_size=2)
FLAGS = (
    "customised", "withdraws", "instructed", "consumer", "return_address_here", "prepaid_label",
    "seller_silent", "repaired", "repair_failed", "way_back_overdue",
)  # fmt: skip
SOME = settings(max_examples=40, deadline=None)


@st.composite
def any_facts(draw):
    price, shipping = draw(CENTS), draw(CENTS)
    quantity = draw(st.integers(1, 3))
    paid = Money("EUR", price.minor * quantity + shipping.minor)
    delivered = draw(st.none() | ANY_DAY)
    return facts(
        ordered_on=ORDERED,
        asked_on=draw(ANY_DAY),
        delivered_on=delivered,
        all_delivered_on=draw(st.none() | ANY_DAY) if delivered else None,
        promised_by=draw(st.none() | ANY_DAY),
        defect_shown_on=draw(st.none() | ANY_DAY),
        sent_back_on=draw(st.none() | ANY_DAY),
        came_back_on=draw(st.none() | ANY_DAY),
        quantity=quantity,
        unit_price=price,
        shipping=shipping,
        express=draw(CENTS),
        paid=paid,
        refunded=Money("EUR", paid.minor * draw(st.sampled_from([0, 0, 50, 100])) // 100),
        category=draw(st.sampled_from(["", "books", "lamps", "shoes", "perishable"])),
        stage=draw(st.sampled_from(Stage)),
        cause=draw(st.sampled_from(Cause)),
        condition=draw(st.sampled_from(Condition)),
        standard=draw(TERMS),
        own=draw(st.none() | TERMS),
        law=law_for(draw(st.sampled_from(["DE", "ES", "FR", "US"])), ORDERED),
        seller_country=draw(st.sampled_from(["", "DE", "CN"])),
        returnless_up_to=draw(st.none() | CENTS),
        loss_percent=draw(st.sampled_from([0, 0, 30, 100])),
        claim=draw(st.none() | st.none() | st.sampled_from(Claim)),
        seller_grants=draw(REMEDIES),
        seller_rules_out=draw(REMEDIES),
        **{name: draw(st.booleans()) for name in FLAGS},
    )


def is_free(of):
    """No claim, and nothing refunded: then nothing but law and policy speaks."""
    return of.claim is None and not of.refunded.minor and of.cause is not Cause.UNSAFE


def may_withdraw(of):
    """By the law table alone, written here a second time on purpose."""
    if of.law is None or not of.consumer or of.customised or of.cause is Cause.NOT_RECEIVED:
        return False
    if of.category in of.law.no_withdrawal or of.condition is Condition.OPENED_MEDIA:
        return False
    start = of.all_delivered_on and max(of.all_delivered_on, of.delivered_on, of.ordered_on)
    days = of.law.withdrawal_days if of.instructed else 14 + 365
    return start is None or of.asked_on <= start + timedelta(days=days)


@SOME
@given(any_facts())
def test_E58_nobody_who_may_withdraw_has_less_than_the_law_gives(of):
    found = entitlement(of)
    if not (is_free(of) and may_withdraw(of) and of.stage is Stage.DELIVERED):
        return
    owed = standard_delivery(of).minor + of.unit_price.times(of.quantity).minor
    if of.instructed and of.cause.group is ReasonGroup.BUYER:
        owed -= loss(of, of.loss_percent).minor

    back = found.option(Remedy.REFUND_RETURNLESS) or found.option(Remedy.REFUND_ON_PROOF)

    assert back is not None or not left(of).minor
    if back:
        assert net(back.amounts) >= owed
        assert back.label is not Bearer.BUYER or of.instructed


@SOME
@given(any_facts())
def test_no_refund_is_due_later_than_the_law_says(of):
    option = entitlement(of).option(Remedy.REFUND_ON_PROOF)
    sent = min((day for day in (of.sent_back_on, of.came_back_on) if day), default=None)
    if not option or option.ground is not Ground.LAW or not sent or of.repair_failed:
        return
    if of.seller_rules_out >= {Remedy.REPLACEMENT}:
        return

    by = withdrawal.refund_due(of.asked_on, of.law, of.closed)

    assert option.amounts == () or option.refund_due <= max(by, sent)


@SOME
@given(any_facts())
def test_what_is_faulty_is_mended_replaced_or_paid_back_within_the_guarantee(of):
    owed = (
        is_free(of)
        and of.law is not None
        and of.consumer
        and of.stage is Stage.DELIVERED
        and of.cause in NOT_CONFORMING
    )
    start = of.delivered_on or of.asked_on
    if not owed or of.asked_on > start + timedelta(days=of.law.guarantee_months * 30):
        return

    found = entitlement(of)

    money = {Remedy.REFUND_RETURNLESS, Remedy.REFUND_AFTER_RETURN}
    had = {each.remedy for each in found.options}
    assert had & {Remedy.REPLACEMENT, Remedy.REPAIR, *money} or not left(of).minor


@SOME
@given(any_facts())
def test_E60_nothing_is_negative_and_nothing_exceeds_what_is_left(of):
    for option in entitlement(of).options:
        assert all(each.money.minor > 0 for each in option.amounts)
        assert 0 <= net(option.amounts) <= left(of).minor
        assert len({each.component for each in option.amounts}) == len(option.amounts)
        taken_off = [each for each in option.amounts if each.component is Component.DEDUCTION]
        assert all(each.payer is Bearer.BUYER for each in taken_off)


@SOME
@given(any_facts())
def test_everything_is_to_be_had_or_denied_with_a_clause_that_is_there(of):
    found = entitlement(of)
    said = {each.code for each in found.clauses}

    had = [each.remedy for each in found.options if each.remedy in DECIDED]
    denied = [each.remedy for each in found.denied]
    assert sorted(had + denied) == sorted(DECIDED)
    assert {each.clause for each in found.denied} <= said
    assert {code for each in found.options for code in each.clauses} <= said
    assert len(said) == len(found.clauses)


@SOME
@given(any_facts())
def test_every_clause_has_the_values_its_wording_needs(of):
    for clause in entitlement(of).clauses:
        assert set(clause.values) <= set(SAYS[Code(clause.code)][1])
        assert clause.cites


@SOME
@given(any_facts())
def test_nothing_on_offer_is_over_already(of):
    days = [(each.until, each.send_back_by) for each in entitlement(of).options]

    assert all(until is None or until >= of.asked_on for until, _ in days)
    assert all(back is None or back >= of.asked_on for _, back in days)


@SOME
@given(any_facts())
def test_unsafe_goods_never_come_back(of):
    found = entitlement(replace(of, cause=Cause.UNSAFE))

    assert not {each.remedy for each in found.options} & {*BACK, Remedy.EXCHANGE, Remedy.REPAIR}


@SOME
@given(any_facts())
def test_a_refusal_cites_what_refuses_and_stands_alone(of):
    found = entitlement(of)
    refusal = found.option(Remedy.REFUSE)
    if refusal is None:
        return

    assert {each.remedy for each in found.options} == {Remedy.EXPLAIN, Remedy.REFUSE}
    assert refusal.clauses


def worse_in(one, other):
    """What the one buyer has less of than the other, thing by thing."""
    return [
        theirs.remedy
        for theirs in other.options
        if theirs.remedy in (*BACK, Remedy.EXCHANGE)
        for ours in [one.option(theirs.remedy)]
        if ours is None
        or net(ours.amounts) < net(theirs.amounts)
        or (ours.until or date.max) < (theirs.until or date.max)
        or (ours.label is Bearer.BUYER and theirs.label is Bearer.SELLER)
        or (ours.refund_due or date.max) > (theirs.refund_due or date.max)
    ]


@SOME
@given(of=any_facts(), own=TERMS)
def test_E56_with_a_policy_of_his_own_beside_it_nobody_has_less(of, own):
    of = replace(of, seller_country="", seller_grants=frozenset())
    either = (replace(of, own=None), replace(of, own=None, standard=own))
    both = entitlement(replace(of, own=own))
    if Stage.DELIVERED is not of.stage or both.option(Remedy.REFUND_RETURNLESS):
        return

    assert [worse_in(both, entitlement(alone)) for alone in either] == [[], []]


@SOME
@given(of=any_facts(), own=TERMS)
def test_E56_the_kinder_of_both_is_what_one_policy_of_both_would_give(of, own):
    together = Terms(kinder_of(of.standard.policy, own.policy), "both")

    one = entitlement(replace(of, own=own))
    other = entitlement(replace(of, standard=together, own=None))

    assert [(each.remedy, each.amounts, each.until, each.label) for each in one.options] == [
        (each.remedy, each.amounts, each.until, each.label) for each in other.options
    ]


@SOME
@given(any_facts())
def test_R17_silence_changes_the_ground_and_nothing_else(of):
    of = replace(of, seller_grants=frozenset(), seller_rules_out=frozenset())
    asked, silent = (entitlement(replace(of, seller_silent=is_so)) for is_so in (False, True))

    assert not silent.ask_seller
    assert [replace(each, ground=Ground.LAW, clauses=()) for each in asked.options] == [
        replace(each, ground=Ground.LAW, clauses=()) for each in silent.options
    ]


@pytest.mark.parametrize("claim", Claim)
def test_E53_no_money_leaves_beside_a_claim(claim):
    found = [entitlement(facts(cause=cause, claim=claim)) for cause in Cause]

    assert [option.amounts for each in found for option in each.options if option.amounts] == []


def test_a_currency_of_its_own_is_no_obstacle():
    swiss = {name: Money("CHF", 0) for name in ("express", "refunded")}
    price = Money("CHF", 3990)
    found = entitlement(
        facts(unit_price=price, shipping=Money("CHF", 490), paid=Money("CHF", 4480), **swiss)
    )

    assert net(found.option(Remedy.RETURN).amounts) == eur("44.80").minor
