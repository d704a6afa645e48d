"""A seller's own return policy: submitted, decided by another person, in force, withdrawn."""

from datetime import timedelta
from functools import partial

import pytest

from mostrador.channels.email.notices import written
from mostrador.history import chain
from mostrador.people.models import User
from mostrador.rules.bodies import RefusedError
from mostrador.sellers import members, policies
from mostrador.sellers.models import Notice, Submission
from mostrador.sellers.policies import PolicyTooHarshError, in_force, kind_enough
from mostrador.stores import standard
from tests import at_once
from tests.cast import A_SECOND, NOON, person

pytestmark = pytest.mark.django_db

A_WEEK = timedelta(days=7)
KINDER = {"window_days": 45, "window_days_by_category": {}}
HARSHER = {"window_days": 14, "refund_deadline_days": 9}


def test_R19_who_has_no_policy_of_his_own_has_the_standard(zhou, store):
    assert in_force(zhou, store, at=NOON) == standard.standard_of(store, at=NOON)
    assert kind_enough(zhou, store, at=NOON)


def test_R20_a_harsher_policy_is_refused_with_every_dimension_that_is(submit):
    with pytest.raises(PolicyTooHarshError) as error:
        submit({**HARSHER, "remedy_choice": ["refund", "repair"]})

    assert [(row.dimension.value, row.offered) for row in error.value.rows] == [
        ("window_days", 14),
        ("refund_deadline_days", 9),
    ]
    assert not Submission.objects.exists()


def test_R20_words_never_make_up_for_a_dimension(submit):
    with pytest.raises(PolicyTooHarshError):
        submit({"window_days": 14}, words="We are very generous in other ways.")


def test_a_window_of_ten_thousand_days_is_refused(submit):
    with pytest.raises(RefusedError) as error:
        submit({"window_days": 10_000})

    assert [str(reason.detail) for reason in error.value.reasons] == [
        "window_days must be from 1 to 3650."
    ]


def test_R22_a_policy_applies_once_it_is_approved_and_not_before(submit, days, olga):
    waiting = submit(KINDER)
    assert (waiting.state, days(NOON)) == ("pending", 30)

    policies.approve(waiting, by=olga, now=NOON + A_WEEK)

    assert [days(NOON), days(NOON + A_WEEK - A_SECOND), days(NOON + A_WEEK)] == [30, 30, 45]


def test_R22_the_operator_may_choose_a_later_day(submit, days, olga):
    policies.approve(submit(KINDER), by=olga, now=NOON, from_at=NOON + A_WEEK)

    assert [days(NOON), days(NOON + A_WEEK)] == [30, 45]


def test_R22_a_policy_is_never_approved_for_the_past(submit, olga):
    with pytest.raises(policies.InThePastError):
        policies.approve(submit(KINDER), by=olga, now=NOON, from_at=NOON - A_SECOND)


def test_only_what_differs_from_the_standard_is_kept(submit):
    assert submit({**KINDER, "refund_deadline_days": 2}).dimensions == KINDER


def test_E56_in_the_rest_he_follows_the_standard_when_it_changes(submit, days, olga, store, zhou):
    policies.approve(submit({"refund_deadline_days": 1}), by=olga, now=NOON)

    standard.publish(store, {"window_days": 60}, from_at=NOON + A_WEEK, by=olga, now=NOON)

    assert [days(NOON), days(NOON + A_WEEK)] == [30, 60]
    assert kind_enough(zhou, store, at=NOON + A_WEEK)


def test_E57_a_standard_that_has_become_kinder_shows_his_to_fall_short(
    submit, days, olga, store, zhou
):
    policies.approve(submit(KINDER), by=olga, now=NOON)

    standard.publish(store, {"window_days": 60}, from_at=NOON + A_WEEK, by=olga, now=NOON)

    assert days(NOON + A_WEEK) == 60
    assert kind_enough(zhou, store, at=NOON)
    assert not kind_enough(zhou, store, at=NOON + A_WEEK)


def test_what_has_come_to_fall_short_while_it_waited_is_not_approved(submit, olga, store):
    waiting = submit(KINDER)
    standard.publish(store, {"window_days": 60}, from_at=NOON, by=olga, now=NOON)

    with pytest.raises(PolicyTooHarshError):
        policies.approve(waiting, by=olga, now=NOON)


@pytest.mark.parametrize("decide", ["approve", "refuse", "ask"])
def test_nobody_decides_about_what_he_wrote(submit, store, decide):
    waiting = submit(KINDER)
    act = getattr(policies, decide)
    reason = () if decide == "approve" else ("Because.",)
    zhou = person("zhou")

    for by in (zhou.actor, f"operator:{zhou.pk}"):
        with pytest.raises(policies.OwnPolicyError):
            act(waiting, *reason, by=by, now=NOON)


