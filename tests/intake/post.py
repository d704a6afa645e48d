"""Mails between the cast as they really travel: what leaves is read from its bytes."""

import json
from email import message_from_bytes, policy
from email.message import EmailMessage

from mostrador import wallclock
from mostrador.contacts.models import Alias, Contact, Delivery
from mostrador.imports import loading
from mostrador.intake.arrival import Taken
from mostrador.outbox import sending
from mostrador.site.delivering import HANDLERS
from tests.cast import NOON, a_mail, take

ANNA = "Anna Keller <anna.keller@mail.example>"
ZHOU = "Zhou <zhou@zhou-lighting.example>"
ANA = "Ana <ana@anas-lampen.example>"
ZED = "Zed <zed@zeds-schuhe.example>"
STRANGER = "Somebody <somebody@else.example>"
SERVICE = "service@lichtmarkt.example"
HAND_OVER = "handover-cn@lichtmarkt.example"
INVOICE = "Guten Tag, ich brauche eine Rechnung zu LM-1007."


def send_all(*, now=NOON) -> list[Delivery]:
    """Everything owed leaves; what was sent, oldest first."""
    while sending.deliver_batch(HANDLERS, now=now, machine_now=wallclock.machine_now()):
        pass
    return list(Delivery.objects.exclude(state="queued").select_related("raw").order_by("pk"))


def read(delivery: Delivery) -> EmailMessage:
    message = message_from_bytes(bytes(delivery.raw.body), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def bytes_of(delivery: Delivery) -> bytes:
    """As it left, and once more with every encoding undone."""
    parts = [part for part in read(delivery).walk() if not part.is_multipart()]
    plain = b"\n".join(part.get_payload(decode=True) or b"" for part in parts)
    headers = "\n".join(f"{name}: {value}" for name, value in read(delivery).items())
    return bytes(delivery.raw.body) + headers.encode() + plain


def answering(delivery: Delivery, text: str, *, sender: str, mail_id: str, **headers: str) -> bytes:
    """The mail that somebody's program writes when he presses "reply"."""
    was = read(delivery)
    to = was["Reply-To"] or was["From"]
    return a_mail(
        text, sender=sender, to=str(to), subject=f"Re: {was['Subject']}", mail_id=mail_id,
        In_Reply_To=delivery.mail_id, **headers,
    )  # fmt: skip


def an_invoice_contact() -> Contact:
    """Anna asked for an invoice: Zhou's to answer, and both know each other's masked address."""
    return of(take(a_mail(INVOICE, subject="Rechnung", mail_id="<invoice@mail.example>")))


def of(taken: Taken) -> Contact:
    assert taken.contact is not None
    return taken.contact


def alias_of(contact: Contact, *, reaches: str) -> str:
    alias = Alias.objects.get(latest=contact, reaches=reaches)
    return f"{'s' if reaches == 'seller' else 'b'}-{alias.token}@lichtmarkt.example"


def report(mail_id: str, *, recipient: str, to: str = SERVICE, own_id: str = "<r1@mta.example>"):
    """A delivery report as Postfix writes it."""
    return "\r\n".join(
        [
            "From: MAILER-DAEMON@mta.example (Mail Delivery System)",
            f"To: {to}",
            "Subject: Undelivered Mail Returned to Sender",
            f"Message-ID: {own_id}",
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"',
            "",
            "--cut",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            f"I could not deliver your message to <{recipient}>: user unknown",
            "--cut",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mta.example",
            "",
            f"Final-Recipient: rfc822; {recipient}",
            "Action: failed",
            "Status: 5.1.1",
            "--cut",
            "Content-Type: text/rfc822-headers",
            "",
            *([f"Message-ID: {mail_id}"] if mail_id else ["Subject: something"]),
            "--cut--",
            "",
        ]
    ).encode()


def forwarded(text: str, *, sent: str = "Tue, 10 Nov 2026 09:15:00 +0100", by: str = ZHOU, **more):
    """A seller passes a buyer's mail on to the hand-over address of his country."""
    body = (
        f"Please take over.\n\n---------- Forwarded message ---------\n"
        f"From: {ANNA}\nDate: {sent}\nSubject: Lampe defekt\n"
        f"To: zhou@zhou-lighting.example\n\n{text}\n"
    )
    usual = {
        "subject": "Fwd: Lampe defekt",
        "to": HAND_OVER,
        "mail_id": "<f1@zhou-lighting.example>",
    }
    return a_mail(body, sender=by, **{**usual, **more})


def load(*bodies: dict) -> None:
    """More of the marketplace, by the door that it comes in by."""
    loading.load((json.dumps(body).encode() for body in bodies), now=NOON)


AUSTRIA = {
    "type": "store", "id": "at", "name": "Lichtmarkt Wien", "country": "AT", "languages": ["de"],
    "currency": "EUR", "time_zone": "Europe/Vienna",
    "mail": {
        "service": "service@lichtmarkt-wien.example",
        "hand_over": {"*": "handover@lichtmarkt-wien.example"},
    },
}  # fmt: skip
VIENNESE = {
    "type": "order", "id": "AT-2001", "store": "at", "seller": "S-ANA",
    "placed_at": "2026-11-05T10:00:00+01:00", "lines": [],
    "buyer": {"id": "B-KELLER", "email": "anna.keller@mail.example"},
}  # fmt: skip
