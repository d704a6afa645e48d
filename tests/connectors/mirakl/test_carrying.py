"""Refunds and cancellations reach a Mirakl platform once, whatever happens on the way."""

from datetime import timedelta
from typing import Any

import pytest

from mostrador.connectors import carrying
from mostrador.connectors.mirakl import refunds
from mostrador.contacts.models import Contact
from mostrador.decisions import executing, instructions
from mostrador.decisions.models import Decision, Difference, Instruction
from mostrador.orders.models import Event, Order
from tests.cast import NOON
from tests.connectors.mirakl import goods
from tests.connectors.mirakl.connected import A_WHILE, connected, post, read
from tests.connectors.mirakl.platform import Platform
from tests.connectors.mirakl.test_replies import KilledError
from tests.connectors.mirakl.test_threads import WORDS
from tests.decisions.ordered import LAMP, a_decision, a_refund
from tests.desk.stage import act, lapsed

REFUND = "PUT /api/orders/refund"
ORDER = "MK-2001-A"
AN_HOUR = timedelta(hours=1)


def a_contact(platform: Platform, **order: Any) -> Contact:
    """Anna has asked about her lamp in its thread."""
    connected(platform)
    platform.add(goods.order(order_lines=[goods.line("1")], **order))
    platform.threads["t-1"] = goods.thread()
    platform.write("t-1", "CUSTOMER", WORDS)
    read()
    post(machine_now=NOON)
    return Contact.objects.get()


def carry_often() -> None:
    for hours in range(1, 8):
        post(machine_now=NOON + AN_HOUR * hours)


def test_from_the_order_to_the_decision_and_back(platform):
    contact = a_contact(platform)
    act(contact, "reply", text="Wir sehen nach.", then="interim")
    question = lapsed(contact)

    act(contact, "decision", lines=["1"], cause="not_received", condition="as_received",
        remedy="refund_returnless", reason="Es kam nie an.", do="decide")  # fmt: skip
    # Until the grace for a late answer is over.
    executing.sweep(now=(Decision.objects.get().wakes_at or NOON) + timedelta(seconds=1))
    instruction = Instruction.objects.get(kind="refund")
    carry_often()

    instruction.refresh_from_db()
    assert Decision.objects.get().question == question
    assert (instruction.state, len(platform.refunds(ORDER))) == ("done", 1)
    assert any(said.startswith("Wir sehen nach.") for said in platform.said("t-1"))
    assert any("Wir haben entschieden" in said for said in platform.said("t-1"))


def test_a_refund_is_asked_for_with_tax_and_reason(platform):
    refund = a_refund(a_contact(platform))

    post(machine_now=NOON)

    (made,) = platform.refunds(ORDER)
    refund.refresh_from_db()
    assert (made["order_line_id"], made["amount"], made["reason_code"]) == ("1", 39.9, "14")
    assert made["taxes"] == [{"code": "VAT", "amount": 6.37}]
    assert (refund.state, refund.acknowledgement["reference"]) == ("done", made["order_refund_id"])


def test_what_the_platform_tells_of_it_later_is_no_second_refund(platform):
    contact = a_contact(platform)
    a_refund(contact)
    post(machine_now=NOON)
    platform.now += A_WHILE
    platform.pay_back(ORDER)

    read(NOON + A_WHILE)

    event = Event.objects.get(kind="refund")
    assert (event.body["amount"], event.body["state"]) == ("39.90", "refunded")
    assert Order.objects.get(pk=ORDER).body["status"] == "shipped"
    assert not Difference.objects.exists()


@pytest.mark.parametrize("again", [0, 2])
def test_E60_without_an_answer_to_the_call_it_is_looked_for_first(platform, again):
    refund = a_refund(a_contact(platform))
    platform.cut = {REFUND}
    for minutes in range(0, 5 * (again + 1), 5):
        post(machine_now=NOON + timedelta(minutes=minutes))
    platform.cut = set()

    carry_often()

    refund.refresh_from_db()
    assert (refund.state, len(platform.refunds(ORDER))) == ("done", 1)
    assert refund.acknowledgement["reference"] == platform.refunds(ORDER)[0]["order_refund_id"]


def test_E60_who_is_killed_between_call_and_acknowledgement_pays_once(platform, monkeypatch):
    refund = a_refund(a_contact(platform))

    def die(*_args: object, **_more: object) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(carrying, "_ended", die)
        with pytest.raises(KilledError):
            post(machine_now=NOON)
    # The lease runs on the machine's own clock, which nobody moves here.
    carrying.Carriage.objects.update(leased_until=None)
    carry_often()

    refund.refresh_from_db()
    assert (refund.state, len(platform.refunds(ORDER))) == ("done", 1)


