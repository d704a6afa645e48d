"""The cast on a morning in November, for whoever asks for it."""

from pathlib import Path

import pytest

from mostrador import wallclock
from mostrador.sellers import enrolment, invitations
from mostrador.sellers.models import Enrolment, Seller
from mostrador.stores.models import Store
from tests.cast import NOON, the_marketplace


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
