"""What came in and what went out, as the operator reads it."""

from datetime import timedelta
from functools import partial

import pytest

from mostrador import wallclock
from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Delivery
from mostrador.intake.models import Inbound
from mostrador.office import views, words
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.rules.verdict import Evidence, MailFacts, verdict
from mostrador.sellers import invitations
from mostrador.sellers.models import Seller
from mostrador.site.delivering import HANDLERS
from mostrador.stores.models import Store
from tests.cast import ADA, NOON, a_mail, annas_contact, signed_in, take

PHOTO = ("schirm.png", "image/png", b"\x89PNG the shade")


olga = partial(signed_in, "olga")


def send_what_is_owed() -> None:
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass


def test_a_mail_that_left_can_be_read_whole():
    contact = annas_contact()
    conversation.say(contact.pk, "Sie kommt morgen.\n\n<b>Ada</b>", by=ADA, now=NOON)
    send_what_is_owed()

    (row, _first) = olga().get("/office/sent/").context["rows"]
    page = olga().get(row.href)

    assert row.subject.endswith(f": Wo ist meine Lampe? [{contact.pk}]")
    assert (row.who, row.state) == ("Anna Keller <anna.keller@mail.example>", "Sent")
    shown = page.content.decode()
    assert "Sie kommt morgen." in shown
    assert "&lt;b&gt;Ada&lt;/b&gt;" in shown
    headers = {fact.label: fact.value for fact in page.context["facts"]}
    assert headers["From"].endswith("<service@lichtmarkt.example>")
    assert contact.token in headers["Reply-To"]


def test_the_names_of_its_files_are_there():
    contact = annas_contact("Bitte schicken Sie mir die Rechnung zu LM-1007.", subject="Rechnung")
    heard = Heard("Hier ist sie.", NOON, "web", "seller:S-ZHOU", attachments=[PHOTO])
    conversation.seller_answers_buyer(contact.parts.get(), heard, now=NOON)
    send_what_is_owed()
    last = Delivery.objects.order_by("pk").last()

    page = olga().get(f"/office/sent/{last.pk}/")

    assert [name.split(" · ")[0] for name in page.context["files"]] == ["schirm.png"]


def test_a_mail_that_waits_says_so():
    annas_contact()

    (row,) = olga().get("/office/sent/").context["rows"]

    assert (row.subject, row.who, row.state) == (
        "Not written yet",
        "To the buyer",
        "Waiting to be sent",
    )
    assert "It is written when it is sent" in olga().get(row.href).context["why"]


def test_a_mail_without_an_address_says_so():
    annas_contact()
    Delivery.objects.update(state="no_address")

    (row,) = olga().get("/office/sent/").context["rows"]

    assert row.state == "No address"
    assert "There is no address" in olga().get(row.href).context["why"]


def test_a_mail_that_could_not_be_sent_says_why():
    annas_contact()
    Owed.objects.update(failed_at=NOON, error="Connection refused")

    (row,) = olga().get("/office/sent/").context["rows"]

    assert (row.state, row.kind) == ("Could not be sent", "warn")
    assert "Connection refused" in olga().get(row.href).context["why"]


def test_what_wants_the_operator_leads_to_exactly_that():
    annas_contact(mail_id="<a@mail.example>")
    annas_contact(mail_id="<b@mail.example>")
    Delivery.objects.filter(pk=Delivery.objects.order_by("pk")[0].pk).update(state="bounced")
    Owed.objects.filter(pk=Owed.objects.order_by("-pk")[0].pk).update(failed_at=NOON)
    Inbound.objects.filter(pk=Inbound.objects.order_by("pk")[0].pk).update(verdict="quarantined")

    wants = olga().get("/office/").context["wants"]

    assert [want.words for want in wants] == [
        "1 mail cannot be read",
        "1 mail came back",
        "1 mail could not be sent",
    ]
    assert [len(olga().get(want.href).context["rows"]) for want in wants] == [1, 1, 1]


def test_a_quiet_day_wants_nobody():
    annas_contact()

    assert olga().get("/office/").context["wants"] == []


def test_every_message_that_came_in_has_a_row_with_its_verdict_and_why():
    contact = annas_contact()
    take(a_mail())
    take(b"")

    rows = olga().get("/office/mail/").context["rows"]

    assert len(rows) == 3
    assert (rows[1].subject, rows[1].state) == ("(no subject)", "Taken in before")
    assert (rows[2].subject, rows[2].who, rows[2].state, rows[2].contact) == (
        "Wo ist meine Lampe?",
        "Anna Keller <anna.keller@mail.example>",
        "New request",
        contact.pk,
    )
    assert rows[2].why == "Nothing ties it to a conversation we have, so it opens one."


def test_one_message_has_its_words_and_its_original():
    annas_contact()

    page = olga().get(olga().get("/office/mail/").context["rows"][0].href)
    original = olga().get(page.context["original"])

    assert "ist noch nicht da" in page.context["text"]
    assert original.content == a_mail(
        "Guten Tag, meine Leselampe LM-1007 ist noch nicht da. Wo ist das Paket?"
    )
    assert original["Content-Type"] == "text/plain; charset=utf-8"
    assert original["Content-Disposition"].startswith("attachment")
    assert original["X-Content-Type-Options"] == "nosniff"


