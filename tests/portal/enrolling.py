"""What tests of a seller's account say often."""

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mostrador.sellers import enrolment, invitations
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store
from tests.cast import NOON, signed_in

PAGE = "/portal/account/services/de/"
OLGA = "operator:1"


def a_seller(name: str) -> Client:
    """In English, whatever language he reads."""
    client = signed_in(name)
    client.cookies["language"] = "en"
    return client


def words(answer: HttpResponse) -> str:
    """What stands on the page, as one reads it."""
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def invite(key: str = "S-ZED") -> Any:
    seller = Seller.objects.get(pk=key)
    return invitations.invite(seller, Store.objects.get(), by=OLGA, now=NOON)[0]


def enrol(key: str = "S-ZED", **more: Any) -> Enrolment:
    """As an owner of his account does it."""
    seller, store = Seller.objects.get(pk=key), Store.objects.get()
    owner = seller.users.get()
    consent = enrolment.Consent(store.terms_version, owner.actor)
    return enrolment.begin(seller, store, consent, by=f"seller:{key}", **{"now": NOON} | more)[0]


def intervals(key: str = "S-ZED") -> int:
    return Enrolment.objects.filter(seller=key).count()
