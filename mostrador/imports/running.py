"""The worker's part of an import: one batch after the other, each in one transaction.

Its rows, its place in the file and its counts move on together or not at all.
"""

import logging
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db import Error, transaction
from django.db.models import Min

from mostrador.history import chain
from mostrador.history.chain import Happening, MovedOnError
from mostrador.imports import loading, merging, past, steps
from mostrador.imports.kinds import LAST
from mostrador.imports.lifecycle import KEPT_FOR, TABLE, throw_away, topic
from mostrador.imports.loading import Entry, Kinds
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import HOPELESS, Import, Rejects
from mostrador.imports.reading import Reading
from mostrador.imports.report import WORDS
from mostrador.imports.steps import Step
from mostrador.imports.tables import Row
from mostrador.live import events
from mostrador.rules.bodies import Reason
from mostrador.stores.copies import rejected

log = logging.getLogger("mostrador.imports")
BY = "program:imports"
A_BATCH = 500
# Rows of a trial, which others wait for on the embedded database.
A_TRIAL = 5_000
SHOWN_OF_A_TRIAL = 20
# If none of so many was good, the others need not be tried.
ENOUGH = 5_000


def next_at() -> datetime | None:
    found: datetime | None = Import.objects.aggregate(at=Min("wakes_at"))["at"]
    return found


def sweep(*, now: datetime) -> int:
    """One batch of the import that has waited the longest; what is long over loses its file."""
    one = Import.objects.filter(wakes_at__lte=now).order_by("wakes_at", "pk").first()
    if one is None:
        return 0
    if one.state != Import.State.RUNNING:
        throw_away(one, by=BY, now=now)
        return 1
    try:
        _trial(one, now=now) if one.is_trial else _batch(one, now=now)
    except FileNotFoundError:
        _stand_still(one, "file_gone", now=now)
    except past.NoExportError:
        _stand_still(one, "not_of_this_kind", now=now)
    except (Error, OSError):
        raise
    except MovedOnError:
        log.info("import %s was in another worker's hands", one.pk)
    except Exception:
        log.exception("import %s cannot go on", one.pk)
        _stand_still(one, "unforeseen", now=now)
    return 1


def _batch(one: Import, *, now: datetime) -> None:
    step = steps.read(one, A_BATCH)
    with transaction.atomic():
        place = {"offset": one.offset, "line": one.line, "round": one.round}
        ours = Import.objects.filter(pk=one.pk, state=Import.State.RUNNING, is_trial=False, **place)
        # Whoever comes second finds it gone on, or stopped.
        if not ours.update(offset=step.offset, line=step.line):
            return
        one.offset, one.line = step.offset, step.line
        _write(one, step, now=now)
        _count(one, step)
        _keep_rejects(one, step)
        put_off = one.second_round or step.put_off
        one.second_round = put_off
        Import.objects.filter(pk=one.pk).update(counts=one.counts, second_round=put_off)
        _go_further(one, step, now=now)
        events.tell(topic(one.pk), at=now)


def _go_further(one: Import, step: Step, *, now: datetime) -> None:
    if not step.rows and one.second_round and one.round == 1:
        Import.objects.filter(pk=one.pk).update(round=2, offset=0, line=1)
    elif (not step.rows or one.total("rejected") >= ENOUGH) and _none_is_good(one):
        _stand_still(one, HOPELESS, now=now)
    elif not step.rows:
        changes = {"state": Import.State.DONE, "ended_at": now, "wakes_at": now + KEPT_FOR}
        if step.notes:
            # Told apart from `chain.write`'s own word.
            notes = [["note", note, ""] for note in step.notes]
            Import.objects.filter(pk=one.pk).update(seen=notes)
        _write_down(one, "import_finished", {"counts": one.counts}, now=now, **changes)


def _none_is_good(one: Import) -> bool:
    """There were rows, and the mapping fits none of them."""
    return one.total("rejected") > 0 and not any(one.total(word) for word in WORDS[:3])


