"""Losing the Professional plan or good standing, and coming back."""

from datetime import timedelta

import pytest

from mostrador.history import chain
from mostrador.outbox.models import Owed
from mostrador.rules.eligibility import Refusal
from mostrador.sellers import activation, enrolment, records, suspension
from mostrador.sellers.models import Enrolment, Notice, Seller
from mostrador.site.demo import cast
from tests.cast import NOON
from tests.sellers.saying import OLGA, changed, enrol, happened, told

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)
LATER = NOON + A_DAY
PLAN, STANDING = Refusal.PLAN_NOT_PROFESSIONAL, Refusal.NOT_IN_GOOD_STANDING
TERMS = Refusal.TERMS_NOT_ACCEPTED
ZED = cast.SELLERS[2]


def told_by_the_marketplace(*bodies, now=LATER):
    rows = [records.seller(body) for body in bodies]
    return [one.word for one in records.upsert_many(rows, now=now, by="program:load")]


@pytest.mark.parametrize(
    ("now_is", "reasons"),
    [
        ({"plan": "individual"}, [PLAN]),
        ({"plan": None}, [PLAN]),
        ({"standing": "at risk"}, [STANDING]),
        ({"plan": "individual", "standing": "at risk"}, [PLAN, STANDING]),
    ],
)
def test_E34_who_loses_what_he_needs_is_suspended_from_that_instant(enrolled, now_is, reasons):
    assert told_by_the_marketplace({**ZED, **now_is}) == ["changed"]

    enrolled.refresh_from_db()
    assert (enrolled.suspended_at, enrolled.suspended_for) == (LATER, reasons)
    assert enrolled.until_at is None
    assert happened(enrolled)[1:] == [("suspended", LATER)]
    assert chain.entries_of(enrolled)[-1].by == "program:load"
    assert told() == ["active", "suspended"]
    assert Notice.objects.get(template="suspended").facts["reasons"] == reasons


@pytest.mark.parametrize(
    "now_is", [{}, {"name": "Zeds Stiefel"}, {"plan": "Professional"}, {"standing": "GOOD"}]
)
def test_who_keeps_what_he_needs_is_not_suspended(enrolled, now_is):
    told_by_the_marketplace({**ZED, **now_is})

    enrolled.refresh_from_db()
    assert enrolled.suspended_at is None


def test_what_is_told_again_suspends_once(enrolled):
    worse = {**ZED, "plan": "individual"}

    assert told_by_the_marketplace(worse, worse) == ["changed", "unchanged"]
    told_by_the_marketplace({**worse, "standing": "at risk"}, now=LATER + A_DAY)

    enrolled.refresh_from_db()
    assert (enrolled.suspended_at, enrolled.suspended_for) == (LATER, [PLAN])


def test_only_what_is_told_last_counts(enrolled):
    told_by_the_marketplace({**ZED, "plan": "individual"}, {**ZED, "name": "Zeds Stiefel"})

    enrolled.refresh_from_db()
    assert enrolled.suspended_at is None


def test_what_is_older_than_what_we_know_suspends_nobody(enrolled):
    told_by_the_marketplace({**ZED, "updated_at": "2026-11-12T00:00:00Z"})
    old = {**ZED, "plan": "individual", "updated_at": "2026-11-11T00:00:00Z"}

    assert told_by_the_marketplace(old) == ["unchanged"]
    enrolled.refresh_from_db()
    assert enrolled.suspended_at is None


def test_a_loaded_enrolment_stays_a_fact_whatever_the_first_record_says(lichtmarkt):
    """The enrolment's line may come before the seller's, or after it."""
    body = cast.ENROLMENTS[0] | {"seller": "S-NEW"}
    records.upsert_many([records.enrolment(body)], now=NOON, by="program:load")

    told_by_the_marketplace({**ZED, "id": "S-NEW", "plan": "individual"})

    assert Enrolment.objects.get(seller="S-NEW").suspended_at is None


def test_a_loaded_enrolment_is_suspended_like_any_other(lichtmarkt):
    told_by_the_marketplace({**cast.SELLERS[0], "standing": "at risk"})

    assert Enrolment.objects.get(seller="S-ZHOU").suspended_for == [STANDING]


def test_a_load_of_sellers_who_all_qualify_asks_nothing_more(
    enrolled, django_assert_max_num_queries
):
    rows = [records.seller({**one, "name": "Neu"}) for one in cast.SELLERS]
    with django_assert_max_num_queries(0):
        assert suspension.accounts(rows) == {}


def test_open_contacts_are_asked_again_when_a_seller_is_suspended(enrolled):
    before = Owed.objects.filter(kind="enrolments_changed>contacts").count()

    suspension.suspend(enrolled, [TERMS], by=OLGA, now=LATER)

    assert Owed.objects.filter(kind="enrolments_changed>contacts").count() == before + 1


def test_E34_an_operator_suspends_with_reasons(enrolled):
    suspension.suspend(enrolled, [TERMS], by=OLGA, now=LATER)

    assert list(suspension.suspended(LATER)) == [enrolled]
    assert (enrolled.suspended_at, enrolled.suspended_for) == (LATER, [TERMS])


