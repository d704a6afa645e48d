"""A decision in two steps, on the ground that the facts give it."""

from datetime import timedelta

import pytest

from mostrador.decisions.models import Decision
from mostrador.stores.models import Store
from tests.cast import NOON, a_question, annas_contact, person, signed_in
from tests.desk.stage import (
    act,
    answered,
    from_a_stranger,
    lapsed,
    look,
    mails,
    path,
    post,
    shown,
)

WHY = "Das Paket ist seit zwei Tagen überfällig, und der Verkäufer schweigt."
REFUND = {
    "lines": ["1"], "cause": "not_received", "condition": "as_received",
    "remedy": "refund_returnless", "reason": WHY, "do": "decide",
}  # fmt: skip
EXPLAIN = REFUND | {"remedy": "explain"}


def of_yesterday():
    return annas_contact(now=NOON - timedelta(hours=30))


def sheet(contact, **asked):
    if not asked:
        return signed_in("ada").get(path(contact, "decision")).context
    return act(contact, "decision", **{**REFUND, "do": "again", **asked}).context


def test_R17_a_silent_seller_leaves_it_to_our_best_judgement():
    contact = of_yesterday()
    question = lapsed(contact)

    response = act(contact, "decision", **REFUND)

    decision = Decision.objects.get()
    contact.refresh_from_db()
    assert (response.status_code, response.url) == (303, path(contact))
    assert (decision.ground, decision.question) == ("best_judgement", question)
    assert (decision.remedy, decision.reason.body) == ("refund_returnless", WHY)
    assert (decision.decided_by, decision.lines) == (person("ada").actor, ["1"])
    assert contact.state == "waiting_for_buyer"
    assert (mails(contact)[-1], mails(contact, "seller")[-1]) == ("decided", "seller/decided")


def test_E64_the_facts_the_alternatives_and_the_sentence_are_kept():
    contact = of_yesterday()
    question = lapsed(contact)

    act(contact, "decision", **REFUND)

    decision = Decision.objects.get()
    assert decision.facts["questions"] == {question.pk: "lapsed"}
    remedies = [one["remedy"] for one in decision.facts["alternatives"]]
    assert {"refund_returnless", "explain", "goodwill"} <= set(remedies)
    assert set(decision.entitlement) == {"facts", "answer"}
    assert decision.reason.body == WHY


def test_the_page_says_what_is_known_what_is_not_and_which_rules_apply():
    contact = of_yesterday()
    lapsed(contact)

    context = sheet(contact)

    assert context["known"] == (
        "Order LM-1007 was placed on 3 November.",
        "1 × Leselampe Lena",
        "Promised by: Tue 10 Nov, 20:00",
        "Sent: Wed 4 Nov, 16:10",
        "DHL: 00340434161094042557",
        "State: On its way",
        "Covered: ordered 3 November, Zhou Lighting enrolled since 1 October.",
    )
    assert context["unknown"][:2] == (
        "“Where is the parcel?” Zhou Lighting did not answer by Thu 12 Nov, 09:59.",
        "Whether and when the parcel was delivered: no delivery is recorded.",
    )
    assert context["rules"][0] == (
        "The seller was silent for 24 hours: we decide in the buyer's interest, within policy and "
        "law."
    )
    assert len(context["rules"]) > 1
    assert context["judged"]


def test_every_offer_says_what_it_costs_whom():
    contact = of_yesterday()
    lapsed(contact)

    context = sheet(contact)

    offers = {one.code: one for one in (*context["offers"], *context["beyond"])}
    money = [(one.label, one.value) for one in offers["refund_returnless"].money]
    assert ("The buyer gets", "€39.90") in money
    assert any("pays" in label for label, _value in money)
    assert offers["goodwill"].note == "The marketplace pays."


def test_what_is_not_to_be_had_says_why():
    context = sheet(annas_contact())

    denied = {one.title: one.why for one in context["denied"]}
    assert "[already_shipped" in denied["Cancel the order"]
    assert "[not_delivered" in denied["Repair or spare part"]
    assert all(denied.values())


def test_it_is_seen_before_it_is_done():
    contact = of_yesterday()
    lapsed(contact)

    response = act(contact, "decision", **REFUND | {"do": "preview"})

    page = shown(response)
    assert response.status_code == 200
    assert not Decision.objects.exists()
    assert "Der Käufer" not in page
    buyers, sellers = response.context["cards"]
    assert (buyers.language, sellers.language) == ("de", "zh-hans")
    assert buyers.card.why == sellers.card.why == WHY
    assert "€39.90" in response.context["agents"].answer
    assert "It can be taken back until 10:30." in page


