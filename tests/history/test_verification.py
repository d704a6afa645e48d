"""Whoever alters a history is found, and what was altered is named."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.history import chain
from mostrador.history.models import Entry
from mostrador.history.verification import Verification, verify
from mostrador.sellers.models import Enrolment
from tests.history.subjects import NOON, OLGA, a_history_of_three, an_enrolment, happened

pytestmark = pytest.mark.django_db


def altered() -> tuple[str, ...]:
    return verify().altered


def test_a_whole_history_has_nothing_to_name():
    an_enrolment("S-ANA")
    a_history_of_three()

    found = verify()

    assert found == Verification(records=4, altered=(), root=found.root)


def test_the_root_changes_with_every_entry_and_is_the_same_when_read_again():
    row = an_enrolment()
    before = verify().root

    again = verify().root
    chain.write(row, {}, [happened("looked at")])

    assert again == before
    assert verify().root != before


@pytest.mark.parametrize(
    "change",
    [
        {"what": "blessed"},
        {"by": "agent:7"},
        {"at": NOON + timedelta(microseconds=1)},
        {"facts": {"terms": "2"}},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_entry_is_named(change):
    row = a_history_of_three()

    Entry.objects.filter(subject=row.subject, number=2).update(**change)

    assert f"{row.subject}, entry 2" in altered()


def test_an_altered_entry_is_named_alone_when_its_neighbours_are_whole():
    row = a_history_of_three()

    Entry.objects.filter(subject=row.subject, number=2).update(facts={"amount": 0})

    assert altered() == (f"{row.subject}, entry 2",)


def test_an_altered_entry_with_a_new_hash_of_its_own_breaks_the_next():
    row = a_history_of_three()
    entry = chain.entries_of(row)[1]
    entry.what = "blessed"
    entry.hash = chain.hash_of(entry)

    entry.save()

    assert altered() == (f"{row.subject}, entry 3",)


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (1, (", entry 2", ", entry 3")),
        (2, (", entry 3",)),
        (3, (": its row and its last entry disagree",)),
    ],
)
def test_a_removed_entry_is_named_by_what_is_left(number, named):
    row = a_history_of_three()

    Entry.objects.filter(subject=row.subject, number=number).delete()

    assert altered() == tuple(f"{row.subject}{fault}" for fault in named)


def test_a_history_removed_whole_is_named():
    row = a_history_of_three()

    Entry.objects.all().delete()

    assert altered() == (f"{row.subject}: its entries are gone",)


def test_a_history_whose_row_was_removed_is_named():
    row = a_history_of_three()

    Enrolment.objects.all().delete()

    assert altered() == (f"enrolment:{row.id}: its row and its last entry disagree",)


def test_swapped_entries_are_named():
    row = a_history_of_three()
    second, third = chain.entries_of(row)[1:]

    Entry.objects.filter(pk=second.pk).update(number=99)
    Entry.objects.filter(pk=third.pk).update(number=2)
    Entry.objects.filter(pk=second.pk).update(number=3)

    assert altered() == (f"{row.subject}, entry 2", f"{row.subject}, entry 3")


def test_an_entry_added_by_another_way_is_named():
    row = a_history_of_three()
    last = chain.entries_of(row)[-1]
    forged = Entry(
        subject=row.subject, number=4, at=NOON, by=OLGA, what="ended", previous=last.hash
    )
    forged.hash = chain.hash_of(forged)

    forged.save()

    assert altered() == (f"{row.subject}: its row and its last entry disagree",)


@pytest.mark.parametrize("change", [{"chain_head": "0" * 64}, {"chain_length": 2}])
def test_a_row_with_another_head_or_length_is_named(change):
    row = a_history_of_three()

    Enrolment.objects.filter(pk=row.pk).update(**change)

    assert altered() == (f"{row.subject}: its row and its last entry disagree",)


def test_one_fault_names_no_other_history():
    whole, broken = an_enrolment("S-ANA"), a_history_of_three()

    Entry.objects.filter(subject=broken.subject, number=1).update(what="nothing")

    assert altered() == (f"{broken.subject}, entry 1",)
    assert whole.subject not in "".join(altered())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(2, 6), data=st.data())
def test_any_entry_altered_anywhere_is_found(length, data):
    with transaction.atomic():
        row = an_enrolment("S-ZHOU", *[happened("noted", n=n) for n in range(length - 1)])
        number = data.draw(st.integers(1, length))
        column = data.draw(st.sampled_from(["what", "by", "previous", "hash"]))

        Entry.objects.filter(subject=row.subject, number=number).update(**{column: "altered"})

        assert f"{row.subject}, entry {number}" in altered()
        transaction.set_rollback(True)
