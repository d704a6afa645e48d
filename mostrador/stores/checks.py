"""What an operator tried before his store goes live, and how it went: entries of its history."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.history.models import Entry
from mostrador.stores.models import Store

TRIED = "golive_tried"
# Enough to find the last try of each of a dozen checks.
LOOKED_THROUGH = 200


@transaction.atomic
def note(store: Store, check: str, *, fine: bool, by: str, now: datetime) -> None:
    """Somebody pressed the button of this check."""
    kept = Store.objects.select_for_update().get(pk=store.pk)
    chain.write(kept, {}, [Happening(TRIED, now, by, {"check": check, "fine": fine})])


def last(store: Store) -> Mapping[str, Entry]:
    """The last try of each check."""
    found = Entry.objects.filter(subject=store.subject, what=TRIED).order_by("-number")
    newest: dict[str, Entry] = {}
    for entry in found[:LOOKED_THROUGH]:
        newest.setdefault(entry.facts["check"], entry)
    return newest
