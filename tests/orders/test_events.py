"""Returns, refunds, feedback and claims that happened elsewhere, each kept once."""

import pytest

from mostrador.orders.models import Event
from tests.given import needed, whole
from tests.orders.writing import upsert

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["return", "refund", "feedback", "claim"])
def test_what_happened_elsewhere_is_kept_once(kind):
    assert upsert(whole(kind), whole(kind)) == ["created", "unchanged"]
    assert upsert(whole(kind, note="new")) == ["changed"]
    assert Event.objects.get().body == whole(kind, note="new")


def test_feedback_is_known_by_its_order_and_its_id_or_moment():
    bodies = [
        needed("feedback", id="V-1"),
        needed("feedback", id="V-1", order="LM-1"),
        needed("feedback", id="V-2"),
        needed("feedback"),
        needed("feedback", at="2026-11-20T09:00:00Z"),
    ]

    assert upsert(*bodies) == ["created"] * 5
    # The same moment, told from another place.
    assert upsert(needed("feedback", at="2026-11-20T09:00:00+01:00", stars=5)) == ["changed"]


def test_a_claim_is_known_by_its_order_its_kind_and_its_id_or_moment():
    bodies = [
        needed("claim", id="C-1"),
        needed("claim", id="C-1") | {"kind": "chargeback"},
        needed("claim", id="C-1", order="LM-1"),
        needed("claim"),
    ]

    assert upsert(*bodies) == ["created"] * 4
    assert upsert(needed("claim", id="C-1", state="decided")) == ["changed"]
