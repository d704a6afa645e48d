"""What a policy gives one buyer on the facts of one return."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mostrador.rules.money import Money
from mostrador.rules.return_policy import (
    Case,
    Condition,
    Outbound,
    Payer,
    ReasonGroup,
    Remedy,
    Start,
    Trigger,
)
from mostrador.rules.return_rights import NO_END_YET, Rights, at_least_as_kind, gives
from mostrador.rules.standard_policies import PLAIN, standard_for
from tests.rules.policies import some_facts

GERMAN = standard_for("DE", "EUR")
A_DAY = timedelta(days=1)
TUESDAY = date(2026, 11, 3)
THIRTY_DAYS_LATER = date(2026, 12, 3)
NOTHING, DELIVERY = Money("EUR", 0), Money("EUR", 490)


def facts(**more):
    return some_facts(received_on=TUESDAY, **more)


def test_R19_what_the_standard_gives_a_buyer_who_changed_his_mind():
    assert gives(PLAIN, facts(asked_on=TUESDAY + A_DAY, came_back_on=date(2026, 11, 13))) == Rights(
        accepted=True,
        until=THIRTY_DAYS_LATER,
        label=Payer.BUYER,
        outbound=DELIVERY,
        deduction=NOTHING,
        # Friday's parcel: two working days later is Tuesday.
        refund_due=date(2026, 11, 17),
        remedies=frozenset({Remedy.REFUND}),
    )


@pytest.mark.parametrize(
    ("asked_on", "accepted"),
    [
        (THIRTY_DAYS_LATER - A_DAY, True),
        (THIRTY_DAYS_LATER, True),
        (THIRTY_DAYS_LATER + A_DAY, False),
    ],
)
def test_E2_a_request_on_the_last_day_is_in_time(asked_on, accepted):
    assert gives(PLAIN, facts(asked_on=asked_on)).accepted is accepted


@pytest.mark.parametrize(
    ("received_on", "closed", "until"),
    [
        # Wednesday, 4 November + 30 is a Friday; Thursday's is a Saturday and moves to Monday.
        (date(2026, 11, 4), frozenset(), date(2026, 12, 4)),
        (date(2026, 11, 5), frozenset(), date(2026, 12, 7)),
        (date(2026, 11, 5), frozenset({date(2026, 12, 7)}), date(2026, 12, 8)),
        (None, frozenset(), NO_END_YET),
        # A feed that says it was delivered before it was ordered.
        (date(2026, 10, 1), frozenset(), date(2026, 12, 2)),
    ],
)
def test_E17_the_last_day_is_a_working_day(received_on, closed, until):
    assert gives(PLAIN, some_facts(received_on=received_on, closed=closed)).until == until


def test_a_window_from_purchase_does_not_wait_for_the_parcel():
    policy = replace(PLAIN, window_start=Start.PURCHASE)

    assert gives(policy, some_facts(received_on=None)).until == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("ordered_on", "category", "until"),
    [
        (date(2025, 10, 31), "candles", date(2025, 12, 1)),
        (date(2025, 11, 1), "candles", date(2026, 2, 2)),
        (date(2025, 11, 1), "toys", date(2026, 1, 15)),
        (date(2025, 12, 25), "candles", date(2026, 2, 2)),
        (date(2025, 12, 26), "candles", date(2026, 1, 26)),
    ],
)
def test_at_christmas_the_window_is_longer(ordered_on, category, until):
    """31 January 2026 is a Saturday."""
    received = some_facts(ordered_on=ordered_on, received_on=ordered_on, category=category)

    assert gives(GERMAN, received).until == until


def test_after_a_late_delivery_the_usual_window_is_the_longer_one():
    received = some_facts(ordered_on=date(2025, 12, 25), received_on=date(2026, 1, 20))

    assert gives(GERMAN, received).until == date(2026, 2, 19)


@pytest.mark.parametrize(
    ("more", "accepted"),
    [
        ({}, True),
        ({"category": "personalised"}, False),
        ({"category": "personalised", "reason": ReasonGroup.SELLER}, True),
        ({"condition": Condition.OPENED_MEDIA}, False),
        ({"condition": Condition.OPENED_MEDIA, "reason": ReasonGroup.SELLER}, True),
    ],
)
def test_what_is_not_taken_back_is_taken_back_all_the_same_when_the_seller_is_at_fault(
    more, accepted
):
    found = gives(GERMAN, facts(**more))

    assert (found.accepted, found.until is None) == (accepted, not accepted)


@pytest.mark.parametrize(
    ("more", "payer"),
    [
        ({"price": Money("EUR", 4000)}, Payer.BUYER),
        ({"price": Money("EUR", 4001)}, Payer.SELLER),
        ({"price": Money("EUR", 4001), "asked_on": TUESDAY + 14 * A_DAY}, Payer.SELLER),
        ({"price": Money("EUR", 4001), "asked_on": TUESDAY + 15 * A_DAY}, Payer.BUYER),
        ({"price": Money("CHF", 9900)}, Payer.BUYER),
        ({"category": "shoes", "asked_on": TUESDAY + 30 * A_DAY}, Payer.SELLER),
        ({"reason": ReasonGroup.SELLER}, Payer.SELLER),
    ],
)
def test_who_pays_for_the_way_back(more, payer):
    assert gives(GERMAN, facts(**more)).label is payer


@pytest.mark.parametrize(
    ("promised", "days", "refunded"),
    [
        (Outbound.NEVER, 1, NOTHING),
        (Outbound.WITHIN_14_DAYS, 14, DELIVERY),
        (Outbound.WITHIN_14_DAYS, 15, NOTHING),
        (Outbound.ALWAYS, 15, DELIVERY),
    ],
)
def test_whether_delivery_is_refunded(promised, days, refunded):
    policy = replace(PLAIN, outbound_refund=dict.fromkeys(ReasonGroup, promised))

    assert gives(policy, facts(asked_on=TUESDAY + days * A_DAY)).outbound == refunded


@pytest.mark.parametrize(
    ("more", "cents"),
    [
        ({}, 0),
        ({"sent_back_late": True}, 798),
        ({"condition": Condition.USED}, 1995),
        ({"condition": Condition.DAMAGED, "sent_back_late": True}, 1995),
        ({"condition": Condition.INCOMPLETE, "reason": ReasonGroup.SELLER}, 0),
    ],
)
def test_how_much_may_be_kept(more, cents):
    assert gives(PLAIN, facts(**more)).deduction == Money("EUR", cents)


def test_opened_media_may_cost_all_of_it():
    policy = replace(PLAIN, conditions_accepted=frozenset(Condition))
    kept = gives(policy, facts(condition=Condition.OPENED_MEDIA)).deduction

    assert (PLAIN.max_deduction_percent[Case.OPENED_MEDIA], kept) == (100, Money("EUR", 3990))


SENT, CAME, SEEN = date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 16)


@pytest.mark.parametrize(
    ("trigger", "happened", "due"),
    [
        (Trigger.DISPATCH_PROOF, {}, None),
        (Trigger.DISPATCH_PROOF, {"sent_back_on": SENT}, date(2026, 11, 12)),
        (Trigger.DISPATCH_PROOF, {"came_back_on": CAME}, date(2026, 11, 16)),
        (Trigger.RECEIPT, {"sent_back_on": SENT}, None),
        (Trigger.RECEIPT, {"sent_back_on": SENT, "came_back_on": CAME}, date(2026, 11, 16)),
        (Trigger.RECEIPT, {"inspected_on": SEEN}, date(2026, 11, 18)),
        (Trigger.INSPECTION, {"came_back_on": CAME}, None),
        (Trigger.INSPECTION, {"inspected_on": SEEN}, date(2026, 11, 18)),
    ],
)
def test_E16b_when_the_refund_is_due(trigger, happened, due):
    policy = replace(PLAIN, refund_trigger=trigger)

    assert gives(policy, facts(**happened)).refund_due == due


BASE = gives(PLAIN, facts(came_back_on=CAME))


@pytest.mark.parametrize(
    ("name", "less"),
    [
        ("accepted", False),
        ("until", THIRTY_DAYS_LATER - A_DAY),
        ("until", None),
        ("outbound", NOTHING),
        ("deduction", Money("EUR", 1)),
        ("refund_due", None),
        ("refund_due", date(2026, 11, 17)),
        ("remedies", frozenset()),
    ],
)
def test_each_thing_that_matters_to_a_buyer_can_make_him_worse_off(name, less):
    worse = replace(BASE, **{name: less})

    assert not at_least_as_kind(worse, BASE)
    assert at_least_as_kind(BASE, worse)


def test_a_label_that_is_paid_is_kinder():
    assert not at_least_as_kind(BASE, replace(BASE, label=Payer.SELLER))
