"""No shadow output reaches any outbox's way out: over every kind, with real servers listening."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from mostrador import wallclock
from mostrador.contacts.models import Contact, Delivery
from mostrador.contacts.opening import Opening, open_contact
from mostrador.decisions import instructions
from mostrador.decisions.models import Instruction
from mostrador.orders import proofs
from mostrador.orders.models import Order
from mostrador.outbox import owing, sending
from mostrador.outbox.models import Owed
from mostrador.sellers import notices
from mostrador.sellers.models import Notice, Seller
from mostrador.shadow import withholding
from mostrador.site.delivering import HANDLERS
from mostrador.stores.models import Store
from tests.cast import NOON, a_question, signed_in, the_marketplace
from tests.channels.bots.test_telling import group, platform
from tests.channels.email import postbox
from tests.channels.email.postbox import Postbox
from tests.channels.webhooks.receiver import Market, receiving
from tests.channels.webhooks.test_sending import connected
from tests.decisions.ordered import a_refund
from tests.shadow.shares import set_share

pytestmark = pytest.mark.django_db
# What each kind is owed for, when it is a connector's to carry.
BY_CONNECTORS = {"reply>connector", "instruction>connector"}
ALWAYS = {"trial_mail"}


@dataclass
class World:
    """Everything outside that could be told something."""

    box: Postbox
    market: Market
    groups: Any

    def told(self) -> int:
        return len(self.box.taken) + len(self.market.heard) + len(self.groups.heard)


@pytest.fixture
def world(settings) -> Iterator[World]:
    with ExitStack() as stack:
        box = Postbox()
        settings.SMTP_URL, settings.DEMO = stack.enter_context(postbox.opened(box)), True
        found = World(box, stack.enter_context(receiving()), stack.enter_context(platform()))
        the_marketplace()
        connected(found.market)
        group(found.groups)
        Notice.objects.all().delete()
        Owed.objects.all().delete()
        yield found


def in_the_shadow() -> Contact:
    """Opened by a page or a program while nobody is live."""
    set_share(0)
    order = Order.objects.get(pk="LM-1007")
    contact = open_contact(
        Opening(store=Store.objects.get(pk="de"), topic="delivery", channel="web", text="Wo?",
                at=NOON, order=order, buyer=order.buyer, address="anna.keller@mail.example"),
        now=NOON,
    )  # fmt: skip
    assert contact.in_shadow
    return contact


def one_of_each(contact: Contact) -> None:
    """Owed while the seller is live for a moment, so that nothing is stopped any earlier."""
    set_share(100)
    contact = Contact.objects.get(pk=contact.pk)
    a_question(contact)
    a_refund(contact)
    store, zhou = Store.objects.get(pk="de"), Seller.objects.get(pk="S-ZHOU")
    notices.owe(zhou, store, "new_terms", now=NOON, version="2", path="/portal/")
    proofs.ask("LM-1003", language="de", now=NOON, machine_now=wallclock.machine_now())


def send_all() -> None:
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass


def outside() -> list[Owed]:
    inside = {kind for kind in HANDLERS if ">" in kind} - BY_CONNECTORS
    return list(Owed.objects.exclude(kind__in=inside).order_by("pk"))


def test_every_kind_that_leaves_stands_behind_the_wall():
    behind = {kind for kind, each in HANDLERS.items() if each.deliver.__name__ == "through"}

    assert behind == set(withholding.KINDS) & set(HANDLERS)
    assert {kind for kind, each in HANDLERS.items() if each.outside} <= behind
    assert {"mail", "notice", "order_code", "bot", "instruction"} <= behind


def test_no_shadow_output_reaches_anybody(world):
    one_of_each(in_the_shadow())
    set_share(0)

    send_all()

    kinds = {one.kind for one in outside()}
    assert world.told() == 0
    assert kinds == set(withholding.KINDS) - BY_CONNECTORS - ALWAYS
    assert [one.kind for one in outside() if one.withheld_at != NOON] == []
    assert {one.done_at is not None for one in outside()} == {True}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"withheld"}
    assert set(Notice.objects.values_list("state", flat=True)) == {"withheld"}
    assert set(Instruction.objects.values_list("state", flat=True)) == {"withheld"}


def test_the_same_reaches_everybody_who_is_live(world):
    one_of_each(in_the_shadow())

    send_all()

    assert [one.kind for one in outside() if one.withheld_at] == []
    assert len(world.market.heard) == 1
    assert len(world.groups.heard) == 1
    assert len(world.box.taken) == len(outside()) - 2


def test_what_was_withheld_is_not_sent_later(world):
    one_of_each(in_the_shadow())
    set_share(0)
    send_all()
    set_share(100)

    send_all()

    assert world.told() == 0


@pytest.mark.parametrize("kind", sorted(BY_CONNECTORS))
def test_a_connector_carries_nothing_of_it(world, kind):
    contact = in_the_shadow()
    set_share(100)
    refund = a_refund(Contact.objects.get(pk=contact.pk))
    payload = {"instruction": refund.pk, "mail_id": Delivery.objects.first().mail_id}
    owed = owing.owe(kind, f"{kind}:1", payload, now=NOON)
    free = withholding.may_leave(owed)
    set_share(0)

    stopped = not withholding.may_leave(owed)
    withholding.withhold(owed, now=NOON)

    assert (free, stopped) == (True, True)
    owed.refresh_from_db()
    assert owed.withheld_at == NOON


def test_what_nobody_has_thought_of_leaves_for_nobody():
    with pytest.raises(KeyError):
        withholding.may_leave(Owed(kind="pigeon", payload={}))


def test_what_is_decided_in_the_shadow_is_neither_sent_nor_fetched(world):
    refund = a_refund(in_the_shadow())

    send_all()

    assert refund.state == "withheld"
    assert instructions.after(0) == []
    assert world.told() == 0


def test_a_contact_that_was_opened_for_a_live_seller_is_answered_when_the_share_falls(world):
    set_share(100)
    order = Order.objects.get(pk="LM-1007")
    contact = open_contact(
        Opening(store=Store.objects.get(pk="de"), topic="delivery", channel="web", text="Wo?",
                at=NOON, order=order, buyer=order.buyer, address="anna.keller@mail.example"),
        now=NOON,
    )  # fmt: skip
    set_share(0)
    a_question(contact)
    a_refund(contact)
    proofs.ask("LM-1007", language="de", now=NOON, machine_now=wallclock.machine_now())

    send_all()

    assert [one.kind for one in outside() if one.withheld_at] == []
    assert len(world.market.heard) == 1


def test_the_office_shows_what_was_withheld(world):
    one_of_each(in_the_shadow())
    set_share(0)
    send_all()
    olga = signed_in("olga")

    page = olga.get("/office/sent/?only=withheld").content.decode()

    assert page.count("matter-state") == len(outside())
    for row in olga.get("/office/sent/").context["rows"]:
        assert row.state == "Zurückgehalten" or "Withheld" in row.state
        assert olga.get(row.href).status_code == 200
