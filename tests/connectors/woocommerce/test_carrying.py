"""What is ordered is done in the shop: money goes back once, whatever happens on the way."""

from datetime import timedelta

import pytest

from mostrador.connectors import carrying, connections
from mostrador.contacts.models import Contact
from mostrador.decisions import instructions, ledger
from mostrador.decisions.models import Instruction
from mostrador.orders.models import Event, Order
from mostrador.outbox import sending
from mostrador.outbox.sending import Handler
from tests.cast import NOON, annas_contact
from tests.connectors.serving import Answered
from tests.connectors.woocommerce.connecting import OLGA, connected, read
from tests.connectors.woocommerce.shop import Desk, an_order, open_shop
from tests.decisions.ordered import a_decision
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
pytestmark = pytest.mark.usefixtures("marketplace")
LAMP = {"component": "principal", "amount": "39.90", "currency": "EUR", "payer": "seller",
        "line": "315"}  # fmt: skip
NUMBER = "LM-20727"
SOON = carrying.SETTLING + timedelta(seconds=1)
LATER = timedelta(hours=2)


def lichtmarkts(**more: object) -> dict[str, object]:
    """An order whose number is not its id, as with a plugin for numbers."""
    return an_order(number=NUMBER, **more)


def connected_and_read(desk: Desk, **settings: str) -> None:
    small = connected(desk, **settings)
    connections.carry(small, wanted=True, by=OLGA, now=NOON)
    read()


def a_contact() -> Contact:
    return annas_contact(f"Meine Lampe aus {NUMBER} ist zerbrochen.")


def ordered(kind: str = "refund", *amounts: dict[str, str]) -> Instruction:
    contact = a_contact()
    assert contact.order_id == NUMBER
    remedy = {"refund": "refund_returnless", "cancel": "cancel"}[kind]
    decision = a_decision(contact, remedy, *amounts)
    decision.lines = ["315"]
    decision.save()
    if amounts:
        ledger.concede(decision, key=f"{decision.pk}:{kind}", amounts=[*amounts], now=NOON)
    return instructions.give(decision, kind, {}, now=NOON)


def deliver(after: timedelta = timedelta(0)) -> None:
    at = NOON + after
    handler = Handler(lambda owed, now: carrying.deliver(owed, now=now, machine_now=at), True)
    sending.deliver_batch({carrying.OWED: handler}, now=NOON, machine_now=at)


def fresh(instruction: Instruction) -> tuple[str, str]:
    found = Instruction.objects.get(pk=instruction.pk)
    said = found.acknowledgement
    return found.state, said.get("reference") or said.get("reason") or ""


def test_a_refund_is_posted_with_its_mark_and_its_lines():
    with open_shop(lichtmarkts()) as desk:
        connected_and_read(desk)
        refund = ordered("refund", LAMP)
        deliver()

    (posted,) = [one.body for one in desk.asked if one.method == "POST"]
    assert posted == {
        "amount": "39.90", "reason": f"Mostrador {refund.pk}", "api_refund": True,
        "api_restock": False, "meta_data": [{"key": "mostrador_instruction", "value": refund.pk}],
        "line_items": [{"id": 315, "refund_total": "33.53",
                        "refund_tax": [{"id": 75, "refund_total": "6.37"}]}],
    }  # fmt: skip
    assert fresh(refund) == ("done", "800")


def test_a_refund_comes_back_as_a_record_that_names_its_instruction():
    with open_shop(lichtmarkts()) as desk:
        connected_and_read(desk)
        refund = ordered("refund", LAMP)
        deliver()
        read(LATER)
    (event,) = Event.objects.filter(order=NUMBER)

    assert (event.body["instruction"], event.body["lines"]) == (refund.pk, ["315"])


@pytest.mark.parametrize("mark_was_written", [True, False])
def test_E60_a_refund_whose_answer_was_lost_is_found_and_not_done_again(mark_was_written):
    with open_shop(lichtmarkts()) as desk:
        connected_and_read(desk)
        refund = ordered("refund", LAMP)
        desk.cuts = 1
        deliver()
        assert (fresh(refund), len(desk.refunds)) == (("open", ""), 1)
        if not mark_was_written:
            # The shop writes a refund first and its marks afterwards, and may stop in between.
            desk.refunds[0]["meta_data"] = []
        deliver(SOON)

    assert (fresh(refund), len(desk.refunds)) == (("done", "800"), 1)


def test_E60_a_refund_that_is_ordered_again_by_hand_is_done_once():
    with open_shop(lichtmarkts()) as desk:
        connected_and_read(desk)
        refund = ordered("refund", LAMP)
        desk.instead["POST orders/727/refunds"] = [Answered({}, 503)]
        desk.cuts = 1
        for turn in range(8):
            deliver(LATER * turn)
        instructions.give(refund.decision, "refund", {}, now=NOON)
        deliver(LATER * 9)

    assert (fresh(refund)[0], len(desk.refunds)) == ("done", 1)


def test_a_gateway_that_cannot_pay_back_refuses_in_the_shops_own_words():
    with open_shop(lichtmarkts(), pays=False) as desk:
        connected_and_read(desk)
        refund = ordered("refund", LAMP)
        deliver()

    assert fresh(refund) == (
        "refused",
        "The shop refuses: The payment gateway for this order does not support automatic refunds.",
    )


def test_a_shop_that_only_writes_it_down():
    with open_shop(lichtmarkts(), pays=False) as desk:
        connected_and_read(desk, money="books")
        refund = ordered("refund", LAMP)
        deliver()

    assert fresh(refund) == ("done", "800")
    assert desk.refunds[0]["refunded_payment"] is False


def test_more_than_is_left_is_refused():
    made = {"id": 1, "parent_id": 727, "date_created": "2026-11-06T10:00:00",
            "date_created_gmt": "2026-11-06T09:00:00", "amount": "40.00", "reason": ""}  # fmt: skip
    with open_shop(lichtmarkts(), refunds=[made]) as desk:
        connected_and_read(desk)
        refund = ordered("refund", LAMP)
        deliver()

    assert fresh(refund) == ("refused", "The shop refuses: Invalid refund amount.")


@pytest.mark.parametrize("amounts", [(), (LAMP,)])
def test_a_cancelled_order_is_called_off_and_paid_back(amounts):
    with open_shop(lichtmarkts()) as desk:
        connected_and_read(desk)
        cancel = ordered("cancel", *amounts)
        deliver()
        read(LATER)

    assert fresh(cancel) == ("done", "727")
    assert (desk.orders[727]["status"], len(desk.refunds)) == ("cancelled", len(amounts))
    assert Order.objects.get(pk=NUMBER).body["status"] == "cancelled"


@pytest.mark.parametrize("cuts", [1, 2])
def test_a_cancellation_that_broke_off_goes_on_where_it_was(cuts):
    with open_shop(lichtmarkts()) as desk:
        connected_and_read(desk)
        cancel = ordered("cancel", LAMP)
        desk.cuts = cuts
        for turn in range(4):
            deliver(LATER * turn)

    assert fresh(cancel) == ("done", "727")
    assert (desk.orders[727]["status"], len(desk.refunds)) == ("cancelled", 1)


def test_what_is_sent_already_is_not_cancelled():
    with open_shop(lichtmarkts()) as desk:
        connected_and_read(desk)
        cancel = ordered("cancel", LAMP)
        desk.orders[727]["status"] = "completed"
        deliver()

    assert fresh(cancel) == ("refused", "The shop has completed this order: it has been sent.")
    assert desk.refunds == []
