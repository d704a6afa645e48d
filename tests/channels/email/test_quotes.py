"""The new words alone, out of a letter with its history."""

import pytest

from mostrador.channels.email.quotes import new_text

NEW = "Guten Tag,\n\ndie Lampe LM-1007 flackert noch immer."
OLD = "Haben Sie die Birne getauscht?"

HEADINGS = {
    "Gmail, English": "On Thu, Nov 12, 2026 at 10:00 AM Service <s@lichtmarkt.example> wrote:\n",
    "Gmail, wrapped": "On Thu, Nov 12, 2026 at 10:00 AM Lichtmarkt Service <\n"
    "a-very-long-address-of-the-service@lichtmarkt.example> wrote:\n",
    "Gmail, German": "Am Do., 12. Nov. 2026 um 10:00 Uhr schrieb Service <\n"
    "service@lichtmarkt.example>:\n",
    "Apple, German": "Am 12.11.2026 um 10:00 schrieb Service <service@lichtmarkt.example>:\n",
    "Thunderbird, German": "Am 12.11.26 um 10:00 schrieb Service:\n",
    "Gmail, Spanish": "El jue, 12 nov 2026 a las 10:00, Servicio (<s@lichtmarkt.example>)\n"
    "escribió:\n",
    "Apple, Spanish": "El 12 nov 2026, a las 10:00, Servicio <s@lichtmarkt.example> escribió:\n",
    "Gmail, Chinese": "Service <s@lichtmarkt.example> 于2026年11月12日周四 18:00写道：\n",
    "Gmail, Chinese, wrapped": "Lichtmarkt <service@lichtmarkt.example> 于2026年11月12日周四\n"
    "18:00写道：\n",
    "Apple, Chinese": "在 2026年11月12日，18:00，Service <s@lichtmarkt.example> 写道：\n",
    "163": '在 2026-11-12 18:00:00，"Service" <s@lichtmarkt.example> 写道：\n',
    "163, English": 'At 2026-11-12 18:00:00, "Service" <s@lichtmarkt.example> wrote:\n',
    "Japanese": "2026年11月12日(木) 18:00 Service <s@lichtmarkt.example>:\n",
    "French": "Le jeu. 12 nov. 2026 à 10:00, Service <s@lichtmarkt.example> a écrit :\n",
    "Outlook, English": "From: Service <s@lichtmarkt.example>\n"
    "Sent: Thursday, November 12, 2026 10:00 AM\n"
    "To: Anna Keller <anna.keller@mail.example>\nSubject: Your lamp\n",
    "Outlook, German": "________________________________\nVon: Service <s@lichtmarkt.example>\n"
    "Gesendet: Donnerstag, 12. November 2026 10:00\nAn: Anna Keller\nBetreff: AW: Lampe\n",
    "Outlook, German, bold": "*Von:* Service <s@lichtmarkt.example>\n"
    "*Gesendet:* Donnerstag, 12. November\n"
    "*An:* Anna Keller\n*Betreff:* AW: Lampe\n",
    "Outlook, old": "-----Ursprüngliche Nachricht-----\n"
    "Von: Service\nGesendet: gestern\nAn: Anna\n",
    "Outlook, Spanish": "De: Servicio <s@lichtmarkt.example>\nEnviado el: jueves, 12 de noviembre\n"
    "Para: Anna Keller\nAsunto: RE: Lámpara\n",
    "Outlook, Chinese": "发件人: Service <s@lichtmarkt.example>\n发送时间: 2026年11月12日 18:00\n"
    "收件人: Zhou\n主题: 回复: 台灯\n",
    "Foxmail": "\xa0\n"
    "发件人：\xa0Service\n发送时间：\xa02026-11-12 18:00\n收件人：\xa0Zhou\n主题：\xa0台灯\n",
    "QQ": "------------------ 原始邮件 ------------------\n"
    '发件人: "Service" <s@lichtmarkt.example>;\n',
    "QQ, English": "------------------ Original ------------------\nFrom: Service\n",
    "Wide recipients": "Von: Service\nAn: Anna;\n Zhou;\n Ana\nGesendet: gestern\nBetreff: Lampe\n",
    "Zoho": "---- On Thu, 12 Nov 2026 10:00:50 +0100 s@lichtmarkt.example wrote ----\n",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
@pytest.mark.parametrize("gap", ["\n", "\n\n\n"])
def test_what_stands_below_a_heading_is_history(heading, gap):
    assert new_text(f"{NEW}{gap}{heading}\n{OLD}\n") == NEW


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
def test_a_quoted_heading_is_history_too(heading):
    quoted = "\n".join(f"> {line}" for line in f"{heading}\n{OLD}".split("\n"))

    assert new_text(f"{NEW}\n\n{quoted}") == NEW


def test_answers_between_the_quoted_lines_are_kept():
    letter = "Am 12.11.2026 um 10:00 schrieb Service:\n> Birne getauscht?\nJa.\n> Und?\n\nFlackert."

    assert new_text(letter) == "Ja.\n\nFlackert."


def test_answers_below_the_quotation_are_kept():
    assert new_text(f"> {OLD}\n\n{NEW}") == NEW


def test_a_quoted_line_that_was_broken_is_quoted_to_its_end():
    broken = "> " + "Haben Sie die Birne schon einmal gegen eine andere Birne getauscht, und\n"

    assert new_text(f"{NEW}\n\n{broken}wenn ja, wann?\n> Gruß") == NEW


def test_an_answer_below_a_long_quoted_line_is_kept():
    question = (
        "> " + "Haben Sie die Birne schon einmal gegen eine andere Birne getauscht, und ab wann?"
    )

    assert new_text(f"{question}\nJa.\n> Gruß") == "Ja."
    assert new_text(f"{question[:-1]}\nJa.") == "Ja."


@pytest.mark.parametrize(
    "letter",
    [
        NEW,
        "On Thursday:\n\nthe lamp came.\n\nOn Friday:\n\nit broke.",
        "Am 12.11. kam die Lampe, am 13.11. ging sie aus.",
        # Nobody quotes here; somebody tells.
        "Am 12.11.2026 um 10:00 schrieb mir der Verkäufer:\n\nKein Umtausch.\n\nDarf er das?",
        "On 12 November at 10:00 I wrote:\n\nplease cancel.\n\nNobody answered.",
        "On Nov 12, 2026 you wrote:\n\nnothing at all.",
        "From: our shop, not from: a friend.\nIt is broken.",
        "Bestellung vom: 12.11.2026\nArtikel: Lampe\nAn: Anna",
        "Lieferung:\n12.11.2026, 10:00 Uhr, bitte an anna@mail.example melden.",
        "- kaputt\n- verkratzt\n- falsche Farbe",
        "## Fehler\n----\n1. flackert\n\n====\n\n2. brummt",
    ],
)
def test_words_that_only_look_like_history_are_kept(letter):
    assert new_text(letter) == letter


@pytest.mark.parametrize(
    "letter",
    [
        f"> {OLD}",
        f"On Thu, Nov 12, 2026 at 10:00 AM Service wrote:\n\n{OLD}",
        "--\nAnna Keller",
        "Von: Anna\nAn: Service\nBetreff: Lampe",
        "Gesendet von meinem iPhone",
    ],
)
def test_a_letter_with_words_never_comes_out_empty(letter):
    assert new_text(letter) == letter


def test_a_letter_without_words_is_empty():
    assert new_text(" \n\n\t\n") == ""


def test_gaps_are_closed_and_indents_are_kept():
    assert new_text("a\n  b  \n\n\n\nc\n\n") == "a\n  b\n\nc"
