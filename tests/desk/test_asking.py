"""A question to the seller: shown as both will read it, asked once, answered or not."""

from datetime import timedelta

import pytest

from mostrador.cases.models import Question
from mostrador.contacts.models import Contact
from tests.cast import NOON, a_question, annas_contact, person, signed_in
from tests.desk.stage import (
    PAUL,
    act,
    another,
    answered,
    from_a_stranger,
    happened,
    look,
    mails,
    path,
    post,
    shown,
)

LOOKED_AT = ["order", "product_page"]


def ask(contact: Contact, **data: object):
    filled = {"kind": "tracking", "text": "", "consulted": LOOKED_AT, **data}
    return act(contact, "question", **filled)


def test_the_page_shows_both_wordings_both_zones_and_what_was_looked_at():
    contact = annas_contact()

    page = signed_in("ada").get(path(contact, "question"))

    kind = page.context["kinds"][0]
    assert kind.mine.text.startswith("The buyer of order LM-1007 has not received “Leselampe Lena”")
    assert (kind.mine.language, kind.theirs.language) == ("en", "zh-hans")
    assert page.context["due"] == ("Fri 13 Nov, 10:00 (Berlin)", "Fri 13 Nov, 17:00 (Shanghai)")
    assert page.context["form"].initial["consulted"] == LOOKED_AT
    assert page.context["form"].initial["kind"] == "tracking"


def test_the_likeliest_kind_is_chosen_already():
    contact = annas_contact()
    act(contact, "topic", topic="warranty")

    form = signed_in("ada").get(path(contact, "question")).context["form"]

    assert form.initial["kind"] == "repair_or_spare_part"


def test_what_the_buyer_wrote_before_counts_as_looked_at():
    another("Wo ist LM-1018?")

    form = signed_in("ada").get(path(annas_contact(), "question")).context["form"]

    assert form.initial["consulted"] == [*LOOKED_AT, "records"]


def test_a_question_starts_the_sellers_clock_and_tells_both():
    contact = annas_contact()

    response = ask(contact, text="Bitte mit Foto.")

    question = Question.objects.get()
    contact.refresh_from_db()
    assert (response.status_code, response.url) == (303, path(contact) + "?lane=seller")
    assert (question.kind, question.text.body) == ("tracking", "Bitte mit Foto.")
    assert question.due_at - question.asked_at == timedelta(hours=24)
    assert (question.asked_by, question.language) == (person("ada").actor, "en")
    assert question.consulted == LOOKED_AT
    assert contact.state == "waiting_for_seller"
    assert (mails(contact)[-1], mails(contact, "seller")) == ("asked_seller", ["seller/question"])


def test_the_question_shows_in_the_sellers_lane_with_its_clock():
    contact = annas_contact()
    ask(contact)

    card = signed_in("ada").get(path(contact) + "?lane=seller").context["cards"][0]

    assert (card.state, card.clock.words) == ("Waiting for an answer", "23 h 59 min")
    assert card.due == ("Fri 13 Nov, 10:00 (Berlin)", "Fri 13 Nov, 17:00 (Shanghai)")


@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"consulted": []}, "Say what you looked at before asking the seller."),
        ({"kind": "free_text", "text": " "}, "Write the question."),
        ({"kind": "gossip"}, "Select a valid choice."),
    ],
)
def test_a_question_that_may_not_be_asked_says_why(filled, reason):
    contact = annas_contact()

    response = ask(contact, **filled)

    assert response.status_code == 422
    assert reason in shown(response)
    assert not Question.objects.exists()


def test_the_same_question_is_not_asked_twice():
    contact = annas_contact()
    ask(contact)

    response = ask(contact, text="Noch einmal.")

    assert response.status_code == 422
    assert "This question is open already" in shown(response)
    assert response.context["form"]["text"].value() == "Noch einmal."


def test_an_open_kind_is_marked_and_another_is_proposed():
    contact = annas_contact()
    ask(contact)

    context = signed_in("ada").get(path(contact, "question")).context

    assert [kind.title for kind in context["kinds"] if kind.open] == ["Where is the parcel?"]
    assert context["form"].initial["kind"] == "free_text"