def test_nobody_decides_about_the_policy_of_a_seller_he_belongs_to(submit, zhou):
    waiting = submit(KINDER)
    olga = User.objects.get(username="olga")
    members.join(zhou, olga)

    with pytest.raises(policies.OwnPolicyError):
        policies.approve(waiting, by=olga.actor, now=NOON)


def test_whoever_shares_a_number_with_a_program_is_somebody_else(submit, zhou, store, olga):
    waiting = policies.submit(zhou, store, KINDER, "", by="program:1", now=NOON)

    policies.approve(waiting, by="operator:1", now=NOON)

    assert waiting.state == "approved"


def test_what_was_decided_is_not_decided_again(submit, olga):
    waiting = submit(KINDER)
    stale = Submission.objects.get(pk=waiting.pk)
    policies.approve(waiting, by=olga, now=NOON)

    for late in (stale, waiting):
        with pytest.raises(chain.MovedOnError):
            policies.refuse(late, "Too late.", by=olga, now=NOON)
    assert Submission.objects.get().state == "approved"


def test_a_new_submission_takes_the_place_of_one_that_waits(submit):
    first, second = submit(KINDER), submit({"window_days": 40})

    first.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "pending")
    assert list(policies.waiting()) == [second]


def test_sent_twice_it_waits_once(submit):
    assert submit(KINDER).pk == submit(KINDER).pk
    assert submit(KINDER, words="For Christmas.").pk == submit(KINDER, words="For Christmas.").pk
    assert policies.waiting().count() == 1


def test_what_was_asked_is_answered_by_submitting_again(submit, olga):
    waiting = submit(KINDER)
    policies.ask(waiting, "Does this hold for lamps, too?", by=olga, now=NOON)
    assert (waiting.state, waiting.reason.body) == ("asked", "Does this hold for lamps, too?")
    assert not policies.waiting().exists()

    again = submit(KINDER, words="Yes.")

    assert (again.state, again.words.body) == ("pending", "Yes.")


def test_E57_withdrawn_it_ends_for_new_orders_and_old_ones_keep_it(submit, days, olga, zhou):
    first = submit({"window_days": 40})
    policies.approve(first, by=olga, now=NOON)
    second = submit(KINDER)
    policies.approve(second, by=olga, now=NOON + A_WEEK)

    policies.withdraw(second, by="seller:S-ZHOU", now=NOON + 2 * A_WEEK)

    # What came before it does not come back.
    moments = [NOON, NOON + A_WEEK, NOON + 2 * A_WEEK - A_SECOND, NOON + 2 * A_WEEK]
    assert [days(at) for at in moments] == [40, 45, 45, 30]


def test_withdrawn_before_it_began_it_never_was(submit, days, olga):
    policies.approve(submit({"window_days": 40}), by=olga, now=NOON)
    later = submit(KINDER)
    policies.approve(later, by=olga, now=NOON, from_at=NOON + A_WEEK)

    policies.withdraw(later, by="seller:S-ZHOU", now=NOON)

    assert days(NOON + 2 * A_WEEK) == 40


def test_a_refused_one_may_be_looked_at_again(submit, olga):
    waiting = submit(KINDER)
    policies.refuse(waiting, "We do not believe it.", by=olga, now=NOON)
    assert (waiting.state, waiting.decided_by) == ("refused", olga)

    policies.reconsider(waiting, by="operator:99", now=NOON)

    assert list(policies.waiting()) == [waiting]


def test_all_of_it_is_written_down(submit, olga):
    waiting = submit(KINDER, words="For Christmas.")
    policies.ask(waiting, "Why?", by=olga, now=NOON)
    policies.refuse(waiting, "No answer.", by=olga, now=NOON)

    entries = chain.entries_of(waiting)

    assert [(one.what, one.by) for one in entries] == [
        ("policy_submitted", person("zhou").actor),
        ("policy_asked", olga),
        ("policy_refused", olga),
    ]
    assert "Christmas" not in str([one.facts for one in entries])


@pytest.mark.parametrize(
    ("decide", "template", "says"),
    [
        (policies.approve, "policy_approved", "12"),
        (partial(policies.refuse, reason="No."), "policy_refused", ""),
        (partial(policies.ask, reason="Why?"), "policy_asked", ""),
    ],
)
def test_the_seller_is_told_by_mail(submit, olga, decide, template, says):
    decide(submit(KINDER), by=olga, now=NOON)

    notice = Notice.objects.get()
    mail = written(notice, now=NOON)
    assert notice.template == template
    assert "/portal/account/policy/de/" in mail.text
    assert "Lichtmarkt" in mail.subject
    assert says in mail.text


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(submit, olga):
    waiting = submit(KINDER)

    def decide(act):
        try:
            act(Submission.objects.get(pk=waiting.pk))
        except chain.MovedOnError:
            return "too late"
        return "done"

    both = at_once.run(
        partial(decide, partial(policies.approve, by=olga, now=NOON)),
        partial(decide, partial(policies.refuse, reason="No.", by=olga, now=NOON)),
    )

    assert sorted(both) == ["done", "too late"]
