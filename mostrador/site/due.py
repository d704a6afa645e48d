"""What falls due by itself: each kind says when the next thing is, and acts on what is over."""

from datetime import datetime
from typing import Protocol

from mostrador.cases import lapses, reminders, uploads
from mostrador.decisions import executing, reconciliation, return_clock
from mostrador.imports import running as imports
from mostrador.sellers import activation, falling_short
from mostrador.shadow import comparing, looking_back


class Due(Protocol):
    """A module that keeps due moments in `wakes_at`, claims them and acts on them."""

    def next_at(self) -> datetime | None: ...

    def sweep(self, *, now: datetime) -> int: ...


KINDS: tuple[Due, ...] = (
    lapses,
    reminders,
    activation,
    falling_short,
    uploads,
    executing,
    return_clock,
    reconciliation,
    imports,
    comparing,
    looking_back,
)


def next_at() -> datetime | None:
    """When the next thing of any kind falls due."""
    found = [at for kind in KINDS if (at := kind.next_at()) is not None]
    return min(found, default=None)


def sweep(*, now: datetime) -> int:
    """One batch of each kind; how many things were done."""
    return sum(kind.sweep(now=now) for kind in KINDS)
