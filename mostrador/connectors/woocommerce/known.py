"""Orders that we know under another id than the one that buyers know them by now."""

from collections.abc import Sequence

from mostrador.connectors import parts
from mostrador.connectors.parts import Body
from mostrador.connectors.woocommerce.orders import Shop
from mostrador.orders.models import Order


def renamed(found: Sequence[Body], shop: Shop) -> dict[str, str]:
    """A plugin for numbers was put in: what was called by its id has a number of its own now.

    Another order may have that id for its number: our copy has to say that it is the same one, and
    the id must be nobody's number now.
    """
    now = {
        f"{shop.prefix}{parts.text(one, 'id')}": (parts.text(one, "id"), shop.order_id(one))
        for one in found
    }
    taken = {number for _key, number in now.values()}
    other = {was: said for was, said in now.items() if said[1] and was not in taken}
    rows = Order.objects.filter(pk__in=other, store=shop.store).values_list("pk", "body")
    return {
        was: other[was][1] for was, body in rows if parts.text(body, "shop_id") == other[was][0]
    }
