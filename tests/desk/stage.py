"""What tests of the desk say often."""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

from django.http import HttpResponse

from mostrador.cases import lapses, log
from mostrador.cases.models import Question
from mostrador.contacts.models import Contact, Delivery
from mostrador.history.models import Entry
from tests.cast import A_DAY, A_SECOND, NOON, a_question, annas_contact, signed_in

PAUL = "Paul Brandt <paul.brandt@mail.example>"
TAG = re.compile(r"<[^>]*>")
NUMBERS: Iterator[int] = count(100)


def path(contact: Contact, *more: object) -> str:
    return f"/desk/contacts/{contact.pk}/" + "".join(f"{one}/" for one in more)


def another(text: str = "Wo ist LM-1007?", *, now: datetime = NOON, **mail: str) -> Contact:
    """One more contact of Anna's, or of whoever `sender` is."""
    return annas_contact(text, now=now, mail_id=f"<{next(NUMBERS)}@mail.example>", **mail)


def from_a_stranger(text: str = "Bitte senden Sie LM-1007 an mich.") -> Contact:
    return another(text, sender="Unbekannt <fremd@else.example>")


def shown(response: HttpResponse) -> str:
    """The page's words, as a person reads them: one blank between any two."""
    return " ".join(html.unescape(TAG.sub(" ", response.content.decode())).split())


def look(where: str, name: str = "ada") -> str:
    response = signed_in(name).get(where)
    assert response.status_code == 200
    return shown(response)


def post(where: str, data: dict[str, Any], name: str = "ada") -> HttpResponse:
    return signed_in(name).post(where, data)


def act(contact: Contact, *where: object, **data: Any) -> HttpResponse:
    """Ada acts on the contact as it is now."""
    contact.refresh_from_db()
    return post(path(contact, *where), {"version": contact.version, **data})


def happened(contact: Contact) -> list[str]:
    rows = Entry.objects.filter(subject=contact.subject).order_by("number")
    return [entry.what for entry in rows]


def mails(contact: Contact, to: str = "buyer") -> list[str]:
    sent = Delivery.objects.filter(contact=contact, to=to).order_by("pk")
    return list(sent.values_list("template", flat=True))


def answered(contact: Contact, choice: str = "sent", text: str = "", **values: str) -> Question:
    """Zhou answers at once, in Chinese."""
    question = a_question(contact)
    said = log.Said(text, "zh-hans", choice, values)
    return log.answer(question.pk, said, by="seller:S-ZHOU", now=NOON)


def lapsed(contact: Contact) -> Question:
    """Zhou was asked a day ago and is silent."""
    question = a_question(contact, now=NOON - A_DAY - A_SECOND)
    lapses.sweep(now=NOON)
    question.refresh_from_db()
    assert question.state == "lapsed"
    return question
