"""What a mail of ours encloses; between buyer and seller no file tells one the other's address."""

from collections.abc import Sequence

from mostrador.contacts.models import Message
from mostrador.intake.letter import Attachment
from mostrador.rules.masking import masked

# Letters within letters, and visiting cards: an address is what they are made of.
OF_ADDRESSES = ("message/", "text/vcard", "text/x-vcard", "text/directory", "text/rfc822")
ENDINGS_OF_ADDRESSES = (".eml", ".msg", ".vcf", "winmail.dat")
NAME = 200


def files_of(message: Message | None) -> tuple[Attachment, ...]:
    if message is None:
        return ()
    kept = message.attachments.select_related("file").order_by("pk")
    return tuple(
        Attachment(one.file.name, one.file.media_type, bytes(one.file.body)) for one in kept
    )


def crossing(files: Sequence[Attachment], *, secrets: Sequence[str]) -> tuple[Attachment, ...]:
    """The files as the other side may have them; one that cannot be masked is left out."""
    return tuple(
        _masked(file, secrets)
        for file in files
        if not _is_of_addresses(file) and (_is_text(file) or not _tells(file.content, secrets))
    )


def _is_of_addresses(file: Attachment) -> bool:
    kind, name = file.media_type.lower(), file.name.lower()
    return kind.startswith(OF_ADDRESSES) or name.endswith(ENDINGS_OF_ADDRESSES)


def _is_text(file: Attachment) -> bool:
    return file.media_type.lower().startswith("text/")


def _tells(content: bytes, secrets: Sequence[str]) -> bool:
    found = content.lower()
    spellings = (one.lower().encode(code) for one in secrets for code in ("utf-8", "utf-16-le"))
    return any(spelling in found for spelling in spellings)


def _masked(file: Attachment, secrets: Sequence[str]) -> Attachment:
    name = masked(file.name[:NAME], secrets=secrets)
    if not _is_text(file):
        return Attachment(name, file.media_type, file.content)
    code = "utf-16" if file.content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = masked(file.content.decode(code, "replace"), secrets=secrets)
    return Attachment(name, file.media_type, text.encode(code))
