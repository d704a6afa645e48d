"""Going live and back, as the operator does it."""

from mostrador.stores import going_live
from mostrador.stores.models import Store
from tests.cast import NOON

# Where the cast's sellers stand in the store `de`: Zhou at 33, Ana at 53, Zed at 59.
ZHOU_ALONE = 40


def set_share(share: int, *, store: str = "de", now=NOON) -> Store:
    found = Store.objects.get(pk=store)
    going_live.change(found, share, by="operator:1", version=found.version, now=now)
    return found
