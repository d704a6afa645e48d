"""Files that came with a contact of the past: checked with it, kept sealed, and never twice."""

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mostrador.contacts.models import Attachment, Contact, Message
from mostrador.rules.bodies import Given
from mostrador.sealed import keeping
from mostrador.sealed.models import File

LARGEST = 25 * 2**20
MOST = 50
LONGEST_NAME = 255
LONGEST_PATH = 1000


class UnreadableFileError(ValueError):
    """A sentence about a file that is named and cannot be had."""


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    media_type: str
    content: bytes = b""
    # Where it lies, in the words of whoever hands the record in; then the content is not here.
    file: str = ""


# The bytes of a file by its name: from a folder beside an export, or out of a mail.
Read = Callable[[str], bytes]


def nowhere(name: str) -> bytes:
    raise UnreadableFileError(f"{name[:100]} names a file, and no folder came with this record.")


def given_with(message: Given) -> tuple[Attached, ...]:
    parts = message.parts("attachments")
    if len(parts) > MOST:
        message.refuse("attachments", "TOO_LONG", f"attachments must have at most {MOST} parts.")
    return tuple(_attached(part) for part in parts[:MOST])


def _attached(given: Given) -> Attached:
    content, file = given.text("content"), given.text("file", at_most=LONGEST_PATH)
    if bool(content) == bool(file):
        given.refuse("content", "MISSING", "Give either content, as base64, or file.")
    return Attached(
        name=given.text("name", at_most=LONGEST_NAME),
        media_type=given.text("type", at_most=120) or "application/octet-stream",
        content=_decoded(given, content),
        file=file,
    )


def _decoded(given: Given, content: str) -> bytes:
    try:
        body = b64decode(content, validate=True)
    except ValueError:
        given.refuse("content", "NOT_BASE64", "content must be base64.")
        return b""
    if len(body) > LARGEST:
        given.refuse("content", "TOO_LONG", f"A file must have at most {LARGEST} bytes.")
    return body


def keep(pairs: Iterable[tuple[Message, Sequence[Attached]]], read: Read) -> None:
    """Keep what came with these messages, one file at a time in memory."""
    for message, attached in pairs:
        for one in attached:
            file = keeping.file(
                _body(one, read),
                of=message.text.of,
                name=one.name or one.file.rpartition("/")[2],
                media_type=one.media_type,
            )
            Attachment.objects.create(message=message, file=file)


def kept_with(known: Iterable[Contact]) -> Mapping[int, Sequence[File]]:
    """What is kept with each message of these contacts; the bytes stay where they are."""
    rows = Attachment.objects.filter(message__contact__in=list(known)).select_related("file")
    found: dict[int, list[File]] = {}
    for row in rows.defer("file__body"):
        found.setdefault(row.message_id, []).append(row.file)
    return found


def missing(
    message: Message, attached: Sequence[Attached], kept: Sequence[File], read: Read
) -> list[Attached]:
    """What came with it and is not kept yet; nothing, once its person has been erased."""
    if not message.text.salt or not all(file.salt for file in kept):
        return []
    return [one for one in attached if not _is_among(one, kept, read)]


def _is_among(one: Attached, kept: Sequence[File], read: Read) -> bool:
    if not kept:
        return False
    body = _body(one, read)
    return any(
        file.size == len(body) and keeping.digest(bytes(file.salt), body) == file.digest
        for file in kept
    )


def _body(one: Attached, read: Read) -> bytes:
    return read(one.file) if one.file else one.content
