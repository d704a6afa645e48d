"""From "Ready to enrol" to Active, and everything that can come in between."""

from functools import partial

import pytest

from mostrador.sellers import invitations
from mostrador.sellers.models import Enrolment, Notice, Seller
from mostrador.stores import programme
from mostrador.stores.models import Store
from tests import at_once
from tests.cast import NOON, person
from tests.portal.enrolling import OLGA, PAGE, a_seller, enrol, intervals, invite, words

ENROLMENT = f"{PAGE}enrolment/"
YES = {"terms": "1", "accepted": "on"}


def test_R26_the_page_before_says_what_it_is_costs_and_asks_for():
    invite()
    Store.objects.update(
        plan="Basis", plan_words={"en": "EUR 0.80 for each order.", "de": "0,80 EUR je Bestellung."}
    )
    texts = {"de": "Sie nehmen teil.", "en": "You take part.", "zh-hans": "参加。"}
    programme.publish_terms(Store.objects.get(), "7", texts, by=OLGA, now=NOON)

    page = words(a_seller("zed").get(ENROLMENT))

    assert "Plan: Basis" in page
    assert "EUR 0.80 for each order." in page
    assert "Terms of participation, version 7 You take part." in page
    assert "within 24 hours. Saturdays, Sundays and holidays count." in page
    assert "Write with us in German or Chinese (Simplified)." in page
    assert "I accept the terms, version 7." in page


def test_R27_R28_enrol_now_enrols_and_it_is_active():
    invite()

    answer = a_seller("zed").post(ENROLMENT, YES, follow=True)

    page = words(answer)
    assert answer.redirect_chain == [(PAGE, 303)]
    assert "You are enrolled, and the service is active." in page
    assert "Customer service Active" in page
    row = Enrolment.objects.get(seller="S-ZED")
    assert (row.terms, row.accepted_by) == ("1", person("zed").actor)
    assert Notice.objects.filter(seller="S-ZED", template="active").count() == 1


def test_R11_without_the_box_he_is_told_and_not_enrolled():
    invite()

    answer = a_seller("zed").post(ENROLMENT, {"terms": "1"})

    assert (answer.status_code, intervals()) == (422, 0)
    assert "You are not enrolled The terms in force are not accepted." in words(answer)


def test_every_reason_comes_at_once_each_with_what_to_do():
    Seller.objects.filter(pk="S-ZED").update(plan="individual", standing="at risk")

    answer = a_seller("zed").post(ENROLMENT, {"terms": "1"})

    assert answer.status_code == 422
    assert [one.words for one in answer.context["obstacles"]] == [
        "You are not invited yet.",
        "The terms in force are not accepted.",
        "Your account is not on the Professional plan.",
        "Your account is not in good standing.",
    ]
    assert all(one.advice for one in answer.context["obstacles"])


def test_terms_that_changed_while_the_page_was_open_have_to_be_read_again():
    invite()
    Store.objects.update(terms_version="2")

    answer = a_seller("zed").post(ENROLMENT, YES)

    page = answer.content.decode()
    assert (answer.status_code, intervals()) == (409, 0)
    assert "Please read version 2." in words(answer)
    assert 'name="terms" value="2"' in page
    assert "checked" not in page


def test_an_invitation_withdrawn_meanwhile_is_a_sentence():
    invitation = invite()
    zed = a_seller("zed")
    zed.get(ENROLMENT)
    invitation.refresh_from_db()
    invitations.withdraw(invitation, by=OLGA, now=NOON)

    answer = zed.post(ENROLMENT, YES)

    assert (answer.status_code, intervals()) == (422, 0)
    assert "You are not invited yet." in words(answer)


def test_a_second_click_or_another_tab_enrols_nobody_twice():
    invite()
    zed = a_seller("zed")
    zed.post(ENROLMENT, YES)

    again = zed.post(ENROLMENT, YES, follow=True)

    assert "You are enrolled already." in words(again)
    assert intervals() == 1
    assert zed.get(ENROLMENT).status_code == 303


def test_who_is_enrolled_needs_no_page_before():
    assert a_seller("zhou").get(ENROLMENT)["Location"] == PAGE


@pytest.mark.parametrize("terms", ["", "x" * 41, "1\0"])
def test_nonsense_for_terms_enrols_nobody(terms):
    invite()

    answer = a_seller("zed").post(ENROLMENT, {"terms": terms, "accepted": "on"})

    assert answer.status_code in {409, 422}
    assert intervals() == 0


def test_R33_who_has_left_enrols_again():
    invite()
    zed = a_seller("zed")
    zed.post(ENROLMENT, YES)
    zed.post(f"{PAGE}leaving/")

    assert "Ready to enrol" in words(zed.get(PAGE))
    zed.post(ENROLMENT, YES)

    assert intervals() == 2


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_make_one_interval():
    invite()
    clients = [a_seller("zed") for _ in range(3)]

    answers = at_once.run(*(partial(one.post, ENROLMENT, YES) for one in clients))

    assert [one.status_code for one in answers] == [303] * 3
    assert intervals() == 1


@pytest.mark.django_db(transaction=True)
def test_leaving_in_two_tabs_at_once_is_leaving_once():
    invite()
    enrol()
    clients = [a_seller("zed") for _ in range(2)]

    answers = at_once.run(*(partial(one.post, f"{PAGE}leaving/") for one in clients))

    assert [one.status_code for one in answers] == [303] * 2
    assert intervals() == 1
