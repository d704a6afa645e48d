"""The cast's letters, rows and half-written answers, for the pattern pages."""

from mostrador.pages.samples import HOUR, LONG_WORD, MINUTE, NOW, from_seller, to_buyer
from mostrador.pages.shapes import (
    Action,
    Attachment,
    CaseHead,
    CaseRow,
    Composer,
    Event,
    Events,
    Lane,
    Message,
    Phrase,
    Translation,
)

KELLER = Message(
    lane="buyer",
    author="Anna Keller",
    role="Buyer",
    at=NOW - 2 * MINUTE,
    channel="mail",
    language="de",
    text="Guten Tag,\n\nmeine Leselampe Lena ist gestern angekommen, aber der Schalter am Kabel "
    "reagiert nicht.\nDie Glühbirne habe ich schon gewechselt. Kann ich einen neuen Schalter "
    "bekommen, oder muss ich die ganze Lampe zurückschicken?\n\nFreundliche Grüße\nAnna Keller",
    quoted="Am 9. November schrieb Lichtmarkt:\n> Ihre Bestellung LM-1007 ist unterwegs.",
    original="#original",
    attachments=(Attachment("schalter.jpg", "#file", "214 KB"),),
    anchor="keller",
)
REPLY = Message(
    lane="buyer",
    author="Ada",
    role="Service",
    at=NOW,
    channel="mail",
    ours=True,
    language="de",
    text="Guten Tag, Frau Keller,\n\nwir haben den Verkäufer gefragt. Er hat bis morgen, "
    "10:20 Uhr, Zeit. Danach entscheiden wir für Sie.",
    delivery="accepted",
)
ASKED = Message(
    lane="seller",
    author="Ada",
    role="Service",
    at=NOW,
    channel="portal",
    ours=True,
    language="zh-hans",
    text="开关有备件吗？请在周五17:20（深圳时间）/ 10:20（柏林时间）前答复。",
    translation=Translation(
        "Gibt es den Schalter als Ersatzteil? Bitte antworten Sie bis Freitag, 10:20 Uhr.", "de"
    ),
    delivery="queued",
)
ANSWERED = Message(
    lane="seller",
    author="Zhou Lighting",
    role="Seller",
    at=NOW + 3 * HOUR,
    channel="portal",
    language="zh-hans",
    text="有备件，可以今天寄出。",
    translation=Translation("Ersatzteil vorhanden, kann heute verschickt werden.", "de"),
)
NOTE = Message(
    lane="inside",
    author="Ada",
    role="Service",
    at=NOW,
    text="Same switch as in LM-0988: ask for the batch.",
)
BOUNCED = Message(
    lane="buyer",
    author="Ada",
    role="Service",
    at=NOW,
    channel="mail",
    ours=True,
    text=f"{LONG_WORD}\n\n" + "https://lichtmarkt.example/" + "a" * 90,
    delivery="bounced",
)
OPENED = Event(NOW, "Covered: ordered 3 November, enrolled since 1 October.", icon="shield-check")
TAKEN = Event(NOW, "Ada took the case.", icon="user-round-check")
CHANGES = Events((OPENED, TAKEN, Event(NOW, "Topic changed from other to item.", icon="pencil")))
TIMELINE = (OPENED, KELLER, CHANGES, REPLY, ASKED, ANSWERED, NOTE, BOUNCED)

AS_THE_BUYER_SEES_THEM = (
    Message("buyer", "Anna Keller", "Sie", KELLER.at, KELLER.text, language="de"),
    Message("buyer", "Lichtmarkt", "Kundenservice", NOW, REPLY.text, language="de", ours=True),
)
LANES = (
    Lane("buyer", "#", current=True, key="1"),
    Lane("seller", "#", unread=2, key="2"),
    Lane("inside", "#", key="3"),
)
QUIET_LANES = (
    Lane("buyer", "#", unread=12),
    Lane("seller", "#", current=True),
    Lane("inside", "#"),
)
INSIDE_LANES = (Lane("buyer", "#"), Lane("seller", "#"), Lane("inside", "#", current=True))

HEADS = (
    CaseHead(
        "Anna Keller",
        "C-1001 · LM-1007 · Zhou Lighting",
        clocks=(to_buyer(47 * HOUR + 58 * MINUTE),),
        actions=(Action("Ask the seller", href="#", icon="circle-question-mark", key="q"),),
        back="#list",
        back_words="Inbox",
    ),
    CaseHead(
        "Jonas Weber",
        "C-0987 · LM-0991 · Ana's Lampen",
        clocks=(to_buyer(-4 * MINUTE), from_seller(3 * HOUR)),
        state="Waiting for the seller",
        kind="warn",
    ),
    CaseHead(LONG_WORD, f"C-1002 · LM-1002 · {LONG_WORD}", state="Resolved", kind="ok"),
)

ROWS = (
    CaseRow(
        "#1",
        "Anna Keller",
        "LM-1007 · Leselampe Lena",
        "Der Schalter am Kabel reagiert nicht.",
        "2 min",
        clocks=(to_buyer(47 * HOUR + 58 * MINUTE),),
        unread=1,
        current=True,
    ),
    CaseRow(
        "#2",
        "Jonas Weber",
        "LM-0991 · Stehleuchte Oslo",
        "Vielen Dank, ich warte auf den Verkäufer.",
        "5 h",
        clocks=(to_buyer(-4 * MINUTE), from_seller(3 * HOUR)),
        lead="reply",
        key="j",
    ),
    CaseRow(
        "#3",
        "王小明",
        "LM-1002 · 台灯",
        "灯罩有裂痕，可以换货吗？",
        "1 d",
        channel="web",
        clocks=(to_buyer(9 * HOUR), from_seller(-12 * MINUTE)),
        unread=14,
    ),
    CaseRow(
        "#4",
        "Maximiliane von Hohenlohe-Waldenburg-Schillingsfürst",
        LONG_WORD,
        "Sehr geehrte Damen und Herren, hiermit möchte ich Sie darauf hinweisen",
        "2 d",
        channel="voice",
        state="Waiting for the buyer",
        lead="draft",
    ),
)

PHRASES = (
    Phrase("Received", "Wir haben Ihre Nachricht um 10:00 Uhr erhalten.", "de"),
    Phrase("Asked the seller", "Wir haben den Verkäufer gefragt. Er hat bis morgen, 10:20 Uhr, "
        "Zeit. Danach entscheiden wir für Sie.", "de"),
    Phrase("Parcel", "Ihr Paket mit LM-1007 wurde am 11. November zugestellt.", "de"),
)  # fmt: skip
SEND = (
    Action("Send and resolve", name="then", value="resolve", key="e"),
    Action("Send and next", look="main", icon="send", name="then", value="next", key="ctrl+enter"),
)
COMPOSERS = (
    Composer("buyer", "To Anna Keller, by e-mail, in German.", "#", draft="#draft",
        phrases=PHRASES, actions=SEND, language="de", id="empty"),
    Composer("seller", "To Zhou Lighting, in the portal, in Chinese.", "#",
        text="开关有备件吗？", draft_words="Saved at 10:13", actions=SEND[1:], id="draft"),
    Composer("inside", "A note for colleagues. It is never sent.", "#",
        actions=(Action("Keep the note", look="main"),), id="note"),
    Composer("buyer", "To Anna Keller, by e-mail, in German.", "#",
        text="Guten Tag, Frau Keller,", version=3, news=(KELLER,), actions=SEND, id="conflict"),
    Composer("buyer", "To Anna Keller, by e-mail, in German.", "#",
        problems=("The case is resolved; open it again first.",), actions=SEND, id="refused"),
)  # fmt: skip
