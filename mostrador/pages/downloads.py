"""Handing a person's file over: shown only where a browser can run nothing in it."""

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mostrador.sealed.models import File

# What a browser draws without running anything in it.
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069/\\]")
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"


def handed_over(kept: File) -> HttpResponse:
    """A picture to look at; anything else to keep, whatever its sender called it."""
    said = kept.media_type.lower()
    is_picture = said in PICTURES
    response = HttpResponse(
        bytes(kept.body), content_type=said if is_picture else "application/octet-stream"
    )
    return guarded(response, file_name(kept), inline=is_picture)


def as_text(raw: bytes, name: str) -> HttpResponse:
    """A mail as it travelled, to be kept and read as text: nothing in it is ever run."""
    response = HttpResponse(raw, content_type="text/plain; charset=utf-8")
    return guarded(response, name, inline=False)


def file_name(kept: File) -> str:
    """The sender's name for it, without what leads elsewhere or turns letters around."""
    return UNPRINTABLE.sub("_", kept.name).strip(". ") or f"file-{kept.pk}"


def guarded(response: HttpResponse, name: str, *, inline: bool) -> HttpResponse:
    response["Content-Disposition"] = str(content_disposition_header(not inline, name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Cache-Control"] = "private, no-cache"
    return response
