"""Writing down what is owed."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mostrador.outbox.models import Owed

# kind of inside notice → who takes it; filled in once per process by site/wiring.py.
TAKERS: dict[str, tuple[str, ...]] = {}
LONGEST_KEY = 200


class NobodyTakesItError(LookupError):
    """A notice that no later app takes would be forgotten in silence."""


def owe(kind: str, key: str, payload: Mapping[str, Any], *, now: datetime) -> Owed:
    """Owe it once, however often this is called with the same key."""
    owed, _ = Owed.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": dict(payload), "owed_at": now}
    )
    return owed


def owe_again(kind: str, key: str, payload: Mapping[str, Any], *, now: datetime) -> Owed:
    """Owe it anew, whatever became of it the last time: for what a person tries out."""
    fresh = {"kind": kind, "payload": dict(payload), "owed_at": now, "error": "", "attempts": 0}
    gone = dict.fromkeys(("done_at", "failed_at", "retry_at", "leased_until"))
    owed, _ = Owed.objects.update_or_create(key=key, defaults={**fresh, **gone, "lease": ""})
    return owed


def unsaved(kind: str, key: str, payload: Mapping[str, Any], *, now: datetime) -> Owed:
    """For `owe_all`."""
    return Owed(kind=kind, key=key, payload=dict(payload), owed_at=now)


def owe_all(owed: Sequence[Owed]) -> None:
    """Owe many new things at once; their keys are the caller's to keep apart."""
    Owed.objects.bulk_create(owed)


def notify(kind: str, subject: str, payload: Mapping[str, Any], *, now: datetime) -> None:
    """Owe a notice to each later app that takes this kind."""
    if kind not in TAKERS:
        raise NobodyTakesItError(kind)
    for taker in TAKERS[kind]:
        owe(f"{kind}>{taker}", _key(f"{kind}:{subject}:{taker}"), payload, now=now)


def _key(said: str) -> str:
    # Cut off, two long ids could become one key, and the second notice be lost.
    if len(said) <= LONGEST_KEY:
        return said
    return f"{said[:100]}:{hashlib.sha256(said.encode()).hexdigest()}"
