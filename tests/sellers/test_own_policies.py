"""Which policy binds a seller when: approved here, told by the marketplace, or the standard."""

from datetime import timedelta

import pytest

from mostrador.rules.return_comparison import Verdict, compare
from mostrador.sellers import complaints, own_policies, policies
from mostrador.sellers import records as sellers
from mostrador.sellers.policies import in_force, kind_enough
from mostrador.stores import standard
from tests.cast import NOON, person

pytestmark = pytest.mark.django_db

A_WEEK = timedelta(days=7)
KINDER = {"window_days": 45, "window_days_by_category": {}}


@pytest.fixture
def told(zhou, store):
    """What the marketplace says his policy is."""

    def tell(*, from_at=NOON, **body):
        line = {"type": "policy", "seller": zhou.pk, "store": store.pk, **body}
        row = sellers.policy({**line, "from": from_at.isoformat()})
        sellers.upsert_many([row], now=NOON, by="load")

    return tell


def test_E56_a_loaded_policy_counts_as_approved(told, days, zhou, store):
    told(window_days=50, from_at=NOON + A_WEEK)

    assert [days(NOON), days(NOON + A_WEEK)] == [30, 50]
    assert kind_enough(zhou, store, at=NOON + A_WEEK)


def test_E57_a_loaded_policy_that_is_worse_never_applies(told, days, zhou, store):
    told(window_days=10)

    assert days(NOON) == 30
    assert not kind_enough(zhou, store, at=NOON)


@pytest.mark.parametrize(
    ("body", "enough"),
    [
        ({"text": "Thirty days, no questions asked."}, True),
        ({"window_days": "thirty"}, False),
        ({"window_days": 60, "label_payer": "us"}, False),
    ],
)
def test_a_loaded_policy_that_cannot_be_read_never_applies(told, zhou, store, body, enough):
    """Words alone promise nothing; a dimension nobody can read is not shown to be kind."""
    told(**body)

    assert in_force(zhou, store, at=NOON) == standard.standard_of(store, at=NOON)
    assert kind_enough(zhou, store, at=NOON) is enough


def test_the_newer_of_an_approved_and_a_loaded_one_counts(told, submit, days, olga):
    told(window_days=50)
    policies.approve(submit(KINDER), by=olga, now=NOON + A_WEEK)
    told(window_days=70, from_at=NOON + 2 * A_WEEK)

    assert [days(NOON + count * A_WEEK) for count in range(3)] == [50, 45, 70]


def test_what_a_submission_asks_for_stands_beside_the_standard(submit):
    asked, usual = own_policies.submitted(submit(KINDER), at=NOON)

    kinder = [row.dimension.value for row in compare(asked, usual) if row.verdict is Verdict.KINDER]
    assert kinder == ["window_days"] + ["window_days_by_category"] * 17


@pytest.mark.parametrize(("granted", "state"), [(True, "pending"), (False, "refused")])
def test_a_complaint_that_is_right_opens_the_refusal_again(
    submit, zhou, store, olga, granted, state
):
    waiting = submit(KINDER)
    policies.refuse(waiting, "No.", by=olga, now=NOON)
    complaint, _new = complaints.raise_(
        zhou, store, "policy", "But yes.", subject=waiting.pk, by=person("zhou").actor, now=NOON
    )

    complaints.decide(complaint, granted=granted, reason="So it is.", by="operator:99", now=NOON)

    waiting.refresh_from_db()
    assert waiting.state == state
