"""The service's word with a seller about a matter that the service answers."""

from mostrador.contacts import conversation
from mostrador.contacts.models import Contact, Message
from tests.cast import ADA, NOON, a_question, annas_contact, signed_in
from tests.portal.stage import a_photo


def page(contact: Contact) -> str:
    return f"/portal/messages/{contact.pk}/"


def test_a_word_of_the_service_is_read_and_answered_in_its_own_lane():
    contact = annas_contact()
    conversation.tell_seller(contact.parts.get(), "Bitte Karton prüfen.", by=ADA, now=NOON)
    conversation.say(contact.pk, "Wir prüfen das, Frau Keller.", by=ADA, now=NOON)
    zhou = signed_in("zhou")

    [row] = zhou.get("/portal/messages/?with=service").context["rows"]
    shown = zhou.get(page(contact)).content.decode()
    sent = zhou.post(page(contact), {"text": "好的", "version": "1"})

    assert row.href == page(contact)
    assert "Bitte Karton prüfen." in shown
    assert "Leselampe LM-1007 ist noch nicht da" not in shown
    assert "Frau Keller" not in shown
    assert sent.status_code == 303
    assert Message.objects.get(author="seller:S-ZHOU").lane == "seller"
    assert zhou.post(page(contact), {"text": ""}).status_code == 422


def test_a_photo_that_came_with_an_answer_stands_with_its_question_alone():
    question = a_question(annas_contact())
    zhou = signed_in("zhou")
    zhou.post(f"/portal/cases/{question.pk}/", {"choice": "lost", "photos": a_photo()})

    alone = zhou.get(page(question.contact)).status_code
    conversation.tell_seller(question.part, "Danke.", by=ADA, now=NOON)
    shown = zhou.get(page(question.contact)).context

    assert alone == 404
    assert [entry.text for entry in shown["entries"]] == ["Danke."]
    assert [row.href for row in shown["questions"]] == [f"/portal/cases/{question.pk}/"]


def test_a_covered_contact_without_a_word_to_him_is_not_there():
    contact = annas_contact()

    assert signed_in("zhou").get(page(contact)).status_code == 404
