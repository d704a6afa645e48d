"""Mailboxes: one thread is one contact, by the mails' own headers."""

import pytest

from mostrador.contacts.models import Attachment, Contact
from mostrador.imports.past import NoExportError
from tests.imports.past.conftest import SERVICE, about, said
from tests.imports.past.exports import PICTURE, a_mail, mailbox_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketplace")]
ANNA = "Anna Keller <anna.keller@mail.example>"
OURS = f"Lichtmarkt <{SERVICE}>"
LATER = "Tue, 01 Sep 2026 09:30:00 +0000"


@pytest.fixture
def question():
    return a_mail(ANNA, "Wo ist LM-1007?\nFrom Berlin, Anna", key="one", picture=PICTURE)


@pytest.fixture
def answer():
    return a_mail(OURS, "Unterwegs.", at=LATER, key="two", answers="one")


def only() -> str:
    return Contact.objects.get().pk


def test_a_thread_is_a_contact_that_is_over(tmp_path, took, question, answer):
    path = mailbox_in(tmp_path / "archive.mbox", question, answer)

    assert took(path, "mbox") == {"created": 1, "reasons": [], "notes": []}
    assert took(path, "mbox") == {"unchanged": 1, "reasons": [], "notes": []}

    assert about(only()) == ("LM-1007", "B-KELLER", True, "other", "Meine Lampe")
    assert Contact.objects.get().resolved_at.isoformat() == "2026-09-01T09:30:00+00:00"
    assert said(only()) == [
        ("buyer:B-KELLER", "Anna Keller", "Wo ist LM-1007?\nFrom Berlin, Anna",
         f"lampe.png:{len(PICTURE)}"),
        ("service", "Lichtmarkt", "Unterwegs.", ""),
    ]  # fmt: skip
    assert bytes(Attachment.objects.get().file.body) == PICTURE


def test_what_was_received_and_what_was_sent_may_lie_apart(tmp_path, took, question, answer):
    mailbox_in(tmp_path / "Sent", answer)
    (tmp_path / "INBOX.d").mkdir()
    mailbox_in(tmp_path / "INBOX.d" / "2026", question, a_mail(ANNA, "Danke?", key="three"))
    (tmp_path / "INBOX.msf").write_text("an index of the mail program's own")

    assert took(tmp_path, "mbox")["created"] == 2
    with_answer = Contact.objects.get(order="LM-1007").pk
    assert [who for who, _, _, _ in said(with_answer)] == ["buyer:B-KELLER", "service"]


def test_a_mail_without_its_beginning_keeps_what_it_quotes(tmp_path, took):
    words = "Danke!\n\nAm 1. September 2026 schrieb Lichtmarkt:\n> Sie ist unterwegs.\n"
    took(mailbox_in(tmp_path / "in", a_mail(ANNA, words, key="two", answers="lost")), "mbox")

    assert "Sie ist unterwegs." in said(only())[0][2]


def test_the_thread_stays_the_same_when_its_beginning_turns_up(tmp_path, took, question, answer):
    thanks = a_mail(ANNA, "Ja", key="3", answers="two", at="Wed, 02 Sep 2026 09:30:00 +0000")
    took(mailbox_in(tmp_path / "part", answer, thanks), "mbox")

    found = took(mailbox_in(tmp_path / "all", question, answer), "mbox")

    assert Contact.objects.count() == 1
    assert found["reasons"] == [
        (1, "It was told otherwise before, and what was said is not written anew.")
    ]


def test_a_mail_of_html_alone_becomes_its_words(tmp_path, took):
    mail = a_mail(ANNA, "", page="<style>p{}</style><p>Wo ist <b>sie</b>?</p>")
    took(mailbox_in(tmp_path / "in", mail), "mbox")

    assert said(only())[0][2] == "Wo ist sie?"


def test_what_machines_wrote_stays_out(tmp_path, took, question):
    away = a_mail(ANNA, "Im Urlaub", key="x", Auto_Submitted="auto-replied")
    spam = a_mail("win@mail.example", "Gewonnen", key="y", X_Spam_Flag="YES")
    news = a_mail(OURS, "Neue Lampen", key="z")
    path = mailbox_in(tmp_path / "in", away, spam, news, question, question)

    found = took(path, "mbox")

    assert found["created"] == 1
    assert sorted(found["notes"]) == [
        "1 in which no buyer says anything were left out.",
        "1 mails lay there twice and count once.",
        "2 automatic replies, delivery reports and spam mails were left out.",
    ]


def test_a_mail_without_a_date_was_posted_when_its_mailbox_says(tmp_path, took):
    mail = a_mail(ANNA, "Hallo")
    del mail["Date"]
    took(mailbox_in(tmp_path / "in", mail), "mbox")

    assert Contact.objects.get().opened_at.isoformat() == "2026-09-01T08:00:00+00:00"


def test_a_mail_that_cannot_be_read_stops_no_other(tmp_path, took, question):
    path = mailbox_in(tmp_path / "in", b"\xff\x00\x01" * 500, question, b"")

    found = took(path, "mbox")

    assert found["created"] == 1
    sentence = "Mail 1 cannot be read: nothing in it is a mail."
    assert sentence in [detail for _, detail in found["reasons"]]


def test_a_stranger_who_names_an_order_is_not_its_buyer(tmp_path, took):
    mail = a_mail("Mallory <mallory@mail.example>", "Wo ist LM-1007?")
    took(mailbox_in(tmp_path / "in", mail), "mbox")

    assert about(only())[:3] == ("LM-1007", None, False)
    assert said(only())[0][1] == "Mallory"


def test_something_else_is_no_mailbox(tmp_path, took):
    (tmp_path / "in").write_text("Hello")

    with pytest.raises(NoExportError, match=r"does not begin with"):
        took(tmp_path / "in", "mbox")


def test_who_the_service_was_must_be_known(tmp_path, took, question):
    from mostrador.stores.models import Store

    Store.objects.update(body={})

    with pytest.raises(NoExportError, match=r"--service-address"):
        took(mailbox_in(tmp_path / "in", question), "mbox")
    assert took(tmp_path / "in", "mbox", service=frozenset({SERVICE}))["created"] == 1
