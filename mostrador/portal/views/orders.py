"""What a seller looks up: his lines of an order, and files that came with words he may read."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.portal import own, parcels, words
from mostrador.portal.answering import shown


@require_safe
@needs_role("seller")
def order(request: Person, key: str) -> HttpResponse:
    found = get_object_or_404(own.orders(request.user), pk=key)
    page = parcels.page(found, request.user, now=request.now)
    return shown(request, "order", page, place="")


@require_safe
@needs_role("seller")
def file(request: Person, number: int) -> HttpResponse:
    """A stranger's bytes: kept on disk by the browser, never opened as a page of ours."""
    kept = get_object_or_404(own.files(request.user), pk=number)
    response = HttpResponse(bytes(kept.file.body), content_type="application/octet-stream")
    name = words.for_seller(kept.file.name, kept.message.contact) or _("File")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
