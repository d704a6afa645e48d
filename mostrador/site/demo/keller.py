"""The Keller case: Anna's mail about her lamp, a minute before the demo begins."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from mostrador.channels.email.parse import parse
from mostrador.intake import arrival

BEGINS_AT = datetime(2026, 11, 12, 10, 13, tzinfo=ZoneInfo("Europe/Berlin"))
WROTE_BEFORE = timedelta(minutes=1)
WORDS = (
    "Guten Tag,\n\nmeine Leselampe (Bestellung LM-1007) sollte am Dienstag ankommen und ist immer "
    "noch nicht da. Laut Sendungsverfolgung bewegt sich seit einer Woche nichts. Wo ist das Paket, "
    "und bekomme ich sonst eine neue Lampe?\n\nViele Grüße\nAnna Keller\n"
)


def play(*, now: datetime) -> None:
    """Anna's mail comes in, as any mail does."""
    raw = annas_mail()
    arrival.take(parse(raw), raw, now=now - WROTE_BEFORE)


def annas_mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Anna Keller <anna.keller@mail.example>"
    message["To"] = "service@lichtmarkt.example"
    message["Subject"] = "Wo bleibt meine Lampe?"
    message["Message-ID"] = "<20261112.1012@mail.example>"
    message.set_content(WORDS)
    return message.as_bytes()
