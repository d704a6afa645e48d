"""An order as its buyer sees it while he asks for help."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.helpcentre import found_orders, own
from mostrador.helpcentre.faces import Row
from mostrador.helpcentre.found_orders import Found
from mostrador.orders.models import Order
from mostrador.pages import moments
from mostrador.sellers.models import Seller


def page(found: Found) -> dict[str, Any]:
    """What every step shows above its question."""
    placed = moments.date(found.order.placed_at, found.store.time_zone)
    return {
        "found": found,
        "store": found.store,
        "about": _("Order %(order)s, placed on %(day)s") % {"order": found.order.pk, "day": placed},
        "sellers": ", ".join(_sellers(found)),
    }


def row(order: Order) -> Row:
    """One of his orders in a list, leading to step 2."""
    placed = moments.date(order.placed_at, order.store.time_zone)
    titles = [own.title_of(line) for line in order.lines.all()]
    return Row(
        href=reverse("help:order", args=[found_orders.seal(order)]),
        title=", ".join(titles) or order.pk,
        about=" · ".join((order.pk, placed)),
        state="",
        kind="plain",
        when="",
    )


def _sellers(found: Found) -> list[str]:
    """Whom he has his contract with (R1)."""
    keys = {line.seller_id or found.order.seller_id for line in found.lines}
    known = Seller.objects.filter(pk__in=keys or {found.order.seller_id}).order_by("name")
    return [str(one) for one in known]
