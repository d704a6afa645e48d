"""Which return policies a buyer may rely on for an order (R19, R22, E56, E57)."""

from dataclasses import dataclass
from datetime import datetime

from mostrador.rules import calendar
from mostrador.rules.entitlement_facts import Terms
from mostrador.rules.return_comparison import shortfalls
from mostrador.sellers import own_policies
from mostrador.sellers.models import Seller
from mostrador.stores import standard
from mostrador.stores.models import Store


@dataclass(frozen=True, slots=True)
class Promised:
    standard: Terms
    own: Terms | None


def of(store: Store, seller: Seller | None, *, placed_at: datetime, now: datetime) -> Promised:
    """What was in force when the order was placed; a later better one takes its place (E56)."""
    usual, later = _standard(store, placed_at), _standard(store, now)
    own = _own(seller, store, placed_at) if seller else None
    own_later = _own(seller, store, now) if seller else None
    return Promised(_better(usual, later), _better(own, own_later) if own and own_later else own)


def _better(was: Terms, later: Terms) -> Terms:
    """A later one counts where it is worse in nothing."""
    same = later.policy == was.policy
    return was if same or shortfalls(later.policy, was.policy) else later


def _standard(store: Store, at: datetime) -> Terms:
    version = standard.versions(store).filter(from_at__lte=at).first()
    if version is None:
        return Terms(standard.standard_of(store, at=at), store.country)
    day = calendar.day_of(version.from_at, store.zone)
    return Terms(standard.policy_in(version, store), f"{store.country}-{day}", day)


def _own(seller: Seller, store: Store, at: datetime) -> Terms | None:
    found = own_policies.own_at(seller, store, standard.standard_of(store, at=at), at=at)
    if found is None or found.policy is None:
        return None
    day = calendar.day_of(found.from_at, store.zone)
    return Terms(found.policy, found.submission or str(day), day)
