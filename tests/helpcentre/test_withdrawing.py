"""Withdrawing without signing in: two steps, a receipt, a mail; and nothing refuses it."""

import email
import re
from datetime import timedelta
from email.policy import default

import pytest
from django.core.cache import cache
from django.test import Client

from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import withdrawals
from mostrador.decisions.models import Withdrawal
from mostrador.helpcentre import limits
from mostrador.outbox import sending
from mostrador.site.delivering import HANDLERS
from tests.cast import NOON, signed_in
from tests.helpcentre.stage import page, words

ANNAS = {"name": "Anna Keller", "contract": "LM-1007", "email": "anna.keller@mail.example"}
ASKED, PRESSED = "/help/withdraw/", "/help/withdraw/confirmation/"


def press(who: Client | None = None, **said: str) -> Withdrawal:
    answer = (who or Client()).post(PRESSED, ANNAS | said)
    assert answer.status_code == 303
    return Withdrawal.objects.order_by("-pk").latest("recorded_at")


def send_mails() -> None:
    sending.deliver_batch(HANDLERS, now=NOON, machine_now=NOON)


@pytest.mark.parametrize("address", ["/help/", "/help/questions/", "/help/withdraw/"])
def test_E58_the_way_to_it_stands_on_every_page(address):
    assert words(Client().get(address)).count("Withdraw from contract") >= 1


def test_E58_it_asks_the_three_things_the_law_allows_and_no_more():
    fields = Client().get(ASKED).context["form"].fields

    assert list(fields) == ["name", "contract", "email"]


def test_E58_the_second_step_shows_it_with_one_button_and_its_words_alone():
    answer = Client().post(ASKED, ANNAS)

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert not Withdrawal.objects.exists()
    for said in ANNAS.values():
        assert said in words(answer)
    buttons = re.findall(r'data-look="main"[^>]*><span>([^<]*)</span>', shown)
    assert buttons == ["Confirm withdrawal"]


def test_E58_what_is_wrong_can_be_changed_before():
    answer = Client().post(ASKED, ANNAS | {"change": "1"})

    assert answer.status_code == 200
    assert answer.context["form"]["contract"].value() == "LM-1007"


def test_E58_a_form_left_empty_says_what_is_missing():
    answer = Client().post(ASKED, {"name": "", "contract": "", "email": ""})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "contract", "email"}


def test_E58_pressed_it_is_declared_at_this_moment():
    made = press()

    assert made.declared_at == made.recorded_at
    assert NOON <= made.declared_at < NOON + timedelta(minutes=1)
    assert made.channel == "web"
    assert made.order_id == "LM-1007"
    assert withdrawals.statement_of(made) == withdrawals.Statement(**ANNAS)
    assert made.contact.topic == "withdrawal"
    assert made.contact.verified


def test_E58_the_money_is_due_fourteen_days_later():
    # Thursday 12 November and 14 days.
    assert press().refund_due.isoformat() == "2026-11-26"


def test_E58_the_receipt_says_what_and_when_and_opens_for_nobody_else():
    answer = Client().post(PRESSED, ANNAS, follow=True)

    assert answer.status_code == 200
    for said in (*ANNAS.values(), "12 Nov 2026, 10:00", Withdrawal.objects.get().pk):
        assert said in words(answer)
    guessed = Client().get(f"/help/withdraw/{Withdrawal.objects.get().pk}/")
    assert guessed.status_code == 404


def test_E58_it_is_acknowledged_by_mail_with_content_date_and_time():
    made = press(email="anderswo@mail.example")
    send_mails()

    mail = Delivery.objects.get(contact=made.contact)
    letter = email.message_from_bytes(bytes(mail.raw.body), policy=default)
    raw = letter.get_content()
    assert letter["To"] == "anderswo@mail.example"
    for said in (
        "Anna Keller",
        "LM-1007",
        "anderswo@mail.example",
        made.pk,
        "12. Nov. 2026, 10:00",
    ):
        assert said in raw


@pytest.mark.parametrize("contract", ["LM-9999", "die Lampe vom 3. November", "LM\0", "x" * 900])
def test_E58_no_order_found_is_no_reason_to_refuse(contract):
    made = press(contract=contract)

    assert made.order is None
    assert made.contact.order is None
    assert made.judged == ""
    assert made.contact.state == "open"
    assert Delivery.objects.filter(contact=made.contact, template="withdrawn").count() == 1


def test_E58_a_stranger_learns_nothing_and_his_declaration_does_not_weigh_on_the_order():
    made = press(name="Fremd", email="fremd@else.example")
    missing = press(name="Fremd", email="fremd@else.example", contract="LM-9999")

    assert made.order is None
    assert made.contact.verified is False
    pages = [words(Client().get(page(one.contact))) for one in (made, missing)]
    told = [re.sub(r"C-\w+|LM-\d+|W-\w+", "", one) for one in pages]
    assert told[0] == told[1]
    assert "Lena" not in pages[0]


def test_E58_twice_within_minutes_is_one():
    first, second = press(), press(name=" anna  keller ")

    assert first == second
    assert Contact.objects.count() == 1


def test_E58_another_contract_is_another_declaration():
    press()
    press(contract="LM-1003")

    assert Withdrawal.objects.count() == 2


def test_E58_signed_in_his_name_stands_there_already():
    shown = signed_in("anna").get(ASKED).context["form"].initial

    assert shown["name"] == "Anna Keller"
    assert shown["email"] == "anna.keller@mail.example"


def test_E58_beyond_the_limit_it_is_received_and_only_its_mail_left_out():
    cache.clear()
    for number in range(limits.MOST_WITHDRAWALS):
        press(contract=f"Vertrag {number}")
    last = press(contract="noch einer")

    assert last.contact.state == "open"
    assert not Delivery.objects.filter(contact=last.contact).exists()


def test_E58_the_track_says_that_it_was_received():
    made = press()

    steps = Client().get(page(made.contact)).context["steps"]
    assert [one.words for one in steps][:2] == [
        "We received your message", "We have received your withdrawal",
    ]  # fmt: skip


def test_E58_the_receipt_can_be_had_again_from_the_page_of_the_request():
    made = press()

    [link] = Client().get(page(made.contact)).context["receipts"]
    assert link.words == "Withdrawal of 12 Nov 2026"
    assert made.pk in words(Client().get(link.href))
