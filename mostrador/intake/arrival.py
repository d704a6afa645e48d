"""Taking a letter in: exactly one record and one verdict, whatever it contains."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from mostrador.contacts.models import Contact, Message
from mostrador.intake import threads
from mostrador.intake.letter import Letter
from mostrador.intake.models import Inbound
from mostrador.intake.routing import Led, lead
from mostrador.intake.threads import Thread
from mostrador.rules.verdict import Judged, MailFacts, Verdict, verdict
from mostrador.sealed import keeping
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store

# These say nothing that a conversation needs; the record and the original are kept.
NOT_LED = {Verdict.QUARANTINED, Verdict.DUPLICATE, Verdict.OWN_ECHO, Verdict.SPAM}
KEPT_OF_A_HEADER = 250


class NoStoreError(LookupError):
    """There is no store yet, so nobody could answer: load one first."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a letter."""

    letter: Letter
    judged: Judged
    contact: Contact | None = None

    def as_dict(self) -> dict[str, Any]:
        """The line of contract section 3."""
        letter = self.letter
        return {
            "message_id": letter.message_id,
            "verdict": self.judged.verdict.value,
            "contact": self.contact.pk if self.contact else None,
            "handler": self.contact.handler if self.contact else None,
            "from": letter.sender,
            "subject": letter.subject,
            "text": letter.text,
            "attachments": [
                {"name": one.name, "type": one.media_type, "size": one.size}
                for one in letter.attachments
            ],
            "why": self.judged.why,
        }


def take(letter: Letter, raw: bytes, *, now: datetime) -> Taken:
    """Record the letter and act on it in one transaction; a second time it is a duplicate."""
    try:
        return _take(letter, raw, now=now)
    except IntegrityError:
        # Another process took the same letter in at the same moment: now it is seen.
        return _take(letter, raw, now=now)


@transaction.atomic
def _take(letter: Letter, raw: bytes, *, now: datetime) -> Taken:
    identity = _identity(letter)
    first = Inbound.objects.filter(identity=identity).select_related("contact").first()
    thread, own = (None, False) if first else threads.look_up(letter)
    stores = list(Store.objects.order_by("pk"))
    seller = None if first else _seller(letter, thread, stores)
    judged = verdict(_facts(letter, first, thread, seller, stores, own=own))
    led = Led(first.contact if first else None)
    if judged.verdict not in NOT_LED:
        if not stores:
            raise NoStoreError
        led = lead(letter, raw, judged.verdict, thread, seller, stores, now=now)
    _record(letter, raw, judged, led, None if first else identity, now=now)
    return Taken(letter, judged, led.contact)


def _facts(
    letter: Letter,
    first: Inbound | None,
    thread: Thread | None,
    seller: Seller | None,
    stores: Iterable[Store],
    *,
    own: bool,
) -> MailFacts:
    marks = {store.service_address for store in stores}
    return MailFacts(
        readable=letter.readable,
        seen_before=first is not None,
        own_message_id_or_loop_mark=own or bool(marks & set(letter.loop_marks)),
        is_delivery_report=letter.report is not None,
        is_automatic_reply=letter.automatic,
        spam_by_filter=letter.spam,
        to_hand_over=_to_hand_over(letter, stores),
        from_seller=seller is not None,
        carries_buyers_mail=letter.forwarded is not None,
        thread_evidence=thread.evidence if thread else None,
    )


def _seller(letter: Letter, thread: Thread | None, stores: Iterable[Store]) -> Seller | None:
    """The seller who wrote, looked for only where sellers write."""
    if not letter.sender or not (thread or _to_hand_over(letter, stores)):
        return None
    sellers = Seller.objects.filter(email__iexact=letter.sender)
    if thread:
        in_thread = sellers.filter(parts__contact=thread.contact).first()
        return in_thread or sellers.first()
    return sellers.first()


def _to_hand_over(letter: Letter, stores: Iterable[Store]) -> bool:
    addresses = {address for store in stores for address in store.hand_over_addresses()}
    return bool(addresses & set(letter.recipients))


def _identity(letter: Letter) -> str:
    """Same Message-ID and same body; without an id, same bytes."""
    if letter.message_id:
        return hashlib.sha256(f"{letter.message_id}\n{letter.body_digest}".encode()).hexdigest()
    return f"bytes:{letter.digest}"


def _record(
    letter: Letter, raw: bytes, judged: Judged, led: Led, identity: str | None, *, now: datetime
) -> None:
    of = led.message.text.of if led.message else f"inbound:{letter.digest}"
    Inbound.objects.create(
        received_at=now,
        identity=identity,
        mail_id=(letter.message_id or "")[:KEPT_OF_A_HEADER],
        verdict=judged.verdict.value,
        why=judged.why,
        contact=led.contact,
        message=led.message,
        raw=_raw(led.message, raw, of, keep=identity is not None),
    )


def _raw(message: Message | None, raw: bytes, of: str, *, keep: bool) -> Any:
    """The original once: with its message, or for a letter that led to none with its record."""
    if message is not None and message.original_id:
        return message.original
    return keeping.file(raw, of=of, media_type="message/rfc822") if keep else None
