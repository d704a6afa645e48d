"""A mail that withdraws, on the desk: seen, proposed, recorded with the mail's own time."""

from datetime import timedelta

import pytest

from mostrador.contacts import linking
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import withdrawal_standing
from mostrador.decisions.models import Withdrawal
from mostrador.orders.models import Order
from tests.cast import ADA, NOON, annas_contact, signed_in, take
from tests.desk.stage import shown
from tests.intake.post import forwarded, of

WITHDRAWS = "Guten Tag, hiermit widerrufe ich den Kauf der Leselampe, LM-1007.\n\nAnna Keller"
PROPOSED = "reads like a withdrawal"


def page(contact: Contact) -> str:
    return shown(signed_in("ada").get(f"/desk/contacts/{contact.pk}/"))


def record(contact: Contact, message: object = None) -> int:
    number = message if message is not None else contact.messages.latest("pk").pk
    path = f"/desk/contacts/{contact.pk}/withdrawals/"
    return signed_in("ada").post(path, {"message": str(number)}).status_code


def test_E58_a_mail_that_withdraws_is_proposed_to_the_agent():
    assert PROPOSED in page(annas_contact(WITHDRAWS))


def test_E58_a_mail_that_asks_about_it_is_not():
    assert PROPOSED not in page(annas_contact("Kann ich LM-1007 noch widerrufen?"))


def test_E58_recorded_it_counts_from_when_it_was_written():
    contact = annas_contact(WITHDRAWS, now=NOON - timedelta(hours=20))

    assert record(contact) == 303

    made = Withdrawal.objects.get()
    contact.refresh_from_db()
    assert made.declared_at == NOON - timedelta(hours=20)
    assert (made.order_id, made.channel, contact.topic) == ("LM-1007", "mail", "withdrawal")
    assert contact.messages.count() == 1
    assert Delivery.objects.filter(contact=contact, template="withdrawn").count() == 1


def test_E58_recorded_it_is_no_proposal_any_more_and_shows_how_it_stands():
    contact = annas_contact(WITHDRAWS, now=NOON - timedelta(hours=1))
    record(contact)

    told = page(contact)
    assert PROPOSED not in told
    assert "By the law it is in time: nothing has arrived yet." in told
    assert "The money is due back by 26 Nov 2026." in told
    assert "Ada recorded a withdrawal, declared on Thu 12 Nov, 09:00." in told


def test_E59_a_mail_handed_over_by_a_seller_keeps_its_original_time():
    contact = of(take(forwarded(WITHDRAWS)))

    record(contact)

    assert Withdrawal.objects.get().declared_at.isoformat() == "2026-11-10T08:15:00+00:00"


def test_E58_of_an_order_that_is_found_later_it_is_about_that_order():
    contact = annas_contact("Ich widerrufe den Vertrag.", now=NOON - timedelta(hours=1))
    record(contact)
    before = Withdrawal.objects.get()

    linking.link(contact.pk, Order.objects.get(pk="LM-1007"), by=ADA, now=NOON)
    withdrawal_standing.order_found(contact.pk, now=NOON)

    after = Withdrawal.objects.get()
    assert (before.order, before.judged) == (None, "")
    assert (after.order_id, after.judged) == ("LM-1007", "before_delivery")


@pytest.mark.parametrize("number", ["", "x", "999999", "²"])
def test_only_words_of_this_buyer_are_recorded(number):
    contact = annas_contact(WITHDRAWS)

    assert record(contact, number) == 404
    assert not Withdrawal.objects.exists()
