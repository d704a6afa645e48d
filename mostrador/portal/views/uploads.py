"""Photos sent in pieces beside an answer's form: by who is signed in, or by who holds the link.

A script asks here; what a person reads of it stands in the form.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mostrador.cases import links, uploads
from mostrador.cases.links import State
from mostrador.cases.models import Question, Upload
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Moment, Person
from mostrador.portal import own
from mostrador.portal.forms import PieceForm, UploadForm
from mostrador.sellers import members

ASK_ADD_OR_DROP = ["GET", "HEAD", "PUT", "DELETE"]
# Everybody who holds a question's link is one person to us: whom the seller let answer.
BY_LINK = "link"


@require_POST
@needs_role("seller")
def case_uploads(request: Person, key: str) -> HttpResponse:
    return _begin(request, _question(request, key), by=request.user.actor)


@require_http_methods(ASK_ADD_OR_DROP)
@needs_role("seller")
def case_upload(request: Person, key: str, upload: str) -> HttpResponse:
    mine = uploads.of(_question(request, key), request.user.actor, now=request.now)
    return _one(request, mine, upload)


@csrf_exempt
@never_cache
@require_POST
def link_uploads(request: Moment, secret: str) -> HttpResponse:
    return _begin(request, _asked(secret), by=BY_LINK)


@csrf_exempt
@never_cache
@require_http_methods(ASK_ADD_OR_DROP)
def link_upload(request: Moment, secret: str, upload: str) -> HttpResponse:
    return _one(request, uploads.of(_asked(secret), BY_LINK, now=request.now), upload)


def _question(request: Person, key: str) -> Question:
    """One that he may answer still."""
    takes_one = own.questions(request.user).filter(
        state__in=(Question.State.OPEN, Question.State.LAPSED),
        seller__in=members.answered_by(request.user),
    )
    return get_object_or_404(takes_one, pk=key)


def _asked(secret: str) -> Question:
    opened = links.open_seal(secret)
    if opened is None or opened.state is not State.OPEN:
        raise Http404
    return opened.question


def _begin(request: Moment, question: Question, *, by: str) -> HttpResponse:
    form = UploadForm(request.POST)
    if not form.is_valid():
        return _refused(form.errors)
    try:
        made = uploads.begin(question, form.announced(), by=by, now=request.now)
    except uploads.TooLargeError:
        return _too_large()
    return JsonResponse(_said(made), status=201)


def _one(request: Moment, mine: QuerySet[Upload], key: str) -> HttpResponse:
    upload = get_object_or_404(mine.filter(taken=False), pk=key)
    if request.method == "PUT":
        return _add(request, upload)
    if request.method == "DELETE":
        uploads.discard(upload)
        return HttpResponse(status=204)
    return JsonResponse(_said(upload))


def _add(request: Moment, upload: Upload) -> HttpResponse:
    """The answer says where to go on, whether the piece was the next one or not."""
    form = PieceForm(request.GET)
    if not form.is_valid():
        return _refused(form.errors)
    # Before the body is read: Django would take one of thirty megabytes.
    if int(request.headers.get("Content-Length") or 0) > uploads.A_PIECE:
        return _too_large()
    try:
        upload.received = uploads.add(upload, request.body, start=form.cleaned_data["start"])
    except uploads.OutOfOrderError as elsewhere:
        upload.received = elsewhere.received
        return JsonResponse(_said(upload), status=409)
    except uploads.TooLargeError:
        return _too_large()
    except Upload.DoesNotExist as gone:
        raise Http404 from gone
    return JsonResponse(_said(upload))


def _said(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "name": upload.name,
        "size": upload.size,
        "received": upload.received,
    }


def _refused(errors: Mapping[str, Any]) -> HttpResponse:
    sentences = [sentence for found in errors.values() for sentence in found]
    return JsonResponse({"error": " ".join(sentences)}, status=422)


def _too_large() -> HttpResponse:
    sentence = _("These are too many files, or one of them is too large.")
    return JsonResponse({"error": sentence}, status=413)
