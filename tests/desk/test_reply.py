"""Answering a buyer: once, on what one has read, and then the next."""

from datetime import timedelta

import pytest

from mostrador.contacts import conversation
from mostrador.contacts.models import Draft, Message
from tests.cast import ADA, NOON, a_question, annas_contact, person, signed_in
from tests.desk.stage import act, another, happened, mails, path, post, shown

ANSWER = "Guten Tag, Frau Keller, das Paket ist unterwegs."


def test_an_answer_goes_out_by_mail_and_the_contact_waits_for_the_buyer():
    contact = annas_contact()

    response = act(contact, "reply", text=ANSWER, then="stay")

    contact.refresh_from_db()
    said = contact.messages.get(author=person("ada").actor)
    assert (response.status_code, response.url) == (303, path(contact))
    assert (said.text.body, said.lane, said.interim) == (ANSWER, "buyer", False)
    assert (contact.state, contact.answer_due_at) == ("waiting_for_buyer", None)
    assert mails(contact) == ["received", "message"]


def test_an_interim_note_keeps_the_promise_running():
    contact = annas_contact()
    due_at = contact.answer_due_at

    act(contact, "reply", text="Wir sehen nach.", then="interim")

    contact.refresh_from_db()
    assert (contact.state, contact.answer_due_at) == ("open", due_at)
    assert contact.messages.filter(interim=True).count() == 1


def test_answering_and_resolving_are_one_act():
    contact = annas_contact()

    act(contact, "reply", text=ANSWER, then="resolve")

    contact.refresh_from_db()
    assert contact.state == "resolved"
    assert happened(contact)[-2:] == ["said_to_buyer", "resolved"]


def test_what_cannot_be_resolved_is_not_said_either():
    contact = annas_contact()
    a_question(contact)

    response = act(contact, "reply", text=ANSWER, then="resolve")

    assert response.status_code == 422
    assert "A question to the seller is open: wait for the answer" in shown(response)
    assert ANSWER in shown(response)
    assert not contact.messages.filter(text__body=ANSWER).exists()
    assert "message" not in mails(contact)


def test_after_an_answer_comes_the_next_by_urgency():
    first, second, third = (another(now=NOON - timedelta(hours=hours)) for hours in (3, 2, 1))

    after_second = act(second, "reply", text=ANSWER, then="next")
    after_third = act(third, "reply", text=ANSWER, then="next")
    after_first = act(first, "reply", text=ANSWER, then="next")

    assert [one.url for one in (after_second, after_third, after_first)] == [
        path(third),
        path(first),
        "/desk/",
    ]


def test_a_stale_answer_is_refused_with_what_is_new_and_the_text_kept():
    contact = annas_contact()
    seen = contact.version
    heard = conversation.Heard("Hat sich erledigt, es ist da.", NOON, "mail")
    conversation.hear(contact.pk, heard, now=NOON)

    response = post(path(contact, "reply"), {"version": seen, "text": ANSWER, "then": "next"})

    composer = response.context["composer"]
    contact.refresh_from_db()
    assert response.status_code == 409
    assert [one.text for one in composer.news] == ["Hat sich erledigt, es ist da."]
    assert (composer.text, composer.version) == (ANSWER, contact.version)
    assert not contact.messages.filter(text__body=ANSWER).exists()
    assert "1 new message since you started." in shown(response)


def test_what_a_colleague_did_meanwhile_is_said_in_words():
    contact = annas_contact()
    seen = contact.version
    a_question(contact)
    act(contact, "topic", topic="delivery")

    response = post(path(contact, "reply"), {"version": seen, "text": ANSWER})

    assert [one.text for one in response.context["composer"].news] == [
        "Ada asked Zhou Lighting: Where is the parcel?",
        "Ada changed the topic from Something else to Delivery.",
    ]


def test_a_note_of_a_colleague_refuses_nobody():
    contact = annas_contact()
    seen = contact.version
    conversation.note(contact.pk, "Prüfen.", by=ADA, now=NOON)

    response = post(path(contact, "reply"), {"version": seen, "text": ANSWER, "then": "stay"})

    assert response.status_code == 303