def test_of_a_duplicate_only_the_record_is_there():
    annas_contact()
    take(a_mail())
    row = olga().get("/office/mail/").context["rows"][0]

    assert olga().get(row.href).context["original"] == ""
    assert olga().get(row.href + "original/").status_code == 404


@pytest.mark.parametrize(
    "subject",
    [
        b"=?utf-7?Q?+2AA-?=",
        b"=?utf-8?B?/////w==?=",
        b"=?nonsense?B?AAAA?=",
        b"=?utf-8?Q?=00?=",
        b"\xff\xfe\xed\xa0\x80",
        b"=?utf-8?B?4oCu?= fdp.exe",
        b"<script>alert(1)</script>",
    ],
)
def test_no_subject_breaks_the_mail_room(subject):
    take(b"From: =?utf-7?Q?+2AA-?= <x@mail.example>\r\nSubject: " + subject + b"\r\n\r\nHallo\r\n")

    page = olga().get("/office/mail/")

    assert page.status_code == 200
    assert olga().get(page.context["rows"][0].href).status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.once
def test_every_file_that_anybody_sent_has_its_row(shared_data):
    mails = sorted((shared_data / "mail").rglob("*.eml"))[:200]
    for path in mails:
        take(path.read_bytes(), now=NOON)

    seen, address = 0, "/office/mail/"
    while address:
        page = olga().get(address)
        seen += len(page.context["rows"])
        address = page.context["older"]

    assert seen == len(mails) > 10


@pytest.mark.parametrize("place", ["/office/sent/", "/office/mail/"])
def test_a_list_goes_on_by_key(place, monkeypatch):
    monkeypatch.setattr(views, "A_PAGE", 2)
    for number in range(5):
        annas_contact(mail_id=f"<{number}@mail.example>", now=NOON - timedelta(hours=number))

    seen, address = [], place
    while address:
        page = olga().get(address).context
        seen += [row.href for row in page["rows"]]
        address = page["older"]

    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 30, "%00"])
def test_a_page_that_begins_nowhere_is_the_first(before):
    annas_contact()

    assert len(olga().get(f"/office/sent/?before={before}").context["rows"]) == 1


def sentences() -> set[str]:
    """Every sentence that the rule can give."""
    plain = [
        MailFacts(readable=False),
        MailFacts(seen_before=True),
        MailFacts(own_message_id_or_loop_mark=True),
        MailFacts(is_delivery_report=True),
        MailFacts(is_automatic_reply=True),
        MailFacts(spam_by_filter=True),
        MailFacts(to_hand_over=True, from_seller=True, carries_buyers_mail=True),
        MailFacts(to_hand_over=True, from_seller=True),
        MailFacts(),
        *(MailFacts(thread_evidence=evidence) for evidence in Evidence),
    ]
    return {verdict(facts).why for facts in plain}


def test_every_reason_of_the_rule_can_be_read_in_the_readers_language():
    assert sentences() == set(words.WHY)


def test_mails_about_the_service_stand_among_the_others_in_their_order():
    annas_contact(mail_id="<a@mail.example>")
    zed, store = Seller.objects.get(pk="S-ZED"), Store.objects.get(pk="de")
    invitations.invite(zed, store, by="operator:1", now=NOON)
    annas_contact(mail_id="<b@mail.example>")
    send_what_is_owed()

    rows = olga().get("/office/sent/").context["rows"]
    page = olga().get(rows[1].href)

    assert [row.who.partition(" <")[0] for row in rows] == [
        "Anna Keller",
        "Zeds Schuhe",
        "Anna Keller",
    ]
    assert "/portal/account/services/de/" in page.content.decode()
    assert page.context["seller"] == "/office/sellers/S-ZED/"


def test_the_mixed_list_goes_on_by_key(monkeypatch):
    monkeypatch.setattr(views, "A_PAGE", 2)
    store = Store.objects.get(pk="de")
    for number, key in enumerate(("S-ZED", "S-ANA", "S-ZHOU")):
        annas_contact(mail_id=f"<{number}@mail.example>")
        invitations.invite(Seller.objects.get(pk=key), store, by="operator:1", now=NOON)

    seen, address = [], "/office/sent/"
    while address:
        page = olga().get(address).context
        seen += [row.href for row in page["rows"]]
        address = page["older"]

    assert len(seen) == len(set(seen)) == 6
    assert sum("/notices/" in href for href in seen) == 3


def test_a_mail_to_a_seller_without_an_address_says_so():
    Seller.objects.filter(pk="S-ZED").update(email="")
    zed, store = Seller.objects.get(pk="S-ZED"), Store.objects.get(pk="de")
    invitations.invite(zed, store, by="operator:1", now=NOON)
    send_what_is_owed()

    (row,) = olga().get("/office/sent/").context["rows"]

    assert row.state == "No address"
    assert "no mail address" in olga().get(row.href).context["why"]
