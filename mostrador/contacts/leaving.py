"""Whether anything may leave for a matter: its seller is live, or it was taken on while he was."""

from collections.abc import Collection

from mostrador.contacts.models import Contact
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.rules.live_share import EVERYBODY
from mostrador.stores import going_live
from mostrador.stores.models import Store


def may_leave(contact: Contact) -> bool:
    """A contact that was opened for a live seller stays ours, whatever the share is now."""
    if not contact.in_shadow:
        return True
    sellers = set(contact.parts.values_list("seller_id", flat=True))
    return are_live(contact.store, contact.order, sellers)


def takes_on(store: Store, order: Order | None, sellers: Collection[str], *, address: str) -> bool:
    """Is a new matter ours to answer?

    Who names no order goes by the orders that he has: all of them must be of live sellers. Where
    he has none, somebody else answers until everybody is live.
    """
    if order is not None or sellers or store.live_share >= EVERYBODY:
        return are_live(store, order, sellers)
    theirs = queries.orders_of(address)
    return bool(theirs) and all(are_live(store, one, ()) for one in theirs)


def are_live(store: Store, order: Order | None, sellers: Collection[str]) -> bool:
    """The order's sellers, or without an order these, in the store that answers and the order's."""
    of_order = queries.store_of(order) if order and order.store_id != store.pk else None
    asked = [one for one in (store, of_order) if one and one.live_share < EVERYBODY]
    if not asked:
        return True
    named = queries.sellers_of(order) if order else sellers
    return all(going_live.is_live(one, named) for one in asked)
