"""The mail receiver in a process of its own, over a real connection: 250 means kept."""

import json
import smtplib
import socket
from collections.abc import Iterator

import pytest

from mostrador.site.demo import cast
from tests.cast import a_mail as a_mail_in_a_file
from tests.kills.installation import HOST, Installation, installed, receiver

pytestmark = pytest.mark.both

SERVICE = "service@lichtmarkt.example"
ANNA = "anna.keller@mail.example"
LIMIT = 30 * 1024 * 1024


def a_mail(*words: str, **more: str) -> bytes:
    """As a mail server sends it: lines end as they do on the wire."""
    return a_mail_in_a_file(*words, **more).replace(b"\n", b"\r\n")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("receiving") / "data") as made:
        lines = "\n".join(json.dumps(one) for one in cast.BODIES).encode()
        assert made.run("load", "-", given=lines).returncode == 0
        yield made


@pytest.fixture(scope="module")
def port(here: Installation) -> Iterator[int]:
    with receiver(here) as listening:
        yield listening


@pytest.fixture
def client(port: int) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP(HOST, port, timeout=60) as connection:
        connection.ehlo("mx.example")
        yield connection


def verdicts(here: Installation, mail_id: str) -> list[str]:
    asked = f"SELECT verdict FROM intake_inbound WHERE mail_id = '{mail_id}' ORDER BY id"
    return [row[0] for row in here.rows(asked)]


def code(act) -> int:
    """What the server answers, whatever smtplib makes of it."""
    try:
        answer = act()
    except smtplib.SMTPRecipientsRefused as refused:
        return next(iter(refused.recipients.values()))[0]
    except smtplib.SMTPResponseException as refused:
        return refused.smtp_code
    return answer[0] if isinstance(answer, tuple) else 250


def test_once_it_says_250_the_mail_is_there_for_everybody(here, client):
    client.sendmail(ANNA, [SERVICE], a_mail(mail_id="<kept@mail.example>"))

    assert verdicts(here, "<kept@mail.example>") == ["new"]


def test_sent_again_it_is_known(here, client):
    for _ in range(2):
        client.sendmail(ANNA, [SERVICE], a_mail(mail_id="<again@mail.example>"))

    assert verdicts(here, "<again@mail.example>") == ["new", "duplicate"]


@pytest.mark.parametrize(
    ("recipient", "answer"),
    [
        (SERVICE, 250),
        ("anything@lichtmarkt.example", 250),
        ("SERVICE+0@LICHTMARKT.EXAMPLE", 250),
        ("handover-cn@lichtmarkt.example", 250),
        ("anna.keller@mail.example", 550),
        ("service@lichtmarkt.example.evil.example", 550),
        ("service@sub.lichtmarkt.example", 550),
    ],
)
def test_only_our_stores_addresses_are_here(client, recipient, answer):
    client.mail(ANNA)

    assert client.rcpt(recipient)[0] == answer


def test_one_stranger_among_the_recipients_loses_nothing(here, client):
    refused = client.sendmail(
        ANNA, [SERVICE, "x@else.example"], a_mail(mail_id="<mixed@mail.example>")
    )

    assert [answer[0] for answer in refused.values()] == [550]
    assert verdicts(here, "<mixed@mail.example>") == ["new"]


def test_without_the_database_nothing_is_promised(here, client):
    mail = a_mail(mail_id="<away@mail.example>")
    with here.database_away():
        assert code(lambda: client.sendmail(ANNA, [SERVICE], mail)) == 451

    assert code(lambda: client.sendmail(ANNA, [SERVICE], mail)) == 250
    assert verdicts(here, "<away@mail.example>") == ["new"]


def test_a_database_that_leaves_in_the_middle_is_no_promise_either(here, client):
    mail = a_mail(mail_id="<middle@mail.example>")
    client.mail(ANNA)
    client.rcpt(SERVICE)
    with here.database_away():
        assert code(lambda: client.data(mail)) == 451
    assert verdicts(here, "<middle@mail.example>") == []

    client.sendmail(ANNA, [SERVICE], mail)

    assert verdicts(here, "<middle@mail.example>") == ["new"]


def test_addresses_in_any_script(here, client):
    mail = a_mail(sender="Jürgen <jürgen@müller.example>", mail_id="<utf8@mail.example>")

    client.sendmail("jürgen@müller.example", [SERVICE], mail, ["SMTPUTF8", "BODY=8BITMIME"])

    assert verdicts(here, "<utf8@mail.example>") == ["new"]


