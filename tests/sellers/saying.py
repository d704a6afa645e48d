"""What tests of enrolling say often."""

from datetime import datetime
from typing import Any

from mostrador.history import chain
from mostrador.sellers import enrolment
from mostrador.sellers.models import Enrolment, Notice, Seller
from mostrador.stores.models import Store
from tests.cast import NOON

OLGA = "operator:1"


def happened(row: Enrolment) -> list[tuple[str, datetime]]:
    return [(entry.what, entry.at) for entry in chain.entries_of(row)]


def told(seller: str = "S-ZED") -> list[str]:
    """The mails about the service itself, in their order."""
    rows = Notice.objects.filter(seller=seller).exclude(template="invitation").order_by("pk")
    return list(rows.values_list("template", flat=True))


def enrol(seller: Seller, store: Store, *, now: datetime = NOON) -> Enrolment:
    consent = enrolment.Consent(store.terms_version, "seller:5")
    return enrolment.begin(seller, store, consent, by=f"seller:{seller.pk}", now=now)[0]


def changed(key: str, **more: Any) -> None:
    """What the operator has set, without his page."""
    Store.objects.filter(pk=key).update(**more)
