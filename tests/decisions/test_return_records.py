"""What the marketplace tells of a return moves ours, once, in whatever order it comes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from mostrador import wallclock
from mostrador.contacts.models import Contact
from mostrador.decisions import returns
from mostrador.decisions.models import Return
from mostrador.history import chain
from mostrador.orders import events, records
from mostrador.outbox import sending
from mostrador.site.delivering import HANDLERS
from tests.cast import A_DAY, NOON
from tests.decisions import going_back
from tests.decisions.going_back import LEIPZIG

pytestmark = pytest.mark.usefixtures("marketplace")

SENT_AT, CAME_AT = "2026-11-13T09:00:00+01:00", "2026-11-14T16:00:00+01:00"
LATER = NOON + 4 * A_DAY


@pytest.fixture
def row() -> Return:
    going_back.takes_back_at("S-ANA", LEIPZIG)
    return going_back.a_return(seller="S-ANA")


def told(state: str, at: str, *, now: datetime = LATER, **more: Any) -> None:
    body = {"type": "return", "id": f"X-{state}", "order": "LM-1030", "state": state, "at": at}
    records.upsert_many([events.returned(body | more)], now=now)
    for _batch in range(3):
        sending.deliver_batch(HANDLERS, now=now, machine_now=wallclock.machine_now())


def test_a_scan_sends_it_and_a_delivery_brings_it_back(row):
    told("in_transit", SENT_AT, carrier="DHL", tracking="0034")
    told("received", CAME_AT, lines=["1"])

    row.refresh_from_db()
    assert (row.state, row.tracking) == ("received", "DHL 0034")
    assert (row.sent_at, row.received_at) == (
        datetime.fromisoformat(SENT_AT), datetime.fromisoformat(CAME_AT),
    )  # fmt: skip


def test_out_of_order_and_twice_it_is_received_once(row):
    told("received", CAME_AT)
    told("in_transit", SENT_AT)
    told("received", CAME_AT, note="again")

    row.refresh_from_db()
    received = [entry for entry in chain.entries_of(row) if entry.what == "received"]
    assert (row.state, len(received)) == ("received", 1)


def test_what_is_said_to_happen_later_has_happened_at_the_latest_now(row):
    told("received", "2027-01-01T00:00:00+01:00")

    row.refresh_from_db()
    assert row.received_at == LATER


@pytest.mark.parametrize(
    ("state", "more"), [("created", {}), ("", {}), ("received", {"lines": ["2"]})]
)
def test_what_is_not_about_it_changes_nothing(row, state, more):
    told(state, CAME_AT, **more)

    row.refresh_from_db()
    assert row.state == "authorised"


def test_a_return_of_which_we_know_nothing_is_kept_and_moves_nothing(row):
    body = {"type": "return", "id": "X-2", "order": "LM-1007", "state": "received"}
    records.upsert_many([events.returned(body)], now=NOON)

    assert sending.deliver_batch(HANDLERS, now=LATER, machine_now=wallclock.machine_now()) > 0
    row.refresh_from_db()
    assert row.state == "authorised"


def test_by_its_own_number_an_older_one_is_found(row):
    returns.cancel(row.pk, by="buyer:B-KELLER", now=NOON + timedelta(hours=1))
    newer = Return.objects.get(decision=going_back.decided(row.contact, now=NOON + A_DAY))

    told("received", CAME_AT, **{"return": newer.pk})

    newer.refresh_from_db()
    assert newer.state == "received"


def test_what_was_given_up_and_comes_all_the_same_wants_a_person(row):
    told("cancelled", SENT_AT)
    row.refresh_from_db()
    assert row.state == "cancelled"

    told("received", CAME_AT)

    contact = Contact.objects.get(pk=row.contact_id)
    assert (contact.state, contact.urgent_at) == ("open", LATER)
    assert chain.entries_of(contact)[-1].what == "return_came_late"