def test_from_the_preview_one_goes_back_with_all_that_was_filled_in():
    contact = of_yesterday()
    lapsed(contact)
    sent = act(contact, "decision", **REFUND | {"do": "preview"}).context["sent"]

    again = post(path(contact, "decision"), {**dict(sent), "do": "again"})
    done = post(path(contact, "decision"), {**dict(sent), "do": "decide"})

    chosen = [one.code for one in again.context["offers"] + again.context["beyond"] if one.checked]
    assert chosen == ["refund_returnless"]
    assert again.context["form"]["reason"].value() == WHY
    assert done.status_code == 303


def test_what_if_another_cause():
    contact = annas_contact()

    context = sheet(contact, cause="not_received")

    assert context["changes"]
    assert not Decision.objects.exists()


def test_above_the_limit_it_goes_to_a_second_person():
    Store.objects.update(agent_limit_minor=1000)
    contact = of_yesterday()
    lapsed(contact)

    seen = shown(act(contact, "decision", **REFUND | {"do": "preview"}))
    act(contact, "decision", **REFUND)

    assert "above what you may decide alone (€10.00" in seen
    assert Decision.objects.get().state == "proposed"
    assert "decided" not in mails(contact)


def test_a_partial_refund_wants_its_amount():
    contact = of_yesterday()
    lapsed(contact)

    without = act(contact, "decision", **REFUND | {"remedy": "partial_refund"})
    with_it = act(contact, "decision", **REFUND | {"remedy": "partial_refund", "amount": "10.5"})

    assert (without.status_code, with_it.status_code) == (422, 303)
    assert "Say how much." in shown(without)
    (amount,) = Decision.objects.get().amounts
    assert (amount["amount"], amount["currency"]) == ("10.50", "EUR")


def test_more_than_was_paid_is_refused_and_nothing_is_kept():
    contact = of_yesterday()
    lapsed(contact)

    response = act(contact, "decision", **REFUND | {"remedy": "partial_refund", "amount": "99"})

    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_after_an_answer_the_ground_is_the_answer():
    contact = annas_contact()
    answered(contact, "lost")

    page = look(path(contact, "decision"))
    act(contact, "decision", **REFUND)

    assert "Zhou Lighting answered “Where is the parcel?”: The parcel is lost" in page
    assert Decision.objects.get().ground == "seller_answer"


def test_without_a_question_an_explanation_stands_on_the_standard_policy():
    act(annas_contact(), "decision", **EXPLAIN)

    assert Decision.objects.get().ground == "standard_policy"


def test_the_decision_is_read_in_the_history():
    contact = annas_contact()
    act(contact, "decision", **EXPLAIN)

    said = "Ada decided: Explain. Ground: Standard policy."
    assert said in look(path(contact))


@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"reason": " "}, "Give the reason in one sentence."),
        ({"remedy": ""}, "Choose what is decided."),
        ({"remedy": "applause"}, "Select a valid choice."),
        ({"remedy": "cancel"}, "This is not to be had; choose something else."),
        ({"amount": "many"}, "Enter a number."),
        ({"cause": "boredom"}, "Select a valid choice."),
    ],
)
def test_half_a_decision_is_none(filled, reason):
    response = act(annas_contact(), "decision", **EXPLAIN | filled)

    assert response.status_code == 422
    assert reason in shown(response)
    assert not Decision.objects.exists()


def test_nothing_is_decided_while_the_seller_still_has_time():
    contact = annas_contact()
    a_question(contact)

    response = act(contact, "decision", **EXPLAIN)

    assert response.status_code == 422
    assert "A question to the seller is open" in shown(response)
    assert response.context["form"]["reason"].value() == WHY


def test_nothing_is_decided_for_a_stranger():
    response = act(from_a_stranger(), "decision", **EXPLAIN)

    assert response.status_code == 422
    assert "Make sure first that this is the order's buyer." in shown(response)


def test_a_button_pressed_twice_decides_once():
    contact = annas_contact()
    filled = {"version": contact.version, **EXPLAIN}

    post(path(contact, "decision"), filled)
    second = post(path(contact, "decision"), filled)

    assert second.status_code == 409
    assert Decision.objects.count() == 1
    assert mails(contact).count("decided") == 1
