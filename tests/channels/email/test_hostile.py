"""Nothing that can be sent breaks the reader, or keeps it busy."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.channels.email.parse import parse
from mostrador.intake.letter import Letter
from tests.channels.email.raw_mails import HTML, PLAIN, WORDS, head, mail, page, parts

MEGABYTE = 1_000_000
STATUS = (
    "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;a@b.example\nAction: failed"
)
REAL = [
    mail(),
    page("<p>Guten Tag <a href='https://a.example'>hier</a></p><blockquote>alt</blockquote>"),
    parts(PLAIN + WORDS, HTML + "<p>x</p>", kind="alternative"),
    parts(PLAIN + WORDS, STATUS, kind="report"),
    parts(PLAIN + WORDS, f"Content-Type: message/rfc822\n\nSubject: =?gbk?b?t6LGsQ==?=\n\n{WORDS}"),
    mail(
        f"{WORDS}\n\nVon: Anna <a@b.example>\nGesendet: 12.11.2026 10:00\nBetreff: x\nAn: y\n\nalt"
    ),
]
INSERTS = st.sampled_from(
    [
        *(
            b"\x00",
            b"\r",
            b"\n",
            b"\r\n\r\n",
            b"=?",
            b"?=",
            b'"',
            b"<",
            b">",
            b"(",
            b";",
            b"=",
            b"%",
        ),
        *(b"\xff", b"\xed\xa0\x80", b"\x1b$B", b"&#1;", b"&#xd800;", b"--=_cut", b"boundary="),
        *(b"charset=utf-16\r\n", b"charset=idna"),
    ]
)


def texts(letter: Letter) -> list[str]:
    inner = letter.forwarded
    names = [one.name for one in letter.attachments] + [
        one.media_type for one in letter.attachments
    ]
    report = [letter.report.recipient, letter.report.status] if letter.report else []
    said = [inner.text, inner.subject, inner.sender, inner.sender_name] if inner else []
    known = [letter.message_id or "", *letter.references, *letter.recipients, *letter.loop_marks]
    own = [letter.text, letter.whole_text, letter.subject, letter.sender, letter.sender_name]
    return [*own, *known, *names, *report, *said]


def is_fit_for_the_database(letter: Letter) -> bool:
    whole = "".join(texts(letter))
    whole.encode()
    return "\x00" not in whole


@given(raw=st.binary(max_size=2_000))
def test_any_bytes_give_a_letter(raw):
    assert is_fit_for_the_database(parse(raw))


@given(body=st.binary(max_size=500), kind=st.text(max_size=60), encoding=st.text(max_size=20))
def test_any_body_gives_a_letter(body, kind, encoding):
    declared = head(Content_Type=kind, Content_Transfer_Encoding=encoding)

    assert is_fit_for_the_database(parse(declared + b"\r\n" + body))


@st.composite
def damaged(draw, mails):
    raw = bytearray(draw(st.sampled_from(mails)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        end = at + draw(st.integers(0, 8))
        raw[at:end] = draw(INSERTS | st.binary(max_size=8))
    return bytes(raw)


@given(raw=damaged(REAL))
def test_a_damaged_mail_gives_a_letter(raw):
    letter = parse(raw)

    assert is_fit_for_the_database(letter)
    assert bool(letter.text.strip()) == bool(letter.whole_text.strip())


def test_damaged_mails_of_other_projects_give_letters(shared_data: Path):
    rows = map(json.loads, (shared_data / "mail" / "index.jsonl").read_text().splitlines())
    mails = [(shared_data / "mail" / row["file"]).read_bytes() for row in rows]

    @given(raw=damaged(mails))
    def each(raw):
        assert is_fit_for_the_database(parse(raw))

    each()


def test_hostile_pages_give_letters(shared_data: Path):
    lines = (shared_data / "hostile" / "html.jsonl").read_text().splitlines()
    letters = [parse(page(line)) for line in lines]

    assert all(map(is_fit_for_the_database, letters))


TAIL = "\n\nVon: Anna\nGesendet: gestern\nAn: Zhou\nBetreff: x\n\nalt"
ENDLESS_TEXTS = {
    "one line": ("a" * MEGABYTE, "a" * MEGABYTE),
    "one line of a quotation": ("On 1 " + "a " * 499_990 + " wrote:", None),
    "quoted lines": ("> alt\n" * 100_000 + "neu", "neu"),
    "empty quoted lines": (">\n" * 100_000 + "neu", "neu"),
    "one deep quotation": (">" * 900_000 + "\nneu", "neu"),
    "headings": ("From: a\n" * 100_000, None),
    "headings of two": ("Sent: a\nTo: b\n\n" * 60_000, None),
    "attributions": ("On 12:00 aaa\n" * 70_000, None),
    "signatures": ("x\n--\n" * 100_000, "x\n--\n" * 99_991 + "x"),
    "greetings": ("Regards,\n" * 100_000, None),
    "phones": ("Sent from my\n" * 70_000, None),
    "dashes": ("-" * 900_000 + "\nneu", None),
    "blanks": (" " * 900_000 + "neu", " " * 900_000 + "neu"),
    "addresses": ("a@" * 500_000, "a@" * 500_000),
    "empty lines": ("neu" + "\n" * 900_000 + "neu", "neu\n\nneu"),
}


@pytest.mark.parametrize(("text", "new"), ENDLESS_TEXTS.values(), ids=ENDLESS_TEXTS.keys())
def test_an_endless_text_is_read_to_its_end(text, new):
    letter = parse(mail(text))

    assert letter.text == (new or "\n".join(map(str.rstrip, text.rstrip("\n").split("\n"))))


def test_history_is_found_below_a_hundred_thousand_quoted_lines():
    assert parse(mail("neu\n" + "> alt\n" * 100_000 + "auch neu" + TAIL)).text == "neu\nauch neu"


@pytest.mark.parametrize(
    "page_source",
    ["<" * MEGABYTE, '<a href="' * 100_000, "<a '" * 200_000, "<!--" * 200_000, "<![" * 300_000,
     "&" * MEGABYTE, "&#" + "1" * MEGABYTE, "<blockquote>" * 80_000, "<style>" * 100_000,
     "<a " + '""' * 400_000, "<" + "a " * 400_000, "<a x='" * 100_000 + ">", "</" * 400_000],
)  # fmt: skip
def test_an_endless_page_is_read_to_its_end(page_source):
    assert "neu" in parse(page(f"<p>neu</p>{page_source}")).text


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: text/plain" + b";" * MEGABYTE,
        b"Content-Type: text/plain; " + b'";' * 500_000,
        b"Content-Disposition: inline" + b"; filename*0*=a" * 60_000,
        b"To: " + b'"\\"' * 300_000,
        b"To: " + b"a@b.example, " * 80_000,
        b"To: " + b"<" * MEGABYTE,
        b"References: " + b"<a" * 500_000,
        b"Subject: " + b"=?a?b?" * 100_000,
        b"Subject: " + b"=?utf-8?b?YQ==?= " * 50_000,
        b"Authentication-Results: " + b"(" * MEGABYTE,
        b"Authentication-Results: " + b'"' * MEGABYTE,
        b"X-Odd: x\r\n" * 100_000 + b"X-Odd: y",
        b"odd\r\n" * 100_000 + b"X-Odd: y",
    ],
)
def test_an_endless_header_hides_no_word(header):
    raw = header + b"\r\n" + head(Subject=None) + b"\r\n" + WORDS.encode()

    assert parse(raw).whole_text.endswith(WORDS)


def test_letters_in_letters_without_end_are_read():
    nested = b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + mail()

    assert WORDS.splitlines()[2] in parse(nested).whole_text
