"""What tests of the portal say often."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from mostrador.cases.models import Answer, Question, Upload
from mostrador.contacts.models import Contact, Delivery, Message, Part
from mostrador.decisions.models import Appeal, Return
from mostrador.history.models import Entry
from tests.cast import NOON, a_mail, annas_contact, person, take

INVOICE = "Guten Tag, bitte schicken Sie mir die Rechnung zu LM-1007."


def an_invoice_mail(text: str = INVOICE, *, number: int = 50, now: datetime = NOON) -> Contact:
    """Anna asks Zhou for an invoice, which is his to answer."""
    subject = "Rechnung zu LM-1007"
    contact = take(a_mail(text, subject=subject, mail_id=f"<{number}@mail.example>"), now=now)
    assert contact.contact is not None
    return contact.contact


def another_contact(number: int, text: str = "Wo ist LM-1007?", *, now: datetime = NOON) -> Contact:
    return annas_contact(text, mail_id=f"<{number}@mail.example>", now=now)


def a_photo(name: str = "lampe.png", body: bytes = b"\x89PNG the lamp") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="image/png")


def send(name: str, path: str, data: Mapping[str, Any], *, now: datetime) -> HttpResponse:
    """A POST that came in at exactly `now`."""
    request = RequestFactory().post(path, data)
    request.user, request.now = person(name), now
    request._messages = CookieStorage(request)
    view, args, kwargs = resolve(path)
    return view(request, *args, **kwargs)


def written() -> list[Any]:
    """All that an act could leave behind."""
    rows = [model.objects.count() for model in (Entry, Message, Answer, Delivery, Part)]
    asked = Question.objects.order_by("pk")
    states = list(asked.values_list("state", "seen_at", "more_time_asked_at"))
    returns = Return.objects.order_by("pk").values_list("state", "method")
    appeals = Appeal.objects.order_by("pk").values_list("state")
    uploads = Upload.objects.order_by("pk").values_list("pk", "received")
    return [rows, states, list(returns), list(appeals), list(uploads)]
