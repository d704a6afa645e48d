"""What the buyer of a thread is told stands in that thread: once, in plain words."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from mostrador import wallclock
from mostrador.api.naming import ContactOpened
from mostrador.connectors import posting
from mostrador.connectors.mirakl.connector import Mirakl
from mostrador.connectors.models import Connection
from mostrador.connectors.thread_models import Posting, Thread, ThreadMessage
from mostrador.contacts import conversation
from mostrador.contacts.models import Contact, Delivery
from mostrador.contacts.past import CHANNELS
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import LEASE
from mostrador.sellers.models import Seller
from tests.cast import NOON, signed_in
from tests.connectors.mirakl import goods
from tests.connectors.mirakl.connected import A_WHILE, REST, connected, post, read
from tests.connectors.mirakl.platform import LONGEST, Platform
from tests.connectors.mirakl.test_threads import asked, lane
from tests.desk.stage import act, look, path

ANSWER = "Guten Tag, das Paket kommt heute an."
MESSAGE = "POST /api/inbox/threads/t-1/message"
AN_HOUR = timedelta(hours=1)


class KilledError(BaseException):
    """As by kill -9: nothing that follows is done."""


@pytest.fixture
def contact(platform: Platform) -> Contact:
    """Anna has asked in her thread, and was told that we have it."""
    connected(platform)
    asked(platform)
    read()
    post(machine_now=NOON)
    return Contact.objects.get()


def answered(contact: Contact, text: str = ANSWER) -> Delivery:
    act(contact, "reply", text=text, then="stay")
    return Delivery.objects.latest("pk")


def ours(platform: Platform) -> list[str]:
    """After the note that we have received it."""
    return platform.said("t-1")[1:]


def deliver_often() -> None:
    for hours in range(1, 6):
        post(machine_now=NOON + AN_HOUR * hours)


def test_the_note_that_we_have_it_stands_in_the_thread(platform, contact):
    (said,) = platform.said("t-1")

    assert said.startswith("Wir haben Ihre Nachricht")
    assert f"Ihre Anfrage: {contact.pk}" in said
    assert "http" not in said
    assert Delivery.objects.get().state == "sent"


def test_an_agents_answer_stands_in_the_thread_once(platform, contact):
    delivery = answered(contact)

    deliver_often()

    (said,) = ours(platform)
    delivery.refresh_from_db()
    assert said.startswith(ANSWER)
    assert "Zhou Lighting" in said
    assert platform.threads["t-1"]["messages"][-1]["to"][0]["type"] == "CUSTOMER"
    assert (delivery.state, delivery.sent_at) == ("sent", NOON)
    assert Owed.objects.filter(kind="mail").count() == 0


def test_it_is_not_read_back_as_somebody_elses(platform, contact):
    answered(contact)
    post(machine_now=NOON)
    platform.threads["t-1"]["date_updated"] = goods.iso(NOON + A_WHILE)

    read(NOON + A_WHILE)

    assert [words for _author, words in lane(contact)][1:] == [ANSWER]


def test_without_an_answer_to_the_call_the_thread_is_read_before_it_is_said_again(
    platform, contact
):
    delivery = answered(contact)
    platform.cut = {MESSAGE}

    post(machine_now=NOON)
    before = Delivery.objects.get(pk=delivery.pk).state
    platform.cut = set()
    post(machine_now=NOON + REST)

    delivery.refresh_from_db()
    assert (before, delivery.state) == ("queued", "sent")
    assert len(ours(platform)) == 1


def test_who_is_killed_after_the_call_says_it_once(platform, contact, monkeypatch):
    delivery = answered(contact)

    def die(*_args: object, **_more: object) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(posting, "_end", die)
        with pytest.raises(KilledError):
            post(machine_now=NOON)
    during = post(machine_now=NOON + LEASE)
    post(machine_now=NOON + LEASE * 2)

    delivery.refresh_from_db()
    assert during == 0
    assert (delivery.state, len(ours(platform))) == ("sent", 1)


def test_an_interrupted_reply_that_is_read_back_first_is_known_as_ours(platform, contact):
    delivery = answered(contact)
    platform.cut = {MESSAGE}
    post(machine_now=NOON)
    platform.cut = set()
    platform.threads["t-1"]["date_updated"] = goods.iso(NOON + A_WHILE)

    read(NOON + A_WHILE)
    deliver_often()

    delivery.refresh_from_db()
    assert delivery.state == "sent"
    assert [words for _author, words in lane(contact)][1:] == [ANSWER]
    assert len(ours(platform)) == 1


def test_two_answers_in_the_same_words_are_two(platform, contact):
    answered(contact)
    answered(contact)
    platform.cut = {MESSAGE}
    post(machine_now=NOON)
    platform.cut = set()

    deliver_often()

    assert len(ours(platform)) == 2
    assert Posting.objects.filter(ended_at=None).count() == 0


def test_429_for_an_hour_is_waited_for(platform, contact):
    delivery = answered(contact)
    platform.busy = AN_HOUR
    post(machine_now=NOON)
    asked_once = platform.heard.count("GET /api/inbox/threads/t-1")
    post(machine_now=NOON + timedelta(minutes=59))
    still = platform.heard.count("GET /api/inbox/threads/t-1")
    quiet_until = Connection.objects.get().quiet_until
    # It rests by the machine's own clock, which nobody moves here.
    Connection.objects.update(quiet_until=None)
    platform.busy = timedelta(0)

    post(machine_now=NOON + AN_HOUR)

    delivery.refresh_from_db()
    assert still == asked_once
    assert quiet_until - wallclock.machine_now() > timedelta(minutes=50)
    assert (delivery.state, len(ours(platform))) == ("sent", 1)


@pytest.mark.parametrize("status", [400, 404])
def test_what_the_platform_will_not_take_is_shown_at_the_desk(platform, contact, status):
    delivery = answered(contact)
    platform.refuses = {MESSAGE: status}

    deliver_often()

    delivery.refresh_from_db()
    assert (delivery.state, platform.heard.count(MESSAGE)) == ("refused", 2)
    seen = look(path(contact))
    assert "Nicht gesendet" in seen
    assert "Nicht vom Marktplatz angenommen" in look("/office/sent/", "olga")


def test_a_refused_key_is_waited_for(platform, contact):
    delivery = answered(contact)
    Connection.objects.update(secrets={"key": "wrong"})
    post(machine_now=NOON)
    Connection.objects.update(secrets={"key": "front-key-7f3a"})

    post(machine_now=NOON + AN_HOUR)

    delivery.refresh_from_db()
    assert (delivery.state, len(ours(platform))) == ("sent", 1)


def test_a_connection_that_rests_sends_nothing(platform, contact):
    answered(contact)
    Connection.objects.update(paused=True)
    deliver_often()
    while_paused = ours(platform)
    Connection.objects.update(paused=False)

    post(machine_now=NOON + AN_HOUR * 9)

    assert (while_paused, len(ours(platform))) == ([], 1)


def test_no_address_goes_into_the_thread(platform, contact):
    answered(contact, "Schreiben Sie an ada@lichtmarkt.example oder rufen Sie +49 30 5550 1234 an.")

    post(machine_now=NOON)

    (said,) = ours(platform)
    assert said.startswith("Schreiben Sie an […] oder rufen Sie […] an.")


def test_what_is_too_long_is_cut_and_the_contact_has_the_whole(platform, contact):
    answered(contact, "x" * (LONGEST - 10))

    post(machine_now=NOON)

    (said,) = ours(platform)
    assert (len(said), said[-1]) == (LONGEST, "…")


def test_a_sellers_answer_from_his_page_goes_into_the_thread(platform):
    connected(platform)
    asked(platform, order_id="MK-1990-A")
    read()
    part = Contact.objects.get().parts.get()
    heard = conversation.Heard("Sie ist unterwegs.", NOON, "web", f"seller:{part.seller_id}")

    conversation.seller_answers_buyer(part, heard, now=NOON)
    post(machine_now=NOON)

    assert platform.said("t-1")[-1].startswith("Sie ist unterwegs.")
    assert Seller.objects.get(pk="S-ZHOU").email not in platform.said("t-1")[-1]


def test_what_was_split_off_is_answered_in_the_same_thread(platform, contact):
    made = signed_in("ada").post(
        path(contact, "split"),
        {"version": contact.version, "topic": "invoice", "text": "Und die Rechnung?"},
    )
    assert made.status_code == 303

    post(machine_now=NOON)

    assert len(ours(platform)) == 1
    assert ThreadMessage.objects.filter(delivery__template="passed_on").count() == 1


def test_a_thread_contact_without_a_thread_says_that_it_cannot(platform, contact):
    delivery = answered(contact)
    Thread.objects.update(contact=None)

    post(machine_now=NOON)

    delivery.refresh_from_db()
    assert delivery.state == "refused"


def test_a_connector_that_stumbles_again_and_again_is_given_up_at_the_desk(
    platform, contact, monkeypatch
):
    delivery = answered(contact)

    def stumble(*_args: object) -> None:
        raise KeyError("thread")

    monkeypatch.setattr(Mirakl, "say", stumble)
    for days in range(1, 20):
        post(machine_now=NOON + timedelta(days=days))

    delivery.refresh_from_db()
    assert delivery.state == "refused"


def test_the_desk_says_where_an_answer_goes(platform, contact):
    assert "An Anna Keller über die Nachrichten des Marktplatzes" in look(path(contact))


def test_nobody_else_opens_a_contact_of_this_kind(platform):
    with pytest.raises(ValidationError):
        ContactOpened(topic="other", channel="thread", text="Hallo?")
    assert CHANNELS.get("thread") is None
