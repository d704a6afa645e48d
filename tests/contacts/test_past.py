"""Contacts of the past come in once, are over, and hold their words sealed."""

from datetime import UTC, datetime

import pytest

from mostrador.contacts import past
from mostrador.contacts.models import Contact, Message, Part
from mostrador.history import chain
from mostrador.history.models import Entry
from mostrador.history.verification import verify
from mostrador.orders import records as orders
from mostrador.orders.models import Buyer
from mostrador.rules.bodies import RefusedError
from mostrador.sealed import keeping
from mostrador.sellers import records as sellers
from mostrador.stores import records as stores
from tests.given import LINE, changed, needed, whole

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
BY = "program:test"


@pytest.fixture
def marketplace():
    stores.upsert_many([stores.store(needed("store"))], now=NOON)
    for kind in (sellers.seller(needed("seller")), sellers.enrolment(needed("enrolment"))):
        sellers.upsert_many([kind], now=NOON, by=BY)
    orders.upsert_many([orders.order(an_order())], now=NOON)


def an_order(*more_lines: dict) -> dict:
    buyer = {"id": "B-KELLER", "language": "de"}
    return needed("order", seller="S-ZHOU", buyer=buyer, lines=[LINE, *more_lines])


def upsert(*bodies) -> list[str]:
    rows = [past.contact(body) for body in bodies]
    return [outcome.word for outcome in past.upsert_many(rows, now=NOON, by=BY)]


def said() -> list[tuple[str, str, str]]:
    rows = Message.objects.order_by("pk")
    return [(message.lane, message.author, message.text.body) for message in rows]


def message(who: str, hour: int, text: str, **more) -> dict:
    return {"from": who, "at": f"2026-09-01T{hour:02}:00:00Z", "text": text, **more}


@pytest.mark.parametrize("made", [needed, whole])
def test_what_is_needed_is_enough_and_more_is_welcome(made):
    assert past.contact(made("contact")).key == "OLD-1"


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/id", ..., "MISSING"),
        ("/opened_at", ..., "MISSING"),
        ("/opened_at", "2026-09-01", "NOT_A_MOMENT"),
        ("/messages", ..., "MISSING"),
        ("/messages", {}, "WRONG_TYPE"),
        ("/messages/0", "Wo ist sie?", "WRONG_TYPE"),
        ("/messages/0/from", "agent", "NOT_ONE_OF"),
        ("/messages/0/at", ..., "MISSING"),
        ("/messages/0/text", ..., "MISSING"),
        ("/messages/0/text", 7, "WRONG_TYPE"),
        ("/messages/0/channel", 7, "WRONG_TYPE"),
        ("/topic", "weather", "NOT_ONE_OF"),
        ("/topic", "delivery." + "x" * 60, "TOO_LONG"),
        ("/order", "LM/1007", "NOT_AN_ID"),
        ("/closed_at", 5, "WRONG_TYPE"),
    ],
)
def test_one_thing_wrong_is_one_reason(pointer, value, code):
    with pytest.raises(RefusedError) as refusal:
        past.contact(changed(whole("contact"), pointer, value))

    assert [(each.code, each.pointer) for each in refusal.value.reasons] == [(code, pointer)]


def test_an_id_may_be_as_long_as_a_contacts_own():
    past.contact(needed("contact", id="x" * past.LONGEST_ID))
    with pytest.raises(RefusedError):
        past.contact(needed("contact", id="x" * (past.LONGEST_ID + 1)))


def test_a_contact_of_the_past_is_over_and_wants_nobody(marketplace):
    assert upsert(whole("contact")) == ["created"]

    contact = Contact.objects.get()
    assert (contact.state, contact.handler, contact.language) == ("resolved", "service", "de")
    assert contact.resolved_at == datetime(2026, 9, 2, 8, tzinfo=UTC)
    assert contact.first_answered_at == datetime(2026, 9, 1, 9, tzinfo=UTC)
    assert (contact.answer_due_at, contact.urgent_at) == (None, None)
    assert (contact.order_id, contact.buyer_id, contact.topic) == (
        "LM-1007", "B-KELLER", "delivery.lost",
    )  # fmt: skip
    assert contact.last_message == Message.objects.order_by("pk").last()
    assert said() == [
        ("buyer", "buyer:B-KELLER", "Wo ist meine Lampe?"),
        ("buyer", "service", "Sie ist unterwegs."),
    ]


def test_its_history_begins_with_the_import_and_holds_no_words(marketplace):
    upsert(whole("contact"))

    (entry,) = chain.entries_of(Contact.objects.get())
    assert (entry.what, entry.by, entry.at) == ("contact_imported", BY, NOON)
    assert "Lampe" not in str(Entry.objects.values_list("facts", flat=True))
    assert verify().altered == ()


def test_a_second_time_changes_nothing(marketplace):
    assert upsert(whole("contact"), whole("contact")) == ["created", "unchanged"]
    assert upsert(whole("contact")) == ["unchanged"]
    assert (Message.objects.count(), Entry.objects.filter(what__startswith="contact").count()) == (
        2,
        1,
    )


