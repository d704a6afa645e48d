"""The right column, what decides the case: order, parcel, page, seller, earlier contacts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.desk import tongues, words
from mostrador.desk.dossier import Dossier
from mostrador.desk.show import coverage, dates
from mostrador.orders.models import Line, Order
from mostrador.pages import moments, shapes
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.money import Money
from mostrador.sellers.models import Product, Seller

PAGES_SHOWN = 3
ATTRIBUTES_SHOWN = 8


def order_lines(dossier: Dossier) -> tuple[shapes.OrderLine, ...]:
    several = len(dossier.lines) > 1
    return tuple(_line(line, dossier, judged=several) for line in dossier.lines)


def _line(line: Line, dossier: Dossier, *, judged: bool) -> shapes.OrderLine:
    body, seller = line.body, dossier.seller_of(line)
    verdict = coverage.verdict_of(dossier, line) if judged else None
    details = [str(dossier.seller(seller)) if seller else "", body.get("sku") or ""]
    if body.get("fulfilment") == "operator":
        details.append(_("shipped by the marketplace"))
    if body.get("customised"):
        details.append(_("made to the buyer's wish"))
    price = _price(body, "unit_price")
    return shapes.OrderLine(
        title=str(body.get("title") or line.product or line.ref),
        quantity=int(body.get("quantity") or 0),
        price=money(price) if price else "",
        details=" · ".join(filter(None, details)),
        verdict=coverage.short(verdict) if verdict else "",
        covered=bool(verdict["covered"]) if verdict else True,
    )


def total(dossier: Dossier) -> str:
    """Items and shipping; nothing where the lines are in several currencies."""
    amounts = [amount for line in dossier.lines for amount in _amounts(line.body)]
    if not amounts or len({amount.currency for amount in amounts}) > 1:
        return ""
    return money(Money(amounts[0].currency, sum(amount.minor for amount in amounts)))


def _amounts(body: Mapping[str, Any]) -> Iterable[Money]:
    price, shipping = _price(body, "unit_price"), _price(body, "shipping")
    if price:
        yield price.times(int(body.get("quantity") or 0))
    if shipping:
        yield shipping


def _price(body: Mapping[str, Any], key: str) -> Money | None:
    try:
        return Money.of(str(body[key]), str(body["currency"]))
    except (KeyError, ValueError):
        return None


def order_facts(order: Order, dossier: Dossier) -> tuple[shapes.Fact, ...]:
    placed = moments.date if order.low_precision else moments.day_and_hour
    ship_to = order.body.get("ship_to") or {}
    address = [*(ship_to.get("lines") or []), ship_to.get("country") or ""]
    facts = [
        shapes.Fact(_("Ordered"), placed(order.placed_at, dossier.zone)),
        shapes.Fact(_("State"), status(str(order.body.get("status") or ""))),
        shapes.Fact(_("Buyer"), str(order.buyer)),
        shapes.Fact(_("Goes to"), ", ".join(str(one) for one in address if one)),
    ]
    return tuple(fact for fact in facts if fact.value)


def parcels(dossier: Dossier) -> tuple[tuple[shapes.Fact, ...], ...]:
    """What is known of each shipment; one list of facts for each."""
    order = dossier.contact.order
    if order is None:
        return ()
    promised = order.body.get("deliver_by")
    shipments = [one for one in order.shipments if isinstance(one, dict)]
    if not shipments:
        return (tuple(_promised(promised, dossier)),) if promised else ()
    return tuple(tuple(_parcel(one, promised, dossier)) for one in shipments)


def _parcel(shipment: Mapping[str, Any], promised: Any, dossier: Dossier) -> Iterable[shapes.Fact]:
    zone = dossier.zone
    if shipment.get("delivered_at"):
        yield _delivered(shipment["delivered_at"], promised, zone)
    else:
        yield from _promised(promised, dossier)
    if shipment.get("shipped_at"):
        sent = dates.words(shipment["shipped_at"], zone)
        yield shapes.Fact(pgettext("of a parcel", "Sent"), sent)
    if shipment.get("tracking"):
        carrier = str(shipment.get("carrier") or _("Tracking number"))
        yield shapes.Fact(carrier, str(shipment["tracking"]))
    if shipment.get("status"):
        yield shapes.Fact(_("State"), status(str(shipment["status"])))


def _delivered(delivered: Any, promised: Any, zone: str) -> shapes.Fact:
    at, by = dates.read(delivered), dates.read(promised)
    late = bool(at and by and at > by)
    note = _("promised by %(moment)s") % {"moment": dates.words(promised, zone)} if promised else ""
    state = "late" if late else "ok"
    return shapes.Fact(_("Delivered"), dates.words(delivered, zone), note, state=state)


def _promised(promised: Any, dossier: Dossier) -> Iterable[shapes.Fact]:
    """Not delivered as far as we know: late once the promised moment has passed."""
    if not promised:
        return
    by = dates.read(promised)
    late = is_past(by, dossier.now)
    note = _("No delivery recorded.") if late else ""
    value = dates.words(promised, dossier.zone)
    yield shapes.Fact(_("Promised by"), value, note, state="late" if late else "")


def is_past(at: datetime | None, now: datetime) -> bool:
    return at is not None and at < now


def status(code: str) -> str:
    return {
        "in_transit": _("On its way"),
        "delivered": _("Delivered"),
        "shipped": pgettext("of a parcel", "Sent"),
        "lost": _("Lost"),
        "returned": _("Returned to the sender"),
        "pending": _("Not sent yet"),
        "processing": _("Not sent yet"),
        "cancelled": _("Cancelled"),
    }.get(code, code)


def pages(dossier: Dossier) -> tuple[shapes.Page, ...]:
    """The pages of what was bought, or of what a question before an order is about."""
    bought = [line.product for line in dossier.lines if line.product]
    products = bought or ([dossier.contact.product] if dossier.contact.product else [])
    each = {product.pk: product for product in products}
    return tuple(_page(product) for product in list(each.values())[:PAGES_SHOWN])


def _page(product: Product) -> shapes.Page:
    body = product.body
    page = body.get("page") or {}
    attributes = list((page.get("attributes") or {}).items())[:ATTRIBUTES_SHOWN]
    return shapes.Page(
        title=str(product),
        bullets=tuple(str(one) for one in page.get("bullets") or ()),
        description=str(page.get("description") or ""),
        attributes=tuple(shapes.Fact(str(name), str(value)) for name, value in attributes),
        href=_web_address(body.get("url")),
        language=str(body.get("language") or ""),
    )


def _web_address(url: Any) -> str:
    """A link that cannot be anything but a page: a loaded address may say javascript: as well."""
    try:
        return url if isinstance(url, str) and urlsplit(url).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def seller_facts(seller: Seller, dossier: Dossier) -> tuple[shapes.Fact, ...]:
    language = tongues.of_seller(seller, dossier.contact.store)
    facts = [
        shapes.Fact(_("Country"), moments.reader().territories.get(seller.country, seller.country)),
        shapes.Fact(_("Written to in"), tongues.name(language)),
        shapes.Fact(_("Enrolled since"), _enrolled_since(seller, dossier)),
    ]
    return tuple(fact for fact in facts if fact.value)


def _enrolled_since(seller: Seller, dossier: Dossier) -> str:
    current = [one for one in dossier.enrolments if one.seller_id == seller.pk and not one.until_at]
    return moments.date(current[-1].from_at, dossier.zone) if current else ""


@dataclass(frozen=True, slots=True)
class Earlier:
    href: str
    id: str
    opened: str
    about: str


def earlier(dossier: Dossier) -> tuple[Earlier, ...]:
    return tuple(
        Earlier(
            reverse("desk:contact", args=[one.pk]),
            one.pk,
            moments.date(one.opened_at, dossier.zone),
            f"{words.topic(one.topic)} · {words.STATES[one.state]}",
        )
        for one in dossier.earlier
    )
