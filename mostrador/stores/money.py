"""The money settings of a store: limits, graces and days; their only writer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.rules import money_limits
from mostrador.stores.models import Store

SETTINGS = (
    "agent_limit_minor", "goodwill_limit_minor", "refund_grace_minutes", "appeal_days",
    "returnless_up_to_minor", "option_days",
)  # fmt: skip


def settings_of(store: Store) -> dict[str, Any]:
    return {name: getattr(store, name) for name in SETTINGS}


@transaction.atomic
def change(
    store: Store, settings: Mapping[str, Any], *, by: str, version: int, now: datetime
) -> bool:
    """Change these settings of the store as it was at `version`; False if that changes nothing.

    Raises RefusedError with every reason, or MovedOnError if somebody was faster.
    """
    if store.version != version:
        raise chain.MovedOnError(store.subject)
    was = settings_of(store)
    wanted = money_limits.settings(settings)
    changed = {name: value for name, value in wanted.items() if value != was[name]}
    if not changed:
        return False
    facts = {name: [was[name], value] for name, value in changed.items()}
    facts["currency"] = [store.currency, store.currency]
    chain.write(
        store, {"version": version}, [Happening("money_changed", now, by, facts)], **changed
    )
    return True
