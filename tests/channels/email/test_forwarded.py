"""A seller hands a mail over: the buyer, her moment and her words must arrive (R43, E59)."""

from datetime import UTC, datetime

import pytest

from mostrador.channels.email.parse import parse
from mostrador.intake.letter import Forwarded
from tests.channels.email.raw_mails import PLAIN, mail, page, parts

WORDS = "ich widerrufe den Kauf LM-1007.\n\nAnna Keller"
SENT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
NOTE = "Bitte übernehmen Sie."
FROM_ZHOU = {
    "From": "Zhou <zhou@zhou-lighting.example>",
    "To": "handover-cn@lichtmarkt.example",
    "Subject": "Fwd: Widerruf",
    # His clock is eight hours ahead, and so are the dates that his programs write.
    "Date": "Thu, 12 Nov 2026 20:00:00 +0800",
}
ANNAS = Forwarded(
    sender="anna.keller@mail.example",
    sender_name="Anna Keller",
    subject="Widerruf",
    sent_at=SENT,
    text=WORDS,
)

HEADINGS = {
    "Gmail": "---------- Forwarded message ---------\n"
    "From: Anna Keller <anna.keller@mail.example>\nDate: Thu, Nov 12, 2026 at 5:00 PM\n"
    "Subject: Widerruf\nTo: Zhou <zhou@zhou-lighting.example>\n\n\n",
    "Gmail, German": "---------- Forwarded message ---------\n"
    "Von: Anna Keller <anna.keller@mail.example>\nDate: Do., 12. Nov. 2026 um 17:00 Uhr\n"
    "Subject: Widerruf\nTo: Zhou <zhou@zhou-lighting.example>\n\n\n",
    "Gmail, Chinese": "---------- 转发的邮件 ---------\n"
    "发件人： Anna Keller <anna.keller@mail.example>\n"
    "Date: 2026年11月12日周四 17:00\nSubject: Widerruf\nTo: <zhou@zhou-lighting.example>\n\n",
    "Outlook, English": "From: Anna Keller <anna.keller@mail.example>\n"
    "Sent: Thursday, November 12, 2026 5:00 PM\nTo: Zhou\nSubject: Widerruf\n\n",
    "Outlook, German": "________________________________\n"
    "Von: Anna Keller <anna.keller@mail.example>\n"
    "Gesendet: Donnerstag, 12. November 2026 17:00\nAn: Zhou\nBetreff: Widerruf\n\n",
    "Outlook, old": "-----Ursprüngliche Nachricht-----\n"
    "Von: Anna Keller [mailto:anna.keller@mail.example] \n"
    "Gesendet: Donnerstag, 12. November 2026 17:00\nAn: Zhou\nBetreff: Widerruf\n\n",
    "Outlook, Chinese": "发件人: Anna Keller <anna.keller@mail.example>\n"
    "发送时间: 2026年11月12日 17:00\n收件人: Zhou\n主题: Widerruf\n\n",
    "Apple": "Begin forwarded message:\n\nFrom: Anna Keller <anna.keller@mail.example>\n"
    "Subject: Widerruf\n"
    "Date: November 12, 2026 at 10:00:00 AM GMT+1\nTo: zhou@zhou-lighting.example\n\n",
    "Apple, German": "Anfang der weitergeleiteten Nachricht:\n\n"
    "Von: Anna Keller <anna.keller@mail.example>\nBetreff: Widerruf\n"
    "Datum: 12. November 2026 um 10:00:00 MEZ\nAn: zhou@zhou-lighting.example\n\n",
    "QQ": "------------------ 原始邮件 ------------------\n"
    '发件人: "Anna Keller" <anna.keller@mail.example>;\n'
    '发送时间: 2026年11月12日(星期四) 下午5:00\n收件人: "Zhou"<zhou@zhou-lighting.example>;\n'
    "主题: Widerruf\n\n",
    "163": '-------- 转发邮件信息 --------\n发件人："Anna Keller" <anna.keller@mail.example>\n'
    "发送日期：2026-11-12 17:00:00\n收件人：zhou@zhou-lighting.example\n主题：Widerruf\n\n",
    "163, table": "---- 转发的原邮件 ----\n| 发件人 | Anna Keller<anna.keller@mail.example> |\n"
    "| 发送日期 | 2026年11月12日 17:00 |\n| 收件人 | Zhou<zhou@zhou-lighting.example> |\n"
    "| 主题 | Widerruf |\n\n",
    "Foxmail": "\xa0\n"
    "发件人：\xa0Anna Keller <anna.keller@mail.example>\n发送时间：\xa02026-11-12 17:00\n"
    "收件人：\xa0Zhou\n主题：\xa0Widerruf\n\n",
    "Thunderbird, German": "-------- Weitergeleitete Nachricht --------\nBetreff: Widerruf\n"
    "Datum: Thu, 12 Nov 2026 10:00:00 +0100\nVon: Anna Keller <anna.keller@mail.example>\n"
    "An: zhou@zhou-lighting.example\n\n",
    "Spanish": "-------- Mensaje reenviado --------\nAsunto: Widerruf\n"
    "Fecha: Thu, 12 Nov 2026 10:00:00 +0100\nDe: Anna Keller <anna.keller@mail.example>\n"
    "Para: zhou@zhou-lighting.example\n\n",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
@pytest.mark.parametrize("note", ["", f"{NOTE}\n\n"])
def test_a_forwarded_letter_is_found_in_the_text(heading, note):
    letter = parse(mail(f"{note}{heading}{WORDS}\n", **FROM_ZHOU))

    assert letter.forwarded == ANNAS
    assert letter.sender == "zhou@zhou-lighting.example"
    assert letter.text.split() == (NOTE if note else letter.whole_text).split()


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
def test_a_quoted_one_too(heading):
    quoted = "\n".join(f"> {line}" for line in f"{heading}{WORDS}".split("\n"))

    assert parse(mail(f"{NOTE}\n\n{quoted}", **FROM_ZHOU)).forwarded == ANNAS


def test_one_in_a_page_is_found():
    html = (
        "<div>Bitte übernehmen Sie.</div><div class=gmail_quote><div>---------- Forwarded message "
        "---------<br>From: <strong>Anna Keller</strong> <span>&lt;<a "
        'href="mailto:anna.keller@mail.example">anna.keller@mail.example</a>&gt;</span><br>'
        "Date: Thu, Nov 12, 2026 at 5:00 PM<br>Subject: Widerruf<br>To: Zhou<br></div><br><br>"
        "ich widerrufe den Kauf LM-1007.<br><br>Anna Keller</div>"
    )

    assert parse(page(html, **FROM_ZHOU)).forwarded == ANNAS


def test_one_in_the_table_of_a_page_is_found():
    rows = {
        "发件人": "Anna Keller&lt;anna.keller@mail.example&gt;",
        "发送日期": "2026年11月12日 17:00",
        "收件人": "Zhou",
        "主题": "Widerruf",
    }
    table = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows.items())
    html = (
        f"<div>---- 转发的原邮件 ----</div><table>{table}</table>"
        "<div>ich widerrufe den Kauf LM-1007.</div><div><br></div><div>Anna Keller</div>"
    )

    assert parse(page(html, **FROM_ZHOU)).forwarded == ANNAS


