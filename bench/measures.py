"""What is measured, each beside the machine's own limit in the same run."""

import secrets
import statistics
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from itertools import count
from time import perf_counter, process_time

from django.db import transaction
from django.test import Client

from mostrador.channels.email.parse import parse
from mostrador.contacts.models import Contact
from mostrador.intake import arrival
from mostrador.live import events
from mostrador.people.models import User

WORDS = (
    "Guten Tag,\n\nmeine Bestellung {order} ist noch nicht da. Laut Sendungsverfolgung bewegt sich "
    "seit Tagen nichts. Wo ist das Paket?\n\nViele Grüße\nAnna Keller\n"
)
NUMBERS = count()
# Each run's mails are new to a database that an earlier run has filled.
RUN = secrets.token_hex(4)


def mails(how_many: int, *, now: datetime) -> tuple[float, float]:
    """Mails a second that are read, judged and committed in one stream; CPU a mail in ms."""
    raws = [a_mail() for _ in range(how_many)]
    began, cpu = perf_counter(), process_time()
    for raw in raws:
        arrival.take(parse(raw), raw, now=now)
    took = perf_counter() - began
    return how_many / took, 1000 * (process_time() - cpu) / how_many


def commits(how_many: int, *, now: datetime) -> float:
    """The machine's own limit: commits a second of one small row."""

    def once() -> None:
        with transaction.atomic():
            events.tell("bench", at=now)

    began = perf_counter()
    for _ in range(how_many):
        once()
    return how_many / (perf_counter() - began)


def pages(path: Callable[[], str], how_many: int = 60) -> float:
    """The 95th percentile in ms of a page for a signed-in agent, without the network."""
    client = Client(SERVER_NAME="localhost")
    agent = User.objects.get(username="ada")
    client.force_login(agent, backend="allauth.account.auth_backends.AuthenticationBackend")
    took = []
    for turn in range(how_many + 5):
        address = path()
        began = perf_counter()
        response = client.get(address)
        assert response.status_code == 200, address
        if turn >= 5:
            took.append(1000 * (perf_counter() - began))
    return statistics.quantiles(took, n=20)[-1]


def the_list() -> float:
    return pages(lambda: "/desk/")


def a_contact() -> float:
    """Fifty different ones, so that none is warm for being the same."""
    keys = list(Contact.objects.order_by("?").values_list("pk", flat=True)[:50])
    return pages(lambda: f"/desk/contacts/{keys[next(NUMBERS) % len(keys)]}/")


def a_mail(order: str = "LM-1007") -> bytes:
    message = EmailMessage()
    message["From"] = "Anna Keller <anna.keller@mail.example>"
    message["To"] = "service@lichtmarkt.example"
    message["Subject"] = "Wo bleibt meine Lampe?"
    message["Message-ID"] = f"<bench-{RUN}-{next(NUMBERS)}@mail.example>"
    message.set_content(WORDS.format(order=order))
    return message.as_bytes()
