"""A whole mail to a whole letter."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from mostrador.channels.email.parse import parse
from mostrador.intake.letter import Letter
from tests.channels.email.raw_mails import WORDS, head, mail


def test_a_letter_is_read_whole():
    raw = mail(
        f"{WORDS}\n\nAm 11.11.2026 um 10:00 schrieb Service:\n> Hallo",
        Subject="=?utf-8?q?Lampe_l=C3=A4uft_nicht?=",
        In_Reply_To="<2@lichtmarkt.example>",
        References="<1@lichtmarkt.example> <2@lichtmarkt.example>",
        To="Service <Service@lichtmarkt.example>, zhou@zhou-lighting.example",
        Cc="ana@anas-lampen.example",
        Delivered_To="service+de@lichtmarkt.example",
        X_Mostrador_Loop="de",
    )

    assert parse(
        raw, recipients=["R-7@lichtmarkt.example", "service@lichtmarkt.example"]
    ) == Letter(
        digest=sha256(raw).hexdigest(),
        body_digest=sha256(raw.split(b"\r\n\r\n", 1)[1].replace(b"\r", b"")).hexdigest(),
        message_id="<1@mail.example>",
        references=("<2@lichtmarkt.example>", "<1@lichtmarkt.example>"),
        sender="anna.keller@mail.example",
        sender_name="Anna Keller",
        recipients=(
            "r-7@lichtmarkt.example",
            "service@lichtmarkt.example",
            "service+de@lichtmarkt.example",
            "zhou@zhou-lighting.example",
            "ana@anas-lampen.example",
        ),
        subject="Lampe läuft nicht",
        sent_at=datetime(2026, 11, 12, 9, 0, tzinfo=UTC),
        text=WORDS,
        whole_text=f"{WORDS}\n\nAm 11.11.2026 um 10:00 schrieb Service:\n> Hallo",
        loop_marks=("de",),
    )


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({}, "anna.keller@mail.example"),
        ({"From": None, "Sender": "ana@anas-lampen.example"}, "ana@anas-lampen.example"),
        ({"From": "Anna", "Return_Path": "<anna@mail.example>"}, "anna@mail.example"),
        ({"From": None}, ""),
    ],
)
def test_the_sender_is_whom_the_letter_names_first(headers, sender):
    assert parse(mail(**headers)).sender == sender


@pytest.mark.parametrize(
    ("headers", "null"),
    [({}, False), ({"Return_Path": "<>"}, True), ({"Return_Path": "<anna@mail.example>"}, False)],
)
def test_a_machine_that_wants_no_bounces_names_no_sender(headers, null):
    assert parse(mail(**headers)).null_sender is null


def test_one_letter_fetched_by_two_ways_has_one_body():
    raw = mail()
    fetched = raw.replace(b"\r\n", b"\n") + b"\n\n"

    assert parse(raw).body_digest == parse(fetched).body_digest
    assert parse(raw).digest != parse(fetched).digest


def test_another_body_is_another_letter():
    assert parse(mail("a")).body_digest != parse(mail("b")).body_digest


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\r\n\r\n", b" ", b"From anna Thu Nov 12\r\n"]
)
def test_what_stands_before_the_headers_hides_nothing(before):
    letter = parse(before + mail())

    assert (letter.sender, letter.text) == ("anna.keller@mail.example", WORDS)


@pytest.mark.parametrize(
    "odd",
    [b"quite odd\r\n", b"X-Odd field: x\r\n", b"Subject : Lampe\r\n", b"\xff\xfe\r\n", b": x\r\n"],
)
def test_an_odd_line_among_the_headers_hides_nothing(odd):
    letter = parse(b"Received: by mx.example\r\n" + odd + mail())

    assert (letter.sender, letter.subject, letter.text) == (
        "anna.keller@mail.example",
        "Lampe",
        WORDS,
    )


def test_words_without_an_empty_line_above_are_words():
    raw = head() + b"Guten Tag, die Lampe flackert.\r\n\r\nAnna"

    assert parse(raw).whole_text == "Guten Tag, die Lampe flackert.\n\nAnna"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n \r\n",
        b"\x00" * 100,
        bytes(range(128, 256)) * 4,
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 99,
    ],
)
def test_where_nothing_can_be_read_that_is_the_answer(raw):
    letter = parse(raw, recipients=["service@lichtmarkt.example"])

    assert letter == Letter(
        digest=sha256(raw).hexdigest(),
        body_digest=letter.body_digest,
        recipients=("service@lichtmarkt.example",),
        text=letter.text,
        whole_text=letter.whole_text,
        readable=False,
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"Hello, my lamp is broken.",
        "我的台灯坏了".encode(),
        "Schöne Grüße, die Lampe läuft.".encode("cp1252"),
        b"Subject: lamp\r\n\r\n",
        b"Subject: lamp",
        b"From: a@mail.example\r\nContent-Type: image/png\r\n\r\nx",
    ],
)
def test_a_little_is_enough_to_be_read(raw):
    assert parse(raw).readable
