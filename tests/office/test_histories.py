"""What happened to a store's programme and to a seller, a page by key after the other."""

from datetime import timedelta

import pytest

from mostrador.office import programme, seller_page
from mostrador.sellers import invitations
from mostrador.sellers.models import Seller
from mostrador.stores import programme as acts
from mostrador.stores.models import Store
from tests.cast import NOON, signed_in

PROGRAMME, SELLER = "/office/programme/de/", "/office/sellers/S-ZED/"
A_MINUTE = timedelta(minutes=1)
STRANGE = ["", "x", "~", "%00", "2026-11-12T10:00:00%2B01:00~", "2026-11-12T10:00:00%2B01:00~x",
           "2026-11-12T10:00:00%2B01:00~9999999999999999999", "yesterday~1"]  # fmt: skip


@pytest.fixture
def _seven_changes():
    """Two of them at each moment, but the first."""
    for days in range(1, 8):
        store = Store.objects.get()
        change = {"trial_days": days}
        at = NOON + days // 2 * A_MINUTE
        acts.change(store, change, by="operator:1", version=store.version, now=at)


@pytest.fixture
def _seven_invitations():
    """Asked and not wanted, three times, and asked once more."""
    zed, store = Seller.objects.get(pk="S-ZED"), Store.objects.get()
    for minutes in range(3):
        at = NOON + minutes * A_MINUTE
        made, _new = invitations.invite(zed, store, by="operator:1", now=at)
        invitations.decline(made, by="seller:S-ZED", now=at)
    invitations.invite(zed, store, by="operator:1", now=NOON + 3 * A_MINUTE)


def walked(address):
    """All pages from the first to the last: the lines of each, and where its link leads."""
    client, pages, parts = signed_in("olga"), [], set()
    while address:
        shown = client.get(address).context
        pages.append(shown["history"])
        address, _hash, part = shown["older"].partition("#")
        parts.add(part)
    return pages, parts - {""}


@pytest.mark.usefixtures("_seven_changes")
@pytest.mark.parametrize(("size", "sizes"), [(3, [3, 3, 1]), (7, [7]), (6, [6, 1]), (1, [1] * 7)])
def test_the_history_of_a_programme_goes_on_by_key(monkeypatch, size, sizes):
    monkeypatch.setattr(programme, "SHOWN_CHANGES", size)

    pages, parts = walked(PROGRAMME)

    assert [len(page) for page in pages] == sizes
    days = [line.changes[0].now for page in pages for line in page]
    assert days == ["7", "6", "5", "4", "3", "2", "1"]
    assert parts <= {"changes"}


@pytest.mark.usefixtures("_seven_invitations")
def test_the_history_of_a_seller_goes_on_by_key(monkeypatch):
    monkeypatch.setattr(seller_page, "SHOWN_ENTRIES", 3)

    pages, parts = walked(SELLER)

    assert [[line.words for line in page] for page in pages] == [
        ["Invited", "Declined the invitation", "Invited"],
        ["Declined the invitation", "Invited", "Declined the invitation"],
        ["Invited"],
    ]
    assert parts == {"happened"}


@pytest.mark.usefixtures("_seven_changes")
def test_what_happens_meanwhile_moves_no_page(monkeypatch):
    monkeypatch.setattr(programme, "SHOWN_CHANGES", 3)
    older = signed_in("olga").get(PROGRAMME).context["older"]
    before = signed_in("olga").get(older).context["history"]

    store = Store.objects.get()
    acts.change(store, {"trial_days": 90}, by="operator:1", version=store.version, now=NOON)

    assert [one.changes for one in signed_in("olga").get(older).context["history"]] == [
        one.changes for one in before
    ]


@pytest.mark.usefixtures("_seven_changes")
@pytest.mark.parametrize("before", STRANGE)
def test_a_page_that_begins_nowhere_is_the_first(before):
    page = signed_in("olga").get(f"{PROGRAMME}?before={before}")

    assert (page.status_code, len(page.context["history"])) == (200, 7)
