"""What tests of the buyers' door say often."""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mostrador.contacts.models import Contact, Message
from mostrador.people import links
from tests.cast import NOON, annas_contact

STRANGER = "Ein Fremder <fremd@else.example>"
TAG = re.compile(r"<[^>]*>")
NUMBERS: Iterator[int] = count(200)


def page(contact: Contact, *more: object) -> str:
    sealed = links.seal(contact.pk)
    return f"/help/contacts/{sealed}/" + "".join(f"{one}/" for one in more)


def another(text: str = "Wo ist LM-1007?", *, now: datetime = NOON, **mail: str) -> Contact:
    return annas_contact(text, now=now, mail_id=f"<{next(NUMBERS)}@mail.example>", **mail)


def words(response: HttpResponse) -> str:
    """The page's words, as a person reads them: one blank between any two."""
    return " ".join(html.unescape(TAG.sub(" ", response.content.decode())).split())


def steps(contact: Contact) -> list[tuple[str, str]]:
    """The track: what stands there, and what is done, now or next."""
    shown = Client().get(page(contact)).context["steps"]
    return [(step.words, step.state) for step in shown]


def said(contact: Contact) -> list[tuple[str, str]]:
    """The buyer's lane: who, and what."""
    lane = Message.objects.filter(contact=contact, lane="buyer").select_related("text")
    return [(one.author, one.text.body) for one in lane.order_by("pk")]


def write(path: str, who: Client | None = None, **data: Any) -> HttpResponse:
    return (who or Client()).post(path, data)