def _trial(one: Import, *, now: datetime) -> None:
    """Everything is written and taken back, so that rows find what others before them told."""
    told: list[Step] = []
    with transaction.atomic():
        # Whoever comes second waits here, and finds it done.
        list(Import.objects.select_for_update().filter(pk=one.pk).values_list("pk"))
        while sum(len(step.rows) for step in told) < A_TRIAL:
            step = steps.read(one, A_BATCH)
            if not step.rows:
                break
            _write(one, step, now=now)
            told.append(step)
            one.offset, one.line = step.offset, step.line
        whole = not steps.read(one, 1).rows
        transaction.set_rollback(True)
    for step in told:
        _count(one, step)
    found = [
        [row.line, [reason.detail for reason in outcome.reasons]]
        for step in told
        for row, _kind, outcome in step.outcomes
        if outcome.word == "rejected"
    ]
    trial = {"counts": one.counts, "whole": whole, "rejected": found[:SHOWN_OF_A_TRIAL],
             "lines": one.line - 1}  # fmt: skip
    changes = {"state": Import.State.WAITING, "trial": trial, "is_trial": False, "counts": {},
               "offset": 0, "line": 1, "wakes_at": now + KEPT_FOR}  # fmt: skip
    with transaction.atomic():
        _write_down(one, "import_tried", {"counts": trial["counts"]}, now=now, **changes)
        events.tell(topic(one.pk), at=now)


def _write(one: Import, step: Step, *, now: datetime) -> None:
    if one.form != TABLE:
        _write_lines(one, step, now=now)
        return
    reading = Reading(TableMapping.of(one.mapping), one.columns)
    outcomes = merging.take(reading, step.rows, now=now, by=one.by)
    told = zip(step.rows, outcomes, strict=True)
    step.outcomes = [(row, reading.record, outcome) for row, outcome in told]


def _write_lines(one: Import, step: Step, *, now: datetime) -> None:
    entries = []
    for row in step.rows:
        # Where there is nothing but contacts, nothing has to come before them.
        puts_off = one.round == 1 and not one.is_trial and len(step.kinds) > 1
        entry = _entry(row, BytesIO() if puts_off else None, step.kinds)
        step.put_off |= entry is None
        if entry is not None and (one.round == 1 or entry.kind == LAST):
            entries.append((row, entry))
    loading.write([entry for _, entry in entries], step.kinds, now=now, by=one.by)
    step.outcomes = [(row, entry.kind, entry.outcome or rejected()) for row, entry in entries]


def _entry(row: Row, kept_back: BytesIO | None, kinds: Kinds) -> Entry | None:
    if row.fault:
        reason = Reason(row.fault.code, row.fault.sentence, "")
        return Entry(row.line, LAST, outcome=rejected(reason))
    return loading.entry(row.line, row.cells[0].encode("latin-1"), kept_back, kinds)


def _count(one: Import, step: Step) -> None:
    for _row, kind, outcome in step.outcomes:
        counts = one.counts.setdefault(kind, dict.fromkeys(WORDS, 0))
        counts[outcome.word] += 1


def _keep_rejects(one: Import, step: Step) -> None:
    found = [
        [row.line, row.at, row.until - row.at,
         [[reason.code, reason.detail, reason.pointer] for reason in outcome.reasons]]
        for row, _kind, outcome in step.outcomes
        if outcome.word == "rejected"
    ]  # fmt: skip
    if found:
        Rejects.objects.create(of=one, rows=found)


def _stand_still(one: Import, why: str, *, now: datetime) -> None:
    changes = {"state": Import.State.FAILED, "why": why, "wakes_at": now + KEPT_FOR}
    if one.is_trial:
        changes |= {"state": Import.State.WAITING, "is_trial": False, "offset": 0, "line": 1}
    with transaction.atomic():
        _write_down(one, "import_failed", {"why": why}, now=now, **changes)
        events.tell(topic(one.pk), at=now)


def _write_down(
    one: Import, what: str, facts: dict[str, Any], *, now: datetime, **changes: Any
) -> None:
    was = {"state": Import.State.RUNNING}
    chain.write(one, was, [Happening(what, now, BY, facts)], **changes)
