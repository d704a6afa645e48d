"""Files on their way to an answer: kept by the piece, so that a broken connection costs one piece.

Nobody but who began an upload adds to it or learns of it. It waits a day for its answer.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mostrador.cases.models import Question, Upload
from mostrador.sealed import keeping

A_PIECE = 128 * 1024
LARGEST = 10 * 2**20
MOST = 10
GOOD_FOR = timedelta(days=1)
A_BATCH = 20


class OutOfOrderError(Exception):
    """The piece does not follow the last one; `received` is where to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class TooLargeError(Exception):
    """More than one upload, or one piece of it, may be."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What is going to be sent."""

    name: str
    media_type: str
    size: int


def of(question: Question, by: str, *, now: datetime) -> QuerySet[Upload]:
    """Everything that this person has begun for an answer and that is still good."""
    return Upload.objects.filter(question=question, by=by, wakes_at__gte=now)


@transaction.atomic
def begin(question: Question, announced: Announced, *, by: str, now: datetime) -> Upload:
    """Make room for a file; whoever begins too many loses his oldest. Raises TooLargeError."""
    if announced.size > LARGEST:
        raise TooLargeError
    mine = of(question, by, now=now).filter(taken=False).order_by("-wakes_at", "-pk")
    for one in mine[MOST - 1 :]:
        discard(one)
    return Upload.objects.create(
        id=secrets.token_urlsafe(18),
        question=question,
        by=by,
        name=announced.name,
        media_type=announced.media_type,
        size=announced.size,
        wakes_at=now + GOOD_FOR,
    )


@transaction.atomic
def add(upload: Upload, piece: bytes, *, start: int) -> int:
    """Keep the piece that begins at `start`; returns how much has arrived.

    What came before is not kept twice: its acknowledgement was lost on the way. Raises
    OutOfOrderError, TooLargeError, Upload.DoesNotExist.
    """
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    end = start + len(piece)
    if end <= locked.received:
        return locked.received
    if start != locked.received:
        raise OutOfOrderError(locked.received)
    if end > locked.size or len(piece) > A_PIECE:
        raise TooLargeError
    keeping.file(piece, of=_pieces(locked.pk))
    Upload.objects.filter(pk=locked.pk).update(received=end)
    return end


@transaction.atomic
def take(uploads: Sequence[Upload]) -> list[tuple[str, str, bytes]]:
    """What has arrived whole becomes part of an answer, once: name, media type and bytes."""
    wanted = Upload.objects.filter(pk__in=[one.pk for one in uploads], taken=False)
    found = [one for one in wanted.select_for_update().order_by("wakes_at", "pk") if one.is_whole]
    files = [
        (one.name, one.media_type, b"".join(keeping.bodies(of=_pieces(one.pk)))) for one in found
    ]
    for one in found:
        keeping.discard_files(of=_pieces(one.pk))
    Upload.objects.filter(pk__in=[one.pk for one in found]).update(taken=True)
    return files


@transaction.atomic
def discard(upload: Upload) -> None:
    """He wants it no more, or its time is over."""
    keeping.discard_files(of=_pieces(upload.pk))
    Upload.objects.filter(pk=upload.pk).delete()


def next_at() -> datetime | None:
    """When the next upload has waited long enough."""
    return Upload.objects.order_by("wakes_at").values_list("wakes_at", flat=True).first()


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """Throw away what has waited for a day, whole or not; returns how many."""
    over = list(Upload.objects.filter(wakes_at__lt=now).order_by("wakes_at")[:A_BATCH])
    for one in over:
        discard(one)
    return len(over)


def _pieces(key: str) -> str:
    return f"upload:{key}"
