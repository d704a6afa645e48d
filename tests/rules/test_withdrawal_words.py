"""Which mails read like a withdrawal, and which only sound like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.withdrawal_words import reads_like_withdrawal

WITHDRAWS = {
    "de": [
        "Hiermit widerrufe ich den Kaufvertrag über die Leselampe, Bestellung LM-1007.",
        "Ich widerrufe.",
        "Guten Tag,\n\nich widerrufe meine Bestellung LM-1007 vom 3. November.\n\nAnna Keller",
        "Ich möchte den Kauf der Lampe widerrufen. Bitte bestätigen Sie mir das.",
        "Wir möchten die Bestellung gerne widerrufen!",
        "Ich trete vom Kaufvertrag zurück.",
        "Ich mache hiermit von meinem Widerrufsrecht Gebrauch.",
        "Ich widerrufe den Vertrag, wann bekomme ich mein Geld zurück?",
        "Die Lampe gefällt mir nicht. Daher möchte ich vom Kauf zurücktreten.",
        "Hiermit erkläre ich den Widerruf für die Bestellung LM-1007.",
        "ICH WIDERRUFE DEN VERTRAG LM-1007",
        "Kaufvertrag widerrufen, LM-1007, Anna Keller",
        "Guten Tag, nach dem, was ich jetzt weiß, widerrufe\nich den Vertrag.",
    ],
    "en": [
        "I hereby withdraw from my contract of sale of the following goods: a lamp.",
        "I/We hereby give notice that I withdraw from the contract.",
        "I would like to withdraw from the purchase of order LM-1007.",
        "I am exercising my right of withdrawal for order LM-1007.",
        "Hello, I'd like to exercise my statutory right of withdrawal. Thank you!",
        "I withdraw from the contract. When do I get my money back?",
    ],
    "es": [
        "Por la presente desisto del contrato de venta del siguiente bien: lámpara.",
        "Quiero desistir de la compra LM-1007.",
        "Ejerzo mi derecho de desistimiento sobre el pedido LM-1007.",
        "Le comunico mi desistimiento del contrato.",
        "Deseo ejercer mi derecho de desistimiento.",
    ],
    "zh": [
        "我要撤销合同，订单号 LM-1007。",
        "本人特此撤回关于台灯的购买合同。",
        "我行使撤回权。",
        "请解除购买合同，订单 LM-1007。",
    ],
}
SOUNDS_LIKE_IT = {
    "de": [
        "Kann ich die Bestellung noch widerrufen?",
        "Bis wann kann ich den Vertrag widerrufen?",
        "Wie widerrufe ich?",
        "Ich wüsste gern, ob ich den Kaufvertrag widerrufen kann.",
        "Ich widerrufe meine Einwilligung in den Newsletter.",
        "Ich möchte das SEPA-Lastschriftmandat widerrufen.",
        "Ich habe die Bestellung bereits widerrufen und warte auf mein Geld.",
        "Ich widerrufe nicht, ich möchte nur eine andere Farbe.",
        "Wenn die Lampe nicht bis Freitag kommt, möchte ich vom Kauf zurücktreten, wenn ich darf.",
        "Die Widerrufsbelehrung fehlt im Paket.",
        "Ich möchte die Lampe zurückschicken.",
        "Bitte stornieren Sie die Bestellung.",
        "Liefern Sie bis Freitag, sonst trete ich vom Kaufvertrag zurück.",
        "Ich nehme meinen Widerruf zurück.",
        "",
    ],
    "en": [
        "Can I withdraw from the contract?",
        "How do I withdraw from the purchase?",
        "I want to withdraw from the contract if I may?",
        "I withdraw from the complaint.",
        "I withdraw my consent to the newsletter.",
        "Where did the withdrawal of money from my account come from?",
        "I'd like to return the lamp.",
        "I have withdrawn from the contract a week ago.",
        "Please cancel my order.",
    ],
    "es": [
        "¿Puedo desistir de la compra?",
        "Desisto de mi reclamación.",
        "¿Cuál es el plazo para ejercer mi derecho de desistimiento?",
        "Quiero devolver la lámpara.",
    ],
    "zh": ["可以撤销合同吗？", "如何行使撤回权？", "我想退货。", "我不撤销合同。"],
}


def table(mails):
    return [(text, language) for language, texts in mails.items() for text in texts]


@pytest.mark.parametrize(("text", "language"), table(WITHDRAWS))
def test_E58_a_mail_that_clearly_withdraws_is_seen(text, language):
    assert language in WITHDRAWS
    assert reads_like_withdrawal("", text) is True


@pytest.mark.parametrize(("text", "language"), table(SOUNDS_LIKE_IT))
def test_E58_a_mail_that_only_sounds_like_it_is_left_alone(text, language):
    assert language in SOUNDS_LIKE_IT
    assert reads_like_withdrawal("", text) is False


@pytest.mark.parametrize(
    ("subject", "withdraws"),
    [
        ("Widerruf", True),
        ("Widerruf LM-1007", True),
        ("Widerruf der Bestellung LM-1007", True),
        ("AW: Widerruf meiner Bestellung 4711", True),
        ("Widerrufserklärung", True),
        ("Notice of withdrawal", True),
        ("Desistimiento del pedido LM-1007", True),
        ("撤回合同", True),
        ("Widerruf?", False),
        ("Widerruf: wie geht das?", False),
        ("Frage zum Widerruf", False),
        ("Widerruf der Einwilligung", False),
        ("Withdrawal", False),
    ],
)
def test_E58_a_subject_that_is_the_word_itself_withdraws(subject, withdraws):
    text = "Bestellung LM-1007, bitte bestätigen Sie."

    assert reads_like_withdrawal(subject, text) is withdraws


def test_E58_one_sentence_is_enough_among_others():
    text = "Ist die Lampe aus Messing? Egal.\nIch widerrufe den Vertrag.\nWie geht es weiter?"

    assert reads_like_withdrawal("Frage", text) is True


@given(st.text(max_size=200), st.text(max_size=400))
def test_E58_any_mail_can_be_read(subject, text):
    assert reads_like_withdrawal(subject, text) in {True, False}
