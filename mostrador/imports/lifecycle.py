"""What a person does with an import: hands a file in, says how it is read, begins, stops, goes on.

The only writer of imports and mappings, together with `running`, which takes the rows in.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from mostrador.contacts import names
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.imports import clocks, files, proposing
from mostrador.imports.fields import FIELDS
from mostrador.imports.guessing import Guess, guess
from mostrador.imports.mapping import LEFT_OUT, TableMapping
from mostrador.imports.models import Import
from mostrador.imports.models import Mapping as Saved
from mostrador.live import events
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.stores.models import Store

TABLE, LINES = "table", "lines"
# A file holds people's names and addresses: nobody needs it for longer.
KEPT_FOR = timedelta(days=30)
STRAY_FOR = timedelta(days=1)
NO_COUNTS: dict[str, Any] = {
    "counts": {}, "offset": 0, "line": 1, "round": 1, "second_round": False,
}  # fmt: skip
MAY_BEGIN = (Import.State.WAITING, Import.State.STOPPED, Import.State.FAILED)


class NotNowError(Exception):
    """The import is not in a state in which this can be done."""


class NameTakenError(Exception):
    """Another mapping has this name; `kind` is its kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def topic(key: str) -> str:
    """What pages that show an import listen to."""
    return f"import:{key}"


def receive(
    name: str,
    pieces: Iterable[bytes],
    *,
    form: str,
    kind: str = "",
    by: str,
    now: datetime,
    corrects: Import | None = None,
) -> Import:
    """Keep the file and propose a mapping. Raises NotATableError if there is no table in it.

    Corrected rows of an import begin with the mapping of that import.
    """
    key = names.fresh("IM")
    size = files.keep(key, pieces)
    try:
        made = Import(
            id=key, name=Path(name).name[:255], size=size, form=form, by=by, received_at=now,
            wakes_at=now + KEPT_FOR, corrects=corrects,
        )  # fmt: skip
        if form == TABLE:
            _propose(made, guess(files.head(files.place(key))), kind)
            _read_like(made, corrects)
        happening = Happening("import_received", now, by, {"form": form, "size": size})
        chain.begin(made, [happening])
    except BaseException:
        files.throw_away(key)
        raise
    return made


def read_as(
    one: Import, mapping: TableMapping, *, by: str, now: datetime, kept: Saved | None = None
) -> None:
    """From now on its rows are read so; what is in already stays as it was read."""
    _look_at_columns(one, mapping)
    changes: dict[str, Any] = {"mapping": one.mapping, "columns": one.columns, "trial": None}
    if kept:
        changes["kept"] = kept
    _act(one, "import_mapped", MAY_BEGIN, by=by, now=now, **changes)


@transaction.atomic
def propose_again(one: Import, kind: str, *, by: str, now: datetime) -> None:
    """Another kind of table: what its columns are called is looked up anew."""
    _propose(one, guess(files.head(files.place(one.pk))), kind)
    changes = {"mapping": one.mapping, "columns": one.columns, "trial": None, "kept": None}
    _act(one, "import_mapped", MAY_BEGIN, by=by, now=now, **changes)
    Import.objects.filter(pk=one.pk).update(seen=one.seen)


@transaction.atomic
def begin(one: Import, *, by: str, now: datetime, trial: bool = False) -> None:
    """Let a worker take it in. A trial keeps nothing, and says what would have happened.

    An import of which no row was good begins anew: nothing of it is in.
    """
    states = [one.state] if one.is_hopeless else [Import.State.WAITING]
    changes: dict[str, Any] = {"is_trial": trial, "begun_at": now, "ended_at": None}
    what = "import_trial_begun" if trial else "import_begun"
    _act(one, what, states, by=by, now=now, to=Import.State.RUNNING,
         wakes_at=now, trial=None, **changes, **NO_COUNTS)  # fmt: skip
    one.rejects.all().delete()


def stop(one: Import, *, by: str, now: datetime) -> None:
    """After the batch that a worker has in hand."""
    _act(one, "import_stopped", (Import.State.RUNNING,), by=by, now=now, to=Import.State.STOPPED,
         wakes_at=now + KEPT_FOR)  # fmt: skip


def go_on(one: Import, *, by: str, now: datetime) -> None:
    """From the row at which it stood still; from the first one if none was good."""
    if one.is_hopeless:
        begin(one, by=by, now=now)
        return
    states = (Import.State.STOPPED, Import.State.FAILED)
    _act(one, "import_resumed", states, by=by, now=now, to=Import.State.RUNNING, wakes_at=now)


