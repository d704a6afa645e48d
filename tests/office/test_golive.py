"""The go-live checklist: each point is really tried, and says what to do."""

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from mostrador import wallclock
from mostrador.channels.email.parse import parse
from mostrador.contacts.models import Contact
from mostrador.intake import arrival
from mostrador.intake.models import Inbound
from mostrador.outbox.models import Owed
from mostrador.people.models import User
from mostrador.site import working
from mostrador.site.main import main
from mostrador.stores import webhooks
from mostrador.stores.models import Store
from tests.cast import NOON, signed_in
from tests.channels.email import postbox
from tests.office.name_server import answering

PAGE = "/office/programme/de/go-live/"
DOMAIN = "lichtmarkt.example"
ZONE = {
    (DOMAIN, "MX"): ["10 mx.lichtmarkt.example."],
    (DOMAIN, "TXT"): ['"v=spf1 mx -all"'],
    (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=reject"'],
    (f"m1._domainkey.{DOMAIN}", "TXT"): ['"v=DKIM1; " "p=AB"'],
}


def page() -> str:
    return html.unescape(signed_in("olga").get(PAGE).content.decode())


def tried(check: str, typed: str = "") -> str:
    answer = signed_in("olga").post(f"{PAGE}{check}/", {"typed": typed})
    assert answer.status_code == 200
    said = html.unescape(answer.content.decode())
    return said.partition(f'id="{check}"')[2].partition("</li>")[0]


@pytest.fixture
def sent_out(settings) -> Iterator[postbox.Postbox]:
    box = postbox.Postbox()
    with postbox.opened(box) as address:
        settings.SMTP_URL = address
        yield box


def test_the_page_says_how_much_is_left():
    assert "points are left" in page()


def test_a_mail_comes_back_as_an_echo_and_opens_no_contact(sent_out):
    before = Contact.objects.count()
    assert "waits for the worker" in tried("mail_in")
    working.drain()
    assert "has not come back yet" in page()
    arrived = sent_out.taken[0]
    assert arrived.rcpt_tos == ["service@lichtmarkt.example"]
    arrival.take(parse(arrived.content), arrived.content, now=wallclock.now())
    assert "It came back after" in page()
    assert Inbound.objects.latest("pk").verdict == "own_echo"
    assert Contact.objects.count() == before


def test_a_second_try_takes_the_place_of_the_first(sent_out):
    for _ in range(2):
        tried("mail_in")
        working.drain()
    assert len(sent_out.taken) == 2
    assert Owed.objects.filter(kind="trial_mail").count() == 1


def test_a_mail_goes_to_the_operators_own_address(sent_out):
    assert "no e-mail address" in tried("mail_out")
    assert main(["user", "email", "olga", "olga@lichtmarkt.example"]) == 0
    tried("mail_out")
    working.drain()
    assert sent_out.taken[0].rcpt_tos == ["olga@lichtmarkt.example"]
    assert "has taken it" in page()


def test_a_server_that_refuses_is_named(sent_out):
    sent_out.to_recipient = "550 no such user"
    tried("mail_in")
    working.drain()
    assert "refuses the address for ever" in page()


def test_a_server_that_is_not_there_is_named(settings):
    settings.SMTP_URL = f"smtp://127.0.0.1:{postbox.free_port()}"
    tried("mail_in")
    working.drain()
    assert "did not take it" in page()


def test_without_a_mail_server_nothing_leaves():
    tried("mail_in")
    working.drain()
    assert "Set MOSTRADOR_SMTP" in page()


def test_the_domains_records_are_read(settings):
    with answering(ZONE) as address:
        settings.NAME_SERVER = address
        assert "MX, SPF, DKIM and DMARC stand" in tried("domain", "m1")
        assert "name the selector" in tried("domain")
        assert "DKIM: no key" in tried("domain", "m2")


def test_what_the_domain_lacks_is_said(settings):
    with answering({(DOMAIN, "MX"): ["10 mx.lichtmarkt.example."]}) as address:
        settings.NAME_SERVER = address
        said = tried("domain", "m1")
    assert "SPF: none" in said
    assert "_dmarc.lichtmarkt.example" in said
    with answering({("other.example", "TXT"): ['"x"']}) as address:
        settings.NAME_SERVER = address
        assert "There is no domain lichtmarkt.example" in tried("domain")


@pytest.mark.parametrize("typed", ["..", "a..b", "ü" * 60, "x" * 200])
def test_a_selector_that_is_none_is_no_error(settings, typed):
    with answering(ZONE) as address:
        settings.NAME_SERVER = address
        assert "DKIM" in tried("domain", typed) or "do not answer" in tried("domain", typed)


def test_name_servers_that_are_silent_are_named(settings, monkeypatch):
    monkeypatch.setattr("mostrador.channels.email.domain.PATIENCE_SECONDS", 0.2)
    settings.NAME_SERVER = f"127.0.0.1:{postbox.free_port()}"
    assert "name servers do not answer" in tried("domain")


@pytest.mark.parametrize(
    ("careful", "answer", "said"),
    [
        (True, 200, "refuses a false signature"),
        (False, 200, "anybody could order refunds"),
        (True, 500, "answered 500"),
    ],
)
def test_a_receiver_must_check_the_signature(careful, answer, said):
    store = Store.objects.get()
    with receiving(store, careful=careful, answer=answer):
        assert said in tried("instructions")


def test_a_receiver_that_is_not_there_is_named():
    told(Store.objects.get(), postbox.free_port())
    assert "did not answer" in tried("instructions")


def test_without_an_address_the_marketplace_fetches():
    assert "fetches its instructions" in tried("instructions")


def test_two_agents_and_an_operator_are_needed():
    assert "Add at least two agents" in tried("people")
    User.objects.create_user("finn", role="agent")
    assert "Agents: 2, operators: 1." in tried("people")


def test_the_newest_order_is_looked_for_when_somebody_asks():
    assert "Not tried yet." in page().partition('id="orders"')[2].partition("</li>")[0]
    said = tried("orders")
    assert "newest order is" in said
    assert "Last tried:" in page().partition('id="orders"')[2].partition("</li>")[0]


def test_a_backup_is_made_opened_and_thrown_away(data_folder):
    assert "can be made and opened" in tried("backup")
    assert not list(data_folder.glob("*backup*"))


def test_what_was_tried_is_remembered_with_its_moment():
    tried("backup")
    said = page()
    assert "When it was last tried, all was well." in said
    assert "Last tried:" in said
    assert "Tried a point of the go-live checklist" in html.unescape(
        signed_in("olga").get("/office/programme/de/").content.decode()
    )


def test_the_newest_try_counts(settings):
    with answering(ZONE) as address:
        settings.NAME_SERVER = address
        tried("domain", "m1")
        tried("domain", "m2")
    assert "something was missing" in page()


def test_a_check_that_nobody_knows_is_not_there():
    assert signed_in("olga").post(f"{PAGE}weather/").status_code == 404


def told(store: Store, port: int) -> None:
    address = f"http://127.0.0.1:{port}/"
    webhooks.change_address(store, address, by="operator:1", version=store.version, now=NOON)


@contextmanager
def receiving(store: Store, *, careful: bool, answer: int) -> Iterator[None]:
    port = postbox.free_port()
    told(store, port)
    secret = store.webhook_secret

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = answer
            try:
                Webhook(secret).verify(raw, headers)
            except WebhookVerificationError:
                status = 401 if careful else answer
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
