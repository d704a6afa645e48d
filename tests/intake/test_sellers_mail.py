"""What sellers send to the hand-over address: a buyer's mail, or words of their own."""

import pytest

from mostrador.contacts.models import Message
from tests.cast import NOON, a_mail, annas_contact, take
from tests.intake.post import HAND_OVER, ZED, ZHOU, forwarded, of, read, send_all

pytestmark = pytest.mark.usefixtures("marketplace")


def test_a_hand_over_counts_from_when_the_buyer_wrote():
    """R43, E59"""
    contact = of(take(forwarded("Meine Lampe LM-1007 ist kaputt.")))

    words = contact.messages.get()
    assert contact.opened_at.isoformat() == "2026-11-10T08:15:00+00:00"
    assert contact.answer_due_at.isoformat() == "2026-11-12T08:15:00+00:00"
    assert (words.author, words.text.body) == ("buyer:B-KELLER", "Meine Lampe LM-1007 ist kaputt.")
    assert (contact.order_id, contact.verified, contact.handler) == ("LM-1007", True, "service")
    [sent] = send_all()
    assert read(sent)["To"].addresses[0].addr_spec == "anna.keller@mail.example"


@pytest.mark.parametrize(
    "sent", ["Sat, 10 Nov 2029 09:15:00 +0100", "Tue, 10 Nov 2020 09:15:00 +0100"]
)
def test_a_date_that_is_a_slip_counts_from_now(sent):
    contact = of(take(forwarded("Meine Lampe LM-1007 ist kaputt.", sent=sent)))

    assert contact.opened_at == NOON


def test_a_seller_is_believed_of_his_own_orders_alone():
    contact = of(take(forwarded("Meine Lampe LM-1007 ist kaputt.", by=ZED)))

    assert (contact.order_id, contact.verified) == ("LM-1007", False)


def test_a_sellers_own_words_stand_in_the_case_they_name():
    """E82"""
    contact = annas_contact()

    taken = take(
        a_mail("LM-1007 geht morgen raus.", sender=ZHOU, to=HAND_OVER, mail_id="<z@z.example>")
    )

    said = contact.messages.order_by("pk").last()
    assert (taken.judged.verdict, taken.contact) == ("seller_message", contact)
    assert (said.lane, said.author) == ("seller", "seller:S-ZHOU")


@pytest.mark.parametrize("sender", [ZED, ZHOU])
def test_a_seller_reaches_no_case_of_another_and_support_has_the_rest(sender):
    annas_contact()
    number = "LM-1007" if sender == ZED else "LM-9999"

    taken = take(a_mail(f"Zu {number}.", sender=sender, to=HAND_OVER, mail_id="<z@z.example>"))

    assert (taken.judged.verdict, taken.contact) == ("seller_message", None)
    assert Message.objects.filter(lane="seller").count() == 0


def test_a_seller_whose_mail_was_not_proven_is_heard_as_somebody():
    contact = annas_contact()
    failed = {"Authentication_Results": "mx.lichtmarkt.example; dmarc=fail"}

    take(a_mail("LM-1007 geht raus.", sender=ZHOU, to=HAND_OVER, mail_id="<z@z.example>", **failed))

    assert contact.messages.get(lane="seller").author == "unknown"
