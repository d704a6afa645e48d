"""Rows to shapes: what a request is about, a row of the list, the decision."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision
from mostrador.helpcentre import own, tracks, words
from mostrador.pages import decision_words, moments, shapes
from mostrador.pages.shapes import Action, Fact
from mostrador.people import links
from mostrador.rules.topics import Topic


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    title: str
    about: str
    state: str
    kind: str
    when: str


def row(contact: Contact) -> Row:
    zone, due = contact.store.time_zone, tracks.due(contact)
    opened = moments.date(contact.opened_at, zone)
    state, kind = words.STATES.get(contact.state, ("", "plain"))
    if contact.promise_left is not None:
        state, kind = _("We need an answer from you"), "warn"
    return Row(
        href=reverse("help:contact", args=[links.seal(contact.pk)]),
        title=title(contact),
        about=" · ".join(filter(None, (contact.order_id, opened, contact.pk))),
        state=str(state),
        kind=kind,
        when=_("Answer by %(due)s") % {"due": due} if due else "",
    )


def title(contact: Contact) -> str:
    if contact.subject_text and contact.subject_text.body:
        return contact.subject_text.body
    if contact.product:
        return str(contact.product)
    withdraws = contact.topic.partition(".")[0] == Topic.WITHDRAWAL
    return _("Your withdrawal") if withdraws else _("Your request")


def about(contact: Contact) -> str:
    """The request in one line: its number and, for whom we know, its order."""
    known = contact.order_id if contact.verified else None
    parts = [_("Order %(order)s") % {"order": known}] if known else []
    return " · ".join([*parts, _("Request %(key)s") % {"key": contact.pk}])


def facts(contact: Contact) -> list[Fact]:
    """What it is about; of an order only what its own buyer may know."""
    items = [Fact(_("Item"), own.title_of(line)) for line in own.lines_of(contact)]
    if contact.product:
        items = [Fact(_("Product"), str(contact.product))]
    sellers = ", ".join(map(str, own.sellers_of(contact)))
    note = _("Your contract partner") if contact.order_id else ""
    sold = [Fact(_("Sold by"), sellers, note=note)] if sellers else []
    return [*items, *sold, *_order(contact)]


def decision(made: Decision) -> shapes.Decision:
    write = Action(_("Write to us about it"), href="#add", icon="pen-line")
    return decision_words.card_for_buyer(made, actions=(write,))


def _order(contact: Contact) -> list[Fact]:
    order = contact.order
    if order is None or not contact.verified:
        return []
    placed = moments.date(order.placed_at, contact.store.time_zone)
    note = _("Placed on %(day)s") % {"day": placed}
    return [Fact(_("Order"), order.pk, note=note), *map(_parcel, order.shipments)]


def _parcel(shipment: dict[str, Any]) -> Fact:
    number = str(shipment.get("tracking") or "–")
    return Fact(_("Parcel"), number, note=str(shipment.get("carrier") or ""))