def test_too_large_is_said_before_and_after_sending(client):
    assert client.esmtp_features["size"] == str(LIMIT)
    assert client.docmd("MAIL", f"FROM:<{ANNA}> SIZE={LIMIT + 1}")[0] == 552
    client.mail(ANNA)
    client.rcpt(SERVICE)

    line = b"x" * 500_000 + b"\r\n"
    assert code(lambda: client.data(a_mail() + line * (LIMIT // len(line) + 1))) == 552


def test_what_fits_is_taken_whole_with_lines_of_any_length(here, client):
    lines = [b"y" * 900_000, *[b"z" * 100_000] * 30]
    mail = a_mail(mail_id="<large@mail.example>") + b"\r\n".join(lines)

    client.sendmail(ANNA, [SERVICE], mail)

    size = here.one(
        "SELECT max(f.size) FROM sealed_file f JOIN intake_inbound i ON i.raw_id = f.id "
        "WHERE i.mail_id = '<large@mail.example>'"
    )
    assert size >= 3_900_000


def test_a_dot_at_the_beginning_of_a_line_stays(here, client):
    client.sendmail(ANNA, [SERVICE], a_mail(".\n..\nEnde.", mail_id="<dots@mail.example>"))

    said = here.one(
        "SELECT t.body FROM intake_inbound i JOIN contacts_message m ON m.id = i.message_id "
        "JOIN sealed_text t ON t.id = m.text_id WHERE i.mail_id = '<dots@mail.example>'"
    )
    assert said == ".\n..\nEnde."


def test_a_report_in_plain_words_is_known_by_its_null_sender(here, client):
    words = "Your message to <x@y.example> could not be delivered: user unknown"
    report = a_mail(
        words, sender="Postmaster <postmaster@mx.example>", mail_id="<plain@mx.example>",
        subject="Undelivered mail",
    )  # fmt: skip

    client.sendmail("", [SERVICE], report)

    assert verdicts(here, "<plain@mx.example>") == ["bounce"]


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff\x80" * 50, b"\r\n\r\n", b"Subject: \xff\xfe\r\n\r\n"]
)
def test_any_bytes_are_kept(here, client, raw):
    before = here.one("SELECT count(*) FROM intake_inbound")

    client.sendmail(ANNA, [SERVICE], raw)

    assert here.one("SELECT count(*) FROM intake_inbound") == before + 1


def test_by_lmtp_every_recipient_has_an_answer(here):
    mail = a_mail(mail_id="<lmtp@mail.example>")
    said = [
        b"LHLO mx.example", b"MAIL FROM:<anna.keller@mail.example>",
        b"RCPT TO:<service@lichtmarkt.example>", b"RCPT TO:<nobody@else.example>",
        b"RCPT TO:<handover-cn@lichtmarkt.example>", b"DATA", mail + b"\r\n.", b"QUIT",
    ]  # fmt: skip
    with (
        receiver(here, "--lmtp") as port,
        socket.create_connection((HOST, port), timeout=30) as wire,
        wire.makefile("rb") as lines,
    ):
        assert lines.readline().startswith(b"220")
        answers = [_answer(wire, lines, each, 2 if each.endswith(b"\r\n.") else 1) for each in said]

    assert [[one[:3] for one in each] for each in answers] == [
        [b"250"], [b"250"], [b"250"], [b"550"], [b"250"], [b"354"], [b"250", b"250"], [b"221"],
    ]  # fmt: skip
    assert verdicts(here, "<lmtp@mail.example>") == ["new"]


def _answer(wire, lines, command: bytes, count: int) -> list[bytes]:
    """The last line of each answer to one command."""
    wire.sendall(command + b"\r\n")
    found = []
    while len(found) < count:
        line = lines.readline()
        assert line, "the receiver hung up"
        if line[3:4] != b"-":
            found.append(line)
    return found


def test_before_there_is_a_store_the_sender_keeps_the_mail(tmp_path):
    with installed(tmp_path / "empty") as empty, receiver(empty) as port:
        with smtplib.SMTP(HOST, port, timeout=60) as client:
            assert code(lambda: client.sendmail(ANNA, [SERVICE], a_mail())) == 451

        assert empty.one("SELECT count(*) FROM intake_inbound") == 0
