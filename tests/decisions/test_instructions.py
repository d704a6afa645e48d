"""What leaves to the marketplace, once, in an order in which no reader misses any."""

from datetime import timedelta

import pytest

from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import instruction_bodies, instructions
from mostrador.decisions.models import Hold, Instruction
from mostrador.history.models import Entry
from mostrador.orders.models import Order
from mostrador.outbox.models import Owed
from tests.cast import NOON, annas_contact
from tests.decisions.ordered import (
    LAMP,
    a_decision,
    a_refund,
    acknowledged,
    said,
    told_again,
)

pytestmark = pytest.mark.usefixtures("marketplace")
CARD = {"method": "card", "kind": "payment", "amount": "39.90", "currency": "EUR"}
BACK = {**CARD, "kind": "refund"}


def payments(order: str = "LM-1007"):
    return Order.objects.get(pk=order).body["payments"]


def entries(contact: Contact, what: str) -> list[Entry]:
    return list(Entry.objects.filter(subject=contact.subject, what=what))


def test_an_instruction_says_what_the_decision_says():
    refund = a_refund(annas_contact())

    told = instruction_bodies.said(refund)

    assert told["lines"] == [{"line": "1", "sku": None, "quantity": 1}]
    assert (told["order"], told["store"], told["seller"]) == ("LM-1007", "de", "S-ZHOU")
    assert (told["kind"], told["state"], told["decision"]) == ("refund", "open", refund.decision_id)
    assert told["amounts"] == [LAMP]
    assert told["order_after"]["payments"] == [CARD, {**BACK, "instruction": refund.pk}]


def test_a_part_of_a_decision_is_given_once():
    decision = a_decision(annas_contact(), "return", LAMP)

    first = instructions.give(decision, "return", {}, now=NOON)
    again = instructions.give(decision, "return", {}, now=NOON + timedelta(hours=1))
    refund = instructions.give(decision, "refund", {}, now=NOON)

    assert first == again != refund
    assert sorted(Instruction.objects.values_list("key", flat=True)) == [
        f"{decision.pk}:refund", f"{decision.pk}:return",
    ]  # fmt: skip


def test_E60_done_is_taken_over_once_and_the_same_again_changes_nothing():
    contact = annas_contact()
    refund = a_refund(contact)

    acknowledged(refund, reference="R-1")
    acknowledged(refund, reference="R-1")

    assert payments() == [CARD, {**BACK, "instruction": refund.pk}]
    [entry] = entries(contact, "instruction_done")
    assert entry.facts["instruction"] == refund.pk
    refund.refresh_from_db()
    assert refund.acknowledgement == {"outcome": "done", "reference": "R-1"}
    assert instruction_bodies.said(refund)["order_after"] is None


@pytest.mark.parametrize(("first", "then"), [("done", "refused"), ("refused", "done")])
def test_another_outcome_afterwards_is_a_conflict(first, then):
    refund = a_refund(annas_contact())
    acknowledged(refund, first)

    for _twice in range(2):
        with pytest.raises(instructions.ConflictError):
            acknowledged(refund, then)

    assert Instruction.objects.get().state == first
    shown = refund.differences.get()
    assert (shown.code, shown.facts) == ("SAID_BOTH", {"before": first, "now": then})


def test_what_the_marketplace_has_told_us_already_is_not_added_again():
    refund = a_refund(annas_contact())
    told_again("LM-1007", payments=[CARD, BACK])

    acknowledged(refund)

    assert payments() == [CARD, BACK]


def test_an_order_told_back_as_we_said_it_must_stand_is_as_it_stands():
    refund = a_refund(annas_contact())
    told_again("LM-1007", **instruction_bodies.order_after(refund))

    acknowledged(refund)

    assert payments() == [CARD, {**BACK, "instruction": refund.pk}]


