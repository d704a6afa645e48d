"""What mails about a return say of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from mostrador.contacts.models import Delivery
from mostrador.decisions import return_facts
from mostrador.decisions.models import Return
from mostrador.pages import moments, zones
from mostrador.people import links
from mostrador.rules.calendar import start_of_day
from mostrador.stores.models import Store


def facts(delivery: Delivery) -> Mapping[str, Any]:
    """Nothing in a mail that is about no return."""
    key = delivery.facts.get("return")
    row = Return.objects.filter(pk=key).select_related("decision", "contact").first()
    if row is None:
        return {}
    store = return_facts.store_of(row.decision)
    return {
        "back": row,
        "abroad": return_facts.is_abroad(row.decision, store),
        "address": _address(row, delivery),
        "send_by": _day(row.send_by, store),
        "refund_by": _day(row.refund_due, store),
        "slip": _slip(row),
        **_due(row, store),
    }


def portal_path(delivery: Delivery) -> str:
    key = delivery.facts.get("return")
    return reverse("portal:return", args=[key]) if key else ""


def _address(row: Return, delivery: Delivery) -> str:
    """Where it goes; it mostly names the seller, whom only the order's buyer learns (R1)."""
    lines = row.address.get("lines", ()) if delivery.contact.verified else ()
    return "\n".join(lines)


def _slip(row: Return) -> str:
    return settings.BASE_URL + reverse("help:slip", args=[links.seal(row.contact_id), row.pk])


def _due(row: Return, store: Store) -> dict[str, str]:
    """The seller's last moment in his zone and the store's, whatever he is asked for."""
    at = return_facts.inspected_by(row, store) if row.received_at else row.option_due_at
    own = zones.zone_of(row.seller.country, store.time_zone) if row.seller else store.time_zone
    return {
        "return_due": moments.with_city(at, own) if at else "",
        "return_due_there": moments.with_city(at, store.time_zone) if at else "",
    }


def _day(day: date | None, store: Store) -> str:
    return moments.date(start_of_day(day, store.zone), store.time_zone) if day else ""
