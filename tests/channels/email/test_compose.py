"""Our own letters: readable everywhere, and nothing in them can be smuggled into the headers."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.channels.email.compose import NotAnAddressError, Outgoing, compose
from mostrador.channels.email.parse import parse
from mostrador.intake.letter import Attachment, Letter

TEN = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
LETTER = Outgoing(
    message_id="<42@lichtmarkt.example>",
    sender="service@lichtmarkt.example",
    sender_name="Zhou Lighting via Lichtmarkt",
    recipient="anna.keller@mail.example",
    recipient_name="Anna Keller",
    reply_to="r-7@lichtmarkt.example",
    subject="Ihre Leselampe",
    text="Guten Tag",
    date=TEN,
    loop_mark="de",
)
ALWAYS = ["Date", "From", "To", "Reply-To", "Subject", "Message-ID", "X-Auto-Response-Suppress"]
OF_A_TEXT = ["Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
TEXTS = {
    "German": "Guten Tag,\n\ndie Lampe für 39,90 € fällt unter § 312g – schöne Grüße",
    "Chinese": "您好，\n\n台灯已寄出。" + "很" * 500,
    "Spanish": "¿Qué pasó? Mañana llegará.",
    "emoji": "💡🛒 danke 👍🏽",
    "plain": "a line\n.\nFrom here on\n" + "x" * 2_000,
    "quoted": "a = b; c=3D\n",
}
ANYTHING = st.text(max_size=200) | st.sampled_from(
    [
        "a\r\nBcc: zed@zeds-schuhe.example",
        "a\n\nbody",
        "=?utf-8?q?a=0ABcc:_b?=",
        '"<a@b.example>',
        "\ud800",
    ]
)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_words_arrive(text):
    raw = compose(replace(LETTER, text=text, subject=text[:60], html=None))

    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 1_000
    assert parse(raw).whole_text == text.strip("\n")
    assert parse(raw).subject == " ".join(text[:60].split())


def test_a_letter_is_written_whole():
    raw = compose(
        replace(
            LETTER,
            in_reply_to="<1@mail.example>",
            references=("<0@mail.example>", "<1@mail.example>"),
            html="<p>Guten <b>Tag</b></p>",
            attachments=(Attachment("发票 ä.pdf", "application/pdf", b"%PDF\x00\xff"),),
        )
    )
    read = parse(raw)

    assert read == Letter(
        digest=read.digest,
        body_digest=read.body_digest,
        message_id="<42@lichtmarkt.example>",
        references=("<1@mail.example>", "<0@mail.example>"),
        sender="service@lichtmarkt.example",
        sender_name="Zhou Lighting via Lichtmarkt",
        recipients=("anna.keller@mail.example",),
        subject="Ihre Leselampe",
        sent_at=TEN,
        text="Guten Tag",
        whole_text="Guten Tag",
        attachments=(Attachment("发票 ä.pdf", "application/pdf", b"%PDF\x00\xff"),),
        no_answer=True,
        loop_marks=("de",),
    )


@pytest.mark.parametrize(
    ("automatic", "answered", "said"),
    [
        (False, None, None),
        (False, "<1@mail.example>", None),
        (True, None, "auto-generated"),
        (True, "<1@mail.example>", "auto-replied"),
    ],
)
def test_a_machine_says_that_it_wrote(automatic, answered, said):
    message = message_from_bytes(
        compose(replace(LETTER, automatic=automatic, in_reply_to=answered))
    )

    assert message["Auto-Submitted"] == said
    # Machines shall not answer; reports of what did not arrive are welcome.
    assert message["X-Auto-Response-Suppress"] == "DR, RN, NRN, OOF, AutoReply"


@given(name=ANYTHING, subject=ANYTHING, mark=ANYTHING, mail_id=ANYTHING, text=ANYTHING)
def test_no_value_becomes_a_header(name, subject, mark, mail_id, text):
    letter = replace(
        LETTER,
        sender_name=name,
        recipient_name=name,
        subject=subject,
        loop_mark=mark,
        text=text,
        in_reply_to=mail_id,
        references=(mail_id, "<1@mail.example>"),
        attachments=(Attachment(name, mark, b"x"),),
    )

    message = message_from_bytes(compose(letter))
    read = parse(compose(letter))

    others = {"In-Reply-To", "References", "X-Mostrador-Loop", "Content-Type", "MIME-Version"}
    assert set(ALWAYS) <= set(message.keys()) <= set(ALWAYS) | others
    assert len(message.keys()) == len(set(message.keys()))
    assert read.sender == "service@lichtmarkt.example"
    assert read.recipients == ("anna.keller@mail.example",)
    assert len(read.attachments) == 1


@given(name=st.text(max_size=100))
def test_every_name_arrives(name):
    read = parse(compose(replace(LETTER, sender_name=name)))

    printable = "".join(char for char in name if char.isalnum())
    assert "".join(char for char in read.sender_name if char.isalnum())[:50] == printable[:50]


def test_headers_of_a_plain_letter():
    assert message_from_bytes(compose(LETTER)).keys() == [*ALWAYS, "X-Mostrador-Loop", *OF_A_TEXT]


def test_a_long_subject_is_folded_and_read_back_whole():
    subject = "Ihre Bestellung LM-1007: " + "台灯 für Anna, " * 30
    raw = compose(replace(LETTER, subject=subject))

    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert parse(raw).subject == " ".join(subject.split())


def test_long_ids_stay_whole():
    ids = tuple(f"<{'a' * 200}{number}@mail.example>" for number in range(20))

    assert parse(compose(replace(LETTER, references=ids))).references == ids


@pytest.mark.parametrize(
    "address",
    ["", "anna", "anna@", "änna@mail.example", "anna@mail.example, zed@zeds-schuhe.example",
     f"anna@{'a' * 70}.example", "anna\r\nBcc: zed@zeds-schuhe.example"],
)  # fmt: skip
def test_where_no_mail_can_go_none_is_written(address):
    with pytest.raises(NotAnAddressError):
        compose(replace(LETTER, recipient=address))


def test_a_domain_with_umlauts_is_written_for_the_net():
    raw = compose(replace(LETTER, recipient="anna@bücher.example"))

    assert parse(raw).recipients == ("anna@xn--bcher-kva.example",)


def test_an_id_without_brackets_is_given_them():
    read = parse(compose(replace(LETTER, message_id="9@lichtmarkt.example")))

    assert read.message_id == "<9@lichtmarkt.example>"


def test_the_same_letter_again_is_the_same_bytes():
    letter = replace(LETTER, html="<p>a</p>", attachments=(Attachment("a", "text/plain", b"a"),))

    assert compose(letter) == compose(letter)
    assert compose(letter) != compose(replace(letter, message_id="<43@lichtmarkt.example>"))


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "nonsense", "a/b\r\nX: y"])
def test_a_file_of_a_strange_kind_is_a_file(kind):
    letter = replace(LETTER, attachments=(Attachment("a/b\\c.eml", kind, b"From: x\n\ny"),))

    assert parse(compose(letter)).attachments == (
        Attachment("a_b_c.eml", "application/octet-stream", b"From: x\n\ny"),
    )