def test_what_is_suspended_or_over_is_not_suspended_again(enrolled):
    suspension.suspend(enrolled, [TERMS], by=OLGA, now=LATER)
    with pytest.raises(suspension.NotCurrentError):
        suspension.suspend(enrolled, [TERMS], by=OLGA, now=LATER)
    enrolment.end(enrolled.seller, store="de", by="seller:S-ZED", now=LATER)
    enrolled.refresh_from_db()
    with pytest.raises(suspension.NotCurrentError):
        suspension.suspend(enrolled, [TERMS], by=OLGA, now=LATER)
    with pytest.raises(suspension.NotCurrentError):
        suspension.resume(enrolled, by=OLGA, now=LATER)


def test_E20_who_is_suspended_while_activating_is_not_activated(zed, lichtmarkt):
    lichtmarkt.activation_minutes = 10
    row = enrol(zed, lichtmarkt)
    suspension.suspend(row, [PLAN], by=OLGA, now=NOON + A_MINUTE)

    assert activation.sweep(now=LATER) == 0
    assert list(activation.stuck(LATER)) == []


def test_E22_who_is_taken_back_has_a_second_interval_and_the_gap_stays(enrolled):
    suspension.suspend(enrolled, [PLAN], by=OLGA, now=LATER)
    back_at = LATER + A_DAY

    again = suspension.resume(enrolled, by=OLGA, now=back_at)

    first, second = Enrolment.objects.filter(seller="S-ZED").order_by("from_at")
    assert (first.until_at, first.suspended_at) == (back_at, LATER)
    assert second == again
    assert (second.from_at, second.until_at, second.suspended_at) == (back_at, None, None)
    assert (second.terms, second.accepted_by) == (first.terms, first.accepted_by)
    assert (second.plan, second.plan_version) == (first.plan, first.plan_version)
    assert [what for what, _ in happened(first)] == ["enrolled", "suspended", "suspension_ended"]
    assert [what for what, _ in happened(second)] == ["resumed"]
    assert told() == ["active", "suspended", "active"]


def test_who_is_suspended_and_taken_back_in_one_instant_has_two_intervals_that_touch(enrolled):
    suspension.suspend(enrolled, [PLAN], by=OLGA, now=NOON)

    again = suspension.resume(enrolled, by=OLGA, now=NOON)

    enrolled.refresh_from_db()
    assert enrolled.until_at == NOON
    assert again.from_at == NOON + timedelta(microseconds=1)


def test_R12_R13_who_still_lacks_what_he_was_suspended_for_is_not_taken_back(enrolled):
    told_by_the_marketplace({**ZED, "plan": "individual", "standing": "at risk"})
    enrolled.refresh_from_db()

    with pytest.raises(suspension.StillUnfitError) as refusal:
        suspension.resume(enrolled, by=OLGA, now=LATER)

    assert refusal.value.reasons == (PLAN, STANDING)


def test_E34_who_was_suspended_for_the_terms_is_back_when_he_accepts_them(enrolled, lichtmarkt):
    changed("de", terms_version="2")
    enrolled = Enrolment.objects.get(pk=enrolled.pk)
    suspension.suspend(enrolled, [TERMS], by=OLGA, now=LATER)
    with pytest.raises(suspension.StillUnfitError):
        suspension.resume(enrolled, by=OLGA, now=LATER)

    consent = enrolment.Consent("2", "seller:5")
    enrolment.agree(enrolled, consent, by="seller:S-ZED", now=LATER)

    again = enrolment.current(Seller.objects.get(pk="S-ZED"), LATER).get()
    assert (again.terms, again.suspended_at) == ("2", None)
    assert again.pk != enrolled.pk


@pytest.mark.parametrize(("terms", "who"), [("1", "seller:5"), ("3", "seller:5"), ("2", "")])
def test_R11_only_the_terms_of_today_are_agreed_to(enrolled, terms, who):
    changed("de", terms_version="2")
    row = Enrolment.objects.get(pk=enrolled.pk)

    with pytest.raises(enrolment.NotEligibleError):
        enrolment.agree(row, enrolment.Consent(terms, who), by="seller:S-ZED", now=LATER)


def test_R11_who_accepted_which_terms_when_is_kept(enrolled):
    changed("de", terms_version="2")
    row = Enrolment.objects.get(pk=enrolled.pk)
    for _twice in range(2):
        consent = enrolment.Consent("2", "seller:7")
        enrolment.agree(row, consent, by="seller:S-ZED", now=LATER)

    (entry,) = [one for one in chain.entries_of(row) if one.what == "terms_accepted"]
    assert (entry.at, entry.facts) == (LATER, {"terms": "2", "was": "1", "person": "seller:7"})
    assert (row.terms, row.accepted_by) == ("2", "seller:5")


def test_who_has_left_agrees_to_nothing(enrolled):
    changed("de", terms_version="2")
    enrolment.end(enrolled.seller, store="de", by="seller:S-ZED", now=NOON)
    row = Enrolment.objects.get(pk=enrolled.pk)

    with pytest.raises(enrolment.NotEnrolledError):
        enrolment.agree(row, enrolment.Consent("2", "seller:5"), by="seller:S-ZED", now=LATER)
