"""What is being written is kept by the server, and leaves nothing behind once it is sent."""

import pytest

from mostrador.contacts import conversation, drafts
from mostrador.contacts.models import Draft
from mostrador.sealed.models import Text
from tests.cast import ADA, NOON, annas_contact, person

pytestmark = pytest.mark.usefixtures("marketplace")

HALF = "Guten Tag, Frau Kel"


def begin(contact, *, lane: str = "buyer", text: str = HALF, name: str = "ada") -> None:
    drafts.keep(contact, person(name), lane=lane, text=text, version=1, now=NOON)


def words() -> list[str]:
    return list(Text.objects.filter(body__contains="Frau Kel").values_list("body", flat=True))


def test_the_last_version_alone_is_kept():
    contact = annas_contact()
    begin(contact)

    begin(contact, text=HALF + "ler")

    assert {lane: one.text.body for lane, one in drafts.kept(contact, person("ada")).items()} == {
        "buyer": HALF + "ler"
    }
    assert words() == [HALF + "ler"]


def test_an_empty_one_is_none():
    contact = annas_contact()
    begin(contact)

    begin(contact, text=" \n")

    assert (Draft.objects.count(), words()) == (0, [])


def test_sending_ends_the_writers_own_draft_in_that_lane():
    contact = annas_contact()
    agent = person("ada").actor
    begin(contact)
    begin(contact, lane="seller")
    begin(contact, name="olga")

    conversation.say(contact.pk, "Gesendet.", by=agent, now=NOON)

    left = Draft.objects.order_by("pk").values_list("user__username", "lane")
    assert list(left) == [("ada", "seller"), ("olga", "buyer")]
    assert len(words()) == 2


def test_a_note_ends_the_draft_of_a_note():
    contact = annas_contact()
    begin(contact, lane="inside")

    conversation.note(contact.pk, "Notiert.", by=person("ada").actor, now=NOON)

    assert Draft.objects.count() == 0


def test_what_a_program_sends_is_no_agents_draft():
    contact = annas_contact()
    begin(contact)

    conversation.say(contact.pk, "Gesendet.", by=ADA, now=NOON)
    conversation.say(contact.pk, "Gesendet.", by="program:demo", now=NOON)

    assert Draft.objects.count() == 1
