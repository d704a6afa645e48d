"""What sellers send to the hand-over address: a buyer's mail, or words of their own."""

import pytest

from mostrador.contacts import support
from mostrador.desk import lists
from mostrador.history.verification import verify
from mostrador.sellers import reach
from mostrador.sellers.models import Seller
from mostrador.sellers.reach import Wishes
from tests.cast import NOON, a_mail, a_question, annas_contact, signed_in, take
from tests.intake.post import HAND_OVER, ZED, ZHOU, answering, forwarded, of, read, send_all

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
    annas = annas_contact()
    number = "LM-1007" if sender == ZED else "LM-9999"

    taken = take(a_mail(f"Zu {number}.", sender=sender, to=HAND_OVER, mail_id="<z@z.example>"))

    assert (taken.judged.verdict, of(taken).kind) == ("seller_message", "support")
    assert annas.messages.filter(lane="seller").count() == 0


def about_the_service(text: str = "Was kostet der Dienst?", mail_id: str = "<z@z.example>"):
    return of(take(a_mail(text, sender=ZHOU, to=HAND_OVER, subject="Gebühren", mail_id=mail_id)))


def test_R54_a_sellers_word_about_the_service_is_a_contact_for_seller_support():
    contact = about_the_service()

    said = contact.messages.get()
    assert (contact.kind, contact.handler, contact.state) == ("support", "operator", "handed_over")
    assert (contact.buyer, contact.order, contact.urgent_at, contact.answer_due_at) == (None,) * 4
    assert (said.lane, said.author, said.text.body) == (
        "seller", "seller:S-ZHOU", "Was kostet der Dienst?",
    )  # fmt: skip
    [sent] = send_all()
    assert (sent.template, read(sent)["To"].addresses[0].addr_spec) == (
        "seller/support_received", "zhou@zhou-lighting.example",
    )  # fmt: skip
    assert verify().altered == ()


def test_R54_no_agent_finds_it_in_his_lists():
    about_the_service()

    assert [lists.page(view).rows for view in lists.VIEWS.values()] == [[]] * len(lists.VIEWS)


def test_the_operator_answers_it_and_the_seller_may_go_on():
    contact = about_the_service()
    support.answer(contact.pk, "Im Probejahr nichts.", by="operator:1", now=NOON)
    contact.refresh_from_db()
    answered = contact.state
    sent = send_all()[-1]

    taken = take(answering(sent, "Und danach?", sender=ZHOU, mail_id="<z2@z.example>"))

    contact.refresh_from_db()
    assert "Im Probejahr nichts." in read(sent).get_content()
    assert (answered, taken.contact, contact.state) == ("resolved", contact, "handed_over")
    assert list(contact.messages.order_by("pk").values_list("lane", "author")) == [
        ("seller", "seller:S-ZHOU"), ("seller", "operator:1"), ("seller", "seller:S-ZHOU"),
    ]  # fmt: skip


def test_R54_the_seller_reads_it_in_his_messages_and_zed_does_not(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    contact = about_the_service()
    path = f"/portal/messages/{contact.pk}/"

    his, zeds = signed_in("zhou").get(path), signed_in("zed").get(path)

    assert "Was kostet der Dienst?" in his.content.decode()
    assert zeds.status_code == 404


def test_E7_his_second_address_answers_as_well_as_the_first():
    wishes = Wishes(second_email="vertretung@zhou-lighting.example", second_kinds=["questions"])
    settings = reach.change(Seller.objects.get(pk="S-ZHOU"), wishes, by="seller:1", now=NOON)
    reach.confirm_second(settings, now=NOON)
    question = a_question(annas_contact())
    copy = next(one for one in send_all() if one.second)

    taken = take(
        answering(copy, "已寄出。", sender="vertretung@zhou-lighting.example",
                  mail_id="<v@z.example>")
    )  # fmt: skip

    question.refresh_from_db()
    assert (taken.judged.verdict, question.state) == ("follow_up", "answered")
    assert question.answers.get().by == "seller:S-ZHOU"


def test_an_address_that_nobody_has_confirmed_is_nobodys():
    wishes = Wishes(second_email="fremd@mail.example")
    reach.change(Seller.objects.get(pk="S-ZHOU"), wishes, by="seller:1", now=NOON)
    contact = annas_contact()

    taken = take(
        a_mail("LM-1007?", sender="fremd@mail.example", to=HAND_OVER, mail_id="<f@z.example>")
    )

    assert taken.contact != contact
    assert not contact.messages.filter(author="seller:S-ZHOU").exists()


def test_a_seller_whose_mail_was_not_proven_is_heard_as_somebody():
    contact = annas_contact()
    failed = {"Authentication_Results": "mx.lichtmarkt.example; dmarc=fail"}

    take(a_mail("LM-1007 geht raus.", sender=ZHOU, to=HAND_OVER, mail_id="<z@z.example>", **failed))

    assert contact.messages.get(lane="seller").author == "unknown"
