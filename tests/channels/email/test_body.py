"""Words, files and letters, wherever in a mail's parts they stand."""

import pytest

from mostrador.channels.email.parse import parse
from mostrador.intake.letter import Attachment
from tests.channels.email.raw_mails import HTML, PLAIN, WORDS, head, mail, page, parts

PICTURE = (
    "Content-Type: image/png; name=lampe.png\nContent-Transfer-Encoding: base64\n"
    "Content-ID: <cid1>\n\niVBORw=="
)
LAMP = Attachment("lampe.png", "image/png", b"\x89PNG", "cid1")


def inner(*bodies: str, kind: str) -> str:
    content = "".join(f"--=_inner\n{body}\n" for body in bodies)
    return f'Content-Type: multipart/{kind}; boundary="=_inner"\n\n{content}--=_inner--'


def test_the_plain_version_is_taken_and_the_page_left():
    letter = parse(parts(PLAIN + WORDS, HTML + "<p>other</p>", kind="alternative"))

    assert letter.whole_text == WORDS
    assert letter.attachments == ()


def test_the_page_is_taken_where_the_plain_version_is_empty():
    letter = parse(parts(PLAIN + " \n", HTML + "<p>Guten Tag</p>", kind="alternative"))

    assert letter.whole_text == "Guten Tag"


def test_files_of_every_version_are_kept():
    related = inner(HTML + "<p>other</p>", PICTURE, kind="related")
    letter = parse(parts(PLAIN + WORDS, related, kind="alternative"))

    assert letter.whole_text == WORDS
    assert letter.attachments == (LAMP,)
    assert LAMP.size == 4


def test_words_around_a_picture_are_one_text():
    letter = parse(parts(PLAIN + "above", PICTURE, PLAIN + "below"))

    assert letter.whole_text == "above\n\nbelow"
    assert letter.attachments == (LAMP,)


def test_a_signed_mail_is_read_and_its_signature_kept_as_a_file():
    signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nabc"
    letter = parse(parts(PLAIN + WORDS, signature, kind="signed"))

    assert letter.whole_text == WORDS
    assert letter.attachments == (Attachment("smime.p7s", "application/pkcs7-signature", b"abc"),)


def test_outlooks_private_file_stays_a_file():
    winmail = "Content-Type: application/ms-tnef; name=winmail.dat\n\nx"

    assert parse(parts(PLAIN + WORDS, winmail)).attachments == (
        Attachment("winmail.dat", "application/ms-tnef", b"x"),
    )


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ("Content-Disposition: attachment; filename=a.pdf", "a.pdf"),
        ('Content-Disposition: attachment; filename="a b.pdf"', "a b.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''%E5%8F%91%E7%A5%A8.pdf", "发票.pdf"),
        ("Content-Disposition: attachment; filename*0*=utf-8''%E5%8F%91;\n filename*1*=%E7%A5%A8",
         "发票"),
        ("Content-Disposition: attachment; filename*=gb2312''%B7%A2%C6%B1.pdf", "发票.pdf"),
        ('Content-Disposition: attachment; filename="=?utf-8?b?5Y+R56WoLnBkZg==?="', "发票.pdf"),
        ("Content-Disposition: attachment; filename=发票.pdf", "发票.pdf"),
        ("Content-Type: application/pdf; name=a.pdf", "a.pdf"),
        ("Content-Disposition: attachment; filename=../../etc/a.pdf", "a.pdf"),
        ('Content-Disposition: attachment; filename="C:\\\\Users\\\\Anna\\\\a.pdf"', "a.pdf"),
        ('Content-Disposition: attachment; filename="a\x00b.pdf"', "ab.pdf"),
        (f"Content-Disposition: attachment; filename={'a' * 300}.pdf", "a" * 196 + ".pdf"),
        ("Content-Disposition: attachment\nContent-Type: application/pdf", "attachment.pdf"),
        ("Content-Disposition: attachment\nContent-Type: application/x", "attachment"),
        ("Content-Disposition: attachment; filename*x*=%", "attachment.txt"),
    ],
)  # fmt: skip
def test_a_file_is_named(headers, name):
    assert [one.name for one in parse(parts(PLAIN + WORDS, f"{headers}\n\nx")).attachments] == [
        name
    ]


