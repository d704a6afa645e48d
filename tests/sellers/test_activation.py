"""From "Enrol now" to active, and what happens when it takes too long."""

from datetime import timedelta
from functools import partial

import pytest

from mostrador.history.verification import verify
from mostrador.sellers import activation, enrolment
from mostrador.sellers.models import Enrolment
from mostrador.site import due, time_machine
from tests import at_once
from tests.cast import NOON
from tests.sellers.saying import OLGA, changed, enrol, happened, told

A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)
AN_INSTANT = timedelta(microseconds=1)
TEN = NOON + 10 * A_MINUTE


@pytest.fixture
def activating(zed, lichtmarkt):
    """Enrolled at noon in a store that takes ten minutes."""
    changed("de", activation_minutes=10)
    lichtmarkt.refresh_from_db()
    return enrol(zed, lichtmarkt)


def test_R28_R30_without_a_wait_it_is_active_at_once(enrolled):
    assert (enrolled.active_at, enrolled.activated_at, enrolled.wakes_at) == (NOON, NOON, None)
    assert activation.next_at() is None
    assert told() == ["active"]


def test_E20_it_is_active_when_it_was_to_be(activating):
    assert (activating.activated_at, activating.wakes_at) == (None, TEN)
    assert activation.sweep(now=TEN - AN_INSTANT) == 0
    assert told() == []

    assert activation.sweep(now=TEN + A_MINUTE) == 1

    activating.refresh_from_db()
    assert (activating.activated_at, activating.wakes_at) == (TEN, None)
    assert happened(activating) == [("enrolled", NOON), ("activated", TEN)]
    assert told() == ["active"]
    assert activation.sweep(now=TEN + A_MINUTE) == 0
    assert verify().altered == ()


@pytest.mark.parametrize(("minutes", "waits"), [(59, 59), (60, 60), (61, 60), (600, 60)])
def test_R30_an_hour_is_the_longest_it_may_take(zed, lichtmarkt, minutes, waits):
    lichtmarkt.activation_minutes = minutes

    assert enrol(zed, lichtmarkt).active_at == NOON + waits * A_MINUTE


@pytest.mark.parametrize(
    ("looked_at", "entries", "activated_at"),
    [
        (NOON + AN_HOUR, ["enrolled", "activated"], TEN),
        (
            NOON + AN_HOUR + AN_INSTANT,
            ["enrolled", "activation_stuck", "activated"],
            NOON + AN_HOUR + AN_INSTANT,
        ),
    ],
)
def test_E20_when_no_worker_was_there_for_an_hour_the_record_says_so(
    activating, looked_at, entries, activated_at
):
    activation.sweep(now=looked_at)

    activating.refresh_from_db()
    assert [what for what, _ in happened(activating)] == entries
    assert activating.activated_at == activated_at
    assert told() == ["active"]


def test_E20_held_past_the_hour_the_seller_is_told_and_the_operator_sees_it(activating):
    activation.hold(activating, by=OLGA, now=NOON + A_MINUTE)
    assert activation.sweep(now=NOON + AN_HOUR - AN_INSTANT) == 0

    assert activation.sweep(now=NOON + AN_HOUR) == 1

    assert happened(activating)[1:] == [
        ("activation_held", NOON + A_MINUTE),
        ("activation_stuck", NOON + AN_HOUR),
    ]
    assert told() == ["activation_stuck"]
    assert list(activation.stuck(NOON + AN_HOUR)) == []
    assert list(activation.stuck(NOON + AN_HOUR + AN_INSTANT)) == [activating]


def test_what_is_released_in_time_keeps_its_moment(activating):
    activation.hold(activating, by=OLGA, now=NOON)
    activation.release(activating, by=OLGA, now=NOON + A_MINUTE)

    activation.sweep(now=NOON + AN_HOUR)

    activating.refresh_from_db()
    assert activating.activated_at == TEN


def test_what_is_released_late_is_active_then_and_the_alarm_is_not_given_twice(activating):
    activation.hold(activating, by=OLGA, now=NOON)
    activation.sweep(now=NOON + AN_HOUR)
    activating.refresh_from_db()
    released_at = NOON + 3 * AN_HOUR
    activation.release(activating, by=OLGA, now=released_at)

    activation.sweep(now=released_at)

    activating.refresh_from_db()
    assert activating.activated_at == released_at
    assert [what for what, _ in happened(activating)] == [
        "enrolled", "activation_held", "activation_stuck", "activation_released", "activated",
    ]  # fmt: skip
    assert told() == ["activation_stuck", "active"]
    assert list(activation.stuck(released_at)) == []


def test_only_what_is_activating_is_held_and_only_what_is_held_released(activating):
    with pytest.raises(activation.NotActivatingError):
        activation.release(activating, by=OLGA, now=NOON)
    activation.hold(activating, by=OLGA, now=NOON)
    with pytest.raises(activation.NotActivatingError):
        activation.hold(activating, by=OLGA, now=NOON)


def test_what_is_active_is_not_held(enrolled):
    with pytest.raises(activation.NotActivatingError):
        activation.hold(enrolled, by=OLGA, now=NOON)


def test_E21_who_leaves_while_it_is_activating_is_not_activated_any_more(activating):
    enrolment.end(activating.seller, store="de", by="seller:S-ZED", now=NOON + A_MINUTE)

    assert activation.sweep(now=NOON + AN_HOUR) == 0
    assert list(activation.stuck(NOON + 2 * AN_HOUR)) == []
    assert told() == ["left"]


def test_what_the_marketplace_has_ended_meanwhile_is_left_alone(activating):
    Enrolment.objects.filter(pk=activating.pk).update(until_at=NOON + A_MINUTE)

    assert activation.sweep(now=NOON + AN_HOUR) == 1
    assert activation.sweep(now=NOON + AN_HOUR) == 0
    assert told() == []


def test_E20_it_falls_due_by_itself_when_time_is_moved(activating):
    assert due.next_at() == TEN

    time_machine.move_to(NOON + 24 * AN_HOUR)

    activating.refresh_from_db()
    assert activating.activated_at == TEN
    assert [what for what, _ in happened(activating)] == ["enrolled", "activated"]


def test_a_batch_ends_where_it_is_told_to(activating):
    assert activation.sweep(now=TEN, limit=0) == 0
    assert activation.sweep(now=TEN, limit=1) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_activate_once(activating):
    act = partial(activation.sweep, now=TEN)

    assert sorted(at_once.run(act, act, act)) == [0, 0, 1]
    assert told() == ["active"]
