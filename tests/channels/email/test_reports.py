"""What a mail system says about a letter of ours."""

import pytest

from mostrador.channels.email.parse import parse
from mostrador.intake.letter import Report
from tests.channels.email.raw_mails import PLAIN, mail, parts

DAEMON = {"From": "Mail Delivery System <mailer-daemon@mx.example>"}
STATUS = (
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
    "Final-Recipient: rfc822; zhou@zhou-lighting.example\nAction: delayed\nStatus: 4.2.2\n\n"
    "Original-Recipient: rfc822;Anna.Keller@mail.example\n"
    "Final-Recipient: RFC822; anna@elsewhere.example\nAction: Failed\nStatus: 5.1.1 (unknown)\n"
)
RETURNED = "Message-ID: <42@lichtmarkt.example>\nSubject: Ihre Lampe\n"
FAILED = Report(
    recipient="anna.keller@mail.example",
    action="failed",
    status="5.1.1",
    message_id="<42@lichtmarkt.example>",
)


@pytest.mark.parametrize(
    "returned",
    [
        f"Content-Type: message/rfc822\n\n{RETURNED}\nGuten Tag",
        f"Content-Type: text/rfc822-headers\n\n{RETURNED}",
    ],
)
def test_a_proper_report_is_read(returned):
    letter = parse(parts(PLAIN + "Sorry.", STATUS, returned, kind="report", **DAEMON))

    assert letter.report == FAILED
    assert letter.forwarded is None
    assert letter.text == "Sorry."


def test_a_report_of_a_delay_is_no_failure():
    delayed = STATUS.replace("Failed", "delayed").replace("5.1.1", "4.4.1")
    letter = parse(parts(PLAIN + "Warning.", delayed, kind="report", **DAEMON))

    assert letter.report == Report(
        recipient="zhou@zhou-lighting.example", action="delayed", status="4.2.2"
    )


@pytest.mark.parametrize("sender", [DAEMON, {"Return_Path": "<>"}, {"From": "<>"}])
def test_a_report_in_plain_words_is_read(sender):
    text = (
        "Mail could not be delivered.\n\n  <anna.keller@mail.example>: 550 5.1.1 User unknown\n\n"
        f"------ This is a copy of your message ------\n\n{RETURNED}"
    )

    assert parse(mail(text, **sender)).report == FAILED


def test_the_failed_recipient_may_stand_in_a_header():
    named = {"X_Failed_Recipients": "anna.keller@mail.example", **DAEMON}
    letter = parse(mail("A message that you sent bounced. 5.1.1", **named))

    assert letter.report == Report(
        recipient="anna.keller@mail.example", action="failed", status="5.1.1"
    )


@pytest.mark.parametrize(
    "sender",
    [{}, {"From": "postmaster@mail.example"}, {"X_Failed_Recipients": "ana@anas-lampen.example"}],
)
def test_a_person_who_writes_about_delivery_reports_nothing(sender):
    assert parse(mail("Mein Paket war unzustellbar.", **sender)).report is None


def test_an_absent_persons_machine_reports_nothing():
    letter = parse(mail("Ich bin bis Montag im Urlaub.", Return_Path="<>"))

    assert letter.null_sender
    assert letter.report is None
