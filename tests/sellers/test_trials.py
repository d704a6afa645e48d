"""A seller's one trial, under the plan he enrolled under."""

from datetime import datetime, timedelta

import pytest

from mostrador.rules.trial import Trial
from mostrador.sellers import enrolment, trials
from mostrador.sellers.models import Seller
from tests.cast import BERLIN, NOON
from tests.sellers.saying import changed, enrol

A_DAY = timedelta(days=1)
LAST_MIDNIGHT = datetime(2026, 12, 13, tzinfo=BERLIN)


@pytest.fixture
def store(lichtmarkt):
    changed("de", trial_days=30, plan="Basis", plan_version="3")
    lichtmarkt.refresh_from_db()
    return lichtmarkt


def test_R2_the_plan_of_that_day_stays_with_the_enrolment(zed, store):
    row = enrol(zed, store)
    changed("de", plan="Premium", plan_version="4", trial_days=7)

    row.refresh_from_db()
    assert (row.plan, row.plan_version, row.trial_days) == ("Basis", "3", 30)
    store.refresh_from_db()
    assert trials.of(zed, store) == Trial(NOON, LAST_MIDNIGHT)


def test_E71_who_comes_back_goes_on_in_what_is_left(zed, store):
    enrol(zed, store)
    enrolment.end(zed, store="de", by="seller:S-ZED", now=NOON + A_DAY)
    enrol(zed, store, now=NOON + 20 * A_DAY)

    assert trials.of(zed, store) == Trial(NOON, LAST_MIDNIGHT)


def test_who_never_enrolled_has_no_trial_yet(zed, store):
    assert trials.of(zed, store) is None


def test_a_loaded_enrolment_has_the_trial_of_the_store(store):
    assert trials.of(Seller.objects.get(pk="S-ANA"), store).until_at == datetime(
        2026, 10, 16, tzinfo=BERLIN
    )