def test_a_button_pressed_twice_asks_once():
    contact = annas_contact()
    filled = {
        "version": contact.version, "kind": "free_text", "text": "Wo?", "consulted": LOOKED_AT,
    }  # fmt: skip

    post(path(contact, "question"), filled)
    second = post(path(contact, "question"), filled)

    assert second.status_code == 409
    assert Question.objects.count() == 1
    assert mails(contact, "seller") == ["seller/question"]


def test_of_two_sellers_one_is_named_and_reads_of_his_own_lines():
    contact = another("Wo ist LM-1012?")

    nobody = look(path(contact, "question"))
    chosen = signed_in("ada").get(path(contact, "question") + "?seller=S-ANA").context
    unnamed = ask(contact)
    response = ask(contact, seller="S-ANA")

    assert "Several sellers share this order: name one. Zhou Lighting Anas Lampen" in nobody
    assert "Leselampe Lena" not in chosen["kinds"][0].mine.text
    assert unnamed.status_code == 422
    assert "Several sellers share this order: name one." in shown(unnamed)
    assert response.status_code == 303
    assert Question.objects.get().seller_id == "S-ANA"
    card = signed_in("ada").get(path(contact) + "?lane=seller").context["cards"][0]
    assert "“Pendelleuchte Orbit”" in card.mine.text


def test_nobody_is_asked_about_a_stranger():
    contact = from_a_stranger()

    response = ask(contact)

    assert response.status_code == 422
    assert "Make sure first that this is the order's buyer." in shown(response)


def test_without_a_covered_line_there_is_nobody_to_ask():
    contact = another("Wo ist meine Bestellung?", sender=PAUL)

    assert "No seller's covered line belongs to this contact." in look(path(contact, "question"))


def test_a_question_that_is_not_needed_any_more_is_withdrawn():
    contact = annas_contact()
    question = a_question(contact)

    response = act(contact, "questions", question.pk, "withdrawal")
    act(contact, "questions", question.pk, "withdrawal")

    question.refresh_from_db()
    assert (response.status_code, question.state) == (303, "withdrawn")
    assert happened(contact).count("question_withdrawn") == 1
    assert "Withdrawn" in look(path(contact) + "?lane=seller")


def test_words_that_answer_nothing_are_marked_and_the_clock_runs_on():
    contact = annas_contact()
    question = answered(contact, "", "我们会查一下。")
    answer = question.answers.get()

    response = act(contact, "answers", answer.pk, "refusal", reason="Es steht nichts darin.")

    question.refresh_from_db()
    page = look(path(contact) + "?lane=seller")
    assert (response.status_code, question.state) == (303, "open")
    assert question.wakes_at == question.due_at
    assert "Why it is no answer: Es steht nichts darin." in page
    assert mails(contact, "seller")[-1] == "seller/not_an_answer"


def test_why_it_is_no_answer_has_to_be_said():
    contact = annas_contact()
    question = answered(contact)

    response = act(contact, "answers", question.answers.get().pk, "refusal", reason=" ")

    question.refresh_from_db()
    assert (response.status_code, question.state) == (422, "answered")
    assert "Say why it is no answer." in shown(response)


def test_an_answer_marked_twice_is_marked_once():
    contact = annas_contact()
    answer = answered(contact).answers.get()

    act(contact, "answers", answer.pk, "refusal", reason="Leer.")
    act(contact, "answers", answer.pk, "refusal", reason="Leer.")

    assert happened(contact).count("not_an_answer") == 1


def test_an_answer_of_another_contact_is_not_found():
    mine, others = annas_contact(), another("Wo ist LM-1018?")
    question = a_question(mine)
    answer = answered(another()).answers.get()

    assert act(others, "questions", question.pk, "withdrawal").status_code == 404
    assert act(others, "answers", answer.pk, "refusal", reason="Leer.").status_code == 404


def test_a_late_answer_is_shown_as_one():
    from mostrador.cases import log

    contact = annas_contact(now=NOON - timedelta(hours=30))
    question = a_question(contact, now=NOON - timedelta(hours=25))
    log.answer(question.pk, log.Said("", "zh-hans", "lost"), by="seller:S-ZHOU", now=NOON)

    assert "Too late" in look(path(contact) + "?lane=seller")
