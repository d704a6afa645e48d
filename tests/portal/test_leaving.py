"""Leaving in two steps: what stays and until when, and then the press that does it."""

from mostrador.sellers.models import Enrolment
from mostrador.stores.models import Store
from tests.cast import a_question, annas_contact
from tests.portal.enrolling import PAGE, a_seller, words


def test_R32_before_he_leaves_it_says_what_stays_and_until_when():
    a_question(annas_contact())

    page = a_seller("zhou").get(f"{PAGE}leaving/")

    facts = {one.label: one.value for one in page.context["facts"]}
    assert facts == {
        "Orders we go on answering for": "2",
        "At the longest until": "17 Dec 2028",
        "Questions that wait for your answer": "1",
    }


def test_E33_without_an_end_it_says_so():
    Store.objects.update(coverage_never_ends=True)

    page = words(a_seller("zhou").get(f"{PAGE}leaving/"))

    assert "At the longest until without an end" in page


def test_R33_R34_leaving_is_one_press_and_twice_is_once():
    zhou = a_seller("zhou")

    first = zhou.post(f"{PAGE}leaving/", follow=True)
    second = zhou.post(f"{PAGE}leaving/", follow=True)

    assert "You have left. Orders covered until now stay with us." in words(first)
    assert "You have left already." in words(second)
    assert Enrolment.objects.get(seller="S-ZHOU").until_at is not None


def test_where_everybody_takes_part_nobody_leaves_by_himself():
    Store.objects.update(mode=Store.Mode.MANDATORY)
    zhou = a_seller("zhou")

    refused = zhou.post(f"{PAGE}leaving/")

    said = "On this marketplace every seller takes part, so you cannot leave by yourself."
    assert [said in words(page) for page in (zhou.get(f"{PAGE}leaving/"), refused)] == [True] * 2
    assert refused.status_code == 422
    assert b"Unsubscribe now" not in refused.content
    assert b"leaving/" not in zhou.get(PAGE).content
    assert Enrolment.objects.get(seller="S-ZHOU").until_at is None
