"""An instruction is carried out by a connector: whatever happens on the way, money moves once."""

from datetime import timedelta

import pytest

from mostrador.connectors import carrying, connections
from mostrador.connectors.models import Carriage, Connection
from mostrador.decisions import instructions
from mostrador.decisions.models import Instruction
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import Handler
from mostrador.rules.bodies import RefusedError
from mostrador.stores.models import Store
from tests.cast import NOON, annas_contact
from tests.connectors.small_shop import A_MINUTE, AN_HOUR, AT, OLGA, Shop, connected, shop
from tests.decisions.ordered import a_refund, acknowledged
from tests.intake.conftest import marketplace

__all__ = ["marketplace", "shop"]
pytestmark = pytest.mark.usefixtures("marketplace")
SOON = carrying.SETTLING + timedelta(seconds=1)


def carrying_for(shop: Shop) -> Connection:
    small = connected(shop)
    shop.put("LM-1007", "2026-11-04T12:00:00+01:00")
    connections.carry(small, wanted=True, by=OLGA, now=NOON)
    return small


def deliver(after: timedelta = timedelta(0)) -> None:
    at = AT + after
    handler = Handler(lambda owed, now: carrying.deliver(owed, now=now, machine_now=at), True)
    sending.deliver_batch({carrying.OWED: handler}, now=NOON, machine_now=at)


def fresh(refund: Instruction) -> Instruction:
    return Instruction.objects.get(pk=refund.pk)


def test_it_is_done_and_acknowledged(shop):
    carrying_for(shop)
    refund = a_refund(annas_contact())

    deliver()

    assert shop.refunds == [
        {"order": "LM-1007", "amount": "39.90", "currency": "EUR", "reference": refund.pk,
         "id": "R-1"}
    ]  # fmt: skip
    found = fresh(refund)
    assert (found.state, found.acknowledgement["reference"]) == ("done", "R-1")
    assert not sending.waiting(AT + AN_HOUR).filter(kind=carrying.OWED).exists()


def test_nobody_is_told_twice_where_a_webhook_is_there_as_well(shop):
    Store.objects.filter(pk="de").update(webhook_url="https://market.example/hook")
    carrying_for(shop)

    a_refund(annas_contact())

    assert [owed.kind for owed in Owed.objects.filter(kind__startswith="instruction")] == [
        carrying.OWED
    ]


def test_a_program_that_fetches_is_not_told_either_until_it_is_done(shop):
    carrying_for(shop)
    refund = a_refund(annas_contact())
    assert instructions.after(0) == []

    deliver()

    assert [each.pk for each in instructions.after(0)] == [refund.pk]


def test_what_nobody_carries_any_more_is_fetched_again_once_a_person_says_so(shop):
    small = carrying_for(shop)
    refund = a_refund(annas_contact())
    connections.carry(small, wanted=False, by=OLGA, now=NOON)
    assert instructions.after(0) == []

    instructions.send_again(refund.pk, now=NOON)

    assert [each.pk for each in instructions.after(0)] == [refund.pk]


def test_a_refund_whose_answer_was_lost_is_found_and_not_done_again(shop):
    carrying_for(shop)
    refund = a_refund(annas_contact())
    shop.lost = 1

    deliver()
    assert (fresh(refund).state, len(shop.refunds)) == ("open", 1)
    assert Connection.objects.get().fault_code == "TRY_LATER"
    deliver(SOON)

    assert (fresh(refund).state, len(shop.refunds)) == ("done", 1)
    assert Connection.objects.get().fault == ""


def test_a_refund_that_never_arrived_is_done_later(shop):
    carrying_for(shop)
    refund = a_refund(annas_contact())
    shop.mischief = [(503, {})]

    deliver()
    deliver(SOON)

    assert (fresh(refund).state, len(shop.refunds)) == ("done", 1)


def test_after_a_call_whose_end_nobody_knows_it_is_left_alone_for_a_while(shop):
    carrying_for(shop)
    refund = a_refund(annas_contact())
    shop.mischief = [(503, {})]

    deliver()
    deliver(carrying.SETTLING - timedelta(seconds=1))

    assert (fresh(refund).state, shop.refunds) == ("open", [])


def test_a_kill_between_the_call_and_its_acknowledgement(shop):
    small = carrying_for(shop)
    refund = a_refund(annas_contact())
    # All that a killed worker leaves behind: both leases, and a refund in the shop.
    carriage, began = carrying._claimed(refund, small, machine_now=AT)
    carrying._done(small, refund, began=began, machine_now=AT)
    assert (len(shop.refunds), carriage.ended_at) == (1, None)

    deliver()
    assert fresh(refund).state == "open"
    deliver(carrying.LEASE)
    deliver(carrying.LEASE + A_MINUTE)

    assert (fresh(refund).state, len(shop.refunds)) == ("done", 1)
    assert Carriage.objects.get().ended_at == AT + carrying.LEASE


def test_an_hour_of_429_costs_no_attempt(shop):
    carrying_for(shop)
    refund = a_refund(annas_contact())
    shop.mischief = [(429, {})] * 1000

    for minute in range(90):
        deliver(A_MINUTE * minute)
    assert Owed.objects.get(kind=carrying.OWED).failed_at is None
    shop.mischief = []
    deliver(AN_HOUR * 2)

    assert (fresh(refund).state, len(shop.refunds)) == ("done", 1)


def test_what_the_marketplace_refuses_comes_back_to_a_person(shop):
    carrying_for(shop)
    del shop.orders["LM-1007"]
    refund = a_refund(annas_contact())

    deliver()

    assert fresh(refund).state == "refused"
    assert "404" in fresh(refund).acknowledgement["reason"]


def test_a_key_that_is_refused_is_tried_a_few_times_and_then_shown(shop):
    small = carrying_for(shop)
    refund = a_refund(annas_contact())
    shop.key = "another"

    for day in range(20):
        deliver(timedelta(days=day))

    assert (fresh(refund).state, fresh(refund).dead_at) == ("open", NOON)
    small.refresh_from_db()
    assert small.fault_code == "KEY_REFUSED"
    shop.key = "a-key-of-the-shop"
    instructions.send_again(refund.pk, now=NOON)
    deliver(timedelta(days=21))
    assert (fresh(refund).state, len(shop.refunds)) == ("done", 1)


def test_a_paused_connection_does_nothing_and_loses_nothing(shop):
    small = carrying_for(shop)
    refund = a_refund(annas_contact())
    connections.pause(small, by=OLGA, now=NOON)
    for minute in range(30):
        deliver(A_MINUTE * minute)
    connections.go_on(small, by=OLGA, now=NOON, machine_now=AT)

    deliver(AN_HOUR)

    assert (fresh(refund).state, len(shop.refunds)) == ("done", 1)


def test_what_is_answered_already_is_not_done(shop):
    carrying_for(shop)
    refund = a_refund(annas_contact())
    acknowledged(refund, reference="by hand")

    deliver()

    assert shop.refunds == []


def test_once_nobody_carries_it_a_person_is_told(shop):
    small = carrying_for(shop)
    refund = a_refund(annas_contact())
    connections.carry(small, wanted=False, by=OLGA, now=NOON)

    deliver()

    assert (fresh(refund).dead_at, fresh(refund).last_answer) == (NOON, carrying.NOBODY)


def test_one_connection_carries_for_a_store(shop):
    carrying_for(shop)
    other = connected(shop, "other")

    with pytest.raises(RefusedError):
        connections.carry(other, wanted=True, by=OLGA, now=NOON)
