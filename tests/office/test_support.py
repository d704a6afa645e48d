"""Seller support: what sellers ask about the service itself comes to the operator (R54)."""

import pytest

from mostrador.contacts.models import Contact
from tests.cast import a_mail, annas_contact, signed_in, take
from tests.intake.post import HAND_OVER, ZHOU, of

LIST = "/office/support/"


@pytest.fixture
def asked(_noon: None) -> Contact:
    return of(take(a_mail("Was kostet der Dienst?", sender=ZHOU, to=HAND_OVER, subject="Gebühren")))


def rows(only: str = "") -> list[str]:
    return [row.title for row in signed_in("olga").get(f"{LIST}?only={only}").context["rows"]]


def test_it_waits_until_it_is_answered(asked):
    annas_contact(mail_id="<2@mail.example>")
    before = (rows(), rows("answered"))

    sent = signed_in("olga").post(f"{LIST}{asked.pk}/", {"text": "Im Probejahr nichts."})

    assert sent.status_code == 302
    assert (before, rows(), rows("answered")) == ((["Gebühren"], []), [], ["Gebühren"])


def test_an_empty_answer_is_refused(asked):
    refused = signed_in("olga").post(f"{LIST}{asked.pk}/", {"text": " "})

    assert refused.status_code == 422
    assert asked.messages.count() == 1


def test_the_overview_counts_it(asked):
    wants = signed_in("olga").get("/office/").context["wants"]

    assert [one.href for one in wants if one.href == LIST] == [LIST]


def test_a_buyers_matter_is_not_to_be_found_here(asked):
    annas = annas_contact(mail_id="<2@mail.example>")

    assert signed_in("olga").get(f"{LIST}{annas.pk}/").status_code == 404
