"""A seller's return policy over the API: compared and submitted."""

import pytest

from mostrador.rules.return_comparison import Dimension
from mostrador.sellers import policies
from mostrador.sellers.models import Submission
from tests.cast import NOON, person

pytestmark = pytest.mark.django_db

ZHOU = "sellers/S-ZHOU"
KINDER = {"window_days": 45, "label_payer": {"buyer": "seller"}}


@pytest.fixture
def compared(marketplace, program):
    def compare():
        said = program.get(f"{ZHOU}/policy")
        assert said.status_code == 200
        return said.json()

    return compare


def rows(said, kinder):
    return [
        (one["dimension"], one["key"], one["seller"], one["standard"])
        for one in said["dimensions"]
        if one["kinder"] == kinder
    ]


def test_who_has_none_of_his_own_is_compared_with_himself(compared):
    said = compared()

    assert (said["own"], said["since"], said["submission"]) == (None, None, None)
    assert said["in_force"] == said["standard"]
    assert said["kind_enough"] is True
    assert {one["kinder"] for one in said["dimensions"]} == {"equal"}
    assert {one["dimension"] for one in said["dimensions"]} == set(Dimension)


def test_R21_a_kinder_policy_waits_for_approval(compared, program):
    made = program.post(f"{ZHOU}/policies", {**KINDER, "store": "de", "words": "For Christmas."})

    said = made.json()
    assert made.status_code == 201
    assert (said["state"], said["from"], said["until"]) == ("pending", None, None)
    assert rows(said, "seller") == [
        ("window_days", None, 45, 30),
        ("label_payer", "buyer", "seller", "buyer"),
    ]
    assert rows(said, "standard") == []
    kept = Submission.objects.get(pk=said["id"])
    assert (kept.submitted_by, kept.words.body) == ("program:marketplace", "For Christmas.")
    assert compared()["submission"] == said
    assert compared()["in_force"]["window_days"] == 30


def test_R22_approved_it_is_in_force(compared, program):
    made = program.post(f"{ZHOU}/policies", KINDER).json()
    policies.approve(Submission.objects.get(pk=made["id"]), by=person("olga").actor, now=NOON)

    said = compared()

    assert (said["own"]["window_days"], said["in_force"]["window_days"]) == (45, 45)
    assert said["since"] == "2026-11-12T09:00:00+00:00"
    assert ("window_days", None, 45, 30) in rows(said, "seller")


def test_R20_every_dimension_that_is_worse_is_told_with_its_place(marketplace, program, errors):
    refused = program.post(
        f"{ZHOU}/policies",
        {
            "window_days": 14,
            "window_days_by_category": {"toys": 7, "a/b": 60},
            "label_payer": {"seller": "buyer"},
            "free_return_from": "never",
            "excluded_categories": ["lamps"],
            "remedy_choice": ["repair"],
            "refund_deadline_days": 1,
            "words": "But we are friendly.",
        },
    )

    assert refused.status_code == 422
    told = errors(refused)
    assert {code for code, _pointer in told} == {"LESS_FAVOURABLE"}
    # All other categories had fourteen days and have them still.
    assert [pointer for _code, pointer in told] == [
        "/window_days",
        "/window_days_by_category/toys",
        "/excluded_categories",
        "/label_payer/seller",
        "/free_return_from",
        "/remedy_choice",
    ]
    assert not Submission.objects.exists()


def test_what_is_told_of_a_worse_dimension(marketplace, program):
    refused = program.post(f"{ZHOU}/policies", {"window_days": 29})

    assert refused.json()["detail"] == (
        "window_days is less favourable to the buyer than the standard: 29 instead of 30."
    )


def test_the_same_as_the_standard_is_no_refusal(marketplace, program):
    assert program.post(f"{ZHOU}/policies", {"window_days": 30}).status_code == 201


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ("NO_DIMENSION", "")),
        ({"window": 40}, ("NO_DIMENSION", "")),
        ({"window_days": 10_000}, ("OUT_OF_RANGE", "/window_days")),
        ({"window_days": 40, "refund_trigger": "x"}, ("NOT_ONE_OF", "/refund_trigger")),
        ({"window_days": 40, "store": 7}, ("NOT_AN_ID", "/store")),
        ({"window_days": 40, "words": ["x"]}, ("WRONG_TYPE", "/words")),
        ({"window_days": 40, "words": "\0"}, ("UNSTORABLE", "/words")),
    ],
)
def test_what_cannot_be_read_is_refused(marketplace, program, errors, body, expected):
    refused = program.post(f"{ZHOU}/policies", body)

    assert (refused.status_code, errors(refused)) == (422, [expected])


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("sellers/S-0/policies", {"window_days": 40}, ""),
        (f"{ZHOU}/policies", {"window_days": 40, "store": "fr"}, "/store"),
    ],
)
def test_what_names_nobody_is_not_found(marketplace, program, errors, path, body, pointer):
    refused = program.post(path, body)

    assert (refused.status_code, errors(refused)) == (404, [("NOT_FOUND", pointer)])


def test_comparing_in_a_store_that_is_not_there(marketplace, program, errors):
    assert errors(program.get(f"{ZHOU}/policy?store=fr")) == [("NOT_FOUND", "/store")]
    assert program.get("sellers/S-0/policy").status_code == 404


def test_sent_again_under_its_key_it_is_done_once(marketplace, program):
    first, again = (program.post(f"{ZHOU}/policies", KINDER, key="k") for _ in range(2))

    assert first.json() == again.json()
    assert Submission.objects.count() == 1


def test_a_loaded_policy_that_is_worse_shows(marketplace, program, compared):
    from mostrador.sellers import records

    line = {"type": "policy", "seller": "S-ZHOU", "store": "de", "from": NOON.isoformat()}
    records.upsert_many([records.policy({**line, "window_days": 10})], now=NOON, by="load")

    said = compared()

    assert said["kind_enough"] is False
    assert ("window_days", None, 10, 30) in rows(said, "standard")
    assert said["in_force"]["window_days"] == 30
