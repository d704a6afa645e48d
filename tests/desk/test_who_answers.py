"""Who answers and why, in sentences that an agent can read to a buyer."""

import pytest

from mostrador.contacts import recheck
from mostrador.contacts.models import Contact
from mostrador.orders.models import Line, Order
from mostrador.sellers.models import Enrolment
from tests.cast import A_DAY, NOON, annas_contact, signed_in
from tests.desk.stage import PAUL, act, another, look, path


@pytest.mark.parametrize(
    ("words", "mail", "sentence"),
    [
        (
            "Wo ist LM-0968?",
            {},
            "Ordered 20 September; Zhou Lighting has been enrolled only since 1 October.",
        ),
        ("Wo ist LM-1003?", {"sender": PAUL}, "Zeds Schuhe does not take part in the service."),
        (
            "Bitte senden Sie mir die Rechnung zu LM-1007.",
            {"subject": "Rechnung"},
            "Invoices are the seller's matter.",
        ),
    ],
)
def test_what_is_not_covered_says_why(words, mail, sentence):
    page = look(path(another(words, **mail)))

    assert sentence in page
    assert "Handed over to" in page


def test_every_reason_is_said_and_each_line_has_its_own():
    contact = another("Bitte senden Sie mir die Rechnung zu LM-1015.", sender=PAUL)
    act(contact, "topic", topic="invoice")

    rulings = signed_in("ada").get(path(contact)).context["rulings"]

    assert [(one.title, one.sentences) for one in rulings] == [
        ("Pendelleuchte Orbit", ("Invoices are the seller's matter.",)),
        (
            "Pendelleuchte Orbit",
            ("The marketplace ships it, not the seller.", "Invoices are the seller's matter."),
        ),
    ]


def test_a_seller_who_has_left_is_said_with_his_dates():
    Enrolment.objects.filter(seller="S-ZHOU").update(until_at=NOON - 20 * A_DAY)

    page = look(path(another()))

    assert "Ordered 3 November; Zhou Lighting was enrolled from 1 October to 23 October." in page


def test_a_bare_date_on_the_day_of_enrolment_is_covered_and_said_so():
    Order.objects.filter(pk="LM-1007").update(
        placed_at=NOON.replace(month=10, day=1, hour=0), low_precision=True
    )
    Enrolment.objects.filter(seller="S-ZHOU").update(from_at=NOON.replace(month=10, day=1, hour=9))
    contact = another()
    Contact.objects.filter(pk=contact.pk).update(
        coverage=[{"line": "1", "covered": True, "handler": "service", "reasons": []}]
    )

    page = look(path(contact))

    assert "Covered: ordered 1 October, Zhou Lighting enrolled since 1 October." in page


def test_a_seller_nobody_has_told_us_of_is_called_by_his_number():
    Order.objects.filter(pk="LM-1003").update(seller_id="S-GONE")
    Line.objects.filter(order="LM-1003").update(seller_id="S-GONE")

    page = look(path(another("Wo ist LM-1003?", sender=PAUL)))

    assert "S-GONE" in page


def test_a_verdict_that_changed_offers_the_transfer():
    contact = annas_contact()
    Enrolment.objects.filter(seller="S-ZHOU").update(from_at=NOON)
    recheck.of_seller("S-ZHOU", now=NOON)

    page = look(path(contact))

    assert "By the records of today this is for Zhou Lighting to answer." in page
