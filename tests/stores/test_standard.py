"""The standard return policy: which version is in force, and how one is published."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from mostrador.history import chain, verification
from mostrador.rules.bodies import RefusedError
from mostrador.rules.standard_policies import PLAIN, standard_for
from mostrador.stores import standard
from mostrador.stores.models import StandardPolicy, Store
from tests.cast import A_SECOND, NOON, the_marketplace

pytestmark = pytest.mark.django_db

OLGA = "operator:1"
NEXT_WEEK = NOON + timedelta(days=7)


@pytest.fixture
def store():
    the_marketplace()
    return Store.objects.get()


def publish(store, dimensions, *, from_at=NOON, now=NOON):
    return standard.publish(store, dimensions, from_at=from_at, by=OLGA, now=now)


def refused(store, dimensions, **when):
    with pytest.raises(RefusedError) as error:
        publish(store, dimensions, **when)
    return [(reason.code, reason.pointer) for reason in error.value.reasons]


def test_R19_a_new_store_has_its_countrys_standard(store):
    assert standard.standard_of(store, at=NOON) == standard_for("DE", "EUR")


def test_a_country_without_one_has_a_plain_one_of_thirty_days(store):
    store.country = "ES"

    assert standard.standard_of(store, at=NOON) is PLAIN


def test_E56_a_version_counts_from_its_first_moment_on(store):
    publish(store, {"window_days": 40}, from_at=NEXT_WEEK)

    def days(at):
        return standard.standard_of(store, at=at).window_days

    assert [days(NOON), days(NEXT_WEEK - A_SECOND), days(NEXT_WEEK)] == [30, 30, 40]


def test_what_is_left_out_stays_as_in_the_version_before(store):
    publish(store, {"window_days": 40})
    publish(store, {"refund_deadline_days": 1}, from_at=NEXT_WEEK)

    found = standard.standard_of(store, at=NEXT_WEEK)

    assert (found.window_days, found.refund_deadline_days) == (40, 1)
    assert found.window("toys") == 14


def test_a_standard_says_all_its_holidays_itself(store):
    christmas = {
        "ordered_from": "2026-11-01",
        "ordered_until": "2026-12-25",
        "returnable_until": "2027-01-31",
    }
    publish(store, {"holiday_extension": [christmas]})
    publish(store, {"window_days": 31}, from_at=NEXT_WEEK)

    (only,) = standard.standard_of(store, at=NEXT_WEEK).holiday_extension

    assert only.returnable_until.isoformat() == "2027-01-31"


def test_publishing_is_written_in_the_stores_history(store):
    version = publish(store, {"window_days": 40})

    (entry,) = chain.entries_of(store)
    assert (entry.what, entry.by) == ("standard_policy_published", OLGA)
    assert entry.facts["digest"] == standard.digest(version.dimensions)
    assert verification.verify().altered == ()


@pytest.mark.parametrize(
    ("dimensions", "from_at", "reasons"),
    [
        ({"window_days": 10_000}, NOON, [("OUT_OF_RANGE", "/window_days")]),
        ({"window_days": 40}, NOON - A_SECOND, [("IN_THE_PAST", "/from")]),
        ({"window_days": 40}, NEXT_WEEK, [("MOMENT_TAKEN", "/from")]),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_reason(store, dimensions, from_at, reasons):
    publish(store, {"window_days": 35}, from_at=NEXT_WEEK)

    assert refused(store, dimensions, from_at=from_at) == reasons
    assert StandardPolicy.objects.count() == 1


def test_two_versions_never_begin_at_one_moment(store):
    publish(store, {"window_days": 35})

    with pytest.raises(IntegrityError), transaction.atomic():
        StandardPolicy.objects.create(store=store, from_at=NOON, dimensions={})


def test_E33_coverage_outlasts_every_window_that_was_ever_promised(store):
    publish(store, {"window_days": 100, "window_days_by_category": {"toys": 900}})
    publish(store, {"window_days": 30, "window_days_by_category": {}}, from_at=NEXT_WEEK)

    store.refresh_from_db()

    assert store.return_window_days == 900
