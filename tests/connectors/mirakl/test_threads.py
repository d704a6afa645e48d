"""A buyer's words in a thread of the platform are a contact, by the same rules as a mail."""

from datetime import timedelta

import pytest

from mostrador.connectors.thread_models import Thread, ThreadMessage
from mostrador.contacts.models import Attachment, Contact, Delivery
from mostrador.outbox.models import Owed
from mostrador.pages.templatetags import mostrador as icons
from mostrador.shadow.models import Heard, Observation
from mostrador.stores.models import Store
from tests.cast import NOON, signed_in
from tests.connectors.mirakl import goods
from tests.connectors.mirakl.connected import A_WHILE, connected, read
from tests.connectors.mirakl.platform import Platform
from tests.desk.stage import path

WORDS = "Guten Tag, meine Lampe ist noch nicht da. Wo ist das Paket?"
A_MINUTE = timedelta(minutes=1)


def asked(platform: Platform, text: str = WORDS, **more: object) -> None:
    """Anna writes to the seller in the thread of her order."""
    platform.add(goods.order(), goods.order("MK-1990-A", created_date="2026-09-20T08:00:00Z"))
    platform.threads["t-1"] = goods.thread(**more)
    platform.write("t-1", "CUSTOMER", text)


def lane(contact: Contact, which: str = "buyer") -> list[tuple[str, str]]:
    rows = contact.messages.filter(lane=which).order_by("pk").select_related("text")
    return [(row.author, row.text.body) for row in rows]


def test_the_buyers_words_open_a_covered_contact(platform):
    connected(platform)
    asked(platform)

    read()

    contact = Contact.objects.get()
    assert (contact.order_id, contact.handler, contact.verified) == ("MK-2001-A", "service", True)
    assert (contact.channel, contact.state, contact.opened_at) == ("thread", "open", NOON)
    assert lane(contact) == [("buyer:B-KELLER", WORDS)]
    assert [one.template for one in Delivery.objects.all()] == ["received"]
    assert Owed.objects.get(kind="reply>connector").payload.keys() == {"mail_id"}


def test_the_desk_says_by_which_way_it_came(platform):
    connected(platform)
    asked(platform)
    read()

    contact = Contact.objects.get()
    icon = str(icons.icon("messages-square", 16))

    assert icon in signed_in("ada").get(path(contact)).content.decode()


def test_what_is_not_covered_is_handed_over(platform):
    connected(platform)
    asked(platform, order_id="MK-1990-A")

    read()

    contact = Contact.objects.get()
    assert (contact.handler, contact.state) == ("seller", "handed_over")
    assert {one.template for one in Delivery.objects.all()} == {"seller/passed_on", "passed_on"}


def test_a_question_for_the_invoice_alone_is_the_sellers(platform):
    connected(platform)
    asked(platform, "Bitte senden Sie mir die Rechnung.", topic={"type": "FREE_TEXT", "value": ""})

    read()

    contact = Contact.objects.get()
    assert (contact.topic, contact.handler) == ("invoice", "seller")


def test_a_question_about_an_offer_is_the_sellers(platform):
    connected(platform)
    asked(platform, "Passt eine E27?", order_id=None)

    read()

    contact = Contact.objects.get()
    assert (contact.topic, contact.handler) == ("pre_order", "seller")
    assert [part.seller_id for part in contact.parts.all()] == ["S-ZHOU"]


def test_a_second_word_goes_on_in_it_and_a_replay_changes_nothing(platform):
    connected(platform)
    asked(platform)
    read()
    platform.now += A_WHILE
    platform.write("t-1", "CUSTOMER", "Und?")

    for at in (A_WHILE, A_WHILE * 2, A_WHILE * 2 + timedelta(days=1)):
        read(NOON + at)

    contact = Contact.objects.get()
    assert lane(contact) == [("buyer:B-KELLER", WORDS), ("buyer:B-KELLER", "Und?")]
    assert ThreadMessage.objects.count() == 2


def test_what_was_said_before_we_came_opens_nothing_but_is_there_when_something_does(platform):
    platform.now = NOON - timedelta(days=3)
    asked(platform, "Danke!")
    platform.write("t-1", "SHOP", "Gerne!", to="CUSTOMER")
    platform.now = NOON
    platform.threads["t-1"]["date_updated"] = goods.iso(NOON)
    connected(platform)

    read()
    assert not Contact.objects.exists()
    platform.now += A_MINUTE
    platform.write("t-1", "CUSTOMER", WORDS)
    read(NOON + A_WHILE)

    contact = Contact.objects.get()
    assert {words for _author, words in lane(contact)} == {"Danke!", "Gerne!", WORDS}
    assert contact.last_message.text.body == WORDS
    assert (contact.opened_at, contact.first_answered_at) == (NOON + A_MINUTE, None)


