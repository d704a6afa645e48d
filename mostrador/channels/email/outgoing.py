"""Sending what is owed by mail: rendered now, in the reader's language, from what is true now."""

import smtplib
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from mostrador.channels.email.compose import NotAnAddressError, Outgoing, compose
from mostrador.channels.email.letters import Letter, letter_for
from mostrador.contacts import bounces, deliveries
from mostrador.contacts.models import Delivery
from mostrador.outbox.models import Owed

SMTP_PORT = 25
SMTP_PATIENCE_SECONDS = 30


PERMANENT = 500


class NoSuchDeliveryError(LookupError):
    """The outbox owes a mail that no contact knows of."""


class NotTakenError(OSError):
    """The mail server does not take it now."""


def deliver(owed: Owed, now: datetime) -> None:
    """Send the mail once; a second call for a mail that was sent does nothing.

    A copy of every mail is kept, sealed, with its delivery: it is what the person received.
    """
    delivery = (
        Delivery.objects.select_related(
            "contact__store", "contact__buyer", "contact__order__seller", "contact__subject_text",
            "contact__address_text", "contact__order__buyer", "part__seller", "message__text",
        )
        .filter(mail_id=owed.payload["mail_id"])
        .first()
    )  # fmt: skip
    if delivery is None:
        raise NoSuchDeliveryError(owed.key)
    if delivery.state != Delivery.State.QUEUED:
        return
    letter = letter_for(delivery, now=now)
    if not letter.recipient:
        deliveries.not_addressed(delivery)
        return
    try:
        raw = compose(_outgoing(delivery, letter, now=now))
    except NotAnAddressError:
        deliveries.not_addressed(delivery)
        return
    if settings.SMTP_URL and _is_refused(raw, letter):
        bounces.note(delivery.mail_id, None, now=now)
        return
    deliveries.sent(delivery, raw, now=now)


def _outgoing(delivery: Delivery, letter: Letter, *, now: datetime) -> Outgoing:
    return Outgoing(
        message_id=delivery.mail_id,
        sender_name=letter.sender_name,
        sender=letter.sender,
        recipient_name=letter.recipient_name,
        recipient=letter.recipient,
        reply_to=letter.reply_to,
        subject=letter.subject,
        text=letter.text,
        html=None,
        in_reply_to=letter.in_reply_to,
        references=letter.references,
        automatic=letter.automatic,
        loop_mark=delivery.contact.store.service_address,
        date=now,
        attachments=letter.attachments,
    )


def _is_refused(raw: bytes, letter: Letter) -> bool:
    """Hand it to the server. True if nobody there will ever take it; anything else is tried again.

    What the outbox keeps of a failure names no address: that would outlive the person's erasure.
    """
    try:
        _hand_to_server(raw, letter)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        return _for_ever(code)
    except smtplib.SMTPDataError as error:
        return _for_ever(error.smtp_code)
    except smtplib.SMTPResponseException as error:
        raise NotTakenError(f"The mail server answers {error.smtp_code}") from None
    except smtplib.SMTPException as error:
        raise NotTakenError(type(error).__name__) from None
    return False


def _for_ever(code: int) -> bool:
    if code >= PERMANENT:
        return True
    raise NotTakenError(f"The mail server answers {code}")


def _hand_to_server(raw: bytes, letter: Letter) -> None:
    url = urlsplit(settings.SMTP_URL)
    client = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    port = url.port or SMTP_PORT
    with client(url.hostname or "localhost", port, timeout=SMTP_PATIENCE_SECONDS) as server:
        if url.username:
            if url.scheme != "smtps":
                server.starttls()
            server.login(url.username, url.password or "")
        # Bounces come back to the address that leads to the contact.
        server.sendmail(letter.reply_to, [letter.recipient], raw)
