"""A matter that begins with a mail: its store, its order, its person, its topic."""

import re
from email.message import EmailMessage

import pytest

from mostrador.contacts.models import Contact
from mostrador.history import chain
from tests.cast import a_mail, annas_contact, take
from tests.intake.post import (
    ANA,
    ANNA,
    AUSTRIA,
    STRANGER,
    VIENNESE,
    answering,
    bytes_of,
    load,
    of,
    read,
    send_all,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("marketplace")

FAILED = {"Authentication_Results": "mx.lichtmarkt.example; dmarc=fail header.from=mail.example"}
VIENNA = "service@lichtmarkt-wien.example"
NOBODYS = "somebody@elsewhere.example"


@pytest.mark.parametrize(
    ("to", "text", "store"),
    [
        ("service@lichtmarkt.example", "Zu AT-2001.", "de"),
        (VIENNA, "Zu LM-1007.", "at"),
        ("handover@lichtmarkt-wien.example", "Zu LM-1007.", "at"),
        (NOBODYS, "Zu AT-2001.", "at"),
        (NOBODYS, "Zu LM-1007.", "de"),
        # The first by its id, where nothing says which.
        (NOBODYS, "Hallo", "at"),
    ],
)
def test_the_store_is_the_recipients_else_the_orders_else_the_first(to, text, store):
    load(AUSTRIA, VIENNESE)

    assert of(take(a_mail(text, to=to))).store_id == store


def test_a_follow_up_stays_in_the_store_of_its_thread():
    load(AUSTRIA, VIENNESE)
    contact = annas_contact()

    taken = take(a_mail("Und?", to=VIENNA, mail_id="<2@x.example>", In_Reply_To="<1@mail.example>"))

    assert (taken.contact, of(taken).store_id) == (contact, "de")


def test_an_order_named_is_the_senders_own_first():
    contact = of(take(a_mail("Paul (LM-1015) hat dieselbe Lampe wie ich (LM-1007).")))

    assert (contact.order_id, contact.verified) == ("LM-1007", True)


def test_whoever_names_an_order_of_somebody_else_learns_nothing_of_it():
    contact = of(take(a_mail("Wo ist LM-1007?", sender=STRANGER)))

    [received] = send_all()
    assert (contact.order_id, contact.verified, contact.handler) == ("LM-1007", False, "service")
    assert read(received)["To"].addresses[0].addr_spec == "somebody@else.example"
    for fact in (b"Zhou", b"Leselampe", b"Keller", b"LM-1007", b"Linden", b"39.90"):
        assert fact not in bytes_of(received)


def test_an_address_that_was_forged_is_not_believed():
    contact = of(take(a_mail("Bitte an meine neue Anschrift: LM-1007", **FAILED)))

    [received] = send_all()
    assert (contact.order_id, contact.verified) == ("LM-1007", False)
    assert b"Zhou" not in bytes_of(received)


def test_an_unverified_contact_about_a_sellers_matter_stays_with_the_service():
    mail = a_mail("Ich brauche eine Rechnung zu LM-1007.", sender=STRANGER, subject="Rechnung")
    contact = of(take(mail))

    assert (contact.state, contact.handler, contact.verified) == ("open", "seller", False)
    assert [one.template for one in send_all()] == ["which_order"]


def test_no_answer_tells_a_stranger_whether_there_is_such_an_order():
    for number, order in enumerate(("LM-1007", "LM-9999")):
        take(a_mail(f"Wo ist {order}?", sender=STRANGER, mail_id=f"<{number}@else.example>"))

    said = [read(one).get_content() for one in send_all()]

    keys = Contact.objects.order_by("opened_at", "pk").values_list("pk", flat=True)
    plain = {re.sub(rf"({'|'.join(keys)})\S*", "", one) for one in said}
    assert (len(said), len(plain)) == (2, 1)


def test_who_then_writes_from_the_address_he_ordered_with_is_believed_and_answered_there():
    mail = a_mail("Ich brauche eine Rechnung zu LM-1007.", sender=STRANGER, subject="Rechnung")
    contact = of(take(mail))
    [asked] = send_all()

    answer = answering(asked, "Ich bin es: LM-1007.", sender=ANNA, mail_id="<2@mail.example>")
    taken = take(answer)

    contact.refresh_from_db()
    assert (taken.judged.verdict, contact.verified, contact.buyer_id) == (
        "follow_up", True, "B-KELLER",
    )  # fmt: skip
    sent = [(one.template, read(one)["To"].addresses[0].addr_spec) for one in send_all()[1:]]
    assert sent == [
        ("seller/passed_on", "zhou@zhou-lighting.example"),
        ("passed_on", "anna.keller@mail.example"),
        ("seller/passed_on", "zhou@zhou-lighting.example"),
    ]
    assert contact.messages.order_by("pk").last().author == "buyer:B-KELLER"


def test_a_forged_address_proves_nothing():
    contact = of(take(a_mail("Wo ist LM-1007?", sender=STRANGER)))
    [asked] = send_all()

    take(answering(asked, "Ich bin es.", sender=ANNA, mail_id="<2@mail.example>", **FAILED))

    contact.refresh_from_db()
    assert (contact.verified, contact.buyer) == (False, None)


def test_one_mail_asks_for_the_order_and_the_answer_links_it():
    """E42"""
    contact = of(take(a_mail("Die Lampe flackert.", subject="Hilfe")))
    [asked] = send_all()

    answer = answering(asked, "Es ist LM-1012.", sender=ANNA, mail_id="<2@mail.example>")
    taken = take(answer)

    assert (asked.template, taken.contact) == ("which_order", contact)
    contact.refresh_from_db()
    assert (contact.order_id, contact.verified, contact.handler) == ("LM-1012", True, "service")
    assert sorted(contact.parts.values_list("seller", flat=True)) == ["S-ANA", "S-ZHOU"]
    assert [one.template for one in send_all()] == ["which_order"]


def test_an_answer_that_names_the_order_of_somebody_else_links_nothing():
    contact = of(take(a_mail("Die Lampe flackert.", subject="Hilfe")))

    take(a_mail("LM-1003", mail_id="<2@x.example>", In_Reply_To="<1@mail.example>"))

    contact.refresh_from_db()
    assert contact.order_id is None


def test_an_order_named_in_time_is_linked_though_the_sender_waits_for_the_seller():
    """An invoice asked for before the order was known goes to the seller once it is."""
    contact = of(take(a_mail("Ich brauche eine Rechnung.", subject="Rechnung")))

    take(a_mail("Zu LM-1007.", mail_id="<2@x.example>", In_Reply_To="<1@mail.example>"))

    contact.refresh_from_db()
    assert (contact.topic, contact.handler, contact.state) == ("invoice", "seller", "handed_over")
    assert [one.template for one in send_all()] == ["which_order", "seller/passed_on", "passed_on"]


@pytest.mark.parametrize(
    ("sender", "proposed"),
    [
        ("Ein Kunde <einmal@mail.example>", "AT-2001"),
        # She has several, and of a stranger nothing is known.
        ("Anna Keller <anna.keller@mail.example>", None),
        (STRANGER, None),
    ],
)
def test_a_senders_only_order_is_proposed_and_not_assumed(sender, proposed):
    load(AUSTRIA, {**VIENNESE, "buyer": {"id": "B-ONCE", "email": "Einmal@mail.example"}})

    contact = of(take(a_mail("Hallo?", sender=sender)))

    assert (contact.order_id, contact.proposed_order_id) == (None, proposed)


@pytest.mark.parametrize(
    ("text", "topic", "handler", "templates"),
    [
        (
            "Ich brauche eine Rechnung zu LM-1007.", "invoice", "seller",
            ["seller/passed_on", "passed_on"],
        ),
        ("Rechnung fehlt, und die Lampe LM-1007 ist defekt.", "other", "service", ["received"]),
        ("Wo ist LM-1007?", "other", "service", ["received"]),
        # Ordered before its seller enrolled.
        ("Wo ist LM-0968?", "other", "seller", ["seller/passed_on", "passed_on"]),
    ],
)  # fmt: skip
def test_the_topic_is_proposed_by_the_words_and_says_who_answers(text, topic, handler, templates):
    contact = of(take(a_mail(text, subject="Bestellung")))

    assert (contact.topic, contact.handler) == (topic, handler)
    assert [one.template for one in send_all()] == templates


def test_what_is_the_sellers_reaches_his_messages_with_the_buyers_words():
    """R40, E78"""
    take(a_mail("Ich brauche eine Rechnung zu LM-1007.", subject="Rechnung"))

    passed, told = send_all()

    assert read(passed)["To"].addresses[0].addr_spec == "zhou@zhou-lighting.example"
    assert b"Ich brauche eine Rechnung zu LM-1007." in bytes_of(passed)
    assert read(told)["To"].addresses[0].addr_spec == "anna.keller@mail.example"
    assert "Zhou Lighting" in str(read(told)["From"])


def test_before_an_order_a_product_names_the_seller():
    """E41"""
    load(
        {"type": "product", "id": "P-2040", "seller": "S-ANA", "title": "Kugelleuchte"},
    )
    words = "Bevor ich bestelle: ist P-2040 dimmbar?"
    contact = of(take(a_mail(words, sender=STRANGER, subject="Frage vor dem Kauf")))

    passed = send_all()[0]
    assert (contact.topic, contact.handler, contact.product_id) == ("pre_order", "seller", "P-2040")
    assert read(passed)["To"].addresses[0].addr_spec == ANA.partition("<")[2].rstrip(">")


def test_files_are_kept_as_they_came():
    message = EmailMessage()
    message["From"], message["To"] = "anna.keller@mail.example", "service@lichtmarkt.example"
    message["Message-ID"] = "<files@mail.example>"
    message.set_content("LM-1007 ist kaputt, siehe Foto.")
    photo = b"\x89PNG\r\n\x00" * 9
    message.add_attachment(photo, maintype="image", subtype="png", filename="ö.png")
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="leer.pdf")

    taken = take(message.as_bytes())

    kept = [one.file for one in of(taken).messages.get().attachments.order_by("pk")]
    assert [(one.name, one.media_type, bytes(one.body)) for one in kept] == [
        ("ö.png", "image/png", photo), ("leer.pdf", "application/pdf", b""),
    ]  # fmt: skip
    assert taken.as_dict()["attachments"] == [
        {"name": "ö.png", "type": "image/png", "size": 63},
        {"name": "leer.pdf", "type": "application/pdf", "size": 0},
    ]
    [received] = send_all()
    assert b"image/png" not in bytes_of(received)


def test_the_line_says_what_became_of_it():
    taken = take(a_mail("Wo ist LM-1007?", subject="Lampe"))

    contact = Contact.objects.get()
    assert taken.as_dict() == {
        "message_id": "<1@mail.example>",
        "verdict": "new",
        "contact": contact.pk,
        "handler": "service",
        "from": "anna.keller@mail.example",
        "subject": "Lampe",
        "text": "Wo ist LM-1007?",
        "attachments": [],
        "why": "Nothing ties it to a conversation we have, so it opens one.",
    }
    assert [entry.what for entry in chain.entries_of(contact)] == ["opened"]
