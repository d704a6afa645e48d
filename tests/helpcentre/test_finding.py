"""Step 1: an order's number and the six digits; nobody learns whether there is such an order."""

import email
import re
from datetime import timedelta
from email.policy import default
from typing import Any

import pytest
from django.test import Client

from mostrador import wallclock
from mostrador.helpcentre.seals import ATTEMPT
from mostrador.orders import proofs
from mostrador.orders.proof_models import Proof
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.site.delivering import HANDLERS
from tests.cast import NOON
from tests.helpcentre.stage import words

A_SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    # Where no mail leaves the machine, its text can be read here.
    settings.DEMO = True


def ask(number: str = "LM-1007") -> str:
    answer = Client().post("/help/orders/", {"number": number})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def send() -> None:
    sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now())


def mailed() -> str:
    """The code in the newest mail."""
    proof = Proof.objects.exclude(raw=None).latest("asked_at")
    letter = email.message_from_bytes(bytes(proof.raw.body), policy=default)
    assert letter["To"] == "anna.keller@mail.example"
    return re.search(r"\d{6}", letter.get_content()).group()


def test_E42_the_code_from_the_mail_leads_to_the_order():
    page = ask()
    send()

    answer = Client().post(page, {"code": mailed()}, follow=True)

    assert answer.status_code == 200
    assert "LM-1007" in words(answer)
    assert "Leselampe Lena" in words(answer)


@pytest.mark.parametrize("number", ["LM-9999", "LM-1007\0", "nichts", "x" * 200])
def test_E48_no_page_says_whether_the_order_exists(number):
    pages = [ask("LM-1007"), ask(number)]
    send()

    shown = [words(Client().get(page)) for page in pages]
    refused = [words(Client().post(page, {"code": "000000x"})) for page in pages]

    assert shown[0] == shown[1]
    assert refused[0] == refused[1]


def test_E48_asking_is_the_same_work_for_every_number(django_assert_num_queries):
    client = Client()
    for number in ("LM-1007", "LM-9999"):
        with django_assert_num_queries(5):
            client.post("/help/orders/", {"number": number})

    assert [one.order_id for one in Proof.objects.order_by("asked_at")] == [None, None]
    assert Owed.objects.filter(kind="order_code").count() == 2


def test_the_code_is_kept_as_a_digest_alone():
    ask()
    send()

    proof = Proof.objects.get()
    assert mailed() not in (proof.digest, str(proof.owed.payload))
    assert len(proof.digest) == 64


def test_a_code_is_good_for_ten_minutes_and_not_a_second_more():
    key = ATTEMPT.open(ask().split("/")[-2])
    send()
    proof = Proof.objects.get(pk=key)

    late = proofs.prove(key, mailed(), machine_now=proof.expires_at + A_SECOND)
    in_time = proofs.prove(key, mailed(), machine_now=proof.expires_at)

    assert proof.expires_at - proof.asked_at == timedelta(minutes=10)
    assert late is None
    assert in_time is not None


def test_a_code_opens_once():
    page = ask()
    send()
    code = mailed()

    assert Client().post(page, {"code": code}).status_code == 303
    assert Client().post(page, {"code": code}).status_code == 422


@pytest.mark.parametrize(("wrong", "status"), [(4, 303), (5, 422)])
def test_after_five_tries_even_the_right_code_opens_nothing(wrong, status):
    page = ask()
    send()
    for _ in range(wrong):
        assert Client().post(page, {"code": "no"}).status_code == 422

    assert Client().post(page, {"code": mailed()}).status_code == status


def test_before_the_mail_is_sent_no_code_is_right():
    page = ask()

    assert Client().post(page, {"code": ""}).status_code == 422
    assert Client().post(page, {"code": "000000"}).status_code == 422


def test_three_mails_an_hour_are_the_most_for_one_order():
    for _ in range(5):
        ask()
    send()

    assert Proof.objects.exclude(raw=None).count() == proofs.MOST_MAILS


def test_outside_the_demo_no_copy_of_the_code_is_kept(settings):
    settings.DEMO = False
    ask()
    send()

    proof = Proof.objects.get()
    assert proof.raw is None
    assert proof.sent_at == NOON


@pytest.mark.parametrize("address", ["/help/orders/LM-1007/", "/help/orders/code/LM-1007/"])
def test_an_address_that_was_guessed_leads_back_to_the_first_step(address):
    answer = Client().get(address)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/help/orders/")


def test_what_somebody_typed_is_forgotten_after_a_day():
    ask("LM-NOBODYS")
    send()
    asked = Proof.objects.get()
    a_day_later = asked.asked_at + proofs.KEPT

    assert proofs.forget(machine_now=a_day_later) == 0
    assert proofs.forget(machine_now=a_day_later + timedelta(microseconds=1)) == 1
    assert not Proof.objects.exists()


def test_what_is_still_to_be_sent_is_not_forgotten():
    ask("LM-NOBODYS")
    asked = Proof.objects.get()

    assert proofs.forget(machine_now=asked.asked_at + 9 * proofs.KEPT) == 0
