"""An order that somebody has shown to be his: by signing in, or by the code mailed to its address.

What he holds is a signed address, good for two hours; nobody else's order can be made from it.
"""

from dataclasses import dataclass
from functools import cached_property

from mostrador.helpcentre.seals import ORDER
from mostrador.orders import queries
from mostrador.orders.models import Line, Order
from mostrador.stores.models import Store


@dataclass(frozen=True)
class Found:
    order: Order
    store: Store
    seal: str

    @cached_property
    def lines(self) -> list[Line]:
        return queries.lines_of(self.order)

    @property
    def actor(self) -> str:
        """Whoever has the seal has shown that he is the order's buyer."""
        return f"buyer:{self.order.buyer_id}"


def seal(order: Order) -> str:
    return ORDER.seal(order.pk)


def by_seal(sealed: str) -> Found | None:
    key = ORDER.open(sealed) if sealed else None
    order = Order.objects.select_related("buyer").filter(pk=key).first() if key else None
    store = queries.store_of(order) if order else None
    return Found(order, store, sealed) if order and store else None
