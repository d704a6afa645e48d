"""What a program is told before and what a contact shows afterwards are the same."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.rules.topics import Topic
from mostrador.site.demo import cast

pytestmark = pytest.mark.django_db

FULFILMENT = st.sampled_from(["seller", "operator"])
UNITS = st.fixed_dictionaries({"quantity": st.integers(1, 3), "fulfilment": FULFILMENT})
LINE = st.fixed_dictionaries(
    {"fulfilment": FULFILMENT},
    optional={
        "seller": st.sampled_from(["S-ZHOU", "S-ANA", "S-ZED", "S-NOBODY"]),
        "units": st.lists(UNITS, min_size=1, max_size=2),
    },
)
ORDER = st.fixed_dictionaries(
    {
        "placed_at": st.sampled_from(
            ["2026-08-01", "2026-09-15", "2026-10-01", "2026-10-01T00:00:00+02:00", "2026-11-03"]
        ),
        "lines": st.lists(LINE, max_size=3),
    },
    optional={"seller": st.sampled_from(["S-ZHOU", "S-ANA", "S-ZED", "S-NOBODY"])},
)
TOPICS = st.sampled_from([topic.value for topic in Topic])


def a_body(order):
    lines = [{**cast.LENA, "id": str(at), **line} for at, line in enumerate(order["lines"])]
    return {"store": "de", "buyer": cast.ANNA, **order, "lines": lines}


# Each example is rolled back, so that all may share the marketplace.
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=ORDER, topic=TOPICS)
def test_the_verdict_of_a_contact_is_what_was_told_before(marketplace, program, order, topic):
    with transaction.atomic():
        program.put("orders/LM-ANY", a_body(order))
        asked = {"order": "LM-ANY", "topic": topic}

        told = program.post("coverage", asked).json()
        opened = program.post("contacts", {**asked, "channel": "web", "text": "Hallo"}).json()

        whole = {key: value for key, value in told.items() if key != "lines"}
        assert opened["coverage"] == (told.get("lines") or [whole])
        assert opened["handler"] == told["handler"]
        assert program.get(f"contacts/{opened['id']}").json()["coverage"] == opened["coverage"]
        transaction.set_rollback(True)
