"""E6 in the office: a disturbance is posted once, and every page says when things are due now."""

from datetime import timedelta

import pytest

from mostrador.cases.models import Incident, Question
from tests.cast import A_DAY, NOON, a_question, annas_contact, signed_in

PAGE = "/office/incidents/"
GIVEN = {
    "store": "de",
    "from_at": "2026-11-12T09:00",
    "until_at": "2026-11-12T12:30",
    "words": "Das Portal war nicht zu erreichen.",
}


def post(**changes: str):
    return signed_in("olga").post(PAGE, {**GIVEN, **changes})


def test_E6_what_is_open_is_due_later_and_the_page_says_so():
    a_question(annas_contact())

    sent = post()
    page = signed_in("olga").get(PAGE)

    assert (sent.status_code, sent.url) == (302, PAGE)
    assert Question.objects.get().due_at == NOON + A_DAY + timedelta(hours=3, minutes=30)
    (row,) = page.context["rows"]
    assert (row.begin, row.end) == ("Thu 12 Nov, 09:00", "Thu 12 Nov, 12:30")
    assert Incident.objects.get().shifted == 1


def test_E6_a_button_pressed_twice_posts_once():
    a_question(annas_contact())

    statuses = [post().status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Question.objects.get().due_at == NOON + A_DAY + timedelta(hours=3, minutes=30)


@pytest.mark.parametrize(
    "wrong",
    [
        {"until_at": "2026-11-12T09:00"},
        {"until_at": "2026-11-20T09:00"},
        {"from_at": "gestern"},
        {"words": " "},
        {"store": "fr"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    assert post(**wrong).status_code == 422
    assert not Incident.objects.exists()


def test_time_that_was_given_is_refused():
    post()

    assert post(from_at="2026-11-12T12:00", until_at="2026-11-12T13:00").status_code == 422
