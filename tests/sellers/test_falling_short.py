"""A policy that is no longer as kind as the standard: a warning, and what comes of it (E57)."""

from datetime import timedelta
from functools import partial

import pytest

from mostrador.history import chain
from mostrador.history.verification import verify
from mostrador.rules.eligibility import Refusal
from mostrador.rules.policy_notice import mend_by
from mostrador.sellers import enrolment, falling_short, own_policies, policies, records, suspension
from mostrador.sellers.models import Enrolment, Notice, Seller, Submission
from mostrador.site import due, time_machine
from mostrador.site.demo import cast
from mostrador.stores import standard
from mostrador.stores.models import Store
from tests import at_once
from tests.cast import NOON, person
from tests.sellers.saying import OLGA, enrol, happened, told

AN_INSTANT = timedelta(microseconds=1)
A_DAY = timedelta(days=1)
SOON = NOON + A_DAY
WARNED_AT = SOON + AN_INSTANT
OVER = WARNED_AT + 30 * A_DAY
TOO_HARSH = Refusal.POLICY_LESS_FAVOURABLE


@pytest.fixture
def own(zed, lichtmarkt):
    """Approved before he enrols: 45 days, where the standard gives 30."""
    by = person("zed").actor
    made = policies.submit(zed, lichtmarkt, {"window_days": 45}, "", by=by, now=NOON)
    policies.approve(made, by=OLGA, now=NOON)
    return made


@pytest.fixture
def row(own, zed, lichtmarkt):
    made = enrol(zed, lichtmarkt)
    sweep(NOON + AN_INSTANT)
    return made


def kinder(days=60, from_at=SOON, now=NOON):
    dimensions = {"window_days": days}
    standard.publish(Store.objects.get(), dimensions, from_at=from_at, by=OLGA, now=now)


def sweep(now):
    return falling_short.sweep(now=now)


def told_policy(now=NOON, seller="S-ZED", **dimensions):
    body = {"type": "policy", "seller": seller, "store": "de", "from": now.isoformat()}
    records.upsert_many([records.policy(body | dimensions)], now=now, by="program:load")


def stands(row):
    row.refresh_from_db()
    return row.policy_warned_at, row.suspended_at, row.policy_wakes_at


def since(row):
    """What happened after he enrolled."""
    return [one for one in happened(row) if one[0] not in {"enrolled", "enrolment_loaded"}]


def test_E57_a_kinder_standard_warns_whoever_falls_short_when_it_comes_into_force(row):
    kinder()
    assert (sweep(SOON), stands(row)) == (0, (None, None, None))

    sweep(WARNED_AT)

    assert stands(row) == (WARNED_AT, None, OVER)
    assert since(row) == [("policy_warned", WARNED_AT)]
    entry = chain.entries_of(row)[-1]
    assert (entry.by, entry.facts) == (
        "clock", {"until": mend_by(WARNED_AT).isoformat(), "short": ["window_days"]},
    )  # fmt: skip
    assert told() == ["policy_approved", "active", "policy_warned"]
    notice = Notice.objects.get(template="policy_warned")
    assert notice.facts["path"] == "/portal/account/policy/de/"
    assert verify().altered == ()


def test_E57_twice_swept_he_is_told_once(row):
    kinder()
    sweep(WARNED_AT)

    assert sweep(WARNED_AT) == 0
    assert sweep(WARNED_AT + A_DAY) == 0
    assert since(row) == [("policy_warned", WARNED_AT)]


@pytest.mark.parametrize("days", [44, 45])
def test_E57_a_standard_that_is_not_kinder_than_his_warns_nobody(row, days):
    kinder(days)

    sweep(WARNED_AT)

    assert (stands(row), since(row)) == ((None, None, None), [])


def test_E57_without_a_policy_of_his_own_he_follows_the_standard(enrolled):
    kinder()

    assert sweep(WARNED_AT) == 1
    assert (stands(enrolled), since(enrolled)) == ((None, None, None), [])
    assert falling_short.next_at() is None


def test_E57_E2_up_to_the_last_moment_of_the_notice_he_is_not_suspended(row):
    kinder()
    sweep(WARNED_AT)

    assert sweep(OVER) == 0
    assert sweep(OVER + AN_INSTANT) == 1

    assert stands(row) == (WARNED_AT, OVER + AN_INSTANT, None)
    assert row.suspended_for == [TOO_HARSH]
    assert since(row)[1:] == [("suspended", OVER + AN_INSTANT)]
    assert told()[-1] == "suspended"
    assert sweep(OVER + A_DAY) == 0
    assert verify().altered == ()


def test_E57_whoever_withdraws_his_in_time_is_warned_no_more(row, own):
    kinder()
    sweep(WARNED_AT)
    mended_at = WARNED_AT + A_DAY

    policies.withdraw(Submission.objects.get(), by=person("zed").actor, now=mended_at)

    assert stands(row) == (None, None, None)
    assert since(row)[1:] == [("policy_warning_ended", mended_at)]
    assert sweep(OVER + A_DAY) == 0
    assert stands(row) == (None, None, None)


def test_E57_a_kinder_policy_that_is_approved_in_the_last_moment_is_in_time(row, zed, lichtmarkt):
    kinder()
    sweep(WARNED_AT)
    by = person("zed").actor
    better = policies.submit(zed, lichtmarkt, {"window_days": 60}, "", by=by, now=OVER)
    assert stands(row) == (WARNED_AT, None, OVER)

    policies.approve(better, by=OLGA, now=OVER)

    assert stands(row)[:2] == (None, None)
    assert since(row)[1:] == [("policy_warning_ended", OVER)]


