"""What a buyer sends: kept once, led to whom it belongs, refused with a sentence."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from mostrador import wallclock
from mostrador.contacts import conversation
from mostrador.contacts.models import Attachment, Contact, Delivery
from mostrador.helpcentre import found_orders
from mostrador.orders.models import Order
from tests.cast import A_DAY, ADA, NOON, signed_in
from tests.helpcentre.stage import another, page, said, steps, words, write

LATE = "Meine Lampe ist nicht da."


def photo(name: str = "lampe.png", size: int = 20) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\x89" * size, content_type="image/png")


def opened(url: str) -> str:
    """Which page a link opens: the seal behind it is another one every second."""
    return url.split("~", maxsplit=1)[0]


def test_more_words_reach_the_request_and_its_page():
    contact = another()

    answer = write(page(contact, "messages"), text="Es eilt.", photos=[photo(), photo("2.png")])

    assert (answer.status_code, opened(answer.url)) == (303, opened(page(contact)))
    assert said(contact)[-1] == ("buyer:B-KELLER", "Es eilt.")
    names = Attachment.objects.order_by("pk").values_list("file__name", flat=True)
    assert list(names) == ["lampe.png", "2.png"]


def test_sent_twice_it_is_said_once():
    contact = another()

    answers = [write(page(contact, "messages"), text="Es eilt.") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(said(contact)) == 2


def test_the_same_words_after_an_answer_or_a_while_are_said_again():
    contact = another()
    write(page(contact, "messages"), text="Wo ist sie?")
    conversation.say(contact.pk, "Unterwegs.", by=ADA, now=NOON)
    write(page(contact, "messages"), text="Wo ist sie?")
    wallclock.advance_to(wallclock.now() + timedelta(minutes=10))
    write(page(contact, "messages"), text="Wo ist sie?")

    assert [text for _, text in said(contact)].count("Wo ist sie?") == 3


def test_a_word_after_the_answer_opens_the_request_again_with_a_new_promise():
    contact = another()
    conversation.say(contact.pk, "Sie kommt morgen.", by=ADA, now=NOON)
    wallclock.advance_to(NOON + A_DAY)

    write(page(contact, "messages"), text="Sie kam nicht.")

    contact.refresh_from_db()
    assert contact.state == "open"
    assert contact.answer_due_at >= NOON + 3 * A_DAY
    assert steps(contact)[-1] == ("We are answering you", "now")


def test_an_empty_message_is_refused_and_the_page_stays():
    contact = another()

    answer = write(page(contact, "messages"), text="  ")

    assert answer.status_code == 422
    assert "Write your message first." in words(answer)
    assert len(said(contact)) == 1


def test_a_file_that_is_too_large_is_refused_and_the_words_are_kept():
    contact = another()

    answer = write(page(contact, "messages"), text="Ein Film", photos=[photo(size=10 * 2**20 + 1)])

    assert answer.status_code == 422
    assert "too large" in words(answer)
    assert ">\nEin Film</textarea>" in answer.content.decode()
    assert len(said(contact)) == 1


def test_the_address_of_the_form_leads_back_to_the_page():
    contact = another()

    answer = Client().get(page(contact, "messages"))

    assert (answer.status_code, opened(answer.url)) == (303, opened(page(contact)))


def matter(text: str = LATE, what: str = "not_received", order: str = "LM-1007") -> HttpResponse:
    """The fourth step, as the page of the third leads to it."""
    sealed = found_orders.seal(Order.objects.get(pk=order))
    return write(f"/help/orders/{sealed}/contact/?what={what}&line=1", text=text)


def test_a_buyer_writes_about_his_order():
    answer = matter()

    contact = Contact.objects.get()
    assert (answer.status_code, answer.url.split("~")[0]) == (303, f"/help/contacts/{contact.pk}")
    assert (contact.order_id, contact.buyer_id, contact.topic) == (
        "LM-1007",
        "B-KELLER",
        "delivery",
    )
    assert (contact.channel, contact.verified, contact.handler) == ("web", True, "service")
    assert str(contact.subject_text) == "Leselampe Lena"
    assert Delivery.objects.get().template == "received"


def test_a_request_sent_twice_is_one():
    first, second = (matter() for _ in range(2))

    assert Contact.objects.count() == 1
    assert first.url.split("~")[0] == second.url.split("~")[0]


def test_another_order_or_other_words_are_another_request():
    matter()
    matter(order="LM-1012")
    matter("Der Schirm ist zerrissen.")

    assert Contact.objects.count() == 3


@pytest.mark.parametrize(
    ("what", "text", "topic", "handler"),
    [
        ("damaged", "Der Schirm ist zerrissen.", "item", "service"),
        ("invoice", "Für die Steuer.", "invoice", "seller"),
        ("other", "Bitte schicken Sie mir die Rechnung.", "invoice", "seller"),
        ("other", "Rechnung bitte, und die Lampe ist kaputt.", "other", "service"),
    ],
)
def test_the_reason_says_whose_matter_it_is_and_without_one_the_words_do(
    what, text, topic, handler
):
    matter(text, what)

    contact = Contact.objects.get()
    assert (contact.topic, contact.handler) == (topic, handler)


def test_who_has_not_said_a_word_is_asked_for_one():
    answer = matter("")

    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["text"])
    assert not Contact.objects.exists()


def test_the_way_by_mail_stands_beside_it():
    sealed = found_orders.seal(Order.objects.get(pk="LM-1007"))

    shown = words(Client().get(f"/help/orders/{sealed}/contact/?what=damaged&line=1"))

    assert "service@lichtmarkt.example as well; put the number of your order, LM-1007" in shown


def test_there_is_one_way_only():
    assert signed_in("anna").post("/help/", {"order": "LM-1007"}).status_code == 405