@transaction.atomic
def throw_away(one: Import, *, by: str, now: datetime) -> None:
    """The file and what was quoted of it go; what became of its rows stays."""
    states = [state for state in Import.State if state != Import.State.RUNNING]
    gone: dict[str, Any] = {"file_gone_at": now, "wakes_at": None, "trial": None}
    _act(one, "import_file_thrown_away", states, by=by, now=now, **gone)
    one.rejects.all().delete()
    # Last: whoever is killed here finds it still to be thrown away.
    files.throw_away(one.pk)


def forget(*, machine_now: datetime) -> None:
    """A file of no import: whoever was handing it in was killed."""
    for key in files.strays(before=machine_now - STRAY_FOR):
        if not Import.objects.filter(pk=key).exists():
            files.throw_away(key)


@transaction.atomic
def keep_mapping(
    name: str, mapping: TableMapping, *, by: str, now: datetime, replace: bool = False
) -> Saved:
    """Under a name. Raises NameTakenError: one of the same kind is replaced only if so asked."""
    found = Saved.objects.select_for_update().filter(name=name, removed_at=None).first()
    body = mapping.as_dict()
    facts = {"kind": mapping.kind}
    if found is None:
        key = names.fresh("MP")
        made = Saved(id=key, name=name, kind=mapping.kind, body=body, saved_at=now)
        chain.begin(made, [Happening("mapping_saved", now, by, facts)])
        return made
    if found.kind != mapping.kind or (found.body != body and not replace):
        raise NameTakenError(found.kind)
    if found.body != body:
        changes: dict[str, Any] = {"body": body, "saved_at": now}
        chain.write(found, {}, [Happening("mapping_saved", now, by, facts)], **changes)
    return found


def remove_mapping(saved: Saved, *, by: str, now: datetime) -> None:
    happening = Happening("mapping_removed", now, by)
    chain.write(saved, {"removed_at": None}, [happening], removed_at=now)


def constants() -> Mapping[str, str]:
    """What every row may be taken to say where there is one store only."""
    stores = list(Store.objects.values_list("pk", "currency")[:2])
    if len(stores) != 1:
        return {}
    key, currency = stores[0]
    return {"store": key, "lines.currency": currency, "currency": currency}


def _propose(one: Import, found: Guess, kind: str) -> None:
    chosen = kind if kind in FIELDS else proposing.kind_of(found)
    mapping = proposing.propose(chosen, found, constants=constants())
    mapping, clock = clocks.proposed(mapping, found)
    told = [*found.seen, *([clock] if clock else [])]
    one.mapping = mapping.as_dict()
    one.seen = [[each.about, each.word, each.example] for each in told]
    if chosen != kind and not proposing.is_sure(found):
        one.seen.insert(0, ["kind", "unsure", ""])
    one.columns = list(found.columns)


def _read_like(one: Import, corrects: Import | None) -> None:
    """By the mapping of the import that its rows came back from, if the columns are the same."""
    if corrects is None or not set(corrects.columns) <= set(one.columns):
        return
    shape = TableMapping.of(one.mapping).shape
    like = TableMapping.of(corrects.mapping)
    columns = {name: like.columns.get(name, LEFT_OUT) for name in one.columns}
    one.mapping = like.shaped(shape).with_columns(columns).as_dict()
    one.kept = corrects.kept


def _look_at_columns(one: Import, mapping: TableMapping) -> None:
    """Another separator or encoding may make other columns of the same file."""
    with files.place(one.pk).open("rb") as file:
        found, _at, _line = files.headings(file, mapping.shape)
    if not found:
        sentence = "The first row cannot be read so: choose another encoding or separator."
        raise RefusedError([Reason("NO_COLUMNS", sentence, "/separator")])
    one.columns, one.mapping = list(found), mapping.as_dict()


@transaction.atomic
def _act(
    one: Import,
    what: str,
    states: Iterable[str],
    *,
    by: str,
    now: datetime,
    to: str = "",
    **changes: Any,
) -> None:
    """Raises NotNowError, or MovedOnError if a worker was faster."""
    if one.state not in states or (one.file_gone_at and what != "import_file_thrown_away"):
        raise NotNowError(what)
    if to:
        changes |= {"state": to, "why": ""}
    chain.write(one, {"state": one.state}, [Happening(what, now, by)], **changes)
    events.tell(topic(one.pk), at=now)
