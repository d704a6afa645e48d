"""What every request gets: one moment, the reader's language, headers that keep strangers out."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from mostrador import wallclock

# The most photos that one form takes, twice over.
LARGEST = 200 * 2**20
TOO_LARGE = f"At most {LARGEST // 2**20} MB can be sent here."

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)


def one_moment_per_request(respond: Respond) -> Respond:
    """Read the clock once, so that one page never disagrees with itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.now = wallclock.now()  # type: ignore[attr-defined]  # a request type of ours
        request.machine_now = wallclock.machine_now()  # type: ignore[attr-defined]  # as above
        # Only the demo's frame asks, and only there a file is looked for.
        request.time_moves = settings.DEMO and wallclock.has_time_machine()  # type: ignore[attr-defined]  # as above
        return respond(request)

    return middleware


def readers_language(respond: Respond) -> Respond:
    """The choice kept with the person, else the browser's, else English."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("language") or getattr(request.user, "language", "")
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = respond(request)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Vary", "Accept-Language, Cookie")
        return response

    return middleware


def content_security_policy(respond: Respond) -> Respond:
    """No page loads anything from another host, and no text of a stranger becomes a script."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def bounded_bodies(respond: Respond) -> Respond:
    """A body is refused unread where none so large is wanted: reading it writes it to the disk."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_too_large(request):
            return HttpResponse(TOO_LARGE, status=413, content_type="text/plain; charset=utf-8")
        return respond(request)

    return middleware


def _is_too_large(request: HttpRequest) -> bool:
    said = request.META.get("CONTENT_LENGTH") or ""
    if not said.isdecimal() or int(said[:20]) <= LARGEST:
        return False
    # Whoever may hand in a file for an import may hand in one of any size.
    may = getattr(request.user, "role", "") == "operator"
    return not (may and request.path == reverse("office:imports"))
