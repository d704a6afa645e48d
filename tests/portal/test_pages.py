"""Each page asks the same number of queries whatever it shows, and lists go on by key."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.cases import lapses, log
from mostrador.cases.models import Question
from mostrador.contacts import conversation
from mostrador.contacts.models import Part
from mostrador.decisions import judgement
from mostrador.portal import rows
from tests.cast import A_DAY, ADA, NOON, a_question, signed_in
from tests.portal.stage import an_invoice_mail, another_contact


def some_of_everything(number: int) -> Question:
    """An open question, a lapsed one, a decided one, a message, words of the service."""
    early = NOON - 3 * A_DAY
    lapsed = a_question(another_contact(1000 + number, now=early), now=early)
    decided = a_question(another_contact(2000 + number, now=early), now=early)
    lapses.sweep(now=NOON)
    said = judgement.Judgement("explain", "best_judgement", "So ist es.")
    judgement.decide(decided.contact_id, said, by=ADA, now=NOON)
    an_invoice_mail(number=3000 + number)
    question = a_question(another_contact(4000 + number), text="Bitte bald.")
    conversation.tell_seller(lapsed.part, "Schade.", by=ADA, now=NOON)
    return question


def queries(path: str) -> int:
    zhou = signed_in("zhou")
    zhou.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert zhou.get(path).status_code == 200
    return len(asked)


PATHS = [
    "/portal/", "/portal/cases/", "/portal/messages/", "/portal/messages/?with=service",
    "/portal/orders/LM-1007/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(path):
    some_of_everything(1)
    for_one = queries(path)
    for number in (2, 3):
        some_of_everything(number)

    assert queries(path) == for_one
    assert for_one <= 20


def talk(question: Question, number: int) -> None:
    now = NOON + A_DAY * (2 + number)
    said = log.Said(f"晚了 {number}", "zh-hans", attachments=[("a.png", "image/png", b"1")])
    log.answer(question.pk, said, by="seller:S-ZHOU", now=now)
    conversation.tell_seller(question.part, f"Danke {number}", by=ADA, now=now)


def write(part: Part, number: int) -> None:
    told = conversation.Heard(f"Noch {number}", NOON, "mail", attachments=[("a", "", b"1")])
    conversation.hear(part.contact_id, told, now=NOON)


def test_a_case_asks_as_often_for_three_answers_as_for_one():
    question = a_question(another_contact(1))
    path = f"/portal/cases/{question.pk}/"
    talk(question, 1)
    for_one = queries(path)
    for number in (2, 3):
        talk(question, number)

    assert queries(path) == for_one
    assert for_one <= 20


def test_a_thread_asks_as_often_for_three_messages_as_for_one():
    contact = an_invoice_mail()
    path = f"/portal/messages/{contact.pk}/"
    part = contact.parts.get()
    write(part, 1)
    for_one = queries(path)
    for number in (2, 3):
        write(part, number)

    assert queries(path) == for_one
    assert for_one <= 20


def pages(path: str, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The rows of each page, following its way to the next."""
    monkeypatch.setattr(rows, "A_PAGE", 2)
    zhou, found = signed_in("zhou"), []
    while path:
        context = zhou.get(path).context
        found.append([row.href for row in context["rows"]])
        path = context["next"]
    return found


def by_key(name: str, keys: list[str]) -> list[list[str]]:
    hrefs = [f"/portal/{name}/{key}/" for key in keys]
    return [hrefs[at : at + 2] for at in range(0, len(hrefs), 2)]


@pytest.mark.parametrize("query", ["", "?state=open"])
def test_questions_go_on_by_key_even_where_they_were_asked_at_once(monkeypatch, query):
    asked = [a_question(another_contact(number)).pk for number in range(5)]

    found = pages(f"/portal/cases/{query}", monkeypatch)

    assert found == by_key("cases", sorted(asked, reverse=True))


def test_messages_go_on_by_key(monkeypatch):
    keys = [an_invoice_mail(number=number).pk for number in range(1, 6)]

    found = pages("/portal/messages/", monkeypatch)

    assert found == by_key("messages", keys[::-1])


@pytest.mark.parametrize(
    ("state", "how_many"),
    [("", 4), ("open", 1), ("answered", 1), ("lapsed", 1), ("withdrawn", 1), ("nonsense", 4)],
)
def test_questions_by_their_state(state, how_many):
    early = NOON - 2 * A_DAY
    a_question(another_contact(1, now=early), now=early)
    answered, withdrawn, _open = (a_question(another_contact(number)) for number in (2, 3, 4))
    log.answer(answered.pk, log.Said("好", "zh-hans"), by="seller:S-ZHOU", now=NOON)
    log.withdraw(withdrawn.pk, by=ADA, now=NOON)

    shown = signed_in("zhou").get(f"/portal/cases/?state={state}").context["rows"]

    assert len(shown) == how_many


def test_with_nothing_to_do_the_home_says_so():
    zed = signed_in("zed")
    zed.cookies["language"] = "en"

    assert "Nothing is waiting for you." in zed.get("/portal/").content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_an_empty_list_is_a_page(path):
    assert signed_in("zhou").get(path).status_code == 200


def test_an_answer_by_mail_is_shown_once_with_its_file():
    """Intake keeps such a mail as a message and as the answer, at one moment."""
    question = a_question(another_contact(1))
    told = conversation.Heard(
        "已寄出", NOON, "mail", "seller:S-ZHOU", attachments=[("lampe.png", "image/png", b"1")]
    )
    conversation.hear_seller(question.part, told)
    log.answer(question.pk, log.Said("已寄出", "zh-hans"), by="seller:S-ZHOU", now=NOON)

    [entry] = signed_in("zhou").get(f"/portal/cases/{question.pk}/").context["entries"]

    assert (entry.text, [file.name for file in entry.attachments]) == ("已寄出", ["lampe.png"])
