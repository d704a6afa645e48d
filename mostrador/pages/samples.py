"""The cast in every state a component knows, for the pattern page."""

from datetime import UTC, datetime, timedelta

from mostrador.pages import clocks
from mostrador.pages.shapes import (
    Action,
    ClockFace,
    Column,
    Decision,
    Door,
    Fact,
    Key,
    NavItem,
    OrderLine,
    Page,
    Question,
    Step,
    TimeBar,
)
from mostrador.rules.money import Money

NOW = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)  # Thursday, 10:00 in Berlin
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BOTH = ("Europe/Berlin", "Asia/Shanghai")
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenbeleuchtung"


def clock(left: timedelta, *, whole: int = 24, label: str = "", letter: str = "") -> ClockFace:
    due_at = NOW + left
    started_at = due_at - whole * HOUR
    return clocks.face(started_at, due_at, now=NOW, zones=BOTH, label=label, letter=letter)


def to_buyer(left: timedelta) -> ClockFace:
    return clock(left, whole=48, label="Answer to the buyer", letter="B")


def from_seller(left: timedelta) -> ClockFace:
    return clock(left, label="Answer of the seller", letter="S")


CLOCKS = [
    clock(23 * HOUR + 58 * MINUTE, label="Answer of the seller"),
    clock(9 * HOUR + 30 * MINUTE, label="Answer of the seller"),
    clock(4 * HOUR + 12 * MINUTE, label="Answer of the seller"),
    clock(timedelta(0), label="Answer of the seller"),
    clock(-4 * MINUTE, label="Answer of the seller"),
    clock(-(3 * 24 * HOUR + 2 * HOUR), label="Answer of the seller"),
    clock(11 * 24 * HOUR + 4 * HOUR, whole=14 * 24, label="Withdrawal"),
]

DECISION = Decision(
    answer="You can return the lamp free of charge, or have a new switch sent.",
    why="The switch failed within the first year, so the seller has to put it right.",
    until="Until Monday 14 December 2026",
    ground="Standard policy",
    actions=(
        Action("Send a new switch", look="main", icon="package", name="remedy", value="repair"),
        Action("Return it", href="#", icon="undo-2"),
        Action("Wait for the seller", look="quiet", post="#"),
    ),
    clauses=("Standard policy 4.2: faulty on arrival.", "Law: two years of conformity."),
    facts=(Fact("Delivered", "11 November 2026"), Fact("Fault reported", "12 November 2026")),
    versions="Standard policy 1 of Lichtmarkt, law table DE 2026.",
)
JUDGED = Decision(
    answer="The refund is refused.",
    why="The seller did not answer within 24 hours; on what we know, the lamp works.",
    ground="Best judgement",
)

STEPS = (
    Step("We received your message", "done", "Thu 12 Nov, 10:00"),
    Step("We asked the seller", "now", "Thu 12 Nov, 10:20",
        "The seller has until Fri 13 Nov, 10:20. After that we decide for you.",
        to_buyer(46 * HOUR)),
    Step("Decision"),
)  # fmt: skip
LINES = (
    OrderLine("Leselampe Lena, messing", 1, "39,90 €", "Zhou Lighting · LENA-MS", "#",
        verdict="Covered by the service"),
    OrderLine(f"Ersatzschirm {LONG_WORD}", 2, "24,00 €", "Zed's Schuhe · shipped by the seller",
        verdict="The seller answers", covered=False),
)  # fmt: skip
PAGE = Page(
    "Leselampe Lena, messing, mit Kabelschalter",
    ("Kabelschalter, 1,8 m Textilkabel", "Fassung E14, bis 40 W", "2 Jahre Garantie"),
    "Eine ruhige Lampe für lange Abende.\n\nDer Schalter am Kabel lässt sich ohne Werkzeug "
    "austauschen; Ersatzschalter liefert der Verkäufer.",
    (Fact("Höhe", "42 cm"), Fact("Gewicht", "1,2 kg")),
    "#",
    "de",
)
FACTS = (
    Fact("Ordered", "3 Nov 2026"),
    Fact("Delivered", "11 Nov 2026", "promised for 10 Nov", state="late"),
    Fact("Coverage", "Covered", "enrolled since 1 October", state="ok"),
    Fact("Tracking", "JJD0099123400001234567890", href="#"),
    Fact(LONG_WORD, LONG_WORD),
)
KEYS = (
    Key(("J",), "Next case"),
    Key(("K",), "Previous case"),
    Key(("R",), "Write to the buyer"),
    Key(("N",), "Write a note"),
    Key(("Q",), "Ask the seller"),
    Key(("E",), "Send and resolve"),
    Key(("Ctrl", "↵"), "Send and next"),
    Key(("?",), "This sheet"),
)
TOTAL = "63,90 €"
COLUMNS = (Column("Time"), Column("To"), Column("Subject"), Column("Amount", number=True))
TABLE = (
    ("10:00", "anna.keller@mail.example", "Leselampe Lena: wir haben gefragt", "39,90 €"),
    ("09:12", "zhou@zhou-lighting.example", "LM-1007：开关有备件吗？", "0,00 €"),
)
NAV = (
    NavItem("Inbox", "#", "inbox", 7, current=True),
    NavItem("Questions", "#", "circle-question-mark", 2),
    NavItem("Resolved", "#", "circle-check"),
)
AMOUNTS = (Money("EUR", 3990), Money("JPY", 1200), Money("EUR", -5))
TIME_BAR = TimeBar(NOW, "#")
NAMES = ("Anna Keller", "王小明", "Zhou", "O'Neill-Weber", "")
DUE = NOW + 5 * HOUR
CHANNELS = ("mail", "web", "portal", "api", "chat", "voice", "thread")
DELIVERIES = ("queued", "sent", "accepted", "bounced", "failed", "withheld")
REASONS = (
    "The terms accepted are not the current ones: accept version 2.",
    "The return policy gives 14 days where the standard policy gives 30.",
)
NOTHING: tuple[str, ...] = ()
QUESTIONS = (
    Question("Replacement stock", "Is there a spare switch for this lamp?",
        "Leselampe Lena, messing · LM-1007", clock(23 * HOUR + 58 * MINUTE, label="Left to answer"),
        Action("Answer", href="#", look="main")),
    Question("追踪信息", "这个包裹现在在哪里？", f"{LONG_WORD} · LM-1002",
        clock(-12 * MINUTE, label="Past due"), Action("Answer", href="#")),
)  # fmt: skip
DOORS = (
    Door("Anna Keller, buyer", "Her lamp does not light. She has written, and sees what happens "
        "to it.", "user-round", "Begin with Anna", "#", "anna", "main"),
    Door("Ada, agent", "She answers in the sellers' names, the most urgent first.",
        "headset", "Come in as Ada", "#", "ada"),
    Door("Zhou, seller", "He sells lamps from Shenzhen and is asked what only he can know.",
        "store", "Come in as Zhou", "#", "zhou"),
    Door("Olga, operator", "She runs the service: who takes part, under which terms.",
        "building-2", "Come in as Olga", "#", "olga"),
)  # fmt: skip
TRICKY_TEXT = "Zwei Zeilen,\r\neine Lücke:\n\n\n<script>alert(1)</script> & https://shop.example"
