"""Mails as the operator reads them: a row each, and one of them whole."""

import email
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.policy import default
from typing import Any

from django.conf import settings
from django.db.models import BinaryField, F, QuerySet
from django.db.models.functions import Substr
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.contacts.models import Delivery
from mostrador.intake.models import Inbound
from mostrador.office import words
from mostrador.pages.shapes import Fact
from mostrador.sellers.models import Notice

SHOWN_HEADERS = ("From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted")
# What opens a page without signing in: the buyer's own, an answer, a second address.
KEYS = re.compile(r"(/(?:help/contacts|portal/answer|portal/addresses)/)[^/\s]+")
HEADERS_WITHIN = 16_384


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    subject: str
    who: str
    at: datetime
    zone: str
    contact: str
    state: str
    kind: str
    why: str = ""


def with_beginnings(rows: QuerySet[Any]) -> Any:
    """The first bytes of each mail, where its headers are, and not its attachments."""
    beginning = Substr("raw__body", 1, HEADERS_WITHIN, output_field=BinaryField())
    return rows.annotate(beginning=beginning)


def sent(rows: QuerySet[Delivery]) -> Any:
    owed = {"owed_at": F("owed__owed_at"), "failed_at": F("owed__failed_at")}
    return with_beginnings(rows.select_related("contact__store").annotate(**owed))


def sent_row(delivery: Any) -> Row:
    headers = BytesHeaderParser().parsebytes(bytes(delivery.beginning or b""))
    state, kind = words.sending(delivery.state, failed=delivery.failed_at is not None)
    return Row(
        href=reverse("office:sent_mail", args=[delivery.pk]),
        subject=decoded(headers["Subject"]) or _("Not written yet"),
        who=decoded(headers["To"]) or words.recipient(delivery.to),
        at=delivery.sent_at or delivery.owed_at,
        zone=delivery.contact.store.time_zone,
        contact=delivery.contact_id,
        state=state,
        kind=kind,
    )


def notices(rows: QuerySet[Notice]) -> Any:
    owed = {"owed_at": F("owed__owed_at"), "failed_at": F("owed__failed_at")}
    told = rows.select_related("store").defer("store__body").annotate(**owed)
    return with_beginnings(told)


def notice_row(notice: Any) -> Row:
    """A mail to a seller about the service itself."""
    headers = BytesHeaderParser().parsebytes(bytes(notice.beginning or b""))
    state, kind = words.sending(notice.state, failed=notice.failed_at is not None)
    return Row(
        href=reverse("office:sent_notice", args=[notice.pk]),
        subject=decoded(headers["Subject"]) or _("Not written yet"),
        who=decoded(headers["To"]) or _("To the seller"),
        at=notice.sent_at or notice.owed_at,
        zone=notice.store.time_zone,
        contact=notice.seller_id,
        state=state,
        kind=kind,
    )


def sent_whole(mail: Any) -> dict[str, Any]:
    """Every word of it, and the names of its files."""
    message = _parsed(bytes(mail.raw.body)) if mail.raw else None
    if message is None:
        return {"facts": [], "text": "", "files": [], "why": words.unwritten(mail)}
    shown = [(name, decoded(message[name])) for name in SHOWN_HEADERS]
    return {
        "facts": [Fact(name, value) for name, value in shown if value],
        "text": _text(message),
        "files": [_file(part) for part in message.iter_attachments()],
        "why": "",
    }


def inbound_row(inbound: Any, zone: str) -> Row:
    headers = BytesHeaderParser().parsebytes(bytes(inbound.beginning or b""))
    return Row(
        href=reverse("office:inbound", args=[inbound.pk]),
        subject=decoded(headers["Subject"]) or _("(no subject)"),
        who=decoded(headers["From"]) or _("(no sender)"),
        at=inbound.received_at,
        zone=zone,
        contact=inbound.contact_id or "",
        state=words.verdict(inbound.verdict),
        kind="warn" if inbound.verdict in words.LOUD else "plain",
        why=words.why(inbound.why),
    )


def inbound_facts(inbound: Inbound) -> list[Fact]:
    raw = bytes(inbound.raw.body) if inbound.raw else b""
    headers = BytesHeaderParser().parsebytes(raw[:HEADERS_WITHIN])
    shown = [(name, decoded(headers[name])) for name in SHOWN_HEADERS]
    return [Fact(name, value) for name, value in shown if value]


def decoded(header: object) -> str:
    """A stranger's header in words that can be shown; what cannot be decoded is as it came."""
    text = str(header or "")
    with suppress(LookupError, ValueError, HeaderParseError):
        text = str(make_header(decode_header(text)))
    # Half a character is no text that a page could carry.
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=default)


def _text(message: EmailMessage) -> str:
    """Without the keys in its links: whoever follows one acts as the person it was written to.

    In the demo one is everybody, and wants to try them.
    """
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    return text if settings.DEMO else KEYS.sub(r"\1…", text)


def _file(part: Message) -> str:
    content = part.get_payload(decode=True)
    size = filesizeformat(len(content)) if isinstance(content, bytes) else ""
    return " · ".join(filter(None, (part.get_filename() or _("File"), size)))
