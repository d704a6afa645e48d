"""The cast on a morning in November, for whoever asks for it."""

from functools import partial
from pathlib import Path

import pytest

from mostrador import wallclock
from mostrador.sellers import enrolment, invitations, policies
from mostrador.sellers.models import Enrolment, Seller
from mostrador.sellers.own_policies import in_force
from mostrador.stores.models import Store
from tests.cast import NOON, person, the_marketplace


@pytest.fixture
def lichtmarkt(data_folder: Path, db: None) -> Store:
    wallclock.install_time_machine(start=NOON)
    the_marketplace()
    return Store.objects.get(pk="de")


@pytest.fixture
def zed(lichtmarkt: Store) -> Seller:
    """Invited, and not enrolled yet."""
    seller = Seller.objects.get(pk="S-ZED")
    invitations.invite(seller, lichtmarkt, by="operator:1", now=NOON)
    return seller


@pytest.fixture
def enrolled(zed: Seller, lichtmarkt: Store) -> Enrolment:
    consent = enrolment.Consent(lichtmarkt.terms_version, "seller:5")
    row, new = enrolment.begin(zed, lichtmarkt, consent, by="seller:S-ZED", now=NOON)
    assert new
    return row


@pytest.fixture
def store():
    the_marketplace()
    return Store.objects.get()


@pytest.fixture
def zhou(store):
    return Seller.objects.get(pk="S-ZHOU")


@pytest.fixture
def olga(store):
    return person("olga").actor


@pytest.fixture
def submit(zhou, store):
    return partial(policies.submit, zhou, store, words="", by=person("zhou").actor, now=NOON)


@pytest.fixture
def days(zhou, store):
    return lambda at: in_force(zhou, store, at=at).window_days
