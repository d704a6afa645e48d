"""A seller abroad stays silent: refunded exactly once, whoever looks and however often (E62)."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from mostrador import wallclock
from mostrador.contacts.models import Delivery
from mostrador.decisions import return_clock, returns
from mostrador.decisions.models import Instruction, LedgerEntry, Return
from mostrador.decisions.return_rows import NotNowError
from mostrador.decisions.returns import Offer
from mostrador.history.models import Entry
from mostrador.history.verification import verify
from mostrador.rules.returns import Method
from mostrador.site import due
from mostrador.site.main import main
from tests import at_once
from tests.cast import BERLIN, NOON, the_marketplace
from tests.decisions import going_back
from tests.decisions.going_back import HAMBURG

OPTION_DUE = datetime(2026, 11, 16, tzinfo=BERLIN)
AFTER = OPTION_DUE + timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def _open_to_all(transactional_db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    the_marketplace()


def waiting(count: int) -> list[Return]:
    return [going_back.a_return(key=f"LM-20{number:02}") for number in range(count)]


def refunds() -> tuple[int, int, int, int]:
    """Orders to refund, entries in the ledger, in the histories, and mails that say so."""
    return (
        Instruction.objects.filter(kind="refund").count(),
        LedgerEntry.objects.count(),
        Entry.objects.filter(what="return_given_up").count(),
        Delivery.objects.filter(template="seller/return_given_up").count(),
    )


def test_E62_two_workers_at_once_refund_each_once():
    waiting(4)

    done = at_once.run(*[partial(return_clock.sweep, now=AFTER)] * 3)

    assert (sum(done), refunds()) == (4, (4, 4, 4, 4))
    assert verify().altered == ()


@pytest.mark.parametrize("offer_first", [True, False])
def test_E62_an_offer_in_its_last_moment_and_the_clock_at_once(offer_first):
    """One of the two is done, never both."""
    [row] = waiting(1)

    def offer() -> int:
        offered = Offer(Method.LOCAL_ADDRESS, HAMBURG)
        try:
            returns.offer(row.pk, offered, by="seller:S-ZHOU", now=OPTION_DUE)
        except NotNowError:
            return 0
        return 1

    acts = [offer, partial(return_clock.sweep, now=AFTER)]
    done = at_once.run(*(acts if offer_first else acts[::-1]))

    row.refresh_from_db()
    assert sum(done) == 1
    assert (row.state, refunds()[0]) in {("authorised", 0), ("closed", 1)}


def test_a_machine_that_dies_in_the_middle_has_done_nothing(monkeypatch):
    """What is refunded is one transaction with all that says so; the next machine does it."""
    [row] = waiting(1)

    class GoneError(Exception):
        pass

    def die(*_args, **_facts):
        raise GoneError

    with monkeypatch.context() as at_the_end:
        at_the_end.setattr(return_clock.return_notes, "tell_seller", die)
        with pytest.raises(GoneError):
            return_clock.sweep(now=AFTER)
    assert (refunds(), Return.objects.get().state) == ((0, 0, 0, 0), "awaiting_option")

    return_clock.sweep(now=AFTER)

    row.refresh_from_db()
    assert (row.state, refunds()) == ("closed", (1, 1, 1, 1))
    assert verify().altered == ()


def test_E62_the_time_machine_brings_it_about_once(data_folder, capsys):
    [row] = waiting(1)
    wallclock.install_time_machine(start=NOON)
    assert due.next_at() is not None

    for moment in (
        "2026-11-15T23:00:00+01:00",
        "2026-11-16T00:01:00+01:00",
        "2026-11-17T00:00+01:00",
    ):
        assert main(["clock", "--set", moment]) == 0

    capsys.readouterr()
    row.refresh_from_db()
    assert (row.state, row.method, row.refunded_at) == ("closed", "returnless", OPTION_DUE)
    assert refunds() == (1, 1, 1, 1)
