"""Appeals through the API: once, in time, and told with the decision (E66)."""

import pytest

from mostrador import wallclock
from mostrador.decisions.models import Appeal
from tests.decisions.appealing import PAID, WORDS, at_zhous_cost, decided

pytestmark = pytest.mark.django_db
SAID = {"reason": "delivered", "text": WORDS}


@pytest.fixture
def decision(marketplace):
    wallclock.advance_to(PAID)
    return at_zhous_cost()


@pytest.fixture
def file(program, decision):
    return lambda **more: program.post(f"decisions/{decision.pk}/appeals", {**SAID, **more})


def codes(answer):
    return [(one["code"], one["pointer"]) for one in answer.json()["errors"]]


def test_E66_it_is_filed_and_told_with_the_decision(file, program, decision):
    made = file()

    said = made.json()
    assert made.status_code == 201
    assert (said["decision"], said["seller"], said["state"]) == (decision.pk, "S-ZHOU", "open")
    assert said["filed_by"].startswith("program:")
    whole = program.get(f"decisions/{decision.pk}").json()["appeal"]
    assert whole == {**said, "text": WORDS, "outcome_text": None, "statements": []}

    decided(Appeal.objects.get(), clears=True)

    whole = program.get(f"decisions/{decision.pk}").json()["appeal"]
    assert (whole["state"], whole["metric_reversed"]) == ("reversed_operator_pays", True)
    assert whole["outcome_text"] == "Der Nachweis ist eindeutig."


def test_a_decision_without_an_appeal_says_so(program, decision):
    assert program.get(f"decisions/{decision.pk}").json()["appeal"] is None


def test_E66_once(file):
    file()

    again = file()

    assert (again.status_code, codes(again)) == (422, [("APPEALED_ALREADY", "")])
    assert Appeal.objects.count() == 1


def test_the_same_key_is_the_same_appeal(program, decision):
    path = f"decisions/{decision.pk}/appeals"

    first, second = (program.post(path, SAID, key="once") for _ in range(2))

    assert first.json() == second.json()
    assert second.status_code == 201


@pytest.mark.parametrize(
    ("more", "pointer"),
    [({"reason": "mood"}, "/reason"), ({"text": ""}, "/text")],
)
def test_what_is_wrong_is_named(file, more, pointer):
    refused = file(**more)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_reason_that_does_not_fit_is_named(file):
    assert codes(file(reason="wrong_classification")) == [("OTHER_REASON", "/reason")]


def test_no_decision_no_appeal(program, marketplace):
    assert program.post("decisions/D-NONE/appeals", SAID).status_code == 404
