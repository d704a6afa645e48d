"""Doing a POST once, however often it is sent: the Idempotency-Key.

A key counts per token, method and address for seven days. The answer is committed with the act, in
one transaction, and only an act that was done leaves one: a refusal did nothing, so that the same
key may be tried again when its cause is gone.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from ninja.responses import Status

from mostrador.api import bodies
from mostrador.api.bearer import Call
from mostrador.api.models import Kept
from mostrador.api.problems import ProblemError, conflict

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(days=7)

Act = Callable[..., Status[Any]]


def once(act: Act) -> Act:
    """With a key the act is done once; without one, every time."""

    @wraps(act)
    def answered(request: Call, *args: Any, **kwargs: Any) -> Status[Any]:
        bodies.check(request)
        key = request.headers.get(HEADER, "")
        if not key:
            return act(request, *args, **kwargs)
        try:
            return _kept(request, key, *args, **kwargs)
        except ProblemError as problem:
            # Nothing of the call is kept; what it showed may be.
            problem.afterwards()
            raise

    def _kept(request: Call, given: str, /, *args: Any, **kwargs: Any) -> Status[Any]:
        with transaction.atomic():
            kept = _claimed(request, given)
            if kept.status:
                return Status(kept.status, json.loads(kept.answer))
            answer = act(request, *args, **kwargs)
            kept.status, kept.answer = answer.status_code, json.dumps(answer.value)
            kept.save(update_fields=["status", "answer"])
            return answer

    return answered


def forget(*, machine_now: datetime) -> int:
    """Answers older than their week; returns how many."""
    return Kept.objects.filter(kept_at__lte=machine_now - KEPT_FOR).delete()[0]


def _claimed(request: Call, key: str) -> Kept:
    """The key's row, ours alone until the transaction ends: empty, or with the answer given.

    A second request waits: on PostgreSQL for the row that the first has inserted, on SQLite
    already at the beginning of its transaction.
    """
    call = _digest(str(request.auth.pk), str(request.method), request.get_full_path(), key)
    body = _digest(json.dumps(_asked(request), sort_keys=True))
    new = Kept(call=call, token=request.auth, body=body, kept_at=request.machine_now)
    Kept.objects.bulk_create([new], ignore_conflicts=True)
    kept = Kept.objects.select_for_update().get(call=call)
    if kept.kept_at <= request.machine_now - KEPT_FOR:
        kept.body, kept.kept_at, kept.status, kept.answer = body, request.machine_now, None, ""
        kept.save()
    if kept.body != body:
        detail = f"This {HEADER} came with another body before; use a new one."
        raise conflict("KEY_USED", detail)
    return kept


def _asked(request: Call) -> Any:
    """What the body says: the order of its keys and its blanks say nothing."""
    return bodies.parsed(request.body) if request.body else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
