"""One screen with all that an answer needs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.cases import log
from mostrador.contacts import conversation
from mostrador.contacts.models import Contact, Delivery
from mostrador.history.models import Entry
from tests.cast import ADA, NOON, a_question, annas_contact, signed_in
from tests.desk.stage import (
    PAUL,
    act,
    another,
    answered,
    from_a_stranger,
    happened,
    lapsed,
    look,
    path,
    shown,
)

# The blank after the dashes is what makes them a signature's.
WITH_HISTORY = f"""Guten Tag, wo ist LM-1007?

Freundliche Grüße
Anna Keller

--{" "}
Lindenstraße 4

Am 09.11.2026 um 08:10 schrieb Lichtmarkt <service@lichtmarkt.example>:
> Ihre Bestellung LM-1007 ist unterwegs.
"""


def test_the_screen_holds_words_order_parcel_page_and_verdict():
    page = look(path(annas_contact()))

    assert "meine Leselampe LM-1007 ist noch nicht da. Wo ist das Paket?" in page
    assert "Leselampe Lena Zhou Lighting €39.90" in page
    assert "Promised by Tue 10 Nov, 20:00 No delivery recorded. Sent Wed 4 Nov, 16:10" in page
    assert "DHL 00340434161094042557" in page
    assert "Fassung E14, Leuchtmittel nicht enthalten" in page
    assert "Covered: ordered 3 November, Zhou Lighting enrolled since 1 October." in page


def test_the_promise_to_the_buyer_is_read_from_the_clock():
    contact = annas_contact(now=NOON - timedelta(minutes=1, seconds=30))

    head = signed_in("ada").get(path(contact)).context["head"]

    assert [(one.letter, one.words) for one in head.clocks] == [("B", "47 h 58 min")]
    assert (head.state, head.kind) == ("Wants an answer", "brand")


def test_quoted_words_and_signature_are_folded_and_the_original_lies_behind():
    contact = annas_contact(WITH_HISTORY)

    message = signed_in("ada").get(path(contact)).context["timeline"][0]

    assert message.text == "Guten Tag, wo ist LM-1007?\n\nFreundliche Grüße\nAnna Keller"
    assert message.quoted.startswith("--")
    assert "> Ihre Bestellung LM-1007 ist unterwegs." in message.quoted
    original = signed_in("ada").get(message.original)
    assert b"Subject: Wo ist meine Lampe?" in original.content


def test_the_seller_lane_shows_the_question_and_the_answer_in_both_languages():
    contact = annas_contact()
    answered(contact, "not_sent", "周五发出。", day="2026-11-13")

    card = signed_in("ada").get(path(contact) + "?lane=seller").context["cards"][0]

    answer = card.answers[0]
    assert (card.mine.language, card.theirs.language) == ("en", "zh-hans")
    assert card.due == ("Fri 13 Nov, 10:00 (Berlin)", "Fri 13 Nov, 17:00 (Shanghai)")
    assert answer.mine.text == "Not sent yet; I will send it on\nDay: 13 Nov 2026"
    assert answer.mine.note == "His own words are not translated; they stand beside this."
    assert answer.theirs.text.endswith("\n\n周五发出。")
    assert answer.theirs.language == "zh-hans"


def test_an_answer_in_the_agents_own_language_stands_once():
    contact = annas_contact()
    question = a_question(contact)
    log.answer(question.pk, log.Said("It is lost.", "en", "lost"), by="seller:S-ZHOU", now=NOON)

    answer = signed_in("ada").get(path(contact) + "?lane=seller").context["cards"][0].answers[0]

    assert answer.mine == answer.theirs
    assert answer.mine.text == "The parcel is lost\n\nIt is lost."


def test_the_agent_is_told_that_the_seller_answered_until_he_has_written():
    contact = annas_contact()
    answered(contact)
    before = look(path(contact))
    act(contact, "reply", text="Das Paket ist unterwegs.", then="stay")

    assert "There is an answer of Zhou Lighting." in before
    assert "There is an answer of Zhou Lighting." not in look(path(contact))


def test_a_lapse_asks_for_a_decision():
    contact = annas_contact(now=NOON - timedelta(hours=30))
    lapsed(contact)

    page = look(path(contact))

    assert "Zhou Lighting did not answer “Where is the parcel?” by Thu 12 Nov, 09:59." in page


def test_a_mail_that_came_back_is_seen():
    contact = annas_contact()
    act(contact, "reply", text="Wir sehen nach.", then="stay")
    Delivery.objects.filter(contact=contact).update(state="bounced")

    page = look(path(contact))

    assert "Our last mail to the buyer came back" in page
    assert "Came back" in page


def test_a_stranger_is_not_called_the_buyer_and_hears_nothing_of_the_order():
    contact = from_a_stranger()

    response = signed_in("ada").get(path(contact))

    page = shown(response)
    assert "We do not know that fremd@else.example is the buyer." in page
    assert "Not known to be the buyer" in page
    said = " ".join(phrase.text for phrase in response.context["composer"].phrases)
    assert said == ""
    assert [action.words for action in response.context["head"].actions] == ["Resolve"]


def test_what_was_said_inside_stays_in_its_lane():
    contact = annas_contact()
    conversation.note(contact.pk, "Achtung, Charge prüfen.", by=ADA, now=NOON)

    assert "Achtung, Charge prüfen." not in look(path(contact))
    assert "Achtung, Charge prüfen." in look(path(contact) + "?lane=inside")


def test_a_lane_there_is_not_is_the_buyers():
    assert 'data-lane="buyer" aria-current="page"' in (
        signed_in("ada").get(path(annas_contact()) + "?lane=secret").content.decode()
    )


def test_what_the_buyer_wrote_before_is_one_press_away():
    earlier, contact = another("Wo ist LM-1018?"), annas_contact()

    page = signed_in("ada").get(path(contact)).content.decode()

    assert f'href="{path(earlier)}"' in page


def test_a_contact_without_an_order_asks_which():
    contact = another("Wo ist meine Bestellung?", sender=PAUL)

    page = look(path(contact))

    assert "Which order is it about?" in page
    assert "Covered: as long as no order is known, the service answers." in page


def test_a_merged_contact_leads_to_where_it_goes_on():
    into, contact = another(), another()
    Contact.objects.filter(pk=contact.pk).update(state="merged", merged_into=into)

    assert signed_in("ada").get(path(contact)).url == path(into)


def test_a_contact_there_is_not_is_not_found():
    ada = signed_in("ada")

    assert ada.get("/desk/contacts/C-NOTTHERE/").status_code == 404
    assert ada.get("/desk/contacts/C-%00/").status_code == 404


@pytest.mark.parametrize("lane", ["buyer", "seller", "inside"])
def test_three_of_everything_ask_as_many_questions_as_one(lane):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed.get(f"{path(contact)}?lane={lane}")
        return len(queries)

    signed, contact = signed_in("ada"), annas_contact(WITH_HISTORY)
    _more_of_everything(contact)
    one = asked()
    _more_of_everything(contact)
    _more_of_everything(contact)

    assert asked() == one


def _more_of_everything(contact: Contact) -> None:
    question = a_question(contact, kind="free_text", text="Wo?")
    said = log.Said("Weg.", "de")
    log.answer(question.pk, said, by="seller:S-ZHOU", now=NOON)
    conversation.say(contact.pk, "Moment.", by=ADA, now=NOON, interim=True)
    conversation.note(contact.pk, "Prüfen.", by=ADA, now=NOON)
    files = [("a.png", "image/png", b"png")]
    heard = conversation.Heard("Und?", NOON, "mail", "", b"From: a\n\nUnd?", files)
    conversation.hear(contact.pk, heard, now=NOON)
    another("Noch etwas zu LM-1007.")


def test_every_entry_has_a_sentence_of_its_own():
    contact = annas_contact()
    answered(contact)
    act(contact, "reply", text="Es kommt.", then="stay")
    act(contact, "note", text="Prüfen.")
    act(contact, "topic", topic="delivery")
    act(contact, "owner")

    events = signed_in("ada").get(path(contact)).context["history"]

    assert [event.words for event in events] == [
        "Anna Keller wrote by e-mail. Topic: Something else.",
        "Ada asked Zhou Lighting: Where is the parcel?",
        "Zhou Lighting answered: Sent; here is the tracking number",
        "Ada wrote to the buyer.",
        "Ada wrote a note for colleagues.",
        "Ada changed the topic from Something else to Delivery.",
        "Ada took the contact.",
    ]
    assert len(events) == len(happened(contact))


def test_an_entry_of_a_later_program_is_named_as_it_is():
    contact = annas_contact()
    Entry.objects.filter(subject=contact.subject).update(what="parcel_scanned")

    assert "Anna Keller: parcel scanned" in look(path(contact))
