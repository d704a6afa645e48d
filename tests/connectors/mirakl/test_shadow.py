"""Threads while some sellers are live: whose it is may be known before its order is here."""

from datetime import timedelta

from mostrador.contacts.models import Contact, Delivery
from mostrador.shadow.models import Observation
from mostrador.stores.models import Store
from tests.cast import NOON
from tests.connectors.mirakl import goods
from tests.connectors.mirakl.connected import A_WHILE, connected, post, read
from tests.connectors.mirakl.platform import Platform
from tests.desk.stage import act
from tests.shadow.shares import ZHOU_ALONE

WORDS = "Guten Tag, meine Lampe ist noch nicht da. Wo ist das Paket?"


def asked_before_the_order(platform: Platform, share: int) -> None:
    connected(platform)
    Store.objects.filter(pk="de").update(live_share=share)
    platform.threads["t-1"] = goods.thread()
    platform.write("t-1", "CUSTOMER", WORDS)
    read()


def test_a_live_sellers_thread_is_heard_before_its_order_is_here(platform):
    asked_before_the_order(platform, ZHOU_ALONE)
    platform.add(goods.order(last_updated_date=goods.iso(NOON + timedelta(minutes=1))))
    read(NOON + A_WHILE)
    read(NOON + A_WHILE * 2)

    contact = Contact.objects.get()
    assert (contact.order_id, contact.handler) == ("MK-2001-A", "service")
    act(contact, "reply", text="Es kommt heute an.", then="stay")
    post(machine_now=NOON + A_WHILE * 2)
    assert Delivery.objects.latest("pk").state == "sent"
    assert platform.said("t-1")[-1].startswith("Es kommt heute an.")
    assert not Observation.objects.exists()


def test_that_of_one_who_is_not_live_is_only_seen(platform):
    asked_before_the_order(platform, ZHOU_ALONE - 20)
    platform.add(goods.order(last_updated_date=goods.iso(NOON + timedelta(minutes=1))))
    read(NOON + A_WHILE)

    assert not Contact.objects.exists()
    assert Observation.objects.count() == 1
