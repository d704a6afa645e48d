"""Whatever sellers do in whatever order: who answers for an order follows from a few lines."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mostrador.history.chain import MovedOnError
from mostrador.history.verification import verify
from mostrador.orders import queries
from mostrador.rules.eligibility import Refusal
from mostrador.rules.standing import State
from mostrador.sellers import activation, enrolment, intervals, invitations, standings, suspension
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store
from tests import at_once
from tests.cast import NOON
from tests.sellers.saying import OLGA, enrol

BY_ZED = "seller:S-ZED"
AN_INSTANT = timedelta(microseconds=1)
A_MINUTE = timedelta(minutes=1)
# Often nothing passes between two acts, or a single instant.
PASSES = st.sampled_from([timedelta(0), AN_INSTANT, 3 * A_MINUTE, 30 * A_MINUTE, 50 * A_MINUTE])


class Reference:
    """What is covered, in ten lines: told only what was done and when."""

    def __init__(self):
        self.covered = []

    def begins(self, at):
        again = self.covered and self.covered[-1][0] >= at
        self.covered.append([self.covered[-1][0] + AN_INSTANT if again else at, None])

    def ends(self, at):
        self.covered[-1][1] = min(self.covered[-1][1] or at, max(at, self.covered[-1][0]))

    def covers(self, at):
        return any(since <= at and (until is None or at < until) for since, until in self.covered)


class Histories(RuleBasedStateMachine):
    """Zed enrols, leaves, is suspended, taken back and activated; time passes or does not."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.store, self.zed = Store.objects.get(pk="de"), Seller.objects.get(pk="S-ZED")
        self.store.activation_minutes = 40
        self.now, self.seen, self.reference = NOON, [NOON - AN_INSTANT], Reference()
        self.enrolled = self.suspended = False

    def teardown(self):
        assert verify().altered == ()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def row(self):
        return enrolment.current(self.zed, self.now).get()

    @rule(span=PASSES)
    def time_passes(self, span):
        self.now += span
        self.seen += [self.now, self.now + AN_INSTANT]

    @rule()
    def he_enrols(self):
        _row, new = self.begun()
        assert new is not self.enrolled
        if new:
            self.reference.begins(self.now)
        self.enrolled = True

    def begun(self):
        consent = enrolment.Consent("1", "seller:5")
        return enrolment.begin(self.zed, self.store, consent, by=BY_ZED, now=self.now)

    @precondition(lambda self: self.enrolled)
    @rule()
    def he_leaves(self):
        enrolment.end(self.zed, store="de", by=BY_ZED, now=self.now)
        self.reference.ends(self.now)
        self.enrolled = self.suspended = False

    @precondition(lambda self: self.enrolled and not self.suspended)
    @rule()
    def he_is_suspended(self):
        reasons = [Refusal.NOT_IN_GOOD_STANDING]
        suspension.suspend(self.row(), reasons, by=OLGA, now=self.now)
        self.reference.ends(self.now)
        self.suspended = True

    @precondition(lambda self: self.suspended)
    @rule()
    def he_is_taken_back(self):
        suspension.resume(self.row(), by=OLGA, now=self.now)
        self.reference.begins(self.now)
        self.suspended = False

    @rule()
    def a_worker_looks(self):
        activation.sweep(now=self.now)

    @invariant()
    def what_is_covered_is_what_the_few_lines_say(self):
        held = queries.sellers_facts(["S-ZED"])["S-ZED"].intervals
        asked = sorted({*self.seen, *(since for since, _until in self.reference.covered)})
        assert [any(one.holds(at) for one in held) for at in asked] == [
            self.reference.covers(at) for at in asked
        ]

    @invariant()
    def there_is_one_current_interval_or_none_and_none_overlap(self):
        rows = list(Enrolment.objects.filter(seller="S-ZED").order_by("from_at"))
        assert enrolment.current(self.zed, self.now).count() == int(self.enrolled)
        for number, row in enumerate(rows):
            assert not any(intervals.overlap(row, other) for other in rows[number + 1 :])

    @invariant()
    def its_state_is_what_was_done(self):
        if not self.enrolled:
            return
        # Who left and came back in one instant begins with the next (E22).
        row = self.row()
        found = standings.state(row, at=max(self.now, row.from_at))
        allowed = {State.SUSPENDED} if self.suspended else {State.ACTIVE, State.ACTIVATING}
        assert found in allowed


def test_E18_E22_E34_random_histories_agree_with_a_reference_of_ten_lines(zed):
    few = settings(
        max_examples=25,
        stateful_step_count=15,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    run_state_machine_as_test(Histories, settings=few)


@pytest.mark.django_db(transaction=True)
def test_three_clicks_at_once_are_one_interval(zed, lichtmarkt):
    act = partial(enrol, zed, lichtmarkt)

    rows = at_once.run(act, act, act)

    assert len({row.pk for row in rows}) == 1
    assert Enrolment.objects.filter(seller="S-ZED").count() == 1


@pytest.mark.django_db(transaction=True)
def test_leaving_twice_at_once_is_leaving_once(enrolled):
    def leave() -> str:
        try:
            enrolment.end(enrolled.seller, store="de", by=BY_ZED, now=NOON + A_MINUTE)
        except enrolment.NotEnrolledError:
            return "gone"
        return "left"

    assert sorted(at_once.run(leave, leave)) == ["gone", "left"]


@pytest.mark.django_db(transaction=True)
def test_R4_an_invitation_withdrawn_at_the_same_moment_is_good_or_is_not(zed, lichtmarkt):
    invitation = invitations.good_one(zed, lichtmarkt)

    def withdraw() -> None:
        # Who comes second with what she saw before is told so.
        with suppress(MovedOnError):
            invitations.withdraw(invitation, by=OLGA, now=NOON)

    def click() -> bool:
        try:
            return bool(enrol(zed, lichtmarkt))
        except enrolment.NotEligibleError:
            return False

    _, came_in = at_once.run(withdraw, click)

    assert Enrolment.objects.filter(seller="S-ZED").exists() is came_in
