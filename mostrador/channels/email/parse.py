"""A mail's bytes to a letter. Never raises: the nastiest mail in the world is still a letter."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from itertools import chain

from mostrador.channels.email import (
    addresses,
    body,
    dates,
    decode,
    forwarded,
    heading,
    quotes,
    reports,
    signs,
)
from mostrador.intake.letter import Forwarded, Letter, Report

_BOUNDARY = re.compile(rb"boundary\s*=\s*\"?([^\"\s;]{1,200})", re.IGNORECASE)
_MOST_BOUNDARIES = 40
_MOST_DIVISIONS = 2_000
_STATUS = re.compile(rb"delivery-status", re.IGNORECASE)
_LONGEST_HEADER = 100_000
# The standard library reads the parameters of these in quadratic time.
_LONGEST_CONTENT_HEADER = 8_000
_OF_A_MAIL = {
    "from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "sender",
    "mime-version", "content-type", "delivered-to", "reply-to", "in-reply-to", "references",
}  # fmt: skip
_NOT_A_WORD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_SAMPLE = 20_000


class _AsTheyCame(Compat32):
    """Headers are kept as they came, though not at any length, and decoded by us alone."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        of_content = name.lower().startswith("content-")
        return name, value[: _LONGEST_CONTENT_HEADER if of_content else _LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002  # the library's signature
        return value


_POLICY = _AsTheyCame()


def parse(raw: bytes, *, recipients: Sequence[str] = ()) -> Letter:
    """The letter in `raw`; `recipients` are those of the envelope and come first."""
    try:
        if not _is_overgrown(raw):
            return _letter(raw, recipients, _structured(raw))
    except Exception:  # noqa: BLE001, S110  # a mail that breaks the reader is read flat, never lost
        pass
    try:
        return _letter(raw, recipients, _flat(raw))
    except Exception:  # noqa: BLE001  # nothing can be read, and that is an answer
        return _unreadable(raw, recipients)


def _is_overgrown(raw: bytes) -> bool:
    """More divisions than a person's program makes: built to keep the reader busy."""
    boundaries = set(_BOUNDARY.findall(raw))
    if len(boundaries) > _MOST_BOUNDARIES:
        return True
    divisions = sum(raw.count(b"\n--" + boundary) for boundary in boundaries)
    if _STATUS.search(raw):
        # Every paragraph of a delivery report is a part of its own.
        divisions += raw.count(b"\n\n") + raw.count(b"\n\r\n")
    return divisions > _MOST_DIVISIONS


def _structured(raw: bytes) -> Message:
    return message_from_bytes(heading.repaired(raw), policy=_POLICY)


def _flat(raw: bytes) -> Message:
    return BytesHeaderParser(policy=_POLICY).parsebytes(heading.repaired(raw))


def _headers(message: Message) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in message.items():
        headers.setdefault(name.lower(), []).append(value)
    return headers


def _letter(raw: bytes, recipients: Sequence[str], message: Message) -> Letter:
    headers = _headers(message)
    content = body.read(message)
    whole = content.text()
    sender = _sender(headers)
    report = _report(headers, content, whole, sender.address)
    inner = None if report else _forwarded(headers, content, whole)
    if not whole.strip() and inner:
        whole = inner.text
    return Letter(
        digest=hashlib.sha256(raw).hexdigest(),
        body_digest=_body_digest(raw),
        message_id=addresses.message_id(_first(headers, "message-id")),
        references=addresses.ids(_all(headers, "in-reply-to", "references")),
        sender=sender.address,
        sender_name=sender.name,
        recipients=_recipients(headers, recipients),
        subject=decode.header(_first(headers, "subject"))[:998],
        sent_at=_sent_at(headers),
        text=quotes.new_text(whole),
        whole_text=whole,
        attachments=tuple(content.attachments),
        automatic=signs.is_automatic(headers),
        no_answer=signs.wants_no_answer(headers),
        report=report,
        null_sender=_is_null_sender(headers),
        spam=signs.is_spam(headers),
        loop_marks=tuple(map(decode.header, _all(headers, "x-mostrador-loop"))),
        authentication=signs.authentication(headers, sender=sender.address),
        forwarded=inner,
        readable=_is_readable(raw, headers, whole, content),
    )


def _unreadable(raw: bytes, recipients: Sequence[str]) -> Letter:
    return Letter(
        digest=hashlib.sha256(raw).hexdigest(),
        body_digest=_body_digest(raw),
        recipients=_recipients({}, recipients),
        readable=False,
    )


def _body_digest(raw: bytes) -> str:
    # One letter fetched by two ways differs in its line ends and in the empty lines at its end.
    end = heading.END.search(raw)
    content = raw[end.end() :] if end else b""
    return hashlib.sha256(content.replace(b"\r\n", b"\n").rstrip(b"\n")).hexdigest()


def _first(headers: dict[str, list[str]], name: str) -> str:
    return headers.get(name, [""])[0]


def _all(headers: dict[str, list[str]], *names: str) -> list[str]:
    return [value for name in names for value in headers.get(name, [])]


def _sender(headers: dict[str, list[str]]) -> addresses.Mailbox:
    named = [
        addresses.first(value[:10_000]) for value in _all(headers, "from", "sender", "return-path")
    ]
    with_address = (box for box in named if box.address)
    return next(chain(with_address, named), addresses.Mailbox("", ""))


def _recipients(headers: dict[str, list[str]], envelope: Sequence[str]) -> tuple[str, ...]:
    written = addresses.listed(_all(headers, "delivered-to", "x-original-to", "to", "cc"))
    known = [address for address in map(addresses.plain, envelope) if address]
    return tuple(dict.fromkeys(known + written))


def _sent_at(headers: dict[str, list[str]]) -> datetime | None:
    moment = dates.header(_first(headers, "date"))
    return moment.astimezone(UTC) if moment else None


def _is_null_sender(headers: dict[str, list[str]]) -> bool:
    return any(value.strip() == "<>" for value in _all(headers, "return-path", "from"))


def _report(
    headers: dict[str, list[str]], content: body.Body, whole: str, sender: str
) -> Report | None:
    returned = [
        *content.returned,
        *(f"Message-ID: {letter.get('Message-ID', '')}" for letter in content.letters),
    ]
    return reports.enclosed(content.statuses, returned) or reports.told(
        f"{decode.header(_first(headers, 'subject'))}\n{whole}",
        failed=_first(headers, "x-failed-recipients"),
        from_machine=_is_null_sender(headers) or reports.is_machine(sender),
        returned=returned,
    )


def _forwarded(headers: dict[str, list[str]], content: body.Body, whole: str) -> Forwarded | None:
    files = (file.content for file in content.attachments if file.name.lower().endswith(".eml"))
    letter = next(chain(content.letters, filter(None, map(_letter_in_a_file, files))), None)
    if letter:
        return _letter_inside(letter)
    written = dates.header(_first(headers, "date"))
    zone = written.tzinfo if written and written.tzinfo else UTC
    return forwarded.inside(whole, subject=decode.header(_first(headers, "subject")), zone=zone)


def _letter_in_a_file(content: bytes) -> Message | None:
    try:
        return None if _is_overgrown(content) else _structured(content)
    except RecursionError:
        return None


def _letter_inside(message: Message) -> Forwarded:
    headers = _headers(message)
    sender = _sender(headers)
    return Forwarded(
        sender=sender.address,
        sender_name=sender.name,
        subject=decode.header(_first(headers, "subject"))[:998],
        sent_at=_sent_at(headers),
        message_id=addresses.message_id(_first(headers, "message-id")),
        text=quotes.new_text(body.read(message).text()),
    )


def _is_readable(raw: bytes, headers: dict[str, list[str]], whole: str, content: body.Body) -> bool:
    if not _OF_A_MAIL.isdisjoint(headers):
        return bool(whole.strip() or content.attachments or _has_head(headers))
    return bool(whole.strip()) and _is_written(raw)


def _is_written(raw: bytes) -> bool:
    """Without a single header of a mail, only what looks like somebody's words is one."""
    text = raw[:_SAMPLE].decode("utf-8", "replace")
    return len(_NOT_A_WORD.findall(text)) * 4 <= len(text)


def _has_head(headers: dict[str, list[str]]) -> bool:
    return any(value.strip() for value in _all(headers, *_OF_A_MAIL))
