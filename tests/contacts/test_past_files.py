"""What came with contacts of the past: kept sealed, completed later, never twice."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest

from mostrador.contacts import handover, linking, past, past_files
from mostrador.contacts.models import Attachment, Contact, Message
from mostrador.contacts.past_files import UnreadableFileError
from mostrador.orders import records as orders
from mostrador.orders.models import Order
from mostrador.rules.bodies import RefusedError
from mostrador.sealed import keeping
from mostrador.sealed.models import File
from mostrador.stores import records as stores
from tests.given import changed, needed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
PICTURE = b"\x89PNG a lamp in two pieces"
INLINE = b64encode(PICTURE).decode()
HERE = {"name": "lampe.png", "type": "image/png", "content": INLINE}
BESIDE = {"name": "lampe.png", "type": "image/png", "file": "files/lampe.png"}


@pytest.fixture
def store():
    stores.upsert_many([stores.store(needed("store"))], now=NOON)


def a_contact(*attachments: dict, **more) -> dict:
    message = {
        "from": "buyer", "at": "2026-09-01T08:00:00Z", "text": "Kaputt", "name": "Anna K.",
        "attachments": list(attachments),
    }  # fmt: skip
    return needed("contact", messages=[message], **more)


def read(name: str) -> bytes:
    if name != "files/lampe.png":
        raise UnreadableFileError(f"There is no {name}.")
    return PICTURE


def upsert(*bodies, **how) -> list[str]:
    rows = [past.contact(body) for body in bodies]
    return [one.word for one in past.upsert_many(rows, now=NOON, by="program:test", **how)]


@pytest.mark.parametrize("given", [HERE, BESIDE])
def test_a_file_is_kept_once_with_its_name(store, given):
    body = a_contact(given)

    assert upsert(body, read=read) == ["created"]
    assert upsert(body, body, read=read) == ["unchanged", "unchanged"]

    file = Attachment.objects.get().file
    assert (file.name, file.media_type, file.size) == ("lampe.png", "image/png", len(PICTURE))
    assert (bytes(file.body), file.of) == (PICTURE, "buyer:OLD-1")


def test_a_file_that_came_later_is_added(store):
    upsert(a_contact())

    assert upsert(a_contact(HERE)) == ["changed"]
    assert upsert(a_contact(HERE, {**HERE, "content": "QQ=="})) == ["changed"]
    assert upsert(a_contact(HERE)) == ["unchanged"]
    assert list(Attachment.objects.order_by("pk").values_list("file__size", flat=True)) == [
        len(PICTURE), 1,
    ]  # fmt: skip


def test_what_was_erased_does_not_come_back(store):
    upsert(a_contact(HERE))
    keeping.erase(of="buyer:OLD-1")

    assert upsert(a_contact(HERE)) == ["unchanged"]
    assert File.objects.get().size == 0


def test_a_file_is_found_only_where_a_folder_came_along(store):
    with pytest.raises(UnreadableFileError, match="no folder came with this record"):
        upsert(a_contact(BESIDE))

    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/messages/0/attachments/0/content", "§", "NOT_BASE64"),
        ("/messages/0/attachments/0/content", ..., "MISSING"),
        ("/messages/0/attachments/0/file", "both", "MISSING"),
        ("/messages/0/attachments/0/name", 7, "WRONG_TYPE"),
        ("/messages/0/attachments", {}, "WRONG_TYPE"),
        ("/messages/0/name", "x" * 256, "TOO_LONG"),
        ("/subject", "x" * 999, "TOO_LONG"),
        ("/verified", "no", "WRONG_TYPE"),
    ],
)
def test_one_thing_wrong_is_one_reason(pointer, value, code):
    body = changed(a_contact(HERE, subject="Lampe", verified=True), pointer, value)

    with pytest.raises(RefusedError) as refusal:
        past.contact(body)

    assert [each.code for each in refusal.value.reasons] == [code]


def test_too_large_and_too_many_are_refused(monkeypatch):
    monkeypatch.setattr(past_files, "LARGEST", 3)
    monkeypatch.setattr(past_files, "MOST", 1)

    with pytest.raises(RefusedError) as refusal:
        past.contact(a_contact(HERE, HERE))

    assert [each.code for each in refusal.value.reasons] == ["TOO_LONG", "TOO_LONG"]


def test_a_name_is_a_persons_and_is_sealed(store):
    upsert(a_contact())

    message = Message.objects.get()
    assert str(message.name_text) == "Anna K."
    keeping.erase(of="buyer:OLD-1")
    message.refresh_from_db()
    assert str(message.name_text) == ""


def test_E42_an_order_may_be_named_without_being_his(store):
    orders.upsert_many([orders.order(needed("order"))], now=NOON)
    body = a_contact(order="LM-1007", verified=False, subject="Lampe", address="m@mail.example")

    assert upsert(body) == ["created"]
    contact = Contact.objects.get()
    assert (contact.order_id, contact.buyer, contact.verified) == ("LM-1007", None, False)
    assert (str(contact.subject_text), str(contact.address_text)) == ("Lampe", "m@mail.example")
    assert contact.messages.get().author == "buyer:OLD-1"
    assert upsert({**body, "verified": True}) == ["changed"]
    contact.refresh_from_db()
    assert (contact.buyer_id, contact.verified) == ("B-KELLER", True)


def test_what_an_agent_found_out_is_not_forgotten(store):
    orders.upsert_many([orders.order(needed("order"))], now=NOON)
    body = a_contact(topic="delivery")
    upsert(body)
    linking.link("OLD-1", Order.objects.get(), by="agent:7", now=NOON)
    handover.correct_topic("OLD-1", "refund", by="agent:7", now=NOON)
    Contact.objects.update(state="resolved", resolved_at=Contact.objects.get().opened_at)

    assert upsert(body) == ["unchanged"]
    assert upsert(a_contact(HERE, topic="delivery")) == ["changed"]
    contact = Contact.objects.get()
    assert (contact.order_id, contact.topic) == ("LM-1007", "refund")
