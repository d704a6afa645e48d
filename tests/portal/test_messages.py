"""What the service does not cover comes to the seller's Messages, and he answers it there."""

from datetime import timedelta

import pytest

from mostrador import wallclock
from mostrador.contacts import conversation, handover, recheck
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Alias, Attachment, Contact, Delivery, Message
from mostrador.portal import own, sending
from mostrador.portal.forms import Words
from mostrador.sellers.models import Enrolment
from tests.cast import ADA, NOON, a_mail, a_question, annas_contact, person, signed_in, take
from tests.portal.stage import a_photo, an_invoice_mail

HOUR = timedelta(hours=1)
REPLY = {"text": "Die Rechnung liegt bei.", "version": "1"}


def page(contact: Contact) -> str:
    return f"/portal/messages/{contact.pk}/"


def seller_lines(contact: Contact) -> list[str]:
    said = Message.objects.filter(contact=contact, author="seller:S-ZHOU").order_by("pk")
    return [message.text.body for message in said]


def an_old_order_mail(number: int = 70) -> Contact:
    """About an order from before Zhou took part."""
    raw = a_mail("Die Lampe aus LM-0968 flackert.", mail_id=f"<{number}@mail.example>")
    contact = take(raw).contact
    assert contact is not None
    return contact


def test_an_invoice_mail_waits_in_zhous_messages_with_words_reason_and_clock():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")

    listed = zhou.get("/portal/messages/").context["rows"]
    opened = zhou.get(page(contact))

    assert [row.href for row in listed] == [page(contact)]
    assert "Rechnung" in listed[0].text
    assert len(opened.context["reasons"]) == 1
    assert opened.context["clock"].due_at is not None
    assert "bitte schicken Sie mir die Rechnung" in opened.content.decode()
    assert [row.href for row in zhou.get("/portal/").context["waiting"]] == [page(contact)]


def test_the_buyers_address_and_number_are_masked_wherever_they_stand():
    words = (
        "Bitte die Rechnung zu LM-1007 an anna.keller@mail.example, "
        "Telefon +49 30 5550 1007 oder 030 / 5550 1007."
    )
    contact = an_invoice_mail(words)
    zhou = signed_in("zhou")

    shown = "".join(
        zhou.get(address).content.decode()
        for address in ("/portal/", "/portal/messages/", page(contact), "/portal/orders/LM-1007/")
    )

    assert "Bitte die Rechnung zu LM-1007" in shown
    for secret in ("anna.keller@", "mail.example", "5550", "Lindenstraße", "10969", "Keller"):
        assert secret not in shown


def test_he_answers_and_the_buyer_is_owed_his_mail():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")

    sent = zhou.post(page(contact), {**REPLY, "photos": a_photo("rechnung.pdf", b"%PDF-1.7")})

    assert (sent.status_code, sent.url) == (303, page(contact))
    assert seller_lines(contact) == ["Die Rechnung liegt bei."]
    assert Delivery.objects.filter(contact=contact, template="from_seller", to="buyer").count() == 1
    assert Attachment.objects.get().file.name == "rechnung.pdf"
    assert Alias.objects.filter(seller="S-ZHOU").count() == 2
    assert zhou.get("/portal/").context["waiting"] == []


def test_pressed_twice_it_is_sent_once():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")

    sent = [zhou.post(page(contact), {**REPLY, "photos": a_photo()}).status_code for _ in range(2)]

    assert sent == [303, 303]
    assert len(seller_lines(contact)) == 1


def test_pressed_twice_without_saying_what_was_seen_it_is_sent_once():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")

    for _ in range(2):
        zhou.post(page(contact), {"text": REPLY["text"]})

    assert len(seller_lines(contact)) == 1


def test_the_same_words_with_another_file_are_another_message():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")
    zhou.post(page(contact), REPLY)

    zhou.post(page(contact), {**REPLY, "version": "2", "photos": a_photo()})

    assert len(seller_lines(contact)) == 2


def test_the_same_words_said_again_after_reading_them_are_sent_again():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")

    zhou.post(page(contact), REPLY)
    zhou.post(page(contact), {**REPLY, "version": "2"})

    assert len(seller_lines(contact)) == 2


def test_what_came_in_while_he_wrote_is_shown_before_anything_is_sent():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")
    zhou.get(page(contact))
    conversation.hear(contact.pk, Heard("Hat sich erledigt.", NOON, "mail"), now=NOON)

    stopped = zhou.post(page(contact), REPLY)
    again = zhou.post(page(contact), {**REPLY, "version": "2"})

    shown = stopped.content.decode()
    assert stopped.status_code == 409
    assert "Hat sich erledigt." in shown
    assert REPLY["text"] in shown
    assert 'name="version" value="2"' in shown
    assert again.status_code == 303
    assert len(seller_lines(contact)) == 1


