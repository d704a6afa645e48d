"""Bodies that could not become records: kept with the reasons, until they can."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from mostrador.connectors.base import UNMAPPED
from mostrador.connectors.models import Connection, Reading, Rejected
from mostrador.rules.bodies import LONGEST_ID
from mostrador.rules.storable import printable
from mostrador.sealed import keeping

# The newest of a connection; whoever has more has one mistake, not so many.
AT_MOST = 500
LONGEST = 100_000
KIND, UNKNOWN = 40, "unknown"


def keep(
    reading: Reading, body: Any, reasons: Sequence[Mapping[str, str]], *, now: datetime
) -> None:
    """The same body again is counted, with what is wrong with it now."""
    # Half a character, which no database keeps, stays readable as its number.
    said = _said(body)
    kind, ref = _kind(body), _ref(body, said)
    found = Rejected.objects.filter(connection=reading.connection_id, kind=kind, ref=ref).first()
    text = keeping.text(said[:LONGEST], of=f"connection:{reading.connection_id}")
    row = found or Rejected(connection=reading.connection, kind=kind, ref=ref, times=0)
    before = row.text_id
    row.stream, row.text, row.reasons = reading.stream, text, [_printable(one) for one in reasons]
    row.at, row.times = now, row.times + 1
    row.save()
    if before:
        keeping.discard(before)
    _push_out(reading.connection)


def _said(body: Any) -> str:
    try:
        plain = json.dumps(body, ensure_ascii=False, default=str, indent=1)
    except RecursionError:
        # Too deep to be set out nicely.
        plain = json.dumps(body, ensure_ascii=False, default=str)
    return plain.encode(errors="backslashreplace").decode()


def forget(connection: Connection, accepted: Iterable[Any]) -> None:
    """What became a record after all."""
    if not connection.rejected.exists():
        return
    taken = [(_kind(body), str(body.get("id"))) for body in accepted if isinstance(body, Mapping)]
    for kind in {kind for kind, _ in taken}:
        refs = [ref for each, ref in taken if each == kind]
        _drop(connection.rejected.filter(Q(kind=kind) | Q(kind=UNMAPPED), ref__in=refs))


def _push_out(connection: Connection) -> None:
    newest = connection.rejected.order_by("-at", "-pk").values_list("pk", flat=True)
    surplus = list(newest[AT_MOST : AT_MOST + 100])
    if surplus:
        _drop(connection.rejected.filter(pk__in=surplus))


def _drop(rows: Any) -> None:
    texts = list(rows.values_list("text", flat=True))
    rows.delete()
    for text in texts:
        keeping.discard(text)


def _kind(body: Any) -> str:
    kind = body.get("type") if isinstance(body, Mapping) else None
    return printable(kind)[:KIND] if isinstance(kind, str) and kind else UNKNOWN


def _printable(reason: Mapping[str, str]) -> dict[str, str]:
    """It quotes what no database keeps."""
    return {name: printable(str(said)) for name, said in reason.items()}


def _ref(body: Any, said: str) -> str:
    named = body.get("id") if isinstance(body, Mapping) else None
    if isinstance(named, str) and 0 < len(named) <= LONGEST_ID and named.isprintable():
        return named
    return hashlib.sha256(said.encode()).hexdigest()
