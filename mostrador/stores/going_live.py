"""How many of a store's sellers are served for real: the only writer of that setting."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.rules import live_share
from mostrador.stores.models import Store


@transaction.atomic
def change(store: Store, share: object, *, by: str, version: int, now: datetime) -> bool:
    """From now on so many of a hundred sellers are live; False if that changes nothing.

    Raises RefusedError, or MovedOnError if somebody was faster.
    """
    if store.version != version:
        raise chain.MovedOnError(store.subject)
    wanted = live_share.settings({"live_share": share})
    if wanted["live_share"] == store.live_share:
        return False
    facts = {"live_share": [store.live_share, wanted["live_share"]]}
    happening = Happening("live_share_changed", now, by, facts)
    chain.write(store, {"version": version}, [happening], live_share=wanted["live_share"])
    return True


def is_live(store: Store, sellers: Collection[str]) -> bool:
    """Are all of these sellers served for real in this store?"""
    return live_share.is_live(store.pk, sellers, share=store.live_share)
