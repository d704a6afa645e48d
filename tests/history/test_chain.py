"""Histories only grow, each entry tied to the one before."""

from datetime import timedelta, timezone
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.history import chain
from mostrador.history.chain import Happening, MovedOnError
from mostrador.history.verification import verify
from mostrador.sellers.models import Enrolment
from tests import at_once
from tests.history.subjects import FROM, NOON, OLGA, an_enrolment, happened

pytestmark = pytest.mark.django_db


def altered() -> tuple[str, ...]:
    return verify().altered


def test_a_row_begins_with_its_first_entries():
    row = an_enrolment("S-ZHOU", happened("suspended"))

    entries = chain.entries_of(row)

    assert [(entry.number, entry.what) for entry in entries] == [(1, "enrolled"), (2, "suspended")]
    assert [entry.previous for entry in entries] == ["", entries[0].hash]
    assert (row.chain_length, row.chain_head, row.version) == (2, entries[1].hash, 1)


def test_rows_begun_together_have_a_history_each():
    rows = [
        Enrolment(id=name, seller_id=name, store_id="de", from_at=FROM, active_at=FROM)
        for name in ("E-1", "E-2")
    ]

    chain.begin_all([(row, [happened("enrolled", id=row.id)]) for row in rows])

    assert [entry.facts for row in rows for entry in chain.entries_of(row)] == [
        {"id": "E-1"},
        {"id": "E-2"},
    ]
    assert altered() == ()


def test_beginning_nothing_is_nothing():
    chain.begin_all([])

    assert verify().records == 0


def test_an_act_writes_entry_head_and_state_together():
    row = an_enrolment()

    chain.write(row, {"until_at": None}, [happened("ended", until=NOON)], until_at=NOON)

    stored = Enrolment.objects.get(pk=row.pk)
    last = chain.entries_of(row)[-1]
    assert (stored.until_at, stored.chain_length, stored.version) == (NOON, 2, 2)
    assert stored.chain_head == last.hash
    assert last.facts == {"until": NOON.isoformat()}
    assert (row.until_at, row.chain_length, row.chain_head, row.version) == (NOON, 2, last.hash, 2)


def test_an_act_nobody_needs_to_have_seen_leaves_the_version():
    row = an_enrolment()

    chain.write(row, {}, [happened("looked at")], seen=False)

    row.refresh_from_db()
    assert (row.version, row.chain_length) == (1, 2)


def test_an_act_on_what_has_moved_on_writes_nothing():
    row = an_enrolment()
    stale = Enrolment.objects.get(pk=row.pk)
    chain.write(row, {"until_at": None}, [happened("ended")], until_at=NOON)

    with pytest.raises(MovedOnError):
        chain.write(stale, {"until_at": None}, [happened("suspended")], suspended_at=NOON)

    stored = Enrolment.objects.get(pk=row.pk)
    assert (stored.suspended_at, stored.chain_length) == (None, 2)
    assert [entry.what for entry in chain.entries_of(row)] == ["enrolled", "ended"]


def test_an_act_waits_out_another_that_left_its_reasons_alone():
    row = an_enrolment()
    behind = Enrolment.objects.get(pk=row.pk)
    chain.write(row, {}, [happened("looked at")], seen=False)

    chain.write(behind, {"until_at": None}, [happened("ended")], until_at=NOON)

    assert [entry.what for entry in chain.entries_of(row)] == ["enrolled", "looked at", "ended"]
    assert altered() == ()


def test_what_happened_may_be_older_than_what_was_written_before():
    row = an_enrolment()
    late = Happening("answered late", at=NOON - timedelta(days=3), by="seller:1")

    chain.write(row, {}, [late])

    assert [entry.what for entry in chain.entries_of(row)] == ["enrolled", "answered late"]
    assert altered() == ()


def test_an_entry_is_alone_in_its_place():
    row = an_enrolment()
    taken = chain.entries_of(row)[0]

    taken.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        taken.save(force_insert=True)


def test_the_zone_a_moment_was_given_in_makes_no_difference():
    row = an_enrolment()
    in_berlin = NOON.astimezone(timezone(timedelta(hours=1)))

    chain.write(row, {}, [Happening("looked at", at=in_berlin, by=OLGA)])

    assert altered() == ()


def test_a_fraction_is_kept_as_it_was_written():
    row = an_enrolment("S-ZHOU", happened("measured", share=0.5, huge=1e20, tiny=-0.0))

    assert chain.entries_of(row)[1].facts == {"share": "0.5", "huge": "1e+20", "tiny": "-0.0"}
    assert altered() == ()


# Ids and digests are printable; PostgreSQL keeps no NUL, and the checks of a body refuse it.
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
fact = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words
facts = st.dictionaries(words, fact | st.lists(fact, max_size=3), max_size=4)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.booleans(), facts), max_size=6))
def test_any_sequence_of_acts_leaves_a_whole_history(acts):
    with transaction.atomic():
        row = an_enrolment()
        for seen, said in acts:
            chain.write(row, {}, [Happening("noted", at=NOON, by=OLGA, facts=said)], seen=seen)

        assert altered() == ()
        assert [entry.facts for entry in chain.entries_of(row)[1:]] == [said for _, said in acts]
        assert row.version == 1 + sum(seen for seen, _ in acts)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_all_get_their_place():
    row = an_enrolment()

    def note(name: str) -> None:
        chain.write(row_of(row), {"until_at": None}, [happened("noted", by=name)])

    at_once.run(*[partial(note, name) for name in "abcd"])

    assert sorted(entry.facts["by"] for entry in chain.entries_of(row)[1:]) == ["a", "b", "c", "d"]
    assert altered() == ()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_it_at_the_same_moment_one_is_told_that_it_moved_on():
    row = an_enrolment()
    as_seen = [row_of(row), row_of(row)]

    def end(mine: Enrolment) -> str:
        try:
            chain.write(mine, {"until_at": None}, [happened("ended")], until_at=NOON)
        except MovedOnError:
            return "moved on"
        return "ended"

    told = at_once.run(*[partial(end, mine) for mine in as_seen])

    assert sorted(told) == ["ended", "moved on"]
    assert [entry.what for entry in chain.entries_of(row)] == ["enrolled", "ended"]
    assert altered() == ()


def row_of(row: Enrolment) -> Any:
    return Enrolment.objects.get(pk=row.pk)
