"""Many histories written at once are no different from histories written one by one."""

import pytest
from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import MovedOnError
from mostrador.history.verification import verify
from mostrador.sellers.models import Enrolment
from tests.history.subjects import NOON, an_enrolment, happened

pytestmark = pytest.mark.django_db
SELLERS = ("S-ANA", "S-ZHOU", "S-ZED")


def three() -> list[Enrolment]:
    return [an_enrolment(seller) for seller in SELLERS]


def test_a_batch_writes_entries_heads_and_states():
    rows = three()
    ends = [NOON, None, NOON]

    chain.write_all([(row, [happened("ended")]) for row in rows], {"until_at": ends})

    stored = [Enrolment.objects.get(pk=row.pk) for row in rows]
    assert [row.until_at for row in stored] == ends
    assert [(row.chain_length, row.version) for row in stored] == [(2, 2)] * 3
    assert [[entry.what for entry in chain.entries_of(row)] for row in stored] == [
        ["enrolled", "ended"]
    ] * 3
    assert verify().altered == ()


def test_what_a_batch_wrote_is_found_by_a_query():
    rows = three()

    chain.write_all([(row, [happened("ended")]) for row in rows], {"until_at": [NOON] * 3})

    assert Enrolment.objects.filter(until_at=NOON).count() == 3
    assert Enrolment.objects.filter(until_at__lt=NOON).count() == 0


def test_a_batch_of_nothing_is_nothing():
    chain.write_all([], {"until_at": []})

    assert verify().records == 0


def test_a_batch_in_which_one_has_moved_on_writes_nothing():
    rows = three()
    chain.write(Enrolment.objects.get(pk=rows[1].pk), {}, [happened("looked at")])

    with pytest.raises(MovedOnError), transaction.atomic():
        chain.write_all([(row, [happened("ended")]) for row in rows], {"until_at": [NOON] * 3})

    assert Enrolment.objects.filter(until_at=None).count() == 3
    assert verify().altered == ()
