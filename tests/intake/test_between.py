"""Buyers and sellers write to each other through us: each in his lane, neither learns the other."""

from email.message import EmailMessage

import pytest

from mostrador.cases import log
from mostrador.cases.models import Answer
from mostrador.contacts import handover
from mostrador.contacts.models import Contact
from tests.cast import A_DAY, ADA, NOON, a_mail, a_question, annas_contact, take
from tests.intake.post import (
    ANNA,
    STRANGER,
    ZED,
    ZHOU,
    alias_of,
    an_invoice_contact,
    answering,
    bytes_of,
    forwarded,
    of,
    read,
    send_all,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("marketplace")

SIGNED = "\n\nViele Grüße\nAnna Keller, anna.keller@mail.example, Tel. +49 30 5550 1007"
ANNAS = (b"anna.keller", b"mail.example", b"5550 1007", b"55501007")
ZHOUS = (b"zhou@", b"zhou-lighting", b"138 0013 8000", b"13800138000")
FAILED = {"Authentication_Results": "mx.lichtmarkt.example; dmarc=fail"}


def asked_of_zhou(contact: Contact, **question: str):
    return a_question(contact, **question), next(
        one for one in send_all() if one.template == "seller/question"
    )


def assert_neither_learns_of_the_other() -> None:
    """In any byte that left, encoded or not."""
    for sent in send_all():
        for secret in ANNAS if sent.to == "seller" else ZHOUS:
            assert secret not in bytes_of(sent), (sent.template, secret)


def said(contact: Contact) -> list[tuple[str, str]]:
    return list(contact.messages.order_by("pk").values_list("lane", "author"))


def test_a_sellers_reply_to_a_questions_mail_answers_the_question():
    contact = annas_contact()
    question, asked = asked_of_zhou(contact)

    taken = take(answering(asked, "包裹昨天已发出。", sender=ZHOU, mail_id="<z1@z.example>"))

    question.refresh_from_db()
    answer = Answer.objects.get()
    assert (taken.judged.verdict, taken.contact, question.state) == (
        "follow_up", contact, "answered",
    )  # fmt: skip
    assert (answer.text.body, answer.by, answer.late) == (
        "包裹昨天已发出。",
        "seller:S-ZHOU",
        False,
    )
    assert said(contact) == [("buyer", "buyer:B-KELLER"), ("seller", "seller:S-ZHOU")]


def test_an_empty_reply_answers_nothing():
    """E7"""
    contact = annas_contact()
    question, asked = asked_of_zhou(contact)

    take(answering(asked, " ", sender=ZHOU, mail_id="<z1@z.example>"))

    question.refresh_from_db()
    assert (question.state, Answer.objects.count()) == ("open", 0)


def test_a_second_reply_is_a_message():
    contact = annas_contact()
    _question, asked = asked_of_zhou(contact)

    for number in (1, 2):
        take(answering(asked, f"回复 {number}", sender=ZHOU, mail_id=f"<z{number}@z.example>"))

    assert Answer.objects.count() == 1
    assert said(contact)[1:] == [("seller", "seller:S-ZHOU")] * 2


@pytest.mark.parametrize(
    ("sender", "headers"),
    [(STRANGER, {}), (ZED, {}), (ZHOU, FAILED)],
    ids=["from another address", "from another seller", "forged"],
)
def test_who_is_not_the_seller_answers_no_question_and_stays_out_of_the_buyers_lane(
    sender, headers
):
    contact = annas_contact()
    question, asked = asked_of_zhou(contact)

    taken = take(answering(asked, "已发出。", sender=sender, mail_id="<z1@z.example>", **headers))

    question.refresh_from_db()
    assert (taken.judged.verdict, question.state) == ("follow_up", "open")
    assert said(contact)[1:] == [("seller", "unknown")]


def test_a_buyer_cannot_answer_in_the_sellers_name():
    """He was told of the question, and may know the seller's address."""
    contact = annas_contact()
    question = a_question(contact)
    told = next(one for one in send_all() if one.template == "asked_seller")

    take(answering(told, "Alles erstattet.", sender=ZHOU, mail_id="<forged@x.example>"))

    question.refresh_from_db()
    assert (question.state, Answer.objects.count()) == ("open", 0)


def test_a_seller_who_writes_unasked_about_a_covered_order_reaches_the_service_alone():
    """E44, E83"""
    contact = annas_contact()
    to = f"service+{contact.token}@lichtmarkt.example"

    take(a_mail("Ich schicke eine neue.", sender=ZHOU, to=to, mail_id="<z1@z.example>"))

    assert said(contact)[1:] == [("seller", "seller:S-ZHOU")]
    assert [one.to for one in send_all()] == ["buyer"]


def test_a_seller_answers_his_buyer_through_the_masked_address():
    """E78, E79"""
    contact = an_invoice_contact()
    passed = send_all()[0]
    words = "Im Anhang. Zhou, zhou@zhou-lighting.example, Tel. +86 138 0013 8000"

    take(answering(passed, words, sender=ZHOU, mail_id="<in-zhous-words@zhou-lighting.example>"))

    contact.refresh_from_db()
    sent = send_all()[-1]
    assert (sent.template, sent.to) == ("from_seller", "buyer")
    assert "Im Anhang." in read(sent).get_content()
    assert read(sent)["From"].addresses[0].addr_spec == alias_of(contact, reaches="seller")
    assert contact.parts.get().seller_answered_at == NOON
    assert_neither_learns_of_the_other()


def test_the_buyers_answer_reaches_the_seller_without_her_address():
    contact = an_invoice_contact()
    passed = send_all()[0]
    take(answering(passed, "An wen?", sender=ZHOU, mail_id="<z1@zhou-lighting.example>"))
    from_zhou = send_all()[-1]

    mail = answering(from_zhou, f"An mich.{SIGNED}", sender=ANNA, mail_id="<2@mail.example>")
    taken = take(mail)

    sent = send_all()[-1]
    assert (taken.judged.verdict, taken.contact, taken.contact.handler) == (
        "follow_up", contact, "seller",
    )  # fmt: skip
    assert (sent.template, read(sent)["To"].addresses[0].addr_spec) == (
        "seller/passed_on", "zhou@zhou-lighting.example",
    )  # fmt: skip
    assert read(sent)["Reply-To"].addresses[0].addr_spec == alias_of(contact, reaches="buyer")
    assert_neither_learns_of_the_other()


def test_whoever_writes_to_the_sellers_masked_address_speaks_for_the_seller():
    contact = an_invoice_contact()
    to = alias_of(contact, reaches="buyer")

    take(a_mail("Kommt per Post.", sender=STRANGER, to=to, mail_id="<z1@z.example>"))
    take(a_mail("Nein.", sender=STRANGER, to=to, mail_id="<z2@z.example>", **FAILED))

    assert said(contact)[1:] == [("buyer", "seller:S-ZHOU"), ("seller", "unknown")]


def test_a_buyer_who_writes_to_the_sellers_address_about_a_covered_order_comes_to_the_service():
    """E43, R3"""
    contact = an_invoice_contact()
    send_all()
    to = alias_of(contact, reaches="seller")

    taken = take(
        a_mail("Die Lampe ist zerbrochen.", to=to, subject="Lampe", mail_id="<2@mail.example>")
    )

    contact.refresh_from_db()
    assert (taken.judged.verdict, taken.contact, taken.contact.handler) == (
        "follow_up", contact, "service",
    )  # fmt: skip
    assert (contact.state, contact.answer_due_at) == ("open", NOON + 2 * A_DAY)
    assert [one.template for one in send_all()[2:]] == ["received"]
    assert said(contact) == [("buyer", "buyer:B-KELLER")] * 2


def test_an_order_that_is_not_covered_stays_with_its_seller():
    contact = of(take(a_mail("Wo bleibt LM-0968?", subject="Frage")))
    send_all()
    to = alias_of(contact, reaches="seller")

    take(a_mail("Die Lampe ist zerbrochen.", to=to, subject="Lampe", mail_id="<2@mail.example>"))

    contact.refresh_from_db()
    assert contact.handler == "seller"
    assert [one.template for one in send_all()[2:]] == ["seller/passed_on"]


def test_a_seller_who_answers_after_the_service_took_over_is_heard_in_the_case():
    contact = an_invoice_contact()
    passed = send_all()[0]
    handover.correct_topic(contact.pk, "other", by=ADA, now=NOON)

    take(answering(passed, "Die Rechnung.", sender=ZHOU, mail_id="<z1@z.example>"))

    assert said(contact)[1:] == [("seller", "seller:S-ZHOU")]
    assert "from_seller" not in [one.template for one in send_all()]


def test_after_a_hand_over_the_buyer_does_not_learn_where_it_came_from():
    take(forwarded("LM-1007 ist kaputt.", mail_id="<fwd@zhou-lighting.example>"))

    assert_neither_learns_of_the_other()


def test_files_between_them_name_nobody():
    message = EmailMessage()
    message["From"], message["To"] = "anna.keller@mail.example", "service@lichtmarkt.example"
    message["Subject"], message["Message-ID"] = "Rechnung", "<files@mail.example>"
    message.set_content("Ich brauche eine Rechnung zu LM-1007.")
    message.add_attachment(b"\xff\xd8 a photo", maintype="image", subtype="jpeg", filename="1.jpg")
    message.add_attachment("Tel. +49 30 5550 1007, gern abends", filename="notiz.txt")
    message.add_attachment(
        b"%PDF Anna.Keller@mail.example", maintype="application", subtype="pdf", filename="a.pdf"
    )
    message.add_attachment(
        b"BEGIN:VCARD",
        maintype="text",
        subtype="vcard",
        filename=f"{ANNAS[0].decode()}@mail.example",
    )
    take(message.as_bytes())

    passed = send_all()[0]

    assert [one.get_filename() for one in read(passed).iter_attachments()] == ["1.jpg", "notiz.txt"]
    assert b"gern abends" in bytes_of(passed)
    assert_neither_learns_of_the_other()


def test_an_agents_words_do_not_tell_the_seller_where_the_buyer_is():
    contact = annas_contact(text=f"LM-1007 fehlt.{SIGNED}")

    asked_of_zhou(contact, text="Rufen Sie sie an: +49 30 5550 1007, anna.keller@mail.example")

    assert_neither_learns_of_the_other()


def test_another_sellers_name_is_not_told_to_a_seller():
    """E25: each sees his own share."""
    contact = of(take(a_mail("LM-1012 kam beschädigt an.")))
    log.ask(
        contact.pk, "part_photo", "", by=ADA, now=NOON, language="de", seller="S-ZHOU",
        consulted=["order"],
    )  # fmt: skip

    asked = next(one for one in send_all() if one.template == "seller/question")
    for secret in (b"Ana's", b"anas-lampen", b"Orbit", b"129"):
        assert secret not in bytes_of(asked)
