"""The page behind the signed link: what its buyer may see, and nobody else."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from mostrador import wallclock
from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.people import links
from tests.cast import ADA, NOON, annas_contact, signed_in
from tests.helpcentre.stage import STRANGER, another, page, said, words, write

PHOTO = ("schirm.png", "image/png", b"\x89PNG the shade")
SCRIPT = ("schirm.html", "text/html", b"<script>alert(1)</script>")


def test_the_link_opens_the_page_without_signing_in():
    contact = annas_contact()

    answer = Client().get(page(contact))

    assert answer.status_code == 200
    shown = words(answer)
    assert "Wo ist meine Lampe?" in shown
    assert f"Order LM-1007 · Request {contact.pk}" in shown
    assert "Zhou Lighting Your contract partner" in shown
    assert "You will have an answer by Sat 14 Nov, 10:00." in shown


def test_the_page_is_kept_by_no_browser_and_found_by_no_search_engine():
    answer = Client().get(page(annas_contact()))

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def altered(sealed: str) -> str:
    return sealed[:-1] + ("A" if sealed[-1] != "A" else "B")


def another_key(sealed: str) -> str:
    return "C-OTHER" + sealed[sealed.index("~") :]


def expired(_sealed: str) -> str:
    long_ago = wallclock.machine_now() - links.GOOD_FOR - timedelta(seconds=1)

    class Then(signing.TimestampSigner):
        def timestamp(self) -> str:
            return signing.b62_encode(int(long_ago.timestamp()))

    return Then(salt=links.SALT, sep="~").sign(_sealed.partition("~")[0])


@pytest.mark.parametrize("spoilt", [altered, another_key, expired, lambda _sealed: "C-1"])
def test_a_link_that_is_altered_old_or_guessed_opens_nothing(spoilt):
    contact = annas_contact()
    sealed = spoilt(links.seal(contact.pk))

    answers = [
        Client().get(f"/help/contacts/{sealed}/"),
        Client().post(f"/help/contacts/{sealed}/messages/", {"text": "Hallo"}),
        Client().get(f"/help/contacts/{sealed}/files/1/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "Wo ist" not in answers[0].content.decode()
    assert len(said(contact)) == 1


def test_a_merged_request_leads_to_its_successor():
    first, second = another("Die erste Frage zu LM-1007"), another("Die zweite Frage zu LM-1007")
    merged(first, into=second)

    answer = Client().get(page(first))
    write(page(first, "messages"), text="Und noch etwas.")

    assert f"Request {second.pk}" in words(answer)
    assert said(first) == [("buyer:B-KELLER", "Die erste Frage zu LM-1007")]
    assert said(second)[-1] == ("buyer:B-KELLER", "Und noch etwas.")


def test_requests_merged_into_each_other_hold_no_page_for_ever():
    first, second = another(), another()
    merged(first, into=second)
    merged(second, into=first)

    assert Client().get(page(first)).status_code == 404


def merged(contact, *, into):
    happening = Happening("merged", NOON, ADA, {"into": into.pk})
    state = {"state": "merged", "merged_into": into, "urgent_at": None}
    chain.write(contact, {}, [happening], **state)


def test_a_person_whom_we_do_not_know_learns_nothing_of_the_order():
    contact = another("Was ist mit LM-1007?", sender=STRANGER, subject="Meine Lampe")
    conversation.note(contact.pk, "Anna Keller ist es nicht.", by=ADA, now=NOON)

    shown = words(Client().get(page(contact)))

    assert contact.order_id == "LM-1007"
    for fact in ("Leselampe", "Zhou", "Keller", "0034043", "3 Nov", "Order LM"):
        assert fact not in shown


def test_an_order_that_is_there_and_one_that_is_not_look_alike_to_a_stranger():
    there = another("Was ist mit LM-1007?", sender=STRANGER, subject="Frage")
    not_there = another("Was ist mit LM-9999?", sender=STRANGER, subject="Frage")

    pages = [
        words(Client().get(page(one))).replace(one.pk, "C").replace(number, "LM")
        for one, number in ((there, "LM-1007"), (not_there, "LM-9999"))
    ]

    assert (there.order_id, not_there.order_id) == ("LM-1007", None)
    assert pages[0] == pages[1]


def test_only_the_buyers_lane_is_on_the_page():
    contact = another()
    part = contact.parts.get()
    conversation.say(contact.pk, "Wir fragen nach.", by=ADA, now=NOON)
    conversation.note(contact.pk, "Nur für uns.", by=ADA, now=NOON)
    conversation.tell_seller(part, "Bitte melden Sie sich.", by=ADA, now=NOON)
    conversation.hear_seller(part, Heard("好的", NOON, "web", "seller:S-ZHOU"))

    shown = words(Client().get(page(contact)))

    assert "Wir fragen nach." in shown
    assert [text for text in ("Nur für uns", "Bitte melden", "好的") if text in shown] == []


def test_a_sellers_words_come_without_his_address():
    contact = another("Bitte schicken Sie mir die Rechnung zu LM-1007.", subject="Rechnung")
    text = "Schreiben Sie an zhou@zhou-lighting.example."
    heard = Heard(text, NOON, "web", "seller:S-ZHOU")
    conversation.seller_answers_buyer(contact.parts.get(), heard, now=NOON)

    shown = words(Client().get(page(contact)))

    assert "Zhou Lighting Seller" in shown
    assert "zhou@" not in shown


def with_files(*files):
    contact = another()
    heard = Heard("Hier sind Fotos.", NOON, "web", attachments=files)
    message = conversation.hear(contact.pk, heard, now=NOON)
    return contact, list(message.attachments.order_by("pk"))


def test_a_picture_is_shown_and_anything_else_is_kept():
    contact, (photo, script) = with_files(PHOTO, SCRIPT)

    shown, kept = (Client().get(page(contact, "files", one.pk)) for one in (photo, script))

    assert (shown["Content-Type"], shown.content) == ("image/png", PHOTO[2])
    assert shown["Content-Disposition"] == 'inline; filename="schirm.png"'
    assert kept["Content-Type"] == "application/octet-stream"
    assert kept["Content-Disposition"] == 'attachment; filename="schirm.html"'
    for answer in (shown, kept):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_file_of_another_request_or_another_lane_is_not_there():
    mine, (photo,) = with_files(PHOTO)
    other = another()
    heard = Heard("照片", NOON, "web", "seller:S-ZHOU", attachments=[PHOTO])
    of_seller = conversation.hear_seller(other.parts.get(), heard).attachments.get()

    assert Client().get(page(mine, "files", photo.pk)).status_code == 200
    assert Client().get(page(other, "files", photo.pk)).status_code == 404
    assert Client().get(page(other, "files", of_seller.pk)).status_code == 404
    assert Client().get(page(other, "files", 10**30)).status_code == 404


@pytest.mark.parametrize("name", ["zed", "zhou", "ada", "olga", "anna"])
def test_who_is_signed_in_does_not_matter_to_the_link(name):
    assert signed_in(name).get(page(annas_contact())).status_code == 200
