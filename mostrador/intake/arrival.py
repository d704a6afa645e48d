"""Taking a letter in: exactly one record and one verdict, whatever it contains."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet

from mostrador.contacts.models import Contact
from mostrador.intake import threads, watching
from mostrador.intake.letter import Letter
from mostrador.intake.models import Inbound
from mostrador.intake.routing import Led, lead
from mostrador.intake.threads import Thread
from mostrador.rules.verdict import Evidence, Judged, MailFacts, Verdict, verdict
from mostrador.sealed import keeping
from mostrador.sealed.models import File
from mostrador.sellers.models import Seller
from mostrador.shadow.models import Observation
from mostrador.stores.models import Store

log = logging.getLogger("mostrador.intake")
# These say nothing that a conversation needs; the record and the original are kept.
NOT_LED = {Verdict.QUARANTINED, Verdict.DUPLICATE, Verdict.OWN_ECHO, Verdict.SPAM}
KEPT_OF_A_HEADER = 250
NOT_ACTED_ON = "It could not be acted on; the original is kept for a person."


class NoStoreError(LookupError):
    """There is no store yet, so nobody could answer: load one first."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a letter."""

    letter: Letter
    judged: Judged
    contact: Contact | None = None
    observation: Observation | None = None

    def as_dict(self) -> dict[str, Any]:
        """The line of contract section 3."""
        letter = self.letter
        watched = {"observation": self.observation.pk} if self.observation else {}
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
            **watched,
        }


def take(letter: Letter, raw: bytes, *, now: datetime) -> Taken:
    """Record the letter and act on it in one transaction; a second time it is a duplicate."""
    try:
        return _once(letter, raw, now=now)
    except (NoStoreError, OperationalError, InterfaceError, OSError):
        # Nothing is wrong with the letter: whoever brings it brings it again.
        raise
    except Exception:
        log.exception("a letter could not be led anywhere; it is kept for a person to read")
        return _quarantine(letter, raw, now=now)


def _once(letter: Letter, raw: bytes, *, now: datetime) -> Taken:
    try:
        return _take(letter, raw, now=now)
    except IntegrityError:
        # Another process took the same letter in at the same moment: now it is seen.
        return _take(letter, raw, now=now)


@transaction.atomic
def _take(letter: Letter, raw: bytes, *, now: datetime) -> Taken:
    identity = _identity(letter)
    first = Inbound.objects.filter(identity=identity).first()
    thread, own = (None, None) if first else threads.look_up(letter)
    stores = list(Store.objects.order_by("pk"))
    watched = None if first or thread else watching.thread(letter)
    seller = None if first else _seller(letter, thread, stores)
    evidence = thread.evidence if thread else Evidence.REPLY_HEADER if watched else None
    judged = verdict(_facts(letter, first, evidence, seller, stores, own=own is not None))
    led = Led(first.contact, None, first.observation) if first else Led()
    if judged.verdict not in NOT_LED:
        if not stores:
            raise NoStoreError
        led = _led(letter, raw, judged.verdict, thread or watched, seller, stores, now=now)
    about = led.contact or (thread.contact if thread else own.contact if own else None)
    kept = None if first else _raw(letter, raw, led, about)
    _record(letter, judged, led, kept, None if first else identity, now=now)
    return Taken(letter, judged, led.contact, led.observation)


def _led(
    letter: Letter,
    raw: bytes,
    said: Verdict,
    goes_on: Thread | Observation | None,
    seller: Seller | None,
    stores: list[Store],
    *,
    now: datetime,
) -> Led:
    """What is only observed goes no further; a thread of ours stays ours."""
    thread = goes_on if isinstance(goes_on, Thread) else None
    watched = goes_on if isinstance(goes_on, Observation) else None
    led = None if thread else watching.watched(letter, raw, said, watched, seller, stores, now=now)
    return led or lead(letter, raw, said, thread, seller, stores, now=now)


@transaction.atomic
def _quarantine(letter: Letter, raw: bytes, *, now: datetime) -> Taken:
    judged = Judged(Verdict.QUARANTINED, NOT_ACTED_ON)
    kept = _raw(letter, raw, Led(), None)
    # Its own name for itself may be what the database could not bear.
    _record(replace(letter, message_id=None), judged, Led(), kept, _identity(letter), now=now)
    return Taken(letter, judged)


def _facts(
    letter: Letter,
    first: Inbound | None,
    evidence: Evidence | None,
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
        thread_evidence=evidence,
    )


def _seller(letter: Letter, thread: Thread | None, stores: Iterable[Store]) -> Seller | None:
    """The seller who wrote, looked for only where sellers write."""
    if not letter.sender or not (thread or _to_hand_over(letter, stores)):
        return None
    sellers = _with_address(letter.sender)
    if thread:
        in_thread = sellers.filter(parts__contact=thread.contact).first()
        return in_thread or sellers.first()
    return sellers.first()


def _with_address(address: str) -> QuerySet[Seller]:
    """His second address is as much his as the first; whom it is the first of comes before."""
    second = Q(reach__second_email__iexact=address, reach__second_confirmed_at__isnull=False)
    either = Q(email__iexact=address) | second
    return (
        Seller.objects.filter(either)
        .annotate(first=Q(email__iexact=address))
        .order_by("-first", "pk")
    )


def _to_hand_over(letter: Letter, stores: Iterable[Store]) -> bool:
    addresses = {address for store in stores for address in store.hand_over_addresses()}
    return bool(addresses & set(letter.recipients))


def _identity(letter: Letter) -> str:
    """Same Message-ID and same body; without an id, same bytes."""
    if letter.message_id:
        return hashlib.sha256(f"{letter.message_id}\n{letter.body_digest}".encode()).hexdigest()
    return f"bytes:{letter.digest}"


def _record(
    letter: Letter, judged: Judged, led: Led, kept: File | None, identity: str | None, *,
    now: datetime,
) -> None:  # fmt: skip
    Inbound.objects.create(
        received_at=now,
        identity=identity,
        mail_id=(letter.message_id or "")[:KEPT_OF_A_HEADER],
        verdict=judged.verdict.value,
        why=judged.why,
        contact=led.contact,
        message=led.message,
        observation=led.observation,
        raw=kept,
    )


def _raw(letter: Letter, raw: bytes, led: Led, about: Contact | None) -> File:
    """The original once: with its message, or for a letter that led to none with its record."""
    if led.message is not None and led.message.original:
        return led.message.original
    heard = led.observation.heard.order_by("-pk").first() if led.observation else None
    if heard and heard.original:
        return heard.original
    # Whoever is erased is looked for by his contacts: his machine's answers go with them.
    of = f"contact:{about.pk}" if about else f"inbound:{letter.digest}"
    return keeping.file(raw, of=of, media_type="message/rfc822")
