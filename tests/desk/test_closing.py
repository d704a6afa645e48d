"""Closing a contact: once, by whoever has read it, and only what is ours."""

from tests.cast import a_question, annas_contact
from tests.desk.stage import act, another, happened, path, post, shown


def test_what_the_seller_answers_is_not_ours_to_resolve():
    contact = another("Bitte senden Sie mir die Rechnung zu LM-1007.", subject="Rechnung")

    response = act(contact, "closure")

    assert response.status_code == 422
    assert "The service does not answer this contact" in shown(response)


def test_a_contact_is_resolved_once():
    contact = annas_contact()

    response = act(contact, "closure")
    act(contact, "closure")

    contact.refresh_from_db()
    assert (response.status_code, contact.state) == (303, "resolved")
    assert happened(contact).count("resolved") == 1


def test_a_contact_with_an_open_question_is_not_resolved():
    contact = annas_contact()
    a_question(contact)

    response = act(contact, "closure")

    contact.refresh_from_db()
    assert (response.status_code, contact.state) == (422, "waiting_for_seller")
    assert "A question to the seller is open" in shown(response)


def test_nobody_resolves_what_he_has_not_read():
    contact = annas_contact()
    seen = contact.version
    act(contact, "topic", topic="delivery")

    response = post(path(contact, "closure"), {"version": seen})

    contact.refresh_from_db()
    assert (response.status_code, contact.state) == (409, "open")
    assert "Ada changed the topic from Something else to Delivery." in shown(response)
