"""What a seller sees of an order: his own lines and the parcels they travel in (E25, E75)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mostrador.orders.models import Line, Order
from mostrador.pages import moments
from mostrador.pages.shapes import Fact, OrderLine
from mostrador.pages.templatetags.mostrador import money
from mostrador.pages.zones import zone_of
from mostrador.people.models import User
from mostrador.portal import faces, own, rows, words
from mostrador.rules.moments import moment
from mostrador.rules.money import Money
from mostrador.stores.models import Store


def facts(order: Order, lines: Sequence[Line], zone: str) -> list[Fact]:
    """One fact for each parcel that carries a line of his."""
    return [
        Fact(
            str(one.get("carrier") or _("Parcel")),
            str(one.get("tracking") or "–"),
            note=_progress(one, zone),
        )
        for one in _his(order, lines)
    ]


def page(order: Order, user: User, *, now: datetime) -> dict[str, Any]:
    """The order as far as it is his."""
    lines = list(own.lines(user).filter(order=order))
    store = Store.objects.filter(pk=order.store_id).first()
    zone = store.time_zone if store else "UTC"
    seller = user.sellers.order_by("pk").first()
    placed = Fact(_("Ordered"), moments.date(order.placed_at, zone))
    asked = own.questions(user).filter(part__order=order).order_by("-asked_at", "-pk")
    return {
        "order": order,
        "lines": order_lines(lines),
        "total": total(lines) if lines else "",
        "facts": [
            placed,
            *([Fact(_("Ships to"), country)] if (country := destination(order)) else []),
            *facts(order, lines, zone_of(seller.country, zone) if seller else zone),
        ],
        "questions": rows.questions(user, asked[: rows.A_PAGE], now=now),
    }


def order_lines(lines: Iterable[Line]) -> list[OrderLine]:
    return [
        OrderLine(
            title=faces.title(line),
            quantity=int(line.body.get("quantity") or 0),
            price=money(_price(line)),
            details=str(line.body.get("sku") or ""),
        )
        for line in lines
    ]


def total(lines: Sequence[Line]) -> str:
    """What his lines cost together; empty where they are priced in two currencies."""
    prices = [_price(line).times(int(line.body.get("quantity") or 0)) for line in lines]
    if len({one.currency for one in prices}) != 1:
        return ""
    return money(Money(prices[0].currency, sum(one.minor for one in prices)))


def destination(order: Order) -> str:
    """How far the parcel goes; the address itself is the buyer's (E75)."""
    country = (order.body.get("ship_to") or {}).get("country")
    return words.country(str(country)) if country else ""


def _his(order: Order, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The parcels with a line of his; one that names none is his if the whole order is."""
    refs = {line.ref for line in lines}
    alone = refs >= set(order.lines.values_list("ref", flat=True))
    return [one for one in order.shipments if refs & set(one.get("lines") or ()) or alone]


def _price(line: Line) -> Money:
    return Money.of(str(line.body["unit_price"]), str(line.body["currency"]))


def _progress(shipment: dict[str, Any], zone: str) -> str:
    delivered, shipped = (_at(shipment.get(name)) for name in ("delivered_at", "shipped_at"))
    if delivered:
        return _("Delivered on %(moment)s") % {"moment": moments.day_and_hour(delivered, zone)}
    status = str(shipment.get("status") or "")
    state = str(words.PARCELS.get(status, status))
    sent = (
        _("sent on %(moment)s") % {"moment": moments.day_and_hour(shipped, zone)} if shipped else ""
    )
    return " · ".join(filter(None, (state, sent)))


def _at(text: Any) -> datetime | None:
    """A moment that a marketplace sent; one that cannot be read is left out."""
    try:
        return moment(text) if isinstance(text, str) else None
    except ValueError:
        return None
