"""A question to a seller before there is an order (E41)."""

import pytest
from django.test import Client

from mostrador.contacts.models import Contact, Delivery
from mostrador.helpcentre import limits
from mostrador.sellers.models import Product
from tests.cast import signed_in
from tests.helpcentre.stage import said, words, write

LENA = "/help/questions/?product=P-LENA"
ASKED = {"text": "Passt eine LED hinein?", "email": "neu@mail.example", "name": "Nora Neu"}


def test_the_page_says_who_will_answer():
    shown = words(Client().get(LENA))

    assert "Your question about Leselampe Lena" in shown
    assert "Zhou Lighting sells it and answers you by e-mail." in shown


def test_the_question_goes_to_the_sellers_messages_and_the_asker_is_told():
    answer = write(LENA, **ASKED)

    contact = Contact.objects.get()
    assert (answer.status_code, answer.url.split("~")[0]) == (303, f"/help/contacts/{contact.pk}")
    assert (contact.topic, contact.handler, contact.state) == ("pre_order", "seller", "handed_over")
    assert (contact.product_id, contact.parts.get().seller_id) == ("P-LENA", "S-ZHOU")
    assert said(contact) == [(f"buyer:{contact.pk}", "Passt eine LED hinein?\n\nNora Neu")]
    owed = Delivery.objects.order_by("pk").values_list("to", "template")
    assert list(owed) == [("seller", "seller/passed_on"), ("buyer", "passed_on")]
    assert "Passt eine LED" in words(signed_in("zhou").get("/portal/messages/"))
    assert "Passt eine LED" not in words(signed_in("zed").get("/portal/messages/"))


def test_the_askers_page_names_product_and_seller_and_no_order():
    page = Client().get(write(LENA, **ASKED).url)

    assert [fact.value for fact in page.context["facts"]] == ["Leselampe Lena", "Zhou Lighting"]
    assert not page.context["wants_order"]


def test_a_name_that_stands_under_the_question_is_not_written_twice():
    write(LENA, **{**ASKED, "text": "Passt eine LED hinein?\nnora neu"})

    assert said(Contact.objects.get())[0][1] == "Passt eine LED hinein?\nnora neu"


def test_asked_twice_it_is_one_question():
    first, second = (write(LENA, **ASKED) for _ in range(2))

    assert Contact.objects.count() == 1
    assert first.url.split("~")[0] == second.url.split("~")[0]


def test_the_same_words_of_somebody_else_are_another_question():
    write(LENA, **ASKED)
    write(LENA, **{**ASKED, "email": "noch@mail.example"})

    assert Contact.objects.count() == 2


def test_a_buyer_who_is_signed_in_says_neither_name_nor_address():
    anna = signed_in("anna")

    assert list(anna.get(LENA).context["form"].fields) == ["text"]
    write(LENA, anna, text="Passt eine LED hinein?")
    write(LENA, anna, text="Passt eine LED hinein?")

    contact = Contact.objects.get()
    assert (contact.buyer_id, contact.order_id) == ("B-KELLER", None)
    assert [row.title for row in anna.get("/help/").context["rows"]] == ["Leselampe Lena"]


def test_a_seller_is_asked_without_a_product():
    write("/help/questions/?seller=S-ANA", **ASKED)

    contact = Contact.objects.get()
    assert (contact.product_id, contact.parts.get().seller_id) == (None, "S-ANA")


def test_without_a_product_in_the_address_its_number_is_asked_for():
    assert "product" in Client().get("/help/questions/").context["form"].fields

    write("/help/questions/", product=" P-ORBIT ", **ASKED)

    assert Contact.objects.get().parts.get().seller_id == "S-ANA"


@pytest.mark.parametrize("key", ["P-NOBODY", "P-UNMET", "%00"])
def test_a_product_that_nobody_could_answer_for_is_refused(key):
    Product.objects.create(id="P-UNMET", seller_id="S-UNMET", title="Leuchte", body={})

    page = Client().get(f"/help/questions/?product={key}")
    answer = write("/help/questions/", **{**ASKED, "product": key})

    assert "product" in page.context["form"].fields
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["product"]
    assert not Contact.objects.exists()


def test_every_fault_is_named_at_once():
    answer = write("/help/questions/", email="nobody")

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["email", "product", "text"]


def test_nobodys_letter_box_is_filled_through_the_form():
    for number in range(limits.MOST):
        write(LENA, **{**ASKED, "text": f"Frage {number}"})

    answer = write(LENA, **{**ASKED, "text": "Und noch eine"})

    assert answer.status_code == 429
    assert Contact.objects.count() == limits.MOST
    assert write(LENA, **{**ASKED, "email": "noch@mail.example"}).status_code == 303