ENCLOSED = (
    "From: Anna Keller <anna.keller@mail.example>\nDate: Thu, 12 Nov 2026 10:00:00 +0100\n"
    f"Subject: Widerruf\nMessage-ID: <7@mail.example>\nContent-Type: text/plain\n\n{WORDS}\n"
)


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: message/rfc822\n\n",
        "Content-Type: application/octet-stream; name=Widerruf.eml\n\n",
    ],
)
def test_an_enclosed_letter_keeps_its_own_id(headers):
    letter = parse(parts(PLAIN + NOTE, headers + ENCLOSED, **FROM_ZHOU))

    assert letter.forwarded == Forwarded(
        sender="anna.keller@mail.example",
        sender_name="Anna Keller",
        subject="Widerruf",
        sent_at=SENT,
        message_id="<7@mail.example>",
        text=WORDS,
    )
    assert letter.text == NOTE
    assert b"ich widerrufe" in letter.attachments[0].content


def test_an_enclosed_letter_without_a_note_is_the_text():
    letter = parse(parts("Content-Type: message/rfc822\n\n" + ENCLOSED, **FROM_ZHOU))

    assert letter.text == letter.whole_text == WORDS


def test_the_buyers_own_history_is_not_her_words():
    history = "\n\nAm 11.11.2026 um 10:00 schrieb Zhou <zhou@zhou-lighting.example>:\n> Hallo\n"
    letter = parse(mail(HEADINGS["Gmail"] + WORDS + history, **FROM_ZHOU))

    assert letter.forwarded == ANNAS


@pytest.mark.parametrize("subject", ["Re: Widerruf", "AW: Widerruf", "回复：Widerruf", "RE[2]: x"])
def test_an_answer_is_not_a_forwarded_letter(subject):
    text = f"Erledigt.\n\n{HEADINGS['Outlook, German']}{WORDS}"

    assert parse(mail(text, **{**FROM_ZHOU, "Subject": subject})).forwarded is None


def test_an_answer_that_says_it_forwards_is_believed():
    text = f"{NOTE}\n\n{HEADINGS['Gmail']}{WORDS}"

    assert parse(mail(text, **{**FROM_ZHOU, "Subject": "Re: Widerruf"})).forwarded == ANNAS


def test_a_name_without_an_address_is_still_told():
    text = "Von: Anna Keller\nGesendet: gestern\nAn: Zhou\nBetreff: Widerruf\n\nBitte."
    letter = parse(mail(text, **FROM_ZHOU))

    assert letter.forwarded == Forwarded(
        sender="", sender_name="Anna Keller", subject="Widerruf", text="Bitte."
    )


def test_an_ordinary_letter_forwards_nothing():
    assert parse(mail()).forwarded is None
