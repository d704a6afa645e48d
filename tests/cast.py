"""The cast on stage: built with the product's own acting modules, so that nothing impossible is."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from mostrador.cases import log
from mostrador.cases.models import Question
from mostrador.channels.email.parse import parse
from mostrador.contacts.models import Contact
from mostrador.intake import arrival
from mostrador.people.models import User
from mostrador.site.demo import laying
from tests import laid

BERLIN = ZoneInfo("Europe/Berlin")
# Thursday morning, nine days after Anna ordered her lamp.
NOON = datetime(2026, 11, 12, 10, 0, tzinfo=BERLIN)
A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)

ANNAS_WORDS = "Guten Tag, meine Leselampe LM-1007 ist noch nicht da. Wo ist das Paket?"
ADA = "agent:ada"


def the_marketplace(*, now: datetime = NOON) -> None:
    """Lichtmarkt with its three sellers, two buyers and six orders, and everyone who signs in."""
    laid.once(("the marketplace", now), lambda: laying.lay_down(now=now))


def person(name: str) -> User:
    """ada, olga, anna, zhou, ana or zed."""
    return User.objects.get(username=name)


def signed_in(name: str) -> Client:
    """With the session that `Client.force_login` would make, in a quarter of its questions."""
    client, user = Client(), person(name)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save(must_create=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def a_mail(
    text: str = ANNAS_WORDS,
    *,
    sender: str = "Anna Keller <anna.keller@mail.example>",
    subject: str = "Wo ist meine Lampe?",
    to: str = "service@lichtmarkt.example",
    mail_id: str | None = "<1@mail.example>",
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if mail_id:
        message["Message-ID"] = mail_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def take(raw: bytes, *, now: datetime = NOON) -> arrival.Taken:
    return arrival.take(parse(raw), raw, now=now)


def annas_contact(text: str = ANNAS_WORDS, *, now: datetime = NOON, **mail: str) -> Contact:
    """Anna has written about her lamp; the service answers for it."""
    contact = take(a_mail(text, **mail), now=now).contact
    assert contact is not None
    return contact


def a_question(
    contact: Contact, *, kind: str = "tracking", text: str = "", now: datetime = NOON
) -> Question:
    """Ada asks Zhou."""
    return log.ask(
        contact.pk, kind, text, by=ADA, now=now, language="de", consulted=["order", "product_page"]
    )