@pytest.mark.parametrize("then", ["stay", "next", "resolve", "interim"])
def test_a_button_pressed_twice_sends_once(then):
    contact = annas_contact()
    filled = {"version": contact.version, "text": ANSWER, "then": then}

    first = post(path(contact, "reply"), filled)
    second = post(path(contact, "reply"), filled)

    assert (first.status_code, second.status_code, second.url) == (303, 303, first.url)
    assert contact.messages.filter(text__body=ANSWER).count() == 1
    assert mails(contact).count("message") == 1


@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"text": "  \n "}, "Write something first."),
        ({"text": "a" * 50_001}, "Ensure this value has at most 50000 characters"),
        ({"text": ANSWER, "then": "fly"}, "Select a valid choice."),
        ({"text": ANSWER, "version": "soon"}, "Enter a whole number."),
    ],
)
def test_what_cannot_be_sent_says_why_and_keeps_the_words(filled, reason):
    contact = annas_contact()

    response = post(path(contact, "reply"), {"version": contact.version, **filled})

    assert response.status_code == 422
    assert any(one.startswith(reason) for one in response.context["composer"].problems)
    assert response.context["composer"].text == filled["text"]
    assert Message.objects.filter(contact=contact).count() == 1


def test_a_draft_is_kept_shown_and_forgotten_when_it_is_sent():
    contact = annas_contact()

    kept = act(contact, "drafts", "buyer", text="Guten Tag,\n ")
    composer = signed_in("ada").get(path(contact)).context["composer"]
    act(contact, "reply", text=ANSWER, then="stay")

    assert kept.status_code == 204
    assert (composer.text, composer.draft_words) == ("Guten Tag,\n ", "Saved at 10:00")
    assert not Draft.objects.exists()


def test_a_draft_that_is_emptied_is_kept_no_longer():
    contact = annas_contact()
    act(contact, "drafts", "buyer", text="Guten Tag")

    assert act(contact, "drafts", "buyer", text="").status_code == 204
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("lane", "filled", "status"),
    [
        ("street", {"text": "a", "version": 1}, 404),
        ("buyer", {"text": "a" * 50_001, "version": 1}, 422),
        ("buyer", {"text": "a"}, 422),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(lane, filled, status):
    assert post(path(annas_contact(), "drafts", lane), filled).status_code == status


def test_a_note_is_written_once_and_never_leaves():
    contact = annas_contact()
    before = mails(contact)

    act(contact, "note", text="Charge prüfen.")
    response = act(contact, "note", text="Charge prüfen.")

    assert (response.status_code, response.url) == (303, path(contact) + "?lane=inside")
    assert contact.messages.filter(lane="inside").count() == 1
    assert (mails(contact), mails(contact, "seller")) == (before, [])


def test_a_message_to_the_seller_is_sent_once():
    contact = annas_contact()
    part = contact.parts.get()

    act(contact, "sellers", part.pk, "message", text="Danke für die schnelle Antwort.")
    act(contact, "sellers", part.pk, "message", text="Danke für die schnelle Antwort.")

    assert contact.messages.filter(lane="seller", part=part).count() == 1
    assert mails(contact, "seller") == ["seller/message"]


def test_only_a_seller_of_this_contact_can_be_written_to():
    contact, other = annas_contact(), another("Wo ist LM-1018?")

    response = act(contact, "sellers", other.parts.get().pk, "message", text="Hallo")

    assert response.status_code == 404


def test_where_two_sellers_share_an_order_the_agent_chooses_whom_he_writes_to():
    contact = another("Wo ist LM-1012?")

    both = signed_in("ada").get(path(contact) + "?lane=seller&seller=S-ANA")

    assert "To Anas Lampen in the Case Log" in both.context["composer"].sentence
    assert [name for name, _href, _chosen in both.context["write_to"]] == [
        "Zhou Lighting",
        "Anas Lampen",
    ]


@pytest.mark.parametrize("lane", ["note", "reply"])
def test_an_empty_message_is_refused_in_its_own_lane(lane):
    response = act(annas_contact(), lane, text="")

    assert (response.status_code, response.context["composer"].problems) == (
        422,
        ("Write something first.",),
    )


def test_what_is_handed_over_has_nothing_to_write_to_the_buyer_with():
    contact = another("Bitte senden Sie mir die Rechnung zu LM-1007.", subject="Rechnung")

    assert signed_in("ada").get(path(contact)).context["composer"] is None
