"""The only writer of sealed rows: keep, and erase."""

import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction

from mostrador.sealed.models import File, Text


def text(body: str, *, of: str) -> Text:
    """Keep a person's words. NUL, which PostgreSQL refuses, says nothing and is left out."""
    made = unsaved_text(body, of=of)
    made.save(force_insert=True)
    return made


def unsaved_text(body: str, *, of: str) -> Text:
    salt = secrets.token_bytes(16)
    clean = body.replace("\0", "")
    return Text(of=of, salt=salt, body=clean, digest=digest(salt, clean.encode()))


def file(
    body: bytes, *, of: str, name: str = "", media_type: str = "application/octet-stream"
) -> File:
    salt = secrets.token_bytes(16)
    return File.objects.create(
        of=of,
        salt=salt,
        digest=digest(salt, body),
        name=name.replace("\0", "")[:255],
        media_type=media_type[:120],
        size=len(body),
        body=body,
    )


def keep_all(texts: Iterable[Text]) -> None:
    """Keep several unsaved texts in one round trip."""
    Text.objects.bulk_create(texts)


def discard(text_id: int) -> None:
    """Delete words that nothing refers to any more, such as a draft that was sent."""
    Text.objects.filter(pk=text_id).delete()


def bodies(*, of: str) -> list[bytes]:
    """What is kept of `of`, in the order in which it came."""
    found = File.objects.filter(of=of).order_by("pk").values_list("body", flat=True)
    return [bytes(body) for body in found]


def discard_files(*, of: str) -> None:
    """Delete files that nothing refers to: pieces of one that has become whole, or never will."""
    File.objects.filter(of=of).delete()


@transaction.atomic
def erase(*, of: str) -> int:
    """Empty everything kept of `of`; returns how many rows. Digests stay, salts do not."""
    texts = Text.objects.filter(of=of).update(body="", salt=b"")
    return texts + File.objects.filter(of=of).update(body=b"", salt=b"", name="", size=0)


def digest(salt: bytes, body: bytes) -> str:
    """What a history holds of a person's words: without the salt it says nothing."""
    return hashlib.sha256(salt + body).hexdigest()
