"""Intervals of enrolment as the marketplace tells them (E18-E22), each with its history."""

import hashlib
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.rules.bodies import Reason
from mostrador.sellers import falling_short
from mostrador.sellers.models import Enrolment
from mostrador.stores import copies
from mostrador.stores.copies import CHANGED, CREATED, UNCHANGED, Known, Outcome

LOADED = "enrolment_loaded"
RELOADED = "enrolment_changed"
COLUMNS = ("until_at", "terms", "accepted_by", "body")

# Of one seller in one store, by their first moment.
Held = dict[datetime, Enrolment]


def taken(rows: Sequence[Enrolment], *, now: datetime, by: str) -> list[Outcome]:
    """Each interval as if it came alone after the ones before it."""
    act = _Act(now, by, _held({row.seller_id for row in rows}))
    outcomes = [act.take(row) for row in rows]
    chain.begin_all(list(act.begun.values()))
    told = zip(rows, outcomes, strict=True)
    sellers = {row.seller_id for row, outcome in told if outcome.says_something}
    notices = [{"seller": seller} for seller in sorted(sellers)]
    copies.notify_all("enrolments_changed", notices, now=now)
    # In whichever order policies and enrolments are told, the same follows from them (E57).
    falling_short.wake(sellers, now=now)
    return outcomes


@dataclass(frozen=True, slots=True)
class _Act:
    now: datetime
    by: str
    held: dict[tuple[str, str], Held]
    # What is new in this act, not yet written.
    begun: dict[str, tuple[Enrolment, list[Happening]]] = field(default_factory=dict)

    def take(self, row: Enrolment) -> Outcome:
        held = self.held.setdefault((row.seller_id, row.store_id), {})
        known = held.get(row.from_at)
        outcome = copies.judged(_known(known), row.body, copies.updated_at_of(row.body))
        if outcome is UNCHANGED:
            return outcome
        for other in held.values():
            if other is not known and overlap(row, other):
                return copies.rejected(_reason(row, other))
        if known is not None:
            self._change(known, row)
            return CHANGED
        held[row.from_at] = self._begin(row)
        return CREATED

    def _begin(self, row: Enrolment) -> Enrolment:
        # The given row stays as it is, in case the act must be done again.
        made = copy(row)
        made.id = _id_of(row)
        self.begun[made.id] = (made, [self._happening(LOADED, made)])
        return made

    def _change(self, known: Enrolment, row: Enrolment) -> None:
        changes: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
        happening = self._happening(RELOADED, row)
        if known.pk not in self.begun:
            chain.write(known, {}, [happening], **changes)
            return
        self.begun[known.pk][1].append(happening)
        for name, value in changes.items():
            setattr(known, name, value)

    def _happening(self, what: str, row: Enrolment) -> Happening:
        facts = {
            "seller": row.seller_id,
            "store": row.store_id,
            "from": row.from_at,
            "until": row.until_at,
            "terms": row.terms,
        }
        return Happening(what, self.now, self.by, facts)


def _held(sellers: set[str]) -> dict[tuple[str, str], Held]:
    held: dict[tuple[str, str], Held] = {}
    for row in Enrolment.objects.filter(seller__in=sellers).order_by("pk").select_for_update():
        held.setdefault((row.seller_id, row.store_id), {})[row.from_at] = row
    return held


def _known(row: Enrolment | None) -> Known | None:
    return Known(row.body, copies.updated_at_of(row.body)) if row else None


def overlap(one: Enrolment, other: Enrolment) -> bool:
    """Do two intervals [from, until) share a moment? An empty one shares none (E21)."""
    begins = max(one.from_at, other.from_at)
    ends = [each.until_at for each in (one, other) if each.until_at]
    empty = one.from_at == one.until_at or other.from_at == other.until_at
    return not empty and (not ends or begins < min(ends))


def _reason(row: Enrolment, other: Enrolment) -> Reason:
    until = f"until {other.until_at.isoformat()}" if other.until_at else "without end"
    sentence = f"The seller is enrolled in this store from {other.from_at.isoformat()} {until}."
    pointer = "/from" if row.from_at > other.from_at else "/until"
    return Reason("OVERLAP", sentence, pointer)


def _id_of(row: Enrolment) -> str:
    """The same for the same enrolment, in whichever installation and order it is loaded."""
    said = "/".join((row.seller_id, row.store_id, row.from_at.isoformat()))
    return f"E-{hashlib.sha256(said.encode()).hexdigest()[:24]}"
