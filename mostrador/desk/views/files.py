"""Files that people sent: shown only where that is safe, handed over otherwise."""

import re

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mostrador.contacts.models import Attachment, Message
from mostrador.decisions.models import Return
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.sealed.models import File

# What a browser draws without running anything in it.
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069/\\]")
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"


@needs_role("agent")
@require_safe
def file(_request: Person, file_id: int) -> HttpResponse:
    """A file, a label or a mail that came with some contact; any other is not there."""
    kept = File.objects.filter(pk=file_id).first()
    if kept is None:
        raise Http404
    is_mail = Message.objects.filter(original=kept).exists()
    if not is_mail and not _came_with_a_contact(kept):
        raise Http404
    return _as_text(kept) if is_mail else _as_file(kept)


def _came_with_a_contact(kept: File) -> bool:
    attached = Attachment.objects.filter(file=kept).exists()
    return attached or Return.objects.filter(label=kept).exists()


def _as_text(kept: File) -> HttpResponse:
    """A mail as it travelled, to be read and not to be opened."""
    response = HttpResponse(bytes(kept.body), content_type="text/plain; charset=utf-8")
    return _guarded(response, f"mail-{kept.pk}.txt", inline=True)


def _as_file(kept: File) -> HttpResponse:
    said = kept.media_type.lower()
    media_type = said if MEDIA_TYPE.fullmatch(said) else "application/octet-stream"
    response = HttpResponse(bytes(kept.body), content_type=media_type)
    return _guarded(response, _name(kept), inline=media_type in PICTURES)


def _name(kept: File) -> str:
    """The sender's name for it, without what leads elsewhere or turns letters around."""
    return UNPRINTABLE.sub("_", kept.name).strip(". ") or f"file-{kept.pk}"


def _guarded(response: HttpResponse, name: str, *, inline: bool) -> HttpResponse:
    response["Content-Disposition"] = str(content_disposition_header(not inline, name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Cache-Control"] = "private, no-cache"
    return response
