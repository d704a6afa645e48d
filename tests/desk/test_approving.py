"""Above one agent's limit a second person looks; within its grace a decision is taken back."""

from datetime import timedelta

import pytest

from mostrador import wallclock
from mostrador.decisions import executing
from mostrador.decisions.models import Decision, Instruction
from mostrador.people.models import User
from mostrador.stores.models import Store
from tests.cast import NOON, annas_contact, signed_in
from tests.desk.stage import act, happened, lapsed, look, mails, path, shown

WHY = "Das Paket ist seit zwei Tagen überfällig."
REFUND = {
    "lines": ["1"], "cause": "not_received", "condition": "as_received",
    "remedy": "refund_returnless", "reason": WHY, "do": "decide",
}  # fmt: skip
APPROVALS = "/desk/approvals/"


def decided(*, above: bool) -> Decision:
    """Ada refunds Anna's lamp by best judgement."""
    if above:
        Store.objects.update(agent_limit_minor=1000)
    contact = annas_contact(now=NOON - timedelta(hours=30))
    lapsed(contact)
    assert act(contact, "decision", **REFUND).status_code == 303
    return Decision.objects.get()


def bert() -> User:
    user = User.objects.get(username="ada")
    user.pk, user.username, user.first_name = None, "bert", "Bert"
    user.save(force_insert=True)
    return user


def send(name: str, decision: Decision, act_: str, **data: str) -> str:
    where = f"/desk/decisions/{decision.pk}/{act_}/"
    return shown(signed_in(name).post(where, data, follow=True))


@pytest.mark.parametrize("who", ["bert", "olga"])
def test_another_agent_or_the_operator_approves(who):
    bert()
    User.objects.filter(username="olga").update(language="en")
    decision = decided(above=True)

    waiting = look(APPROVALS, who)
    done = send(who, decision, "approval")

    decision.refresh_from_db()
    assert "Proposed by Ada" in waiting
    assert decision.state == "decided"
    assert "decided" in mails(decision.contact)
    assert decision.approved_by
    assert done


def test_never_the_same_person():
    decision = decided(above=True)

    page = look(APPROVALS)
    refused = send("ada", decision, "approval")

    decision.refresh_from_db()
    assert "Do not approve" not in page
    assert "Somebody else than who proposed it approves it." in refused
    assert decision.state == "proposed"


def test_not_approved_with_a_reason():
    bert()
    decision = decided(above=True)

    without = send("bert", decision, "rejection")
    rejected = send("bert", decision, "rejection", reason="Erst nachforschen.")

    decision.refresh_from_db()
    assert "Give the reason in one sentence." in without
    assert "Not approved." in rejected
    assert decision.state == "cancelled"
    assert "decided" not in mails(decision.contact)
    assert "decision_rejected" in happened(decision.contact)


def test_E11_taken_back_within_its_grace():
    decision = decided(above=False)

    before = look(path(decision.contact))
    after = send("ada", decision, "cancellation", reason="Der Verkäufer hat angerufen.")

    decision.refresh_from_db()
    assert "Can be taken back until 10:30" in before
    assert "Taken back. The contact wants an answer again." in after
    assert decision.state == "cancelled"
    assert not Instruction.objects.exists()


def test_E11_not_once_it_is_carried_out():
    decision = decided(above=False)
    later = NOON + timedelta(minutes=31)
    executing.sweep(now=later)
    wallclock.install_time_machine(start=later)

    page = look(path(decision.contact))
    refused = send("ada", decision, "cancellation", reason="Zu spät.")

    decision.refresh_from_db()
    assert "On its way to the marketplace" in page
    assert "Take back" not in page
    assert "It has been carried out already." in refused
    assert decision.state == "executed"


@pytest.mark.parametrize(("above", "count"), [(True, 1), (False, None)])
def test_what_waits_for_a_second_person_is_counted(above, count):
    decided(above=above)

    nav = signed_in("ada").get("/desk/").context["nav"]

    assert {item.href: item.count for item in nav}[APPROVALS] == count


def test_nothing_waits():
    assert "Nothing waits for a second person." in look(APPROVALS)
