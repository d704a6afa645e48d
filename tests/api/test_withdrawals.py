"""POST withdrawals: always recorded, always acknowledged."""

import pytest

from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import withdrawals
from mostrador.decisions.models import Withdrawal
from tests.cast import NOON, annas_contact

pytestmark = pytest.mark.usefixtures("marketplace")
WHEN = "2026-11-11T22:30:00+01:00"


def test_E58_an_order_is_enough(program):
    answer = program.post("withdrawals", {"order": "LM-1007", "declared_at": WHEN})

    said = answer.json()
    made = Withdrawal.objects.get()
    assert answer.status_code == 201
    assert said == {
        "id": made.pk,
        "contact": made.contact_id,
        "store": "de",
        "order": "LM-1007",
        "lines": [],
        "channel": "api",
        "declared_at": "2026-11-11T21:30:00+00:00",
        "recorded_at": said["recorded_at"],
        "refund_due": "2026-11-25",
        "judged": "before_delivery",
        "acknowledgement": "queued",
    }
    assert withdrawals.statement_of(made).email == "anna.keller@mail.example"


def test_E58_a_part_of_an_order_may_be_meant(program):
    said = program.post("withdrawals", {"order": "LM-1012", "lines": ["2", "9"]}).json()

    assert said["lines"] == ["2"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"order": "LM-9999", "email": "wer@mail.example"},
        {"text": "Ich widerrufe.", "name": None},
        {"contact": "C-NOTHERE", "store": "fr", "lines": ["1"]},
        {"contract": "die Lampe", "declared_at": "2031-01-01T00:00:00Z"},
    ],
)
def test_E58_whatever_is_not_there_is_no_reason_to_refuse(program, body):
    answer = program.post("withdrawals", body)

    assert answer.status_code == 201
    assert answer.json()["order"] is None
    assert answer.json()["declared_at"] <= answer.json()["recorded_at"]
    assert Delivery.objects.filter(template="withdrawn").count() == 1


def test_E58_without_an_address_nobody_is_told_and_it_says_so(program):
    assert program.post("withdrawals", {"text": "Ich widerrufe."}).json()["acknowledgement"] is None


def test_E58_in_a_contact_that_exists_it_goes_on_there(program):
    contact = annas_contact(now=NOON)

    said = program.post("withdrawals", {"contact": contact.pk, "text": "Ich widerrufe."}).json()

    contact.refresh_from_db()
    assert (said["contact"], said["order"]) == (contact.pk, "LM-1007")
    assert contact.topic == "withdrawal"
    assert [one.text.body for one in contact.messages.order_by("pk")][1:] == ["Ich widerrufe."]


def test_E58_another_person_is_heard_and_not_taken_for_the_buyer(program):
    body = {"order": "LM-1007", "buyer": {"id": "B-BRANDT", "email": "paul.brandt@mail.example"}}

    said = program.post("withdrawals", body).json()

    assert said["order"] is None
    assert Contact.objects.get(pk=said["contact"]).verified is False


def test_E58_the_same_again_under_a_key_is_one(program):
    first = program.post("withdrawals", {"order": "LM-1007"}, key="w-1").json()
    again = program.post("withdrawals", {"order": "LM-1007"}, key="w-1").json()

    assert first == again
    assert Withdrawal.objects.count() == 1


def test_E58_what_is_no_statement_at_all_is_wrong_and_says_where(program):
    answer = program.post("withdrawals", {"name": 7, "channel": "pigeon", "declared_at": "now"})

    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert answer.status_code == 422
    assert pointers == {"/name", "/channel", "/declared_at"}