def test_without_an_end_it_ended_with_its_last_word(marketplace):
    body = needed("contact", messages=[message("service", 9, "Ja."), message("buyer", 8, "Hm?")])
    upsert(body, needed("contact", id="OLD-2"))

    ends = dict(Contact.objects.values_list("pk", "resolved_at"))
    assert ends == {
        "OLD-1": datetime(2026, 9, 1, 9, tzinfo=UTC),
        "OLD-2": datetime(2026, 9, 1, 8, tzinfo=UTC),
    }
    assert [text for _, _, text in said()] == ["Hm?", "Ja."]


@pytest.mark.parametrize(
    ("channel", "kept"),
    [("mail", "mail"), ("Email", "mail"), ("phone", "voice"), ("chat", "chat"), ("fax", "api"),
     ("", "api")],
)  # fmt: skip
def test_channels_of_other_programs_become_ours(marketplace, channel, kept):
    upsert(needed("contact", messages=[message("buyer", 8, "Hallo", channel=channel)]))

    assert Contact.objects.get().channel == kept


def test_what_it_names_may_be_unknown_and_come_later(marketplace):
    body = needed("contact", order="LM-2", messages=[message("buyer", 8, "Hallo")])
    assert upsert(body) == ["created"]
    assert Contact.objects.get().order is None

    later = orders.order(an_order() | {"id": "LM-2"})
    orders.upsert_many([later], now=NOON)

    assert upsert(body) == ["changed"]
    contact = Contact.objects.get()
    assert (contact.order_id, contact.buyer_id) == ("LM-2", "B-KELLER")
    assert list(contact.parts.values_list("seller_id", flat=True)) == ["S-ZHOU"]
    assert upsert(body) == ["unchanged"]
    assert verify().altered == ()


def test_an_unknown_buyer_is_made_and_gives_way_to_his_record(marketplace):
    upsert(needed("contact", buyer="B-NEW"))

    assert Buyer.objects.get(pk="B-NEW").from_order
    row = orders.buyer(needed("buyer", id="B-NEW"))
    assert [each.word for each in orders.upsert_many([row], now=NOON)] == ["created"]


def test_without_any_store_it_has_nowhere_to_be():
    assert upsert(needed("contact", buyer="B-NEW")) == ["rejected"]
    assert not Buyer.objects.exists()


def test_a_store_may_be_named_where_no_order_is(marketplace):
    stores.upsert_many([stores.store(needed("store", id="at"))], now=NOON)

    upsert(needed("contact", store="de"), needed("contact", id="OLD-2"))

    assert list(Contact.objects.order_by("pk").values_list("store_id", flat=True)) == ["de", "at"]


def test_words_that_came_since_are_added(marketplace):
    first, second = message("buyer", 8, "Hallo"), message("service", 9, "Guten Tag")
    upsert(needed("contact", messages=[first]))

    assert upsert(needed("contact", messages=[first, second])) == ["changed"]
    assert upsert(needed("contact", messages=[first])) == ["unchanged"]
    assert [text for _, _, text in said()] == ["Hallo", "Guten Tag"]
    assert Contact.objects.get().last_message.text.body == "Guten Tag"


def test_what_was_said_is_not_written_anew(marketplace):
    upsert(needed("contact", messages=[message("buyer", 8, "Hallo")]))

    rows = [past.contact(needed("contact", messages=[message("buyer", 8, "Hello")]))]
    (outcome,) = past.upsert_many(rows, now=NOON, by=BY)

    assert [(each.code, each.pointer) for each in outcome.reasons] == [
        ("SAID_OTHERWISE", "/messages/0")
    ]
    assert [text for _, _, text in said()] == ["Hallo"]


def test_what_was_erased_does_not_come_back(marketplace):
    upsert(whole("contact"))
    keeping.erase(of="buyer:B-KELLER")

    assert upsert(whole("contact")) == ["unchanged"]
    assert [text for _, _, text in said()] == ["", ""]


def test_a_contact_of_our_own_is_not_overwritten(marketplace):
    upsert(needed("contact"))
    Entry.objects.update(what="opened")

    assert upsert(needed("contact", topic="refund")) == ["rejected"]


def test_a_contact_that_lives_again_is_left_alone(marketplace):
    upsert(needed("contact"))
    Contact.objects.update(state="open")

    assert upsert(needed("contact", topic="refund")) == ["unchanged"]


def test_E25_a_seller_is_named_only_where_there_is_one(marketplace):
    ana = LINE | {"id": "2", "seller": "S-ANA"}
    sellers.upsert_many([sellers.seller(needed("seller", id="S-ANA"))], now=NOON, by=BY)
    orders.upsert_many([orders.order(an_order(ana) | {"id": "LM-2"})], now=NOON)
    body = needed("contact", messages=[message("seller", 8, "Gern.")])

    upsert(body | {"order": "LM-1007"}, body | {"id": "OLD-2", "order": "LM-2"})

    assert [author for _, author, _ in said()] == ["seller:S-ZHOU", "seller"]
    assert list(Message.objects.order_by("pk").values_list("part__seller", flat=True)) == [
        "S-ZHOU", None,
    ]  # fmt: skip
    assert Part.objects.count() == 3
