"""A seller's group is told over HTTP, by a server that plays the platforms."""

import hmac
import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mostrador import wallclock
from mostrador.cases import log, reminders
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.sellers import reach
from mostrador.sellers.models import Seller
from mostrador.sellers.reach import Wishes
from mostrador.site.delivering import HANDLERS
from tests.cast import ADA, NOON, a_question, annas_contact
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
pytestmark = pytest.mark.usefixtures("marketplace")
OK = (200, {"errcode": 0, "code": 0})
LATER = timedelta(minutes=1)


class Platform(BaseHTTPRequestHandler):
    """Answers what its server says, one after the other and then OK, and keeps what it heard."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, json.loads(body)))
        status, said = self.server.answers.pop(0) if self.server.answers else OK
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/robot/send")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_words: Any) -> None:
        pass


@contextmanager
def platform(*answers: tuple[int, dict[str, int]]) -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    server.answers, server.heard = list(answers), []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def group(server: Any, path: str = "/robot/send?access_token=1") -> None:
    url = f"http://127.0.0.1:{server.server_port}{path}"
    reach.change(Seller.objects.get(pk="S-ZHOU"), Wishes(bot_url=url), by="seller:1", now=NOON)


def deliver(after: timedelta = timedelta(0)) -> None:
    handlers = {"bot": HANDLERS["bot"]}
    machine_now = wallclock.machine_now() + after
    while sending.deliver_batch(handlers, now=NOON, machine_now=machine_now):
        pass


@pytest.fixture(autouse=True)
def _in_a_demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/cgi-bin/webhook/send?key=1", lambda body: body["text"]["content"]),
        ("/robot/send?access_token=1", lambda body: body["text"]["content"]),
        ("/open-apis/bot/v2/hook/1", lambda body: body["content"]["text"]),
    ],
)
def test_the_group_reads_that_a_question_waits_and_nothing_about_the_buyer(path, said):
    with platform() as server:
        group(server, path)
        question = a_question(annas_contact(), text="Frau Keller, anna.keller@mail.example, eilt.")
        deliver()

    [(heard_at, body)] = server.heard
    words, link = said(body).splitlines()
    assert heard_at == path
    assert link.endswith(f"/portal/cases/{question.pk}/")
    assert "LM-1007" in words
    assert "17:00" in words
    assert [one for one in ("Keller", "Anna", "anna.keller", "Lena") if one in said(body)] == []


def test_without_a_group_nothing_is_owed():
    a_question(annas_contact())

    assert not Owed.objects.filter(kind="bot").exists()


def test_each_reminder_reaches_the_group_as_well():
    with platform() as server:
        group(server)
        a_question(annas_contact())
        reminders.sweep(now=NOON + timedelta(hours=12))
        deliver()

    assert len(server.heard) == 2


@pytest.mark.parametrize(
    "refusal", [(500, {}), (200, {"errcode": 45009}), (302, {"errcode": 0}), (404, {})]
)
def test_what_was_not_taken_is_tried_again_and_no_redirection_is_followed(refusal):
    with platform(refusal) as server:
        group(server)
        a_question(annas_contact())
        deliver()
        failed = Owed.objects.get(kind="bot")
        tried = len(server.heard)
        deliver(LATER)

    assert (failed.done_at, failed.attempts, tried) == (None, 1, 1)
    assert (len(server.heard), Owed.objects.get(kind="bot").done_at is None) == (2, False)


def test_a_platform_that_is_away_is_tried_again():
    with platform() as server:
        group(server)
    a_question(annas_contact())

    deliver()

    assert Owed.objects.get(kind="bot").error.startswith("NotTakenError")


def test_of_a_question_that_is_over_nobody_is_told():
    with platform() as server:
        group(server)
        question = a_question(annas_contact())
        log.withdraw(question.pk, by=ADA, now=NOON)
        deliver()

    assert server.heard == []
    assert Owed.objects.get(kind="bot").done_at is not None


def test_outside_a_demo_this_machine_is_no_platform(settings):
    with platform() as server:
        group(server)
        settings.DEMO = False
        a_question(annas_contact())
        deliver()

    assert server.heard == []


def test_a_group_that_wants_signed_words_gets_them():
    with platform() as server:
        url = f"http://127.0.0.1:{server.server_port}/robot/send?access_token=1"
        wishes = Wishes(bot_url=url, bot_secret="SECabc")
        reach.change(Seller.objects.get(pk="S-ZHOU"), wishes, by="seller:1", now=NOON)
        before = wallclock.machine_now()
        a_question(annas_contact())
        deliver()

    [(heard_at, _body)] = server.heard
    said = parse_qs(urlsplit(heard_at).query)
    [stamp], [sign] = said["timestamp"], said["sign"]
    key, words = b"SECabc", f"{stamp}\nSECabc".encode()
    assert said["access_token"] == ["1"]
    assert sign == b64encode(hmac.new(key, words, "sha256").digest()).decode()
    # By the platform's clock, not by the demo's.
    assert 0 <= int(stamp) + 1 - before.timestamp() * 1000 < 60_000
