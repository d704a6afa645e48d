"""A question answered by the link in its mail: no password, once, and nothing for anybody else."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from mostrador import wallclock
from mostrador.cases import lapses, links, log
from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Attachment
from mostrador.pages import sheet
from mostrador.portal import own
from mostrador.sellers import members
from mostrador.sellers.models import Membership, Seller
from tests import at_once
from tests.cast import A_DAY, A_SECOND, ADA, NOON, a_question, annas_contact, person, signed_in
from tests.intake.post import read, send_all
from tests.portal.stage import a_photo, written

SENT = {"choice": "lost"}
# What a page may tell somebody whom the link was passed on to.
OF_THE_CASE = ("LM-1007", "Leselampe", "Lena", "Anna", "Keller", "C-", "丢失")
FIRST_PAGE = 60_000
PHOTOS = "/static/portal/js/photos.js"


def asked(kind: str = "tracking", **more: Any) -> Question:
    return a_question(annas_contact(), kind=kind, **more)


def link(question: Question) -> str:
    return f"/portal/answer/{links.seal(question)}/"


def test_R49_three_taps_answer_it_from_the_mail_without_signing_in():
    question = asked()
    [mail] = [read(one).get_content() for one in send_all() if one.template == "seller/question"]
    address = next(line for line in mail.splitlines() if "/portal/answer/" in line)
    phone = Client()

    opened = phone.get(address.removeprefix("http://127.0.0.1:8000"))
    sent = phone.post(opened.wsgi_request.path, SENT)
    after = phone.get(sent.url)

    question.refresh_from_db()
    given = question.answers.get()
    assert (opened.status_code, sent.status_code, after.status_code) == (200, 303, 200)
    assert (question.state, given.choice, given.by, given.language) == (
        "answered", "lost", "seller:S-ZHOU", "zh-hans",
    )  # fmt: skip


def test_the_page_is_the_question_and_its_answers_and_no_menu():
    question = asked()

    shown = Client().get(link(question)).content.decode()

    assert "LM-1007" in shown
    assert 'name="choice" value="lost"' in shown
    assert 'multiple accept="image/*,.pdf"' in shown
    assert "<nav" not in shown
    assert re.findall(r"<script[^>]*>", shown) == [f'<script type="module" src="{PHOTOS}">']
    assert 'href="/portal/' not in shown
    assert [secret for secret in ("Anna", "Keller", "mail.example") if secret in shown] == []


def test_it_speaks_the_language_of_the_mail_until_another_is_chosen():
    question, phone = asked(), Client(headers={"accept-language": "fr"})

    chinese = phone.get(link(question))
    phone.cookies["language"] = "de"
    german = phone.get(link(question))

    assert (chinese["Content-Language"], german["Content-Language"]) == ("zh-hans", "de")


@pytest.mark.parametrize("kind", ["tracking", "return_address", "repair_or_spare_part"])
def test_the_first_page_is_small(kind):
    """In China, over 1.6 Mbit/s: what has to come before anything is seen."""
    page = Client().get(link(asked(kind))).content
    script = Path(finders.find(PHOTOS.removeprefix("/static/"))).read_bytes()

    assert len(page) + len(sheet.text(sheet.LIGHT).encode()) + len(script) < FIRST_PAGE


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_it_uses_nothing_up(method):
    """Mail filters open every link before a person does."""
    question, phone = asked(), Client()
    before = written()

    for _ in range(3):
        assert getattr(phone, method)(link(question)).status_code == 200

    assert written() == before
    assert phone.post(link(question), SENT).status_code == 303
    assert question.answers.count() == 1


def test_after_use_it_says_only_that_and_when_to_whoever_holds_it():
    question, phone = asked(), Client()
    address = link(question)
    phone.post(address, SENT)

    shown = {who: client.get(address) for who, client in (
        ("a stranger", Client()), ("zed", signed_in("zed")), ("ada", signed_in("ada")),
    )}  # fmt: skip

    for answer in shown.values():
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "17:00" in text
        assert [word for word in OF_THE_CASE if word in text] == []


def test_sent_again_it_says_nothing_twice():
    question, phone = asked(), Client()
    address = link(question)

    told = [phone.post(address, data).status_code for data in (SENT, SENT, {"choice": "not_sent"})]

    assert told == [303, 200, 200]
    assert [given.choice for given in question.answers.all()] == ["lost"]


def test_answered_in_the_portal_it_is_over_as_well():
    question, phone = asked(), Client()
    address = link(question)
    signed_in("zhou").post(f"/portal/cases/{question.pk}/", {**SENT, "version": "0"})

    over = phone.get(address)

    assert over.context["answered"]
    assert phone.post(address, SENT).status_code == 200
    assert question.answers.count() == 1


def test_E7_what_was_no_answer_brings_a_link_of_its_own():
    question, phone = asked(), Client()
    first = link(question)
    phone.post(first, SENT)
    log.not_an_answer(question.answers.get().pk, "Wo?", by=ADA, now=NOON)
    question.refresh_from_db()
    second = link(question)

    over, opened = phone.get(first), phone.get(second)
    phone.post(second, SENT)

    assert over.context["answered"]
    assert 'name="choice"' in opened.content.decode()
    assert (question.answers.count(), first == second) == (2, False)


def test_E11_a_late_answer_is_kept_once():
    question, phone = asked(), Client()
    address = link(question)
    lapses.sweep(now=NOON + 2 * A_DAY)
    wallclock.advance_to(NOON + 2 * A_DAY)

    opened = phone.get(address)
    told = [phone.post(address, SENT).status_code for _ in range(2)]

    question.refresh_from_db()
    assert opened.context["over"]
    assert told == [303, 200]
    assert [(question.state, one.late) for one in question.answers.all()] == [("lapsed", True)]


def test_the_last_second_is_in_time():
    """E13: what counts is when the answer came in."""
    question = asked()
    sealed = links.seal(question)
    lapses.sweep(now=NOON + A_DAY + A_SECOND)

    links.answer(sealed, log.Said("已寄出", "zh-hans"), now=question.due_at)

    question.refresh_from_db()
    assert question.state == "answered"


def test_a_withdrawn_question_needs_no_answer():
    question, phone = asked(), Client()
    address = link(question)
    log.withdraw(question.pk, by=ADA, now=NOON)

    over = phone.get(address).content.decode()

    assert [word for word in OF_THE_CASE if word in over] == []
    assert phone.post(address, SENT).status_code == 200
    assert not question.answers.exists()


def forged(question: Question) -> list[str]:
    sealed = links.seal(question)
    said, _, rest = sealed.partition("~")
    return [
        "guessed",
        question.pk,
        said,
        sealed[:-1],
        sealed.replace(".0.", ".1."),
        f"Q-NOTHERE0.0.0~{rest}",
        signing.TimestampSigner(salt="mostrador.contact", sep="~").sign(said),
    ]


def test_a_wrong_secret_opens_a_page_that_says_nothing():
    question, phone = asked(), Client()

    for secret in forged(question):
        shown = phone.get(f"/portal/answer/{secret}/")
        sent = phone.post(f"/portal/answer/{secret}/", SENT)
        assert (shown.status_code, sent.status_code) == (404, 404)
        assert [word for word in OF_THE_CASE if word in shown.content.decode()] == []
    assert not Answer.objects.exists()


def test_a_link_grows_old(monkeypatch):
    question = asked()
    address = link(question)
    monkeypatch.setattr(links, "GOOD_FOR", timedelta(seconds=-1))

    assert Client().get(address).status_code == 404


def test_E55_who_has_left_takes_no_link_along_and_the_next_mail_brings_a_new_one():
    question, phone = asked(), Client()
    address = link(question)
    seller = Seller.objects.get(pk="S-ZHOU")
    colleague = Membership.objects.create(seller=seller, user=a_colleague(), role="answers")
    members.remove(colleague, now=NOON)

    assert phone.get(address).status_code == 404
    assert phone.post(address, SENT).status_code == 404
    assert phone.get(link(question)).status_code == 200


def a_colleague() -> Any:
    from mostrador.people import users

    return users.add("wei", role="seller", password="a long one, for Wei")


def test_an_empty_answer_is_refused_and_uses_nothing_up():
    question, phone = asked(), Client()

    refused = phone.post(link(question), {})

    assert refused.status_code == 422
    assert refused.context["form"].errors
    assert phone.post(link(question), SENT).status_code == 303


def test_photos_come_along():
    question = asked("part_photo")
    data = {"choice": "attached", "photos": [a_photo(), a_photo("2.png")]}

    Client().post(link(question), data)

    assert Attachment.objects.count() == 2
    assert own.files(person("zhou")).count() == 2


def test_it_needs_no_cookie_and_tells_no_other_page_its_address():
    question = asked()
    phone = Client(enforce_csrf_checks=True)

    shown: HttpResponse = phone.get(link(question))
    phone.cookies.clear()

    assert phone.post(link(question), SENT).status_code == 303
    assert (shown["Referrer-Policy"], shown["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_answers():
    question = asked()
    sealed = links.seal(question)

    def send(text: str) -> str:
        try:
            links.answer(sealed, log.Said(text, "zh-hans"), now=NOON + 2 * A_DAY)
        except links.UsedError:
            return "used"
        return "answered"

    told = at_once.run(*[lambda text=text: send(text) for text in ("甲", "乙", "丙")])

    assert sorted(told) == ["answered", "used", "used"]
    assert question.answers.count() == 1
