"""A signature is dropped, a greeting is not, and in doubt nothing is."""

import pytest

from mostrador.channels.email.quotes import new_text

WORDS = "die Lampe LM-1007 flackert."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnna Keller\nTel. 030 1234",
        "--\nAnna Keller",
        "__\nlamps mailing list\nlamps@lists.example",
        "Gesendet von meinem iPhone",
        "Von meinem Samsung Galaxy Smartphone gesendet.",
        "Gesendet mit der GMX Mail App",
        "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.",
        "Gesendet von Outlook für Android<https://aka.example/AAb9ysg>",
        "Sent from my iPhone",
        "Sent from Mail for Windows 10",
        "Get Outlook for iOS<https://aka.example/o0ukef>",
        "Enviado desde mi iPhone",
        "发自我的iPhone",
        "从我的 iPhone 发送",
        "Sent from my phone\n\nold words without any mark",
    ],
)
def test_a_signature_is_not_what_the_person_wrote(signature):
    assert new_text(f"{WORDS}\n\n{signature}") == WORDS


@pytest.mark.parametrize(
    "ending",
    [
        "Mit freundlichen Grüßen\nAnna Keller",
        "Viele Grüße\n\nAnna",
        "Best regards,\nAnna Keller",
        "Saludos,\nAna",
        "此致\n敬礼\n周",
        "Thanks, Anna",
        "- Anna",
        "Mit freundlichen Grüßen\nAnna Keller\nBestellung LM-1007, Tel. 030 1234",
        "Mit freundlichen Grüßen\nAnna Keller\nWann rufen Sie mich an? Tel. 030 1234",
        "Mit freundlichen Grüßen\nAnna Keller\nMusterweg 1, 10115 Berlin",
        "Gesendet mit DHL, Sendungsnummer 00340434.",
        "Sent from my desk, which is much easier.",
        "Das steht -- wie gesagt -- im Vertrag.",
        "--\n" + "\n".join(f"Punkt {number}" for number in range(20)),
    ],
)
def test_an_ending_that_may_hold_words_is_kept(ending):
    assert new_text(f"{WORDS}\n\n{ending}") == f"{WORDS}\n\n{ending}"


def test_the_letterhead_below_greeting_and_name_is_dropped():
    head = "Ana's Lampen GmbH\nTel. 0341 1234\nwww.anas-lampen.example"
    ending = "Mit freundlichen Grüßen\nAna"

    assert new_text(f"{WORDS}\n\n{ending}\n\n{head}") == f"{WORDS}\n\n{ending}"


def test_a_long_signature_with_the_proper_mark_is_dropped():
    lines = "\n".join(f"Zeile {number}" for number in range(40))

    assert new_text(f"{WORDS}\n\n-- \n{lines}") == WORDS


def test_a_postscript_below_the_phones_line_is_kept():
    letter = f"{WORDS}\n\nGesendet von meinem iPhone\n\nPS: Bestellung LM-1008 auch."

    assert new_text(letter) == letter


def test_a_signature_above_the_history_is_dropped_with_it():
    history = "Am 12.11.2026 um 10:00 schrieb Service <s@lichtmarkt.example>:\n> Hallo"

    assert new_text(f"{WORDS}\n-- \nAnna\n\n{history}") == WORDS
