"""Files are given to whoever may read the words they came with, as bytes and nothing more."""

import pytest

from mostrador.contacts import conversation, opening
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Attachment, Contact, Message
from tests.cast import ADA, NOON, a_question, annas_contact, signed_in
from tests.portal.stage import a_photo, an_invoice_mail

EVIL = ("böse\r\nX: 1.html", "text/html", b"<script>alert(1)</script>")


def heard(contact: Contact, *, author: str = "") -> str:
    told = Heard("Anbei.", NOON, "mail", author, attachments=[EVIL])
    message = conversation.hear(contact.pk, told, now=NOON)
    return f"/portal/files/{message.attachments.get().pk}/"


def test_a_strangers_page_is_given_as_a_file_to_keep():
    path = heard(an_invoice_mail())

    given = signed_in("zhou").get(path)

    assert given.content == EVIL[2]
    assert given["Content-Type"] == "application/octet-stream"
    assert given["Content-Disposition"].startswith("attachment; ")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_his_own_photo_comes_back_with_its_name():
    question = a_question(annas_contact())
    zhou = signed_in("zhou")
    zhou.post(f"/portal/cases/{question.pk}/", {"choice": "lost", "photos": a_photo("灯.png")})

    given = zhou.get(f"/portal/files/{Attachment.objects.get().pk}/")

    assert given.content == b"\x89PNG the lamp"
    assert "filename*=utf-8''%E7%81%AF.png" in given["Content-Disposition"]


def test_a_file_named_after_the_buyer_is_named_without_him():
    contact = an_invoice_mail()
    told = Heard("", NOON, "mail", attachments=[("Rechnung an anna.keller@mail.example", "", b"1")])
    file = conversation.hear(contact.pk, told, now=NOON).attachments.get()
    zhou = signed_in("zhou")

    shown = zhou.get(f"/portal/messages/{contact.pk}/").content.decode()
    given = zhou.get(f"/portal/files/{file.pk}/")

    assert "anna.keller" not in shown
    assert "anna.keller" not in given["Content-Disposition"]


@pytest.mark.parametrize("lane", ["buyer", "inside", "another seller's"])
def test_a_file_that_came_with_words_he_may_not_read_is_not_there(lane):
    if lane == "buyer":
        path = heard(annas_contact())
    elif lane == "inside":
        contact = an_invoice_mail()
        note = conversation.note(contact.pk, "intern", by=ADA, now=NOON)
        path = attach(note)
    else:
        basket = annas_contact("In LM-1012 fehlt etwas.", mail_id="<12@mail.example>")
        part = basket.parts.get(seller="S-ANA")
        told = Heard("Foto", NOON, "web", "seller:S-ANA", attachments=[EVIL])
        path = f"/portal/files/{conversation.hear_seller(part, told).attachments.get().pk}/"

    assert signed_in("zhou").get(path).status_code == 404


def attach(message: Message) -> str:
    opening.attach(message, [EVIL])
    return f"/portal/files/{message.attachments.get().pk}/"


def test_there_is_no_file_without_a_number():
    assert signed_in("zhou").get("/portal/files/0/").status_code == 404