def test_the_sellers_own_words_are_heard_as_his_and_sent_to_nobody(platform):
    connected(platform)
    asked(platform)
    platform.now += A_MINUTE
    platform.write("t-1", "SHOP", "Ich frage beim Paketdienst nach.", to="CUSTOMER")
    platform.write("t-1", "SHOP", "Der Käufer wird ungeduldig.", to="OPERATOR")

    read(NOON + A_WHILE)

    contact = Contact.objects.get()
    assert lane(contact)[1:] == [("seller:S-ZHOU", "Ich frage beim Paketdienst nach.")]
    assert lane(contact, "seller") == [("seller:S-ZHOU", "Der Käufer wird ungeduldig.")]
    assert [one.template for one in Delivery.objects.all()] == ["received"]
    assert contact.first_answered_at is None


def test_a_colleague_who_answers_on_the_platform_has_answered(platform):
    connected(platform)
    asked(platform)
    platform.now += A_MINUTE
    platform.write("t-1", "OPERATOR", "Es kommt morgen.", to="CUSTOMER")

    read(NOON + A_WHILE)

    contact = Contact.objects.get()
    assert lane(contact)[1:] == [("service", "Es kommt morgen.")]
    assert contact.state == "waiting_for_buyer"
    assert contact.first_answered_at == NOON + A_MINUTE


def test_words_that_come_before_their_order_find_it_later(platform):
    connected(platform)
    asked(platform)
    late = platform.orders.pop("MK-2001-A")

    read()
    contact = Contact.objects.get()
    before = (contact.order_id, [one.template for one in Delivery.objects.all()])
    platform.add(late)
    read(NOON + A_WHILE)
    platform.now += A_WHILE
    platform.threads["t-1"]["date_updated"] = goods.iso(platform.now)
    platform.write("t-1", "CUSTOMER", "Und?")
    read(NOON + A_WHILE * 2)

    contact.refresh_from_db()
    assert before == (None, ["received"])
    assert (contact.order_id, contact.verified, contact.handler) == ("MK-2001-A", True, "service")
    assert lane(contact)[-1] == ("buyer:B-KELLER", "Und?")


def test_files_come_with_the_words(platform):
    connected(platform)
    platform.files = {"a-1": b"\x89PNG lamp"}
    asked(platform)
    attachments = [{"id": "a-1", "name": "lampe.png", "size": 9},
                   {"id": "a-2", "name": "weg.png", "size": 1}]  # fmt: skip
    platform.write("t-1", "CUSTOMER", "Hier ein Foto.", attachments=attachments)

    read()

    kept = Attachment.objects.get().file
    assert (kept.name, kept.media_type, bytes(kept.body)) == (
        "lampe.png", "image/png", b"\x89PNG lamp",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<p>Guten Tag,</p><p>wo ist sie?</p>", "Guten Tag,\nwo ist sie?"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
    ],
)
def test_paragraphs_of_the_back_office_are_read_as_words(platform, written, read_as):
    connected(platform)
    asked(platform, written)

    read()

    assert lane(Contact.objects.get()) == [("buyer:B-KELLER", read_as)]


def test_a_thread_without_a_buyer_stays_where_it_is(platform):
    connected(platform)
    platform.threads["t-2"] = goods.thread("t-2", entities=[{"type": "SELLER_OPERATOR", "id": "1"}])
    platform.write("t-2", "SHOP", "Wann kommt mein Geld?", to="OPERATOR")

    read()

    assert not Contact.objects.exists()
    assert not Thread.objects.exists()


def test_a_thread_that_is_not_understood_is_kept_and_the_others_go_on(platform):
    connected(platform)
    asked(platform)
    platform.threads["t-0"] = goods.thread("t-0")
    platform.write("t-0", "CUSTOMER", "?", date_created="once")

    read()

    assert lane(Contact.objects.get()) == [("buyer:B-KELLER", WORDS)]


def test_a_page_token_that_expired_begins_the_round_again(platform):
    connection = connected(platform)
    asked(platform)
    connection.readings.filter(stream="threads").update(asked=NOON, page="gone")

    read()
    read(NOON + timedelta(hours=1))

    assert Contact.objects.count() == 1


def test_for_a_seller_who_is_not_live_it_is_only_seen(platform):
    connected(platform)
    Store.objects.filter(pk="de").update(live_share=0)
    asked(platform)
    platform.now += A_MINUTE
    platform.write("t-1", "SHOP", "Ich frage nach.", to="CUSTOMER")

    read()
    platform.write("t-1", "OPERATOR", "Es kommt morgen.", to="CUSTOMER")
    read(NOON + A_WHILE)

    assert not Contact.objects.exists()
    assert not Owed.objects.filter(kind="reply>connector").exists()
    assert Observation.objects.get().order_id == "MK-2001-A"
    assert list(Heard.objects.order_by("pk").values_list("who", flat=True)) == [
        "buyer", "seller", "service",
    ]  # fmt: skip
