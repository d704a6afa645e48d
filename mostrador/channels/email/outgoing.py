"""Sending what is owed by mail: rendered now, in the reader's language, from what is true now."""

from datetime import datetime

from django.conf import settings

from mostrador.channels.email import server
from mostrador.channels.email.compose import NotAnAddressError, Outgoing, compose
from mostrador.channels.email.letters import Letter, letter_for
from mostrador.contacts import bounces, deliveries
from mostrador.contacts.models import Delivery
from mostrador.outbox.models import Owed


class NoSuchDeliveryError(LookupError):
    """The outbox owes a mail that no contact knows of."""


def deliver(owed: Owed, now: datetime) -> None:
    """Send the mail once; a second call for a mail that was sent does nothing.

    A copy of every mail is kept, sealed, with its delivery: it is what the person received.
    """
    delivery = find(owed)
    if delivery.state != Delivery.State.QUEUED:
        return
    deliveries.copy_to_second(delivery, now=now)
    letter = letter_for(delivery, now=now)
    if not letter.recipient:
        deliveries.not_addressed(delivery)
        return
    try:
        raw = compose(_outgoing(delivery, letter, now=now))
    except NotAnAddressError:
        deliveries.not_addressed(delivery)
        return
    # Bounces come back to the address that leads to the contact.
    way = {"sender": letter.reply_to, "recipient": letter.recipient}
    if settings.SMTP_URL and server.refuses(raw, **way):
        bounces.note(delivery.mail_id, None, now=now)
        return
    deliveries.sent(delivery, raw, now=now)


def find(owed: Owed) -> Delivery:
    """With all that its letter asks for. Raises NoSuchDeliveryError."""
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
    return delivery


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
