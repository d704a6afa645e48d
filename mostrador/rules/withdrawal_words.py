"""Does a mail clearly withdraw from a contract? Then the agent is shown that it reads like it.

No form is prescribed and no word is (§ 355 (1) BGB): what is not found here is still a withdrawal
when a person reads it as one. Sentences are looked at one by one, since a question about the right
and a consent to something else use the same words. Written as phrases.py reads them.
"""

import re

from mostrador.rules.phrases import folded, pattern

# Whoever writes more than this says more than one thing; its beginning is read.
LONGEST_TEXT, LONGEST_TITLE = 8_000, 200
SENTENCE = re.compile(r"[^.!?。！？;；\n]+[.!?。！？;；\n]?")
ASKED = "?？"
# Mail programs break lines where they like.
ONE_LINE_END = re.compile(r"(?<!\n)\r?\n(?!\r?\n)")
# "AW:", "Fwd:" and the like say nothing of their own.
ANSWERED = re.compile(r"^(?:\s*(?:aw|re|wg|fw|fwd|rv|回复|答复|转发)\s*[:：])+", re.IGNORECASE)

# The declaration itself: said, it is made, even where a question follows in the same sentence.
DECLARES = {
    "de": "ich widerrufe, widerrufe ich, wir widerrufen, widerrufen wir, hiermit widerruf*, "
    "widerrufe hiermit, erkläre .. widerruf, erklären .. widerruf, "
    "erkläre .. rücktritt vom kauf*, trete .. vom kaufvertrag zurück, "
    "trete .. vom vertrag zurück, trete .. vom kauf zurück, "
    "mache .. von meinem widerrufsrecht gebrauch, übe .. widerrufsrecht aus, "
    "nutze .. mein widerrufsrecht, mache .. gebrauch von meinem widerrufsrecht",
    "en": "i hereby withdraw, we hereby withdraw, hereby give notice that, i withdraw from, "
    "we withdraw from, i am withdrawing from, im withdrawing from, i revoke .. contract, "
    "i am exercising my right of withdrawal, im exercising my right of withdrawal, "
    "i exercise my right of withdrawal, i exercise my right to withdraw, "
    "i am exercising my right to withdraw, i exercise my right to cancel, "
    "i am exercising my right to cancel",
    "es": "desisto, desistimos, ejerzo ~ derecho de desistimiento, "
    "ejercemos ~ derecho de desistimiento, ejercito ~ derecho de desistimiento, "
    "comunico .. desistimiento, notifico .. desistimiento",
    "zh": "特此撤销, 特此撤回, 特此解除, 我撤销合同, 我撤回合同, 本人撤销, 本人撤回, "
    "行使撤回权, 行使撤销权, 行使我的撤回权, 行使我的撤销权, 行使解除权",
}  # fmt: skip
# A wish is a declaration, unless it is asked: "May I withdraw from it?"
WISHES = {
    "de": "möchte .. widerrufen, möchten .. widerrufen, will .. widerrufen, wollen .. widerrufen, "
    "möchte .. widerruf erklären, kaufvertrag widerrufen, vertrag widerrufen, "
    "bestellung widerrufen, kauf widerrufen, möchte .. vom kaufvertrag zurücktreten, "
    "möchte .. vom kauf zurücktreten, möchte .. vom vertrag zurücktreten, "
    "will .. vom kaufvertrag zurücktreten, will .. vom kauf zurücktreten, "
    "möchte .. widerrufsrecht gebrauch, möchte .. widerrufsrecht nutzen, "
    "möchte .. widerrufsrecht ausüben, möchte .. widerrufsrecht wahrnehmen",
    "en": "want to withdraw from, wish to withdraw from, would like to withdraw from, "
    "id like to withdraw from, withdraw from ~ contract, withdraw from ~ purchase, "
    "want to exercise .. right of withdrawal, would like to exercise .. right of withdrawal, "
    "wish to exercise .. right of withdrawal, id like to exercise .. right of withdrawal, "
    "want to exercise .. right to withdraw, want to use .. right of withdrawal",
    "es": "quiero desistir, quisiera desistir, deseo desistir, queremos desistir, "
    "me gustaria desistir, ejercer ~ derecho de desistimiento, "
    "ejercitar ~ derecho de desistimiento, hacer uso ~ derecho de desistimiento",
    "zh": "撤销合同, 撤回合同, 撤销购买合同, 撤回购买合同, 解除合同, 解除购买合同, "
    "解除买卖合同, 撤销本次购买, 撤回订单合同",
}  # fmt: skip
# The same words about something else, about what was, about what might be, or against it.
OTHERWISE = {
    "de": "einwilligung*, newsletter*, werbung, lastschrift*, mandat*, vollmacht*, abo, "
    "meinen widerruf zurück, den widerruf zurück, meinen widerruf, nicht widerrufen, "
    "nicht ~ zurücktreten, widerrufe nicht, widerrufe ich nicht, widerrufen wir nicht, "
    "habe .. widerrufen, haben .. widerrufen, hatte .. widerrufen, wurde .. widerrufen, "
    "bereits .. widerrufen, schon .. widerrufen, wie widerrufe, wo widerrufe, wann widerrufe, "
    "wie kann, wie lange kann, bis wann, ob ich, ob wir, ob man, falls ich, falls wir, "
    "wenn ich, wenn wir, bevor ich, sonst, ansonsten, andernfalls, überlege, "
    "bewertung, beschwerde, gutschein",
    "en": "consent, newsletter*, mandate, direct debit, money, cash, funds, claim, complaint, "
    "review, appeal, my withdrawal, do not withdraw, dont withdraw, do not want to withdraw, "
    "dont want to withdraw, have withdrawn, already withdr*, how do i, how can i, can i, may i, "
    "could i, whether i, if i, if we, unless, otherwise, before i, until when, thinking about",
    "es": "reclamacion, queja, suscripcion, consentimiento, boletin, no desisto, "
    "no quiero desistir, he desistido, ya desisti, como puedo, puedo desistir, se puede, "
    "si desisto, si quiero, en caso de, plazo para, hasta cuando, como desisto, de lo contrario",
    "zh": "不撤销, 不撤回, 不想撤, 不解除, 如何, 怎么, 怎样, 能不能, 可以吗, 是否, "
    "如果, 要是, 否则, 已经撤, 订阅, 同意书, 评价, 投诉, 吗",
}  # fmt: skip
# A subject that is nothing but the word, with the order behind it or without.
TITLE = re.compile(
    r"(?: |\.)*(?:widerruf|widerrufserklarung|withdrawal from (?:the )?(?:contract|purchase)"
    r"|withdrawal form|notice of withdrawal|desistimiento|撤销合同|撤回合同|撤回通知)"
    r"(?: (?:der|des|meiner|meines|zu|zur|zum|vom|von|fur|of|for|my|order|del|de|la|mi|pedido"
    r"|bestellung|bestellnummer|kauf|kaufs|kaufvertrag|kaufvertrags|vertrag|vertrags|nr|no|auftrag"
    r"|[\w.]*\d[\w.]*|lm))*(?: |\.)*"
)


def reads_like_withdrawal(subject: str, text: str) -> bool:
    """One sentence that declares it, or a subject that is the word itself and not a question."""
    # Longer than any title is; the rest is read as text.
    title = ANSWERED.sub("", subject[:LONGEST_TITLE])
    if _is_title(title):
        return True
    said = f"{title}\n\n{ONE_LINE_END.sub(' ', text[:LONGEST_TEXT])}"
    return any(_declares(each) for each in SENTENCE.findall(said))


def _is_title(title: str) -> bool:
    return title.strip()[-1:] not in ASKED and TITLE.fullmatch(f" {folded(title)}") is not None


def _declares(sentence: str) -> bool:
    words = folded(sentence)
    if OTHER.search(words):
        return False
    if DECLARATION.search(words):
        return True
    return sentence[-1] not in ASKED and WISH.search(words) is not None


DECLARATION, WISH, OTHER = pattern(DECLARES), pattern(WISHES), pattern(OTHERWISE)
