"""A letter of ours to a mail's bytes. Nothing that a person typed can become a header."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy, utils
from email.message import EmailMessage
from hashlib import sha256

from mostrador.channels.email import addresses, decode
from mostrador.intake.letter import Attachment

# Seven bits travel through every mail system, however old.
_SEVEN_BITS = policy.SMTP.clone(cte_type="7bit")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN_WORDS = re.compile(r"[A-Za-z0-9 !#$%&'*+/^_`{|}~.,:;?()\[\]@-]{0,60}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 !#$%&'*+/^_`{|}~-]{0,60}")
_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,100}")
# RFC 2047 allows a line 76 characters, the name of the header among them.
_BYTES_IN_A_WORD = 33
# Not "All", which would keep delivery reports from us, too.
_SUPPRESSED = "DR, RN, NRN, OOF, AutoReply"


class NotAnAddressError(ValueError):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    message_id: str
    sender: str
    recipient: str
    subject: str
    text: str
    date: datetime
    sender_name: str = ""
    recipient_name: str = ""
    reply_to: str = ""
    html: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    automatic: bool = False
    loop_mark: str = ""
    attachments: tuple[Attachment, ...] = ()


def compose(letter: Outgoing) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(letter) if value)
    return head.encode("ascii") + _content(letter).as_bytes(policy=_SEVEN_BITS)


def _headers(letter: Outgoing) -> list[tuple[str, str]]:
    return [
        ("Date", utils.format_datetime(letter.date)),
        ("From", _mailbox(letter.sender_name, letter.sender)),
        ("To", _mailbox(letter.recipient_name, letter.recipient)),
        ("Reply-To", _mailbox("", letter.reply_to) if letter.reply_to else ""),
        ("Subject", _words(_one_line(letter.subject)) or " "),
        ("Message-ID", _ids([letter.message_id])),
        ("In-Reply-To", _ids([letter.in_reply_to or ""])),
        ("References", _ids(letter.references)),
        ("Auto-Submitted", _submitted(letter)),
        ("X-Auto-Response-Suppress", _SUPPRESSED),
        ("X-Mostrador-Loop", _words(_one_line(letter.loop_mark))),
    ]


def _submitted(letter: Outgoing) -> str:
    if not letter.automatic:
        return ""
    return "auto-replied" if _ids([letter.in_reply_to or ""]) else "auto-generated"


def _mailbox(name: str, address: str) -> str:
    where = f"<{_address(address)}>"
    name = _one_line(name)
    if not name:
        return where
    # The encoded form holds commas, quotes and brackets without meaning any of them.
    said = name if _PLAIN_NAME.fullmatch(name) else _encoded(name)
    return f"{said}\r\n {where}"


def _address(address: str) -> str:
    local, _, domain = addresses.plain(_one_line(address)).rpartition("@")
    try:
        written = f"{local}@{domain.encode('idna').decode('ascii')}"
        written.encode("ascii")
    except UnicodeError as error:
        raise NotAnAddressError(f"No mail can be sent to {address!r}") from error
    if not local:
        raise NotAnAddressError(f"No mail can be sent to {address!r}")
    return written


def _ids(ids: Sequence[str]) -> str:
    known = filter(None, map(addresses.message_id, ids))
    return "\r\n ".join(one for one in known if _ID.fullmatch(one))


def _one_line(value: str) -> str:
    return " ".join(_BREAKS.sub(" ", decode.clean(value)).split())


def _words(value: str) -> str:
    return value if _PLAIN_WORDS.fullmatch(value) else _encoded(value)


def _encoded(value: str) -> str:
    """Encoded words of whole characters, folded: the standard library's folding loses quotes."""
    pieces, piece = [], b""
    for char in value:
        data = char.encode()
        if len(piece) + len(data) > _BYTES_IN_A_WORD:
            pieces.append(piece)
            piece = b""
        piece += data
    return "\r\n ".join(f"=?utf-8?b?{b64encode(part).decode()}?=" for part in [*pieces, piece])


def _content(letter: Outgoing) -> EmailMessage:
    content = EmailMessage(policy=_SEVEN_BITS)
    content.set_content(decode.clean(letter.text), charset="utf-8")
    if letter.html is not None:
        content.add_alternative(decode.clean(letter.html), subtype="html", charset="utf-8")
    for attachment in letter.attachments:
        _attach(content, attachment)
    _divide(content, letter.message_id)
    return content


def _divide(content: EmailMessage, message_id: str) -> None:
    """The same letter sent again is the same bytes, so that its receiver knows it for a copy."""
    mark = sha256(decode.clean(message_id).encode()).hexdigest()[:32]
    for number, part in enumerate(content.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{mark}_{number}")


def _attach(content: EmailMessage, attachment: Attachment) -> None:
    known = _MEDIA_TYPE.fullmatch(attachment.media_type)
    main, _, sub = (attachment.media_type if known else "application/octet-stream").partition("/")
    if main in {"message", "multipart"}:
        # Bytes under these names would have to be taken apart again; a file is a file.
        main, sub = "application", "octet-stream"
    name = _one_line(attachment.name).replace("/", "_").replace("\\", "_")
    content.add_attachment(
        attachment.content, maintype=main, subtype=sub, filename=name[:200] or "attachment"
    )
