"""A receiver that keeps us waiting holds nobody up but itself."""

from datetime import timedelta
from typing import Any

import pytest

from mostrador import wallclock
from mostrador.channels.webhooks import resting
from mostrador.channels.webhooks import sending as webhooks
from mostrador.channels.webhooks.resting import Resting
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions.models import Instruction
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.site.delivering import HANDLERS
from mostrador.stores import records
from mostrador.stores import webhooks as addresses
from mostrador.stores.models import Store
from tests.cast import A_SECOND, NOON, annas_contact
from tests.channels.webhooks.receiver import Market, receiving
from tests.decisions.deciding import about, an_order
from tests.decisions.ordered import a_refund
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
SPAIN = {
    "type": "store", "id": "es", "name": "Mercado", "country": "ES", "languages": ["es"],
    "currency": "EUR", "time_zone": "Europe/Madrid",
    "mail": {"service": "servicio@mercado.example", "hand_over": {"*": "traspaso@mercado.example"}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("took", "left"),
    [
        (A_SECOND - timedelta(microseconds=1), 0 * A_SECOND),
        (A_SECOND, 3 * A_SECOND),
        (10 * A_SECOND, 30 * A_SECOND),
    ],
)
def test_it_rests_three_times_as_long_as_it_took(took, left):
    receivers = Resting()

    receivers.called("slow", began=NOON - took, ended=NOON)

    assert receivers.left("slow", now=NOON) == left
    assert receivers.left("slow", now=NOON + left) == 0 * A_SECOND
    assert receivers.left("another", now=NOON) == 0 * A_SECOND


def test_once_quick_again_it_rests_no_more():
    receivers = Resting()
    receivers.called("slow", began=NOON - 10 * A_SECOND, ended=NOON)

    receivers.called("slow", began=NOON, ended=NOON)

    assert receivers.left("slow", now=NOON) == 0 * A_SECOND


def connected(key: str, market: Market) -> None:
    store = Store.objects.get(pk=key)
    addresses.change_address(store, market.url, by="operator:olga", version=store.version, now=NOON)
    market.secret = addresses.change_secret(store, by="operator:olga", now=NOON)


def in_spain() -> Contact:
    return about(an_order(key="LM-2000", store="es"))


@pytest.mark.usefixtures("marketplace")
def test_mails_and_other_stores_do_not_wait_for_it(monkeypatch: Any):
    monkeypatch.setattr(webhooks, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(resting, "SLOW", timedelta(seconds=0.2))
    monkeypatch.setattr(resting, "TIMES", 3_600)
    records.upsert_many([records.store(SPAIN)], now=NOON)
    with receiving(*[None] * 9) as slow, receiving() as quick:
        connected("de", slow)
        connected("es", quick)
        german = [a_refund(about(an_order(key=f"LM-300{n}"))) for n in range(5)]
        spanish = a_refund(in_spain())
        annas_contact()
        sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now())

    assert (len(slow.heard), quick.heard) == (1, [spanish.pk])
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    tried = Instruction.objects.filter(store="de").order_by("made_at", "pk")
    assert sorted(tried.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    waiting = Owed.objects.filter(kind="instruction", done_at=None)
    assert waiting.count() == len(german)
    assert sum(waiting.values_list("attempts", flat=True)) == 1
