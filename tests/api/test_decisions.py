"""What is decided for a buyer, as programs decide it and read it."""

from datetime import datetime, timedelta

import pytest

from mostrador import wallclock
from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision
from mostrador.sealed import keeping
from mostrador.sealed.models import Text
from tests.cast import A_DAY, NOON

pytestmark = pytest.mark.django_db

LATE_LAMP = {
    "order": "LM-1007",
    "topic": "delivery",
    "channel": "web",
    "text": "Wo ist meine Lampe?",
}
REFUND = {
    "remedy": "refund_returnless",
    "lines": ["1"],
    "ground": "law",
    "reason": "Die Lampe ist seit Tagen überfällig.",
}
BERLIN = {"name": "Anna Keller", "lines": ["Lindenstraße 4"], "country": "DE"}


@pytest.fixture
def contact(marketplace, program):
    # Three days after the day it was promised for.
    wallclock.advance_to(NOON + A_DAY)
    return program.post("contacts", LATE_LAMP).json()["id"]


@pytest.fixture
def decide(contact, program):
    return lambda **more: program.post(f"contacts/{contact}/decisions", {**REFUND, **more})


def test_a_decision_says_what_why_and_on_which_ground(decide, contact, program):
    decided = decide()

    said = decided.json()
    assert decided.status_code == 201
    facts = said["facts"].pop("lines")
    clauses, instructions = said.pop("clauses"), said.pop("instructions")
    assert said == {
        "id": said["id"],
        "contact": contact,
        "question": None,
        "seller": "S-ZHOU",
        "remedy": "refund_returnless",
        "ground": "law",
        "state": "executed",
        "lines": ["1"],
        "amounts": [
            {
                "component": "principal", "amount": "39.90", "currency": "EUR", "payer": "seller",
                "line": "1",
            }
        ],
        "facts": {
            "topic": "delivery",
            "order": "LM-1007",
            "placed_at": "2026-11-03T18:24:00+00:00",
            "cause": "not_received",
        },
        "decided_by": "program:marketplace",
        "decided_at": said["decided_at"],
        "executes_at": said["decided_at"],
        "executed_at": said["decided_at"],
        "appeal_until": said["appeal_until"],
        "others": [],
    }  # fmt: skip
    assert (facts["1"]["cause"], facts["1"]["stage"]) == ("not_received", "on_the_way")
    assert [clause["code"] for clause in clauses] == ["delivery_overdue"]
    assert [(one["kind"], one["state"]) for one in instructions] == [("refund", "open")]


def test_a_decision_is_read_again_with_its_reason(decide, contact, program):
    said = decide().json()

    whole = {**said, "reason": "Die Lampe ist seit Tagen überfällig.", "appeal": None}
    assert program.get(f"decisions/{said['id']}").json() == whole
    assert program.get(f"contacts/{contact}").json()["decisions"] == [whole]


def test_R17_best_judgement_needs_a_question_that_lapsed(decide, contact, program, errors):
    judged = {"ground": "best_judgement"}
    assert errors(decide(**judged)) == [("NOTHING_LAPSED", "")]

    question = program.post(f"contacts/{contact}/questions", {"kind": "tracking"}).json()
    assert errors(decide(**judged)) == [("QUESTION_OPEN", "")]

    wallclock.advance_to(datetime.fromisoformat(question["due_at"]) + timedelta(seconds=1))
    program.post(f"questions/{question['id']}/answers", {"text": "Ist unterwegs."})
    assert decide(**judged).json()["question"] == question["id"]


@pytest.mark.parametrize(
    ("more", "status", "expected"),
    [
        ({"reason": " "}, 422, [("REASON_REQUIRED", "/reason")]),
        (
            {"remedy": "hug", "ground": "mood"},
            422,
            [("NOT_ONE_OF", "/remedy"), ("NOT_ONE_OF", "/ground")],
        ),
        ({"lines": ["1", "7"]}, 404, [("NOT_FOUND", "/lines/1")]),
        ({"changes": [{"line": "7", "sku": "X"}]}, 404, [("NOT_FOUND", "/changes/0/line")]),
        ({"changes": [{"line": "1"}]}, 422, [("MISSING", "/changes/0/sku")]),
        ({"ship_to": "Berlin"}, 422, [("WRONG_TYPE", "/ship_to")]),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(decide, errors, more, status, expected):
    decided = decide(**more)

    assert (decided.status_code, errors(decided)) == (status, expected)
    assert not Decision.objects.exists()


@pytest.fixture
def not_sent(marketplace, program):
    """Anna's lamp has not left yet."""
    order = program.get("orders/LM-1007").json()
    program.put("orders/LM-1007", {**order, "status": "pending", "shipments": []})


def test_what_is_changed_is_kept_with_the_decision(not_sent, decide):
    changes = [{"line": "1", "sku": "LENA-BLACK"}]
    policy = {"ground": "standard_policy"}

    decided = decide(remedy="change_item", changes=changes, payment_method="card", **policy).json()

    assert (decided["facts"]["changes"], decided["facts"]["payment_method"]) == (changes, "card")


def test_an_address_is_sealed_and_can_be_erased(not_sent, decide, program):
    policy = {"remedy": "change_address", "ground": "standard_policy"}
    address = f"decisions/{decide(**policy, ship_to=BERLIN).json()['id']}"
    assert program.get(address).json()["facts"]["ship_to"] == BERLIN
    assert "Linden" not in str(Decision.objects.values_list())

    keeping.erase(of="buyer:B-KELLER")

    assert "ship_to" not in program.get(address).json()["facts"]


def test_a_refused_decision_leaves_no_address_behind(decide):
    before = Text.objects.count()

    decide(reason=" ", ship_to=BERLIN)

    assert Text.objects.count() == before


def test_nobody_decides_about_what_is_the_sellers(marketplace, program, errors):
    invoice = program.post("contacts", {**LATE_LAMP, "topic": "invoice"}).json()["id"]

    assert errors(program.post(f"contacts/{invoice}/decisions", REFUND)) == [("NOT_OURS", "")]
    assert Contact.objects.get().state == "handed_over"


def test_what_nobody_decided_is_not_there(marketplace, program):
    assert program.get("decisions/D-0").status_code == 404
    assert program.post("contacts/C-0/decisions", REFUND).status_code == 404


def test_who_is_not_known_to_be_the_buyer_gets_no_decision(marketplace, program, errors):
    stranger = program.post("contacts", {**LATE_LAMP, "buyer": {"id": "B-BRANDT"}}).json()["id"]

    assert errors(program.post(f"contacts/{stranger}/decisions", REFUND)) == [("NOT_VERIFIED", "")]
