"""A plain decision with one sentence, on the ground that the facts give it."""

from datetime import timedelta

import pytest

from mostrador.decisions.models import Decision
from tests.cast import NOON, a_question, annas_contact, person, signed_in
from tests.desk.stage import (
    act,
    another,
    answered,
    from_a_stranger,
    happened,
    lapsed,
    look,
    mails,
    path,
    post,
    shown,
)

WHY = "Das Paket ist seit zwei Tagen überfällig, und der Verkäufer schweigt."
REFUND = {"remedy": "refund_returnless", "reason": WHY}


def test_a_silent_seller_leaves_it_to_our_best_judgement():
    contact = annas_contact(now=NOON - timedelta(hours=30))
    question = lapsed(contact)

    response = act(contact, "decision", **REFUND)

    decision = Decision.objects.get()
    contact.refresh_from_db()
    assert (response.status_code, response.url) == (303, path(contact))
    assert (decision.ground, decision.question) == ("best_judgement", question)
    assert (decision.remedy, decision.reason.body) == ("refund_returnless", WHY)
    assert (decision.decided_by, decision.lines) == (person("ada").actor, ["1"])
    assert decision.facts["questions"] == {question.pk: "lapsed"}
    assert contact.state == "waiting_for_buyer"
    assert (mails(contact)[-1], mails(contact, "seller")[-1]) == ("decided", "seller/decided")


def test_the_page_says_what_is_known_what_is_not_and_which_rules_apply():
    contact = annas_contact(now=NOON - timedelta(hours=30))
    lapsed(contact)

    context = signed_in("ada").get(path(contact, "decision")).context

    assert context["known"] == (
        "Order LM-1007 was placed on 3 November.",
        "1 × Leselampe Lena",
        "Promised by: Tue 10 Nov, 20:00",
        "Sent: Wed 4 Nov, 16:10",
        "DHL: 00340434161094042557",
        "State: On its way",
        "Covered: ordered 3 November, Zhou Lighting enrolled since 1 October.",
    )
    assert context["unknown"] == (
        "“Where is the parcel?” Zhou Lighting did not answer by Thu 12 Nov, 09:59.",
        "Whether and when the parcel was delivered: no delivery is recorded.",
    )
    assert context["rules"] == (
        (
            "The seller was silent for 24 hours: we decide in the buyer's interest, within policy "
            "and law."
        ),
        "The standard policy of Lichtmarkt: returns within 30 days of delivery.",
    )
    assert context["ground"] == "Best judgement"


def test_after_an_answer_the_ground_is_the_answer():
    contact = annas_contact()
    answered(contact, "lost")

    page = look(path(contact, "decision"))
    act(contact, "decision", **REFUND)

    assert "Zhou Lighting answered “Where is the parcel?”: The parcel is lost" in page
    assert Decision.objects.get().ground == "seller_answer"


def test_without_a_question_the_ground_is_the_standard_policy():
    act(annas_contact(), "decision", **REFUND)

    assert Decision.objects.get().ground == "standard_policy"


def test_the_decision_is_read_in_the_history():
    contact = annas_contact()
    act(contact, "decision", **REFUND)

    said = "Ada decided: Refund without return. Ground: Standard policy."
    assert said in look(path(contact))


@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"remedy": "refund_returnless", "reason": " "}, "Give the reason in one sentence."),
        ({"reason": WHY}, "Choose what is decided."),
        ({"remedy": "applause", "reason": WHY}, "Select a valid choice."),
    ],
)
def test_half_a_decision_is_none(filled, reason):
    response = act(annas_contact(), "decision", **filled)

    assert response.status_code == 422
    assert reason in shown(response)
    assert not Decision.objects.exists()


def test_nothing_is_decided_while_the_seller_still_has_time():
    contact = annas_contact()
    a_question(contact)

    response = act(contact, "decision", **REFUND)

    assert response.status_code == 422
    assert "A question to the seller is open" in shown(response)
    assert response.context["form"]["reason"].value() == WHY


def test_nothing_is_decided_for_a_stranger():
    response = act(from_a_stranger(), "decision", **REFUND)

    assert response.status_code == 422
    assert "Make sure first that this is the order's buyer." in shown(response)


def test_a_button_pressed_twice_decides_once():
    contact = annas_contact()
    filled = {"version": contact.version, **REFUND}

    post(path(contact, "decision"), filled)
    second = post(path(contact, "decision"), filled)

    assert second.status_code == 409
    assert Decision.objects.count() == 1
    assert mails(contact).count("decided") == 1


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


def test_what_the_seller_answers_is_not_ours_to_resolve():
    contact = another("Bitte senden Sie mir die Rechnung zu LM-1007.", subject="Rechnung")

    response = act(contact, "closure")

    assert response.status_code == 422
    assert "The service does not answer this contact" in shown(response)


def test_nobody_resolves_what_he_has_not_read():
    contact = annas_contact()
    seen = contact.version
    act(contact, "topic", topic="delivery")

    response = post(path(contact, "closure"), {"version": seen})

    contact.refresh_from_db()
    assert (response.status_code, contact.state) == (409, "open")
    assert "Ada changed the topic from Something else to Delivery." in shown(response)