def test_two_refunds_of_the_same_sum_are_two_even_when_nobody_hears_of_them(platform):
    contact = a_contact(platform)
    ten = {**LAMP, "amount": "10.00"}
    for part in ("a", "b"):
        decision = Decision.objects.first() or a_decision(contact, "partial_refund", ten)
        instructions.give(decision, "refund", {"amounts": [ten]}, now=NOON, part=part)
    platform.cut = {REFUND}
    post(machine_now=NOON)
    platform.cut = set()

    carry_often()

    told = {row.acknowledgement["reference"] for row in Instruction.objects.all()}
    assert told == {one["order_refund_id"] for one in platform.refunds(ORDER)}
    assert len(told) == 2


def test_429_for_an_hour_is_waited_for(platform):
    refund = a_refund(a_contact(platform))
    platform.busy = AN_HOUR
    post(machine_now=NOON)
    platform.busy = timedelta(0)

    post(machine_now=NOON + timedelta(minutes=59))
    early = len(platform.refunds(ORDER))
    carry_often()

    refund.refresh_from_db()
    assert (early, refund.state, len(platform.refunds(ORDER))) == (0, "done", 1)


def test_what_the_platform_refuses_is_refused_with_its_words(platform):
    refund = a_refund(a_contact(platform))
    platform.orders[ORDER]["order_lines"][0]["price"] = 12.0

    carry_often()

    refund.refresh_from_db()
    assert refund.state == "refused"
    assert "more than what is left" in refund.acknowledgement["reason"]
    assert platform.refunds(ORDER) == []


def test_an_order_that_is_gone_cannot_be_paid_back(platform):
    refund = a_refund(a_contact(platform))
    del platform.orders[ORDER]

    carry_often()

    refund.refresh_from_db()
    assert refund.state == "refused"


def test_before_the_buyer_is_debited_it_waits(platform):
    refund = a_refund(a_contact(platform, order_state="WAITING_DEBIT"))
    carry_often()
    refund.refresh_from_db()
    before = (refund.state, platform.refunds(ORDER))
    platform.orders[ORDER]["order_state"] = "SHIPPING"

    post(machine_now=NOON + AN_HOUR * 9)

    refund.refresh_from_db()
    assert before == ("open", [])
    assert refund.state == "done"


def test_the_operators_own_code_goes_before_the_guess(platform):
    contact = a_contact(platform)
    connection = contact.store.pk and carrying.Connection.objects.get()
    connection.tables = {"refund_reasons": {"*": "19"}}
    connection.save()
    a_refund(contact)

    post(machine_now=NOON)

    assert platform.refunds(ORDER)[0]["reason_code"] == "19"


@pytest.mark.parametrize(
    ("cause", "code"),
    [("not_received", "18"), ("damaged", "19"), ("changed_mind", "14"), ("", "14"), ("odd", "14")],
)
def test_a_reason_is_guessed_from_the_operators_labels(cause, code):
    from mostrador.connectors.mirakl.words import SOUNDS_LIKE

    codes = [one for one in goods.reasons() if one["type"] == "REFUND"]

    assert refunds.reason_of(cause, codes, SOUNDS_LIKE) == code


def test_a_whole_order_is_cancelled_in_one_call(platform):
    contact = a_contact(platform, order_state="SHIPPING")
    decision = a_decision(contact, "cancel", LAMP)
    cancel = instructions.give(decision, "cancel", {}, now=NOON)

    carry_often()
    read(NOON + A_WHILE)

    cancel.refresh_from_db()
    assert cancel.state == "done"
    assert platform.heard.count(f"PUT /api/orders/{ORDER}/cancel") == 1
    assert Order.objects.get(pk=ORDER).body["status"] == "cancelled"


@pytest.mark.parametrize("cut", [False, True])
def test_a_part_of_an_order_is_cancelled_by_line(platform, cut):
    contact = a_contact(platform, order_state="SHIPPING")
    platform.orders[ORDER]["order_lines"].append(goods.line("2"))
    decision = a_decision(contact, "cancel", LAMP)
    cancel = instructions.give(decision, "cancel", {}, now=NOON)
    platform.cut = {"PUT /api/orders/cancel"} if cut else set()
    post(machine_now=NOON)
    platform.cut = set()

    carry_often()

    cancel.refresh_from_db()
    (made,) = platform.orders[ORDER]["order_lines"][0]["cancelations"]
    assert (cancel.state, made["reason_code"], made["amount"]) == ("done", "31", 39.9)
    assert cancel.acknowledgement["reference"] == made["id"]
