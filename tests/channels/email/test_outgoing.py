"""What is owed by mail leaves over a real connection: not lost, and if twice then recognisably."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes

import pytest

from mostrador import wallclock
from mostrador.channels.email import outgoing
from mostrador.channels.email.parse import parse
from mostrador.contacts import deliveries
from mostrador.contacts.models import Contact, Delivery
from mostrador.history import chain
from mostrador.outbox import owing, sending
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import LEASE, Handler
from tests.cast import NOON, a_mail, a_question, annas_contact, take
from tests.channels.email import postbox
from tests.channels.email.postbox import Postbox
from tests.intake.post import load

pytestmark = pytest.mark.usefixtures("marketplace")

BY_SMTP = {"mail": Handler(outgoing.deliver, outside=True)}


@pytest.fixture
def box(settings) -> Iterator[Postbox]:
    there = Postbox()
    with postbox.opened(there) as address:
        settings.SMTP_URL = address
        yield there


def deliver(*, at: datetime | None = None) -> int:
    return sending.deliver_batch(BY_SMTP, now=NOON, machine_now=at or wallclock.machine_now())


def only() -> tuple[Delivery, Owed]:
    return Delivery.objects.get(), Owed.objects.get(kind="mail")


def told(contact: Contact) -> list[str]:
    return [entry.what for entry in chain.entries_of(contact)]


def test_it_reaches_the_recipient_and_comes_back_to_the_contact_if_it_cannot(box):
    contact = annas_contact()

    deliver()

    [envelope] = box.taken
    sent, owed = only()
    assert envelope.rcpt_tos == ["anna.keller@mail.example"]
    assert envelope.mail_from == f"service+{contact.token}@lichtmarkt.example"
    assert parse(envelope.content).message_id == sent.mail_id
    assert bytes(sent.raw.body) == envelope.content
    assert (sent.state, sent.sent_at, owed.error) == ("sent", NOON, "")


def test_what_was_sent_is_not_sent_again(box):
    annas_contact()

    assert [deliver(), deliver()] == [1, 0]
    outgoing.deliver(Owed.objects.get(kind="mail"), NOON)

    assert len(box.taken) == 1


def test_after_a_crash_before_it_was_marked_it_is_sent_again_with_the_same_id(box, monkeypatch):
    annas_contact()

    def power_failure(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(deliveries, "sent", power_failure)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    later = wallclock.machine_now() + LEASE + timedelta(seconds=1)

    assert [deliver(), deliver(at=later), deliver(at=later)] == [0, 1, 0]
    # The link to the contact is sealed at its own second.
    first, second = (re.sub(rb"~[\w=~\r\n-]+/", b"~/", one.content) for one in box.taken)
    assert first == second
    assert only()[0].state == "sent"


def test_without_an_address_it_is_kept_for_the_page(box):
    contact = annas_contact()
    Contact.objects.filter(pk=contact.pk).update(address_text=None, buyer=None, verified=False)

    deliver()

    sent, owed = only()
    assert (sent.state, box.taken, owed.failed_at) == ("no_address", [], None)
    assert owed.done_at is not None


def test_an_address_that_is_none_is_no_address(box):
    load({"type": "seller", "id": "S-ZHOU", "store": "de", "name": "Zhou", "email": "zhou"})
    a_question(annas_contact())

    deliver()

    states = dict(Delivery.objects.values_list("template", "state"))
    assert states == {"received": "sent", "seller/question": "no_address", "asked_seller": "sent"}


def test_a_seller_who_was_never_loaded_stops_nothing(box):
    """A product may come before its seller, or without him."""
    load({"type": "product", "id": "P-2040", "seller": "S-LATER", "title": "Kugelleuchte"})
    take(a_mail("Bevor ich bestelle: ist P-2040 dimmbar?", subject="Frage vor dem Kauf"))

    deliver()

    states = dict(Delivery.objects.values_list("template", "state"))
    assert states == {"passed_to_operator": "sent"}


@pytest.mark.parametrize("where", ["to_recipient", "to_mail"])
def test_what_the_server_will_never_take_is_bounced(box, where):
    """E5"""
    setattr(box, where, "550 5.1.1 user unknown")
    contact = annas_contact()

    assert [deliver(), deliver()] == [1, 0]

    sent, owed = only()
    assert (sent.state, told(contact)) == ("bounced", ["opened", "mail_bounced"])
    assert (owed.error, owed.failed_at) == ("", None)


@pytest.mark.parametrize("where", ["to_recipient", "to_mail"])
def test_what_it_will_not_take_now_is_tried_again(box, where):
    setattr(box, where, "451 4.3.0 busy, anna.keller@mail.example")
    annas_contact()
    deliver()
    sent, owed = only()
    assert (sent.state, owed.done_at, owed.attempts) == ("queued", None, 1)
    # The outbox outlives a person's erasure.
    assert owed.error == "NotTakenError: The mail server answers 451"

    setattr(box, where, postbox.OK)
    assert deliver() == 0
    assert deliver(at=owed.retry_at) == 1
    assert only()[0].state == "sent"


def test_a_server_that_is_away_loses_nothing(settings):
    settings.SMTP_URL = f"smtp://127.0.0.1:{postbox.free_port()}"
    annas_contact()

    deliver()

    sent, owed = only()
    assert (sent.state, owed.done_at) == ("queued", None)
    assert owed.error == "ConnectionRefusedError: [Errno 111] Connection refused"


def test_what_no_contact_knows_of_is_a_fault_that_shows():
    owed = owing.owe("mail", "<x@x.example>", {"mail_id": "<x@x.example>"}, now=NOON)

    with pytest.raises(outgoing.NoSuchDeliveryError):
        outgoing.deliver(owed, NOON)


def test_a_bounce_that_comes_before_the_mark_stays_a_bounce():
    annas_contact()
    sent, _ = only()
    Delivery.objects.filter(pk=sent.pk).update(state="bounced")

    deliveries.sent(sent, b"raw", now=NOON)

    assert only()[0].state == "bounced"


def test_the_thread_holds_in_the_readers_program(box):
    """The ids of what went before, ours and theirs."""
    contact = annas_contact()
    a_question(contact)

    deliver()

    received, asked, told_buyer = (message_from_bytes(one.content) for one in box.taken)
    assert received["In-Reply-To"] == told_buyer["In-Reply-To"] == "<1@mail.example>"
    assert told_buyer["References"].split() == [received["Message-ID"], "<1@mail.example>"]
    assert (asked["In-Reply-To"], asked["References"]) == (None, None)
    assert asked["Auto-Submitted"] == "auto-generated"
    assert received["Auto-Submitted"] == "auto-replied"
