"""A seller's one trial in a store (E71)."""

from mostrador.rules.trial import Trial, trial
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store


def of(seller: Seller, store: Store) -> Trial | None:
    """Under the plan of his first enrolment; None before the service was ever ready for him."""
    rows = list(Enrolment.objects.filter(seller=seller, store=store).order_by("from_at"))
    activations = [row.activated_at for row in rows if row.activated_at]
    # A loaded enrolment names no plan: the store's of today stands for it.
    days = rows[0].trial_days if rows and rows[0].plan else store.trial_days
    return trial(activations, days=days, zone=store.zone)
