"""Instructions leave by signed webhook: whatever the receiver does, its money moves once."""

from datetime import timedelta
from typing import Any

import pytest

from mostrador import wallclock
from mostrador.channels.webhooks import sending as webhooks
from mostrador.decisions.models import Instruction
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.site.delivering import HANDLERS
from mostrador.stores import webhooks as addresses
from mostrador.stores.models import Store
from tests.cast import NOON, annas_contact
from tests.channels.webhooks.receiver import Market, receiving
from tests.decisions.ordered import LAMP, a_refund, acknowledged
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
pytestmark = pytest.mark.usefixtures("marketplace")
OLGA = "operator:olga"
A_DAY = timedelta(days=1)


def connected(market: Market) -> None:
    store = Store.objects.get(pk="de")
    addresses.change_address(store, market.url, by=OLGA, version=store.version, now=NOON)
    market.secret = addresses.change_secret(store, by=OLGA, now=NOON)


def deliver(after: timedelta = timedelta(0)) -> None:
    handlers = {"instruction": HANDLERS["instruction"]}
    sending.deliver_batch(handlers, now=NOON, machine_now=wallclock.machine_now() + after)


def deliver_often() -> None:
    for day in range(20):
        deliver(A_DAY * day)


@pytest.fixture
def impatient(monkeypatch: Any) -> None:
    monkeypatch.setattr(webhooks, "PATIENCE_SECONDS", 0.3)


def test_it_is_signed_and_its_id_is_the_instructions():
    with receiving() as market:
        connected(market)
        refund = a_refund(annas_contact())
        deliver_often()

    assert market.heard == [refund.pk]
    assert market.refunds == {refund.pk: [LAMP]}
    refund.refresh_from_db()
    assert (refund.state, refund.delivered_at, refund.attempts) == ("open", NOON, 1)


@pytest.mark.parametrize("answer", [500, 404, 302, 429])
def test_what_was_not_taken_is_sent_again_with_the_same_id(answer):
    with receiving(answer) as market:
        connected(market)
        refund = a_refund(annas_contact())
        deliver()
        refund.refresh_from_db()
        assert (refund.delivered_at, refund.last_answer) == (None, f"{answer} ok")
        deliver_often()

    assert market.heard == [refund.pk, refund.pk]
    assert list(market.refunds) == [refund.pk]


@pytest.mark.parametrize("silence", [None, 0])
@pytest.mark.usefixtures("impatient")
def test_E60_who_answers_too_late_refunds_once_all_the_same(silence):
    with receiving(silence) as market:
        connected(market)
        refund = a_refund(annas_contact())
        deliver()
        failed = Owed.objects.get(kind="instruction")
        deliver_often()
        acknowledged(refund)

    assert (failed.done_at, failed.attempts) == (None, 1)
    assert market.heard == [refund.pk, refund.pk]
    assert market.refunds == {refund.pk: [LAMP]}
    assert Instruction.objects.get().state == "done"


def test_after_giving_up_it_is_dead_until_a_person_sends_it_again():
    with receiving(*[500] * 30) as market:
        connected(market)
        refund = a_refund(annas_contact())
        deliver_often()
        heard = len(market.heard)

    refund.refresh_from_db()
    assert (heard, refund.attempts, refund.dead_at) == (12, 12, NOON)
    assert Owed.objects.get(kind="instruction").failed_at is not None


def test_a_receiver_that_is_away_is_tried_again():
    with receiving() as market:
        connected(market)
    refund = a_refund(annas_contact())

    deliver()

    refund.refresh_from_db()
    assert refund.last_answer.startswith("ConnectionRefusedError")


def test_what_was_answered_meanwhile_is_not_sent():
    with receiving() as market:
        connected(market)
        acknowledged(a_refund(annas_contact()))
        deliver_often()

    assert market.heard == []


def test_another_secret_is_not_ours(settings):
    with receiving(200) as market:
        connected(market)
        market.secret = "whsec_b3RoZXI="
        a_refund(annas_contact())
        deliver()

    assert market.heard == []
    assert Instruction.objects.get().delivered_at is None
