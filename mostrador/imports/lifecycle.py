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
from mostrador.imports import files, proposing
from mostrador.imports.fields import FIELDS
from mostrador.imports.guessing import Guess, guess
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import
from mostrador.imports.models import Mapping as Saved
from mostrador.live import events
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.stores.models import Store

TABLE, LINES = "table", "lines"
# A file holds people's names and addresses: nobody needs it for longer.
KEPT_FOR = timedelta(days=30)
STRAY_FOR = timedelta(days=1)
NO_COUNTS: dict[str, Any] = {"counts": {}, "offset": 0, "line": 1, "round": 1}
MAY_BEGIN = (Import.State.WAITING, Import.State.STOPPED, Import.State.FAILED)


class NotNowError(Exception):
    """The import is not in a state in which this can be done."""


def topic(key: str) -> str:
    """What pages that show an import listen to."""
    return f"import:{key}"


def receive(
    name: str, pieces: Iterable[bytes], *, form: str, kind: str = "", by: str, now: datetime
) -> Import:
    """Keep the file and propose a mapping. Raises NotATableError if there is no table in it."""
    key = names.fresh("IM")
    size = files.keep(key, pieces)
    try:
        made = Import(
            id=key, name=Path(name).name[:255], size=size, form=form, by=by, received_at=now,
            wakes_at=now + KEPT_FOR,
        )  # fmt: skip
        if form == TABLE:
            _propose(made, guess(files.head(files.place(key))), kind)
        happening = Happening("import_received", now, by, {"form": form, "size": size})
        chain.begin(made, [happening])
    except BaseException:
        files.throw_away(key)
        raise
    return made


def read_as(one: Import, mapping: TableMapping, *, by: str, now: datetime) -> None:
    """From now on its rows are read so; what is in already stays as it was read."""
    _look_at_columns(one, mapping)
    changes = {"mapping": one.mapping, "columns": one.columns, "trial": None}
    _act(one, "import_mapped", MAY_BEGIN, by=by, now=now, **changes)


def propose_again(one: Import, kind: str, *, by: str, now: datetime) -> None:
    """Another kind of table: what its columns are called is looked up anew."""
    _propose(one, guess(files.head(files.place(one.pk))), kind)
    changes = {"mapping": one.mapping, "columns": one.columns, "trial": None}
    _act(one, "import_mapped", MAY_BEGIN, by=by, now=now, **changes)


def begin(one: Import, *, by: str, now: datetime, trial: bool = False) -> None:
    """Let a worker take it in. A trial keeps nothing, and says what would have happened."""
    changes: dict[str, Any] = {"is_trial": trial, "begun_at": now, "ended_at": None}
    _act(one, "import_begun", (Import.State.WAITING,), by=by, now=now, to=Import.State.RUNNING,
         wakes_at=now, trial=None, **changes, **NO_COUNTS)  # fmt: skip


def stop(one: Import, *, by: str, now: datetime) -> None:
    """After the batch that a worker has in hand."""
    _act(one, "import_stopped", (Import.State.RUNNING,), by=by, now=now, to=Import.State.STOPPED,
         wakes_at=now + KEPT_FOR)  # fmt: skip


def go_on(one: Import, *, by: str, now: datetime) -> None:
    """From the row at which it stood still."""
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
def keep_mapping(name: str, mapping: TableMapping, *, by: str, now: datetime) -> Saved:
    """Under a name; who saves under the same name once more changes it."""
    found = Saved.objects.select_for_update().filter(name=name, removed_at=None).first()
    body = mapping.as_dict()
    facts = {"kind": mapping.kind}
    if found is None:
        key = names.fresh("MP")
        made = Saved(id=key, name=name, kind=mapping.kind, body=body, saved_at=now)
        chain.begin(made, [Happening("mapping_saved", now, by, facts)])
        return made
    if found.body != body:
        changes: dict[str, Any] = {"body": body, "kind": mapping.kind, "saved_at": now}
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


def _propose(one: Import, seen: Guess, kind: str) -> None:
    chosen = kind if kind in FIELDS else proposing.kind_of(seen)
    one.mapping = proposing.propose(chosen, seen, constants=constants()).as_dict()
    one.seen = [[each.about, each.word, each.example] for each in seen.seen]
    one.columns = list(seen.columns)


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
