"""What the machines that watch over us read: alive, ready, and a few figures."""

from datetime import datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mostrador.cases.models import Question
from mostrador.contacts.models import Contact
from mostrador.outbox.models import Owed

PLAIN = "text/plain; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
NOT_READY = 503


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; whatever else is broken, starting it anew would not help."""
    return HttpResponse("alive\n", content_type=PLAIN)


@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """The database answers and is as this version of the program needs it."""
    try:
        behind = _migrations_missing()
    except DatabaseError:
        return JsonResponse(
            {"ready": False, "why": "the database does not answer"}, status=NOT_READY
        )
    if behind:
        return JsonResponse({"ready": False, "why": "migrations are missing"}, status=NOT_READY)
    return JsonResponse({"ready": True})


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text. Figures of the whole installation: nothing about a person, open to read."""
    figures = _figures(request.now)  # type: ignore[attr-defined]  # set by the middleware
    lines = [_gauge(*figure) for figure in figures]
    return HttpResponse("".join(lines), content_type=PROMETHEUS)


@require_safe
def no_stream(_request: HttpRequest) -> HttpResponse:
    """Where pages are served without streams, a page asks again now and then instead."""
    return HttpResponse(status=204)


def _gauge(name: str, words: str, value: float) -> str:
    full = f"mostrador_{name}"
    return f"# HELP {full} {words}\n# TYPE {full} gauge\n{full} {value}\n"


def _figures(now: datetime) -> list[tuple[str, str, float]]:
    wanting = Contact.objects.filter(urgent_at__isnull=False)
    questions = Question.objects.filter(wakes_at__isnull=False)
    owed = Owed.objects.filter(done_at=None, failed_at=None)
    oldest = owed.order_by("pk").values_list("owed_at", flat=True).first()
    waited = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    return [
        ("contacts_wanting_someone", "Contacts that want an agent.", wanting.count()),
        ("questions_open", "Questions whose sellers still have time.", questions.count()),
        ("owed_waiting", "Things owed and not yet delivered.", owed.count()),
        ("owed_oldest_seconds", "How long the oldest of them has waited.", waited),
    ]


def _migrations_missing() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