def test_an_empty_message_is_refused():
    contact = an_invoice_mail()

    assert signed_in("zhou").post(page(contact), {"text": " "}).status_code == 422
    assert seller_lines(contact) == []


def test_a_new_word_of_the_buyer_waits_from_when_it_came():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")
    zhou.post(page(contact), REPLY)
    wallclock.advance_to(NOON + 30 * HOUR)
    at = NOON + 29 * HOUR
    conversation.hear(contact.pk, Heard("Und die zweite Seite?", at, "mail"), now=at)
    conversation.hear(contact.pk, Heard("Bitte?", at + HOUR / 2, "mail"), now=at + HOUR / 2)

    [row] = zhou.get("/portal/messages/").context["rows"]

    assert row.clock is not None
    assert 22 * 3600 < row.clock.seconds <= 23 * 3600


def test_what_the_service_says_to_the_buyer_is_not_shown():
    contact = an_invoice_mail()
    conversation.say(contact.pk, "Wir haben Herrn Zhou gefragt.", by=ADA, now=NOON)
    conversation.note(contact.pk, "Stammkundin", by=ADA, now=NOON)

    shown = signed_in("zhou").get(page(contact)).content.decode()

    assert "Herrn Zhou" not in shown
    assert "Stammkundin" not in shown


def test_words_of_somebody_unknown_are_shown_as_such():
    contact = an_invoice_mail()
    conversation.hear(
        contact.pk, Heard("Ich bin die Schwester.", NOON, "mail", "unknown"), now=NOON
    )

    shown = signed_in("zhou").get(page(contact)).context["entries"]

    assert [entry.text for entry in shown][-1] == "Ich bin die Schwester."
    assert shown[-1].author != shown[0].author


def test_a_person_we_do_not_know_yet_does_not_come_to_him():
    raw = a_mail("Bitte die Rechnung.", sender="x@strange.example", subject="Rechnung zu LM-1007")
    contact = take(raw).contact
    zhou = signed_in("zhou")

    assert contact is not None
    assert contact.parts.get().handler == "seller"
    assert zhou.get(page(contact)).status_code == 404
    assert zhou.get("/portal/messages/").context["rows"] == []


def now_covered() -> None:
    """Zhou's first day turns out to be earlier, and the contact is asked again."""
    Enrolment.objects.filter(seller="S-ZHOU").update(from_at=NOON - timedelta(days=90))
    recheck.of_order("LM-0968", now=NOON)


def test_what_the_service_covers_by_now_is_handed_over_with_one_press():
    contact = an_old_order_mail()
    now_covered()
    zhou = signed_in("zhou")

    offered = zhou.get(page(contact)).content.decode()
    sent = zhou.post(f"{page(contact)}transfer/")

    contact.refresh_from_db()
    assert f'action="{page(contact)}transfer/"' in offered
    assert (sent.status_code, sent.url) == (303, "/portal/messages/")
    assert (contact.handler, contact.state) == ("service", "open")
    assert zhou.get(page(contact)).status_code == 404
    assert zhou.post(page(contact), REPLY).status_code == 404


def test_what_is_his_cannot_be_handed_over():
    contact = an_invoice_mail()
    zhou = signed_in("zhou")

    offered = zhou.get(page(contact)).content.decode()
    refused = zhou.post(f"{page(contact)}transfer/")

    contact.refresh_from_db()
    assert "transfer/" not in offered
    assert refused.status_code == 409
    assert contact.handler == "seller"


def test_the_address_of_a_transfer_leads_to_the_message():
    contact = an_invoice_mail()

    assert signed_in("zhou").get(f"{page(contact)}transfer/").url == page(contact)


def test_a_reply_after_the_service_took_over_is_not_sent():
    contact = an_old_order_mail()
    part = own.threads(person("zhou")).get()
    now_covered()
    handover.transfer(contact.pk, by=ADA, now=NOON)

    with pytest.raises(conversation.NotYoursError):
        sending.to_buyer(part, Words("Guten Tag"), now=NOON)

    assert seller_lines(contact) == []


def test_hostile_words_stay_words():
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    contact = an_invoice_mail(f"Rechnung zu LM-1007 {evil}")
    question = a_question(annas_contact(mail_id="<7@mail.example>"), text=evil)
    zhou = signed_in("zhou")
    zhou.post(page(contact), {"text": evil})
    zhou.post(f"/portal/cases/{question.pk}/", {"text": evil, "photos": a_photo(f"{evil}.png")})

    shown = "".join(
        zhou.get(address).content.decode()
        for address in (
            "/portal/", "/portal/messages/", page(contact), f"/portal/cases/{question.pk}/",
        )
    )  # fmt: skip

    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "<img" not in shown