def test_E57_what_is_only_submitted_does_not_stop_the_notice(row, zed, lichtmarkt):
    kinder()
    sweep(WARNED_AT)
    by = person("zed").actor
    policies.submit(zed, lichtmarkt, {"window_days": 60}, "", by=by, now=OVER)

    sweep(OVER + AN_INSTANT)

    assert stands(row)[1] == OVER + AN_INSTANT


def test_E57_who_falls_short_once_more_is_warned_once_more(row):
    kinder()
    sweep(WARNED_AT)
    kinder(30, from_at=SOON + A_DAY, now=SOON)
    sweep(SOON + A_DAY + AN_INSTANT)
    kinder(90, from_at=SOON + 2 * A_DAY, now=SOON)
    again = SOON + 2 * A_DAY + AN_INSTANT

    sweep(again)

    assert [what for what, _at in since(row)] == [
        "policy_warned", "policy_warning_ended", "policy_warned",
    ]  # fmt: skip
    assert stands(row) == (again, None, again + 30 * A_DAY)


@pytest.mark.parametrize("said", [{"window_days": 20}, {"window_days": "many"}])
def test_E57_a_policy_that_the_marketplace_tells_is_looked_at_at_once(enrolled, said):
    told_policy(**said)
    assert due.next_at() == NOON

    sweep(WARNED_AT)

    assert stands(enrolled) == (WARNED_AT, None, OVER)


@pytest.mark.parametrize("said", [{"window_days": 30}, {"text": "As everybody."}])
def test_a_policy_that_is_kind_enough_or_in_words_alone_warns_nobody(enrolled, said):
    told_policy(**said)

    sweep(WARNED_AT)

    assert (stands(enrolled), since(enrolled)) == ((None, None, None), [])


def test_E57_a_policy_to_come_is_looked_at_when_it_begins(enrolled):
    told_policy(now=NOON, window_days=40)
    body = {"type": "policy", "seller": "S-ZED", "store": "de", "from": SOON.isoformat()}
    records.upsert_many([records.policy(body | {"window_days": 20})], now=NOON, by="program:load")
    sweep(NOON + AN_INSTANT)
    assert stands(enrolled) == (None, None, SOON)

    sweep(WARNED_AT)

    assert stands(enrolled) == (WARNED_AT, None, OVER)


def test_E57_the_order_in_which_the_marketplace_tells_does_not_matter(lichtmarkt):
    told_policy(seller="S-NEW", window_days=20)
    enrolled = cast.ENROLMENTS[0] | {"seller": "S-NEW"}
    records.upsert_many([records.enrolment(enrolled)], now=NOON, by="program:load")
    sweep(SOON)
    row = Enrolment.objects.get(seller="S-NEW")
    assert stands(row) == (None, None, SOON + A_DAY)
    seller = records.seller({**cast.SELLERS[2], "id": "S-NEW"})
    records.upsert_many([seller], now=SOON, by="program:load")

    sweep(SOON + A_DAY + AN_INSTANT)

    assert stands(row)[0] == SOON + A_DAY + AN_INSTANT


def test_who_is_suspended_or_has_left_is_not_warned(row, zed):
    kinder()
    suspension.suspend(row, [Refusal.TERMS_NOT_ACCEPTED], by=OLGA, now=NOON)
    sweep(WARNED_AT)
    assert stands(row) == (None, NOON, None)
    Enrolment.objects.filter(pk=row.pk).update(policy_wakes_at=NOON)

    assert sweep(WARNED_AT) == 1
    assert stands(row) == (None, NOON, None)


def test_who_leaves_while_he_is_warned_is_left_alone(row, zed):
    kinder()
    sweep(WARNED_AT)
    enrolment.end(zed, store="de", by="seller:S-ZED", now=WARNED_AT)

    assert [sweep(OVER + AN_INSTANT) for _twice in range(2)] == [1, 0]
    assert stands(row)[1:] == (None, None)


def test_R20_who_still_falls_short_is_not_taken_back(row, own):
    kinder()
    sweep(WARNED_AT)
    sweep(OVER + AN_INSTANT)
    row.refresh_from_db()
    with pytest.raises(suspension.StillUnfitError) as refusal:
        suspension.resume(row, by=OLGA, now=OVER + A_DAY)
    assert refusal.value.reasons == (TOO_HARSH,)
    policies.withdraw(Submission.objects.get(), by=person("zed").actor, now=OVER + A_DAY)

    again = suspension.resume(row, by=OLGA, now=OVER + A_DAY)

    sweep(OVER + 2 * A_DAY)
    assert stands(again) == (None, None, None)


def test_E57_new_orders_have_the_standard_at_once_and_old_ones_what_they_were_placed_under(
    row, zed, lichtmarkt
):
    kinder()
    sweep(WARNED_AT)

    days = partial(own_policies.in_force, zed, lichtmarkt)
    assert [days(at=at).window_days for at in (NOON, SOON)] == [45, 60]


def test_E57_it_all_happens_by_itself_when_time_is_moved(row):
    kinder()
    assert due.next_at() == SOON

    time_machine.move_to(NOON + 40 * A_DAY)

    assert since(row) == [("policy_warned", WARNED_AT), ("suspended", OVER + AN_INSTANT)]
    assert due.next_at() is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_warn_and_suspend_once(row):
    kinder()
    for now in (WARNED_AT, OVER + AN_INSTANT):
        at_once.run(*[partial(sweep, now)] * 3)

    assert [what for what, _at in since(row)] == ["policy_warned", "suspended"]
    assert told()[-2:] == ["policy_warned", "suspended"]


def test_what_nobody_needs_to_look_at_costs_two_questions(enrolled, django_assert_num_queries):
    assert Seller.objects.count() == 3
    with django_assert_num_queries(2):
        assert sweep(SOON) == 0
