"""Sellers who were not invited and would like to be (R29); who writes interests."""

from datetime import datetime

from mostrador.sellers.models import Interest, Seller
from mostrador.stores.models import Store


def say(seller: Seller, store: Store, *, by: str, now: datetime) -> Interest:
    """Said twice it is said once, with the first moment."""
    said = {"at": now, "by": by}
    found, _ = Interest.objects.get_or_create(seller=seller, store=store, defaults=said)
    return found