def test_two_refunds_of_one_amount_are_both_added():
    contact = annas_contact()
    decision = a_decision(contact, "partial_refund", {**LAMP, "amount": "5.00"})
    first = instructions.give(decision, "refund", {}, now=NOON)
    second = instructions.give(decision, "refund", {}, now=NOON, part="second")

    for each in (second, first):
        acknowledged(each)

    assert [one["amount"] for one in payments()] == ["39.90", "5.00", "5.00"]


def test_a_lie_is_believed_and_shown_as_a_difference():
    refund = a_refund(annas_contact())

    acknowledged(refund, amount="3.99")

    assert payments()[-1]["amount"] == "3.99"
    [difference] = refund.differences.all()
    assert (difference.code, difference.facts) == (
        "SAID_OTHERWISE", {"ordered": "39.90 EUR", "said": "3.99 EUR"},
    )  # fmt: skip


def test_what_cannot_be_done_frees_the_units_and_the_ledger_and_wants_a_person():
    contact = annas_contact()
    refund = a_refund(contact)

    acknowledged(refund, "refused", reason="The card is closed.")

    assert payments() == [CARD]
    assert not Hold.objects.filter(released_at=None).exists()
    kinds = refund.decision.ledger.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["concession", "reversal"]
    contact.refresh_from_db()
    assert (contact.state, contact.urgent_at is None) == ("open", False)
    assert len(entries(contact, "instruction_refused")) == 1
    refund.decision.refresh_from_db()
    assert refund.decision.state == "cancelled"
    told = Delivery.objects.filter(contact=contact, template="reconsidered").get()
    assert told.facts["why"] == "not_done"


def test_readers_are_told_each_instruction_once_and_in_one_order():
    contact = annas_contact()
    given = [a_refund(contact) for _ in range(1)]
    [first] = instructions.after(0)

    decision = a_decision_without_hold(contact)
    later = instructions.give(decision, "replacement", {}, now=NOON - timedelta(hours=1))

    assert [first, *instructions.after(first.number or 0)] == [*given, later]
    assert instructions.after(0, limit=1) == given
    assert instructions.after(2) == []


def a_decision_without_hold(contact: Contact):
    Hold.objects.update(released_at=NOON)
    return a_decision(contact, "replacement")


def test_without_a_webhook_it_is_fetched_and_nothing_is_owed():
    a_refund(annas_contact())

    assert not Owed.objects.filter(kind="instruction").exists()


def test_with_a_webhook_it_is_owed_once_and_once_more_when_a_person_says_so():
    contact = annas_contact()
    contact.store.webhook_url = "https://market.example/hooks"
    contact.store.save(update_fields=["webhook_url"])
    refund = a_refund(contact)
    instructions.not_delivered(refund, "500", dead=True, now=NOON)

    instructions.send_again(refund.pk, now=NOON)
    instructions.send_again(refund.pk, now=NOON)

    assert Owed.objects.filter(kind="instruction").count() == 2
    refund.refresh_from_db()
    assert refund.dead_at is None
    acknowledged(refund)
    with pytest.raises(instructions.SettledError):
        instructions.send_again(refund.pk, now=NOON)


def test_the_second_order_stands_on_what_the_first_does_to_it():
    contact = annas_contact()
    decision = a_decision(contact, "change_item", orders={"changes": [{"line": "1", "sku": "X"}]})
    item = instructions.give(decision, "change_item", {}, now=NOON)
    refund = instructions.give(decision, "refund", {"amounts": [LAMP]}, now=NOON, part="more")

    bodies = [instruction_bodies.order_after(each) for each in sorted([item, refund], key=_place)]

    assert len(bodies[1]["payments"]) == 2
    assert bodies[1]["lines"][0]["sku"] == "X"


def _place(instruction: Instruction):
    return instruction.made_at, instruction.pk


def test_a_sum_in_another_currency_is_a_difference_too():
    refund = a_refund(annas_contact())
    lie = said("done", "39.90")

    instructions.acknowledge(
        refund.pk,
        instructions.Acknowledgement("done", money=type(lie.money)("USD", 3990)),
        by="program:market",
        now=NOON,
    )

    assert refund.differences.get().facts == {"ordered": "39.90 EUR", "said": "39.90 USD"}