@pytest.mark.parametrize("kind", ["nonsense", "text/plain>", "a b/c", "/", ""])
def test_a_senseless_media_type_loses_no_word(kind):
    letter = parse(mail(Content_Type=kind or None))

    assert letter.whole_text == WORDS


def test_a_text_file_is_a_file():
    csv = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.csv\n\n1;2"

    assert parse(parts(PLAIN + WORDS, csv)).attachments == (
        Attachment("a.csv", "text/plain", b"1;2"),
    )


@pytest.mark.parametrize(
    ("disposition", "words"),
    [
        ("inline; filename=a.txt", WORDS),
        ("inline", WORDS),
        ("attachment; filename=a.txt", ""),
        ("ATTACHMENT", ""),
    ],
)
def test_the_only_part_is_the_text_unless_it_says_that_it_is_a_file(disposition, words):
    letter = parse(mail(Content_Disposition=disposition))

    assert letter.whole_text == words
    assert len(letter.attachments) == (not words)


def test_a_page_that_is_declared_as_text_is_read_as_a_page():
    assert parse(mail("<html><body>Guten <b>Tag</b></body></html>")).whole_text == "Guten Tag"
    assert parse(page("Guten <b>Tag</b>")).whole_text == "Guten Tag"


def test_a_boundary_that_never_comes_loses_no_word():
    assert parse(mail(Content_Type="multipart/mixed; boundary=x")).whole_text == WORDS
    assert parse(mail(Content_Type="multipart/mixed")).whole_text == WORDS


def test_short_lines_of_a_flowing_paragraph_are_joined():
    flowing = "die Lampe \nflackert.\n> alte \n> Worte\n>> noch ältere\n-- \nAnna"
    letter = parse(mail(flowing, Content_Type="text/plain; charset=utf-8; format=flowed"))

    assert letter.whole_text == "die Lampe flackert.\n> alte Worte\n>> noch ältere\n-- \nAnna"
    assert letter.text == "die Lampe flackert."


def test_chinese_words_flow_without_a_blank():
    kind = "text/plain; charset=utf-8; format=flowed; delsp=yes"

    assert parse(mail("台灯 \n坏了", Content_Type=kind)).whole_text == "台灯坏了"


def test_a_text_beyond_all_measure_is_cut_and_says_so():
    letter = parse(mail("a" * 1_000_001))

    assert letter.whole_text == "a" * 1_000_000 + "\n[…]"
    assert parse(mail("a" * 1_000_000)).whole_text == "a" * 1_000_000


def test_a_letter_in_a_letter_is_one_file():
    enclosed = "Content-Type: message/rfc822\n\nSubject: inner\n\nold words"
    letter = parse(parts(PLAIN + WORDS, enclosed))

    assert [(one.name, one.media_type) for one in letter.attachments] == [
        ("attachment.eml", "message/rfc822")
    ]
    assert letter.whole_text == WORDS


def test_parts_without_end_are_read_to_a_limit():
    many = parse(parts(*[PLAIN + "x"] * 1_900))
    too_many = parse(parts(*[PLAIN + "x"] * 2_100))

    assert many.whole_text.count("x") == 499
    # Not taken apart any more, and not lost.
    assert "--=_cut" in too_many.whole_text


def test_parts_in_parts_are_read_to_a_limit():
    def nested(depth):
        opening = "".join(
            f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth)
        )
        return head() + f"{opening}{PLAIN}deep".encode()

    assert parse(nested(20)).whole_text == "deep"
    assert parse(nested(21)).whole_text == ""
    assert "deep" in parse(nested(3_000)).whole_text
