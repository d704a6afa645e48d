"""What a seller reads of a question, and what he may say beside an answer."""

from datetime import timedelta

import pytest

from mostrador import wallclock
from mostrador.cases import lapses, log
from mostrador.cases.models import Answer, Question
from mostrador.contacts import conversation
from mostrador.contacts.models import Message
from mostrador.decisions import judgement
from tests.cast import A_DAY, ADA, NOON, a_question, annas_contact, signed_in
from tests.portal.stage import a_photo, another_contact


def page(question: Question) -> str:
    return f"/portal/cases/{question.pk}/"


def asked() -> Question:
    return a_question(annas_contact())


def test_the_first_look_is_noted_and_no_later_one():
    question = asked()
    zhou = signed_in("zhou")

    zhou.get(page(question))
    first = Question.objects.get().seen_at
    zhou.get(page(question))

    assert first is not None
    assert Question.objects.get().seen_at == first


def test_an_unasked_word_reaches_the_service_once():
    question = asked()
    zhou = signed_in("zhou")
    words = {"words-text": "明天送达", "words-version": "0"}

    sent = [
        zhou.post(f"{page(question)}messages/", {**words, "words-photos": a_photo()}).status_code
        for _ in range(2)
    ]

    message = Message.objects.get(lane="seller")
    assert sent == [303, 303]
    assert (message.text.body, message.author) == ("明天送达", "seller:S-ZHOU")
    assert not Answer.objects.exists()


def test_an_unasked_word_that_is_empty_is_refused():
    question = asked()

    refused = signed_in("zhou").post(f"{page(question)}messages/", {"words-text": " "})

    assert refused.status_code == 422
    assert not Message.objects.filter(lane="seller").exists()


def test_the_address_of_unasked_words_leads_to_the_question():
    question = asked()

    assert signed_in("zhou").get(f"{page(question)}messages/").url == page(question)


def test_a_lapsed_question_shows_the_judgement_and_its_reason():
    question = asked()
    lapses.sweep(now=NOON + 2 * A_DAY)
    said = judgement.Judgement("refund_returnless", "best_judgement", "Seit dem 6. November still.")
    judgement.decide(question.contact_id, said, by=ADA, now=NOON + 2 * A_DAY)
    wallclock.advance_to(NOON + 2 * A_DAY)
    zhou = signed_in("zhou")

    shown = zhou.get(page(question))
    home = zhou.get("/portal/").content.decode()

    assert [one.why for one in shown.context["decisions"]] == ["Seit dem 6. November still."]
    assert shown.context["ending"].kind == "late"
    assert "Seit dem 6. November still." in home
    assert home.count(f'href="{page(question)}"') == 1


def test_a_question_shows_its_wording_and_the_agents_words_in_the_original():
    question = a_question(annas_contact(), text="Bitte bei DHL nachfragen.")
    zhou = signed_in("zhou")

    shown = zhou.get(page(question)).content.decode()

    assert "LM-1007" in shown
    assert "Leselampe Lena" in shown
    assert '<blockquote lang="de"><p>Bitte bei DHL nachfragen.</p></blockquote>' in shown


def test_what_the_service_writes_is_masked_as_well():
    number = "+49 30 5550 1007"
    question = a_question(annas_contact(), text=f"Kundin: {number}")
    conversation.tell_seller(question.part, f"Noch einmal: {number}", by=ADA, now=NOON)
    lapses.sweep(now=NOON + 2 * A_DAY)
    said = judgement.Judgement("replacement", "best_judgement", f"Am Telefon {number} erreicht.")
    judgement.decide(question.contact_id, said, by=ADA, now=NOON + 2 * A_DAY)
    zhou = signed_in("zhou")

    shown = zhou.get(page(question)).content.decode() + zhou.get("/portal/").content.decode()

    assert shown.count("Kundin: […]") == 1
    assert shown.count("Noch einmal: […]") == 1
    assert shown.count("Am Telefon […] erreicht.") == 2
    assert number not in shown


@pytest.mark.parametrize(
    ("who", "seller", "zones"),
    [("zhou", "S-ZHOU", ("Shanghai", "Berlin")), ("ana", "S-ANA", ("Berlin",))],
)
def test_the_due_moment_is_written_in_his_own_zone_and_the_stores(who, seller, zones):
    contact = annas_contact("In LM-1012 fehlt etwas.")
    question = log.ask(
        contact.pk, "tracking", "", by=ADA, now=NOON, language="de", seller=seller,
        consulted=["order"],
    )  # fmt: skip
    client = signed_in(who)
    client.cookies["language"] = "en"

    due = client.get(page(question)).context["due"]

    hours = {"Shanghai": "Fri 13 Nov, 17:00 (Shanghai)", "Berlin": "Fri 13 Nov, 10:00 (Berlin)"}
    assert due == " / ".join(hours[zone] for zone in zones)


def test_two_questions_stand_by_the_time_that_is_left():
    first = a_question(annas_contact())
    second = a_question(another_contact(2), kind="replacement_stock", now=NOON - timedelta(hours=5))

    cards = signed_in("zhou").get("/portal/").context["cards"]

    assert [card.href for card in cards] == [page(second), page(first)]
