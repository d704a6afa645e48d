"""Reports, echoes and automatic answers: recorded, led to their contact, never answered."""

import pytest

from mostrador.contacts.models import Contact
from mostrador.history import chain
from mostrador.sellers import invitations, reach
from mostrador.sellers.models import Notice, Seller
from mostrador.stores.models import Store
from tests.cast import NOON, a_mail, a_question, annas_contact, take
from tests.intake.post import ZHOU, answering, report, send_all

pytestmark = pytest.mark.usefixtures("marketplace")


def test_our_own_mail_that_comes_back_opens_nothing():
    annas_contact()
    [received] = send_all()
    plain = bytes(received.raw.body).replace(b"X-Mostrador-Loop", b"X-Lost-On-The-Way")

    assert [take(one).judged.verdict for one in (bytes(received.raw.body), plain)] == [
        "own_echo", "duplicate",
    ]  # fmt: skip
    assert Contact.objects.count() == 1


def test_our_own_id_alone_is_an_echo():
    annas_contact()
    [received] = send_all()

    assert take(a_mail("?", mail_id=received.mail_id)).judged.verdict == "own_echo"


def test_a_bounced_mail_to_the_buyer_says_so_in_its_contact():
    contact = annas_contact()
    [received] = send_all()

    taken = take(report(received.mail_id, recipient="anna.keller@mail.example"))

    assert (taken.judged.verdict, taken.contact) == ("bounce", contact)
    received.refresh_from_db()
    assert received.state == "bounced"
    assert chain.entries_of(contact)[-1].what == "mail_bounced"


def test_a_bounced_question_runs_on_and_the_delivery_says_so():
    """E5"""
    contact = annas_contact()
    question = a_question(contact)
    asked = next(one for one in send_all() if one.template == "seller/question")

    taken = take(report(asked.mail_id, recipient="zhou@zhou-lighting.example"))

    asked.refresh_from_db()
    question.refresh_from_db()
    assert (taken.contact, asked.state) == (contact, "bounced")
    assert (question.state, question.wakes_at) == ("open", question.due_at)


@pytest.mark.parametrize(
    ("recipient", "template"),
    [
        ("zhou@zhou-lighting.example", "seller/question"),
        ("anna.keller@mail.example", "asked_seller"),
    ],
)
def test_a_report_without_our_id_is_known_by_where_it_came_and_whom_it_names(recipient, template):
    contact = annas_contact()
    a_question(contact)
    send_all()
    to = f"service+{contact.token}@lichtmarkt.example"

    taken = take(report("", recipient=recipient, to=to))

    assert (taken.judged.verdict, taken.contact) == ("bounce", contact)
    assert [one.template for one in contact.deliveries.filter(state="bounced")] == [template]


def test_a_report_about_nothing_of_ours_is_recorded_alone():
    taken = take(report("<other@elsewhere.example>", recipient="somebody@else.example"))

    assert (taken.judged.verdict, taken.contact) == ("bounce", None)


@pytest.mark.parametrize("name", ["Auto_Submitted", "X_Autoreply", "X_Vacation"])
def test_a_machines_answer_is_kept_with_its_contact_and_answers_no_question(name):
    contact = annas_contact()
    question = a_question(contact)
    asked = next(one for one in send_all() if one.template == "seller/question")

    away = answering(
        asked, "出差中", sender=ZHOU, mail_id="<a@z.example>", **{name: "auto-replied"}
    )
    taken = take(away)

    question.refresh_from_db()
    assert (taken.judged.verdict, taken.contact, question.state) == ("auto_reply", contact, "open")
    assert contact.messages.count() == 1


def test_no_machine_is_answered():
    take(a_mail(Precedence="bulk"))
    take(a_mail("Wo ist LM-1007, bitte?", List_Id="<list.example>", mail_id="<2@mail.example>"))

    assert [one.template for one in send_all()] == []
    assert Contact.objects.count() == 2


def test_E5_a_mail_about_the_service_that_comes_back_is_marked_and_its_seller_told():
    seller = Seller.objects.get(pk="S-ZED")
    invitations.invite(seller, Store.objects.get(), by="operator:1", now=NOON)
    send_all()
    notice = Notice.objects.get(template="invitation")
    assert notice.state == "sent"

    taken = [take(report(notice.mail_id, recipient=seller.email)) for _twice in range(2)]

    assert (taken[0].judged.verdict, taken[0].contact) == ("bounce", None)
    notice.refresh_from_db()
    assert notice.state == "bounced"
    assert reach.bounces([seller]) == [seller]
    assert Contact.objects.count() == 0
