"""Claims, chargebacks and refunds elsewhere: seen on the contact, and stopping what waits."""

from datetime import timedelta
from typing import Any

import pytest

from mostrador.contacts.models import Contact
from mostrador.decisions import incoming
from mostrador.decisions.models import Decision
from mostrador.history.models import Entry
from mostrador.orders import events, records
from mostrador.outbox.models import Owed
from tests.cast import NOON, annas_contact
from tests.decisions.ordered import LAMP, a_decision, a_refund

pytestmark = pytest.mark.usefixtures("marketplace")
MADE = {"claim": events.claim, "refund": events.refund}


def told(record: str, /, **more: Any) -> None:
    body = {"id": "E-1", "order": "LM-1007", "at": NOON.isoformat(), **more}
    records.upsert_many([MADE[record](body)], now=NOON)
    for owed in Owed.objects.filter(kind="money_told>decisions", done_at=None).order_by("pk"):
        incoming.take_note(owed.payload["event"], now=NOON)
        Owed.objects.filter(pk=owed.pk).update(done_at=NOON)


def entries(contact: Contact) -> list[tuple[str, dict[str, Any]]]:
    found = Entry.objects.filter(subject=contact.subject, by="program:records").order_by("number")
    return [(entry.what, entry.facts) for entry in found]


def what(contact: Contact) -> list[str]:
    return [one for one, _facts in entries(contact)]


def in_its_grace(contact: Contact) -> Decision:
    due = NOON + timedelta(minutes=30)
    return a_decision(
        contact, "refund_returnless", LAMP, state="decided", executes_at=due, wakes_at=due
    )


@pytest.mark.parametrize("kind", ["a_to_z", "chargeback"])
def test_E53_a_claim_stands_on_the_contact_and_stops_what_waits(kind):
    contact = annas_contact()
    decision = in_its_grace(contact)

    told("claim", kind=kind, state="open")

    decision.refresh_from_db()
    contact.refresh_from_db()
    assert what(contact) == ["claim_told", "decision_stopped"]
    assert (decision.state, decision.wakes_at, contact.urgent_at) == ("cancelled", None, NOON)


def test_E53_a_claim_that_is_over_is_told_too():
    contact = annas_contact()

    told("claim", kind="a_to_z", state="open")
    told("claim", kind="a_to_z", state="denied")

    assert what(contact) == ["claim_told", "claim_over"]


def test_E60_a_refund_elsewhere_stands_on_the_contact_and_stops_what_waits():
    contact = annas_contact()
    decision = in_its_grace(contact)

    told("refund", amount="39.90", currency="EUR")

    decision.refresh_from_db()
    assert what(contact) == ["refunded_elsewhere", "decision_stopped"]
    assert decision.state == "cancelled"


@pytest.mark.parametrize("named", [{}, {"amount": "1.00"}])
def test_our_own_refund_told_back_is_no_other(named):
    contact = annas_contact()
    refund = a_refund(contact)

    name = {"instruction": refund.pk} if named else {}
    told("refund", **{"amount": "39.90", "currency": "EUR", **named, **name})

    assert what(contact) == []


def test_a_second_refund_of_that_amount_is_another():
    contact = annas_contact()
    a_refund(contact)

    told("refund", amount="39.90", currency="EUR")
    told("refund", id="E-2", amount="39.90", currency="EUR")

    assert what(contact) == ["refunded_elsewhere"]


@pytest.mark.parametrize(("lines", "seen"), [([], True), (["1"], True), (["2"], False)])
def test_only_the_units_that_are_asked_about(lines, seen):
    contact = annas_contact()

    told("claim", kind="a_to_z", lines=lines)

    assert (what(contact) == ["claim_told"]) is seen


def test_what_is_settled_is_left_alone():
    contact = annas_contact()
    Contact.objects.filter(pk=contact.pk).update(state="resolved", resolved_at=NOON)

    told("claim", kind="chargeback")

    assert what(contact) == []


def test_the_same_record_again_says_nothing_new():
    contact = annas_contact()

    told("claim", kind="chargeback", state="open")
    told("claim", kind="chargeback", state="open")

    assert what(contact) == ["claim_told"]
